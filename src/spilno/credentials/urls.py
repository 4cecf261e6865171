"""Addresses of certificates and their public check."""

from django.urls import path

from spilno.credentials.views import checking, keys, public, register

app_name = "credentials"

urlpatterns = [
    path("verify/", checking.verify, name="verify"),
    path("verify/file/", checking.check_file, name="check_file"),
    path("verify/<str:code>/", checking.check, name="check"),
    path("verify/<str:code>/certificate.pdf", checking.paper, name="paper"),
    path("verify/<str:code>/credential.json", checking.credential, name="credential"),
    path("verify/<str:code>/credential.jwt", checking.token, name="token"),
    path(".well-known/did.json", public.did, name="did"),
    path("credentials/issuer.json", public.issuer, name="issuer"),
    path(
        "credentials/achievements/<slug:kind>/<str:object_type>/<str:object_id>.json",
        public.achievement,
        name="achievement",
    ),
    path("credentials/status/<int:pk>/<slug:purpose>", public.status_list, name="status_list"),
    path("certificates/", register.certificates, name="certificates"),
    path("certificates/certificates.csv", register.certificates_csv, name="certificates_csv"),
    path("certificates/papers/", register.make_papers, name="make_papers"),
    path("certificates/keys/", keys.keys, name="keys"),
    path("certificates/keys/new/", keys.rotate, name="rotate_key"),
    path("certificates/keys/<int:pk>/revoke/", keys.revoke, name="revoke_key"),
    path("certificates/<int:pk>/", register.certificate, name="certificate"),
    path("certificates/<int:pk>/revoke/", register.revoke, name="revoke"),
    path("certificates/<int:pk>/suspend/", register.suspend, name="suspend"),
    path("certificates/<int:pk>/resume/", register.resume, name="resume"),
]
