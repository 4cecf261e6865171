"""Acts of visiting meetings, by noun: calls for hosts, the programme."""
