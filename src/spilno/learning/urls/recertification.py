"""Addresses of certificates with a term."""

from django.urls import URLPattern, path

from spilno.learning.views import recertification

urlpatterns: list[URLPattern] = [
    path("programmes/<int:pk>/renewals/", recertification.to_renew, name="to_renew"),
    path("programmes/<int:pk>/renewals/<int:person>/", recertification.certification, name="certification"),
    path("programmes/<int:pk>/renewals/<int:person>/keep-up/", recertification.keep_up, name="keep_up"),
    path("programmes/<int:pk>/renewals/<int:person>/<int:kept>/revoke/", recertification.revoke, name="revoke_keeping"),
]
