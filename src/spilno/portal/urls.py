from django.urls import path

from spilno.portal import views

app_name = "portal"

urlpatterns = [
    path("", views.home, name="home"),
    path("desk/", views.desk, name="desk"),
    path("search/", views.search, name="search"),
]
