"""First page, desks, calendar, search."""

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save
from django.utils.module_loading import autodiscover_modules


class PortalConfig(AppConfig):
    name = "spilno.portal"
    label = "portal"

    def ready(self) -> None:
        """Read what each app shows of itself, and keep the index of search as objects change."""
        autodiscover_modules("activity")
        from spilno.portal import services  # noqa: PLC0415 - models are ready only now

        for source in services.all_sources():
            uid = f"search:{source.kind}"
            post_save.connect(services.keep, sender=source.model, dispatch_uid=uid)
            post_delete.connect(services.drop, sender=source.model, dispatch_uid=uid)
