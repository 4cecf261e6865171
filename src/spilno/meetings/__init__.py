"""Issues, convening, agenda, attendance, quorum, the hall, decisions, minutes."""
