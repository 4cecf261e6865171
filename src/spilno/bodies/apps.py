from django.apps import AppConfig


class BodiesConfig(AppConfig):
    name = "spilno.bodies"
    label = "bodies"

    def ready(self) -> None:
        """Rights follow the seat held on the day."""
        from spilno.accounts.access import register_rights_source  # noqa: PLC0415 - models are loaded only now
        from spilno.bodies.queries import rights_of_seats  # noqa: PLC0415

        register_rights_source(rights_of_seats)
