from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "spilno.journal"
    label = "journal"

    def ready(self) -> None:
        """Acts on the statute are written down too, though the statute stands below."""
        from spilno.journal.services import record  # noqa: PLC0415 - models are loaded only now
        from spilno.statute.services import register_witness  # noqa: PLC0415

        register_witness(record)
