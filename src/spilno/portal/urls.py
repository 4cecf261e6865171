from django.urls import path

from spilno.portal.views import calendar, demo, desk, home, pages, search

app_name = "portal"

urlpatterns = [
    path("", home.home, name="home"),
    path("desk/", desk.desk, name="desk"),
    path("calendar/", calendar.month, name="calendar"),
    path("calendar.ics", calendar.calendar_feed, name="calendar_feed"),
    path("search/", search.search, name="search"),
    path("help/voting/", pages.voting, name="voting"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("privacy/", pages.privacy, name="privacy"),
    path("open-data/", pages.open_data, name="open_data"),
    path("demo/", demo.sign_ins, name="demo"),
    path("demo/letters/", demo.letters, name="demo_letters"),
    path("demo/sign-in/", demo.sign_in, name="demo_sign_in"),
    path("demo/clock/", demo.set_clock, name="demo_clock"),
]
