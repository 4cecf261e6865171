"""Addresses of memoranda, their plans and reports."""

from spilno.memoranda.urls import memoranda, plan

app_name = "memoranda"

urlpatterns = [*memoranda.urlpatterns, *plan.urlpatterns]
