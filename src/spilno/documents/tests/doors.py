"""Who may press what in documents; tests/doors.py tells how to read it."""

PAGES = {
    "documents:document",
    "documents:attachment",
    "documents:signature",
}
