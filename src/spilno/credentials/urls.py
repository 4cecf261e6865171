"""Addresses of certificates and their public check."""

from django.urls import path

from spilno.credentials import views

app_name = "credentials"

urlpatterns = [
    path("verify/", views.verify, name="verify"),
    path("verify/<str:code>/", views.check, name="check"),
    path("verify/<str:code>/certificate.pdf", views.paper, name="paper"),
    path("certificates/", views.certificates, name="certificates"),
    path("certificates/certificates.csv", views.certificates_csv, name="certificates_csv"),
    path("certificates/papers/", views.make_papers, name="make_papers"),
    path("certificates/<int:pk>/", views.certificate, name="certificate"),
    path("certificates/<int:pk>/revoke/", views.revoke, name="revoke"),
]
