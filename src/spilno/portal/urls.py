from django.urls import path

from spilno.portal.views import calendar, demo, desk, home, search

app_name = "portal"

urlpatterns = [
    path("", home.home, name="home"),
    path("desk/", desk.desk, name="desk"),
    path("calendar/", calendar.month, name="calendar"),
    path("calendar.ics", calendar.calendar_feed, name="calendar_feed"),
    path("search/", search.search, name="search"),
    path("demo/", demo.sign_ins, name="demo"),
    path("demo/sign-in/", demo.sign_in, name="demo_sign_in"),
    path("demo/clock/", demo.set_clock, name="demo_clock"),
]
