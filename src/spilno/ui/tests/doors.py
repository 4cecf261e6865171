"""Who may press what in ui; tests/doors.py tells how to read it."""

DOORS = {
    "ui:theme": ("", "302 SCRNADOXU_"),
}

PAGES = {
    "ui:look",
}
