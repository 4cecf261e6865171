from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "spilno.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Settings are checked at start; the secretariat keeps the statute, though the statute stands below."""
        import_module("spilno.accounts.checks")
        access, statute = import_module("spilno.accounts.access"), import_module("spilno.statute.access")
        statute.register_keeper(access.keeps_statute)
