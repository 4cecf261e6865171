from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "spilno.members"
    label = "members"

    def ready(self) -> None:
        """The page of the statute tells what follows from it for the members of today."""
        from spilno.members.activity import what_follows  # noqa: PLC0415 - models are loaded only now
        from spilno.statute.queries import register_consequences  # noqa: PLC0415

        register_consequences(what_follows)
