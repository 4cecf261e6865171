"""Addresses of memoranda, their plans and reports."""

from spilno.memoranda.urls import plan

app_name = "memoranda"

urlpatterns = [*plan.urlpatterns]
