"""Who may press what in journal; tests/doors.py tells how to read it."""

PAGES = {
    "journal:journal",
    "journal:check",
    "journal:heads",
    "journal:lines",
    "journal:lines_of_day",
    "journal:checker",
}
