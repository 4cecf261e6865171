from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "spilno.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Settings are checked at start."""
        import_module("spilno.accounts.checks")
