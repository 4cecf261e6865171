from django.urls import path

from spilno.portal.views import calendar, desk, home, search

app_name = "portal"

urlpatterns = [
    path("", home.home, name="home"),
    path("desk/", desk.desk, name="desk"),
    path("calendar/", calendar.month, name="calendar"),
    path("calendar.ics", calendar.calendar_feed, name="calendar_feed"),
    path("search/", search.search, name="search"),
]
