"""Addresses of undertakings."""

from django.urls import path

from spilno.undertakings import views

app_name = "undertakings"

urlpatterns = [
    path("undertakings/", views.undertakings, name="undertakings"),
    path("undertakings/undertakings.csv", views.undertakings_csv, name="undertakings_csv"),
    path("undertakings/<int:number>/", views.undertaking, name="undertaking"),
    path("undertakings/<int:number>/report/", views.report, name="report"),
    path("undertakings/<int:number>/answer/", views.answer, name="answer"),
    path("undertakings/<int:number>/extend/", views.extend, name="extend"),
    path("undertakings/<int:number>/take-off/", views.take_off, name="take_off"),
]
