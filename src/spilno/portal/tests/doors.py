"""Who may press what in portal; tests/doors.py tells how to read it."""

DOORS = {
    "portal:demo_sign_in": ("", "404 SCRNADOXU_"),
    "portal:demo_clock": ("", "404 SCRNADOXU_"),
}

PAGES = {
    "portal:home",
    "portal:desk",
    "portal:calendar",
    "portal:calendar_feed",
    "portal:search",
    "portal:voting",
    "portal:accessibility",
    "portal:privacy",
    "portal:open_data",
    "portal:demo",
    "portal:demo_letters",
}
