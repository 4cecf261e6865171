"""Addresses of professional development, by noun."""

from django.urls import URLPattern

from spilno.learning.urls import (
    assessment,
    coverage,
    editions,
    enrolling,
    ledger,
    plans,
    recertification,
    staff_list,
    standards,
)

app_name = "learning"

urlpatterns: list[URLPattern] = [
    *standards.urlpatterns,
    *assessment.urlpatterns,
    *coverage.urlpatterns,
    *editions.urlpatterns,
    *enrolling.urlpatterns,
    *ledger.urlpatterns,
    *plans.urlpatterns,
    *recertification.urlpatterns,
    *staff_list.urlpatterns,
]
