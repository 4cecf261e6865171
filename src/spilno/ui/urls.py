from django.urls import path

from spilno.ui import views

app_name = "ui"

urlpatterns = [
    path("theme/", views.theme, name="theme"),
    path("look/", views.look, name="look"),
]
