"""Addresses of plans, fulfilment and reports."""

from django.urls import path

from spilno.memoranda.views import pointing

urlpatterns = [
    path("memoranda/count/", pointing.count, name="count"),
    path("memoranda/count/<int:pk>/withdraw/", pointing.uncount, name="uncount"),
]
