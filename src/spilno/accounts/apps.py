from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "spilno.accounts"
    label = "accounts"

    def ready(self) -> None:
        """The secretariat keeps the statute, though the statute stands below."""
        from spilno.accounts.access import keeps_statute  # noqa: PLC0415 - models are loaded only now
        from spilno.statute.access import register_keeper  # noqa: PLC0415

        register_keeper(keeps_statute)
