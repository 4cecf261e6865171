from importlib import import_module

from django.apps import AppConfig


class CredentialsConfig(AppConfig):
    name = "spilno.credentials"
    label = "credentials"

    def ready(self) -> None:
        """Private keys are looked at when the server starts."""
        import_module("spilno.credentials.checks")
