from django.urls import path

from spilno.portal.views import desk, home, search

app_name = "portal"

urlpatterns = [
    path("", home.home, name="home"),
    path("desk/", desk.desk, name="desk"),
    path("search/", search.search, name="search"),
]
