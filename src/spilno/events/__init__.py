"""Joint events of several organisations: programme, places, attendance, results."""
