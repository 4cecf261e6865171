from django.apps import AppConfig


class CredentialsConfig(AppConfig):
    name = "spilno.credentials"
    label = "credentials"
