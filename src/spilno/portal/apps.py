"""First page, desks, calendar, search."""

from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_delete, post_save
from django.utils.module_loading import autodiscover_modules

from spilno.portal.gateways import demo_clock


class PortalConfig(AppConfig):
    name = "spilno.portal"
    label = "portal"

    def ready(self) -> None:
        """Read what each app shows of itself, keep the index of search as objects change, set the demo's clock."""
        if settings.DEMO and not settings.TESTING:
            demo_clock.install()
        autodiscover_modules("activity")
        from spilno.portal import services  # noqa: PLC0415 - models are ready only now

        for source in services.all_sources():
            uid = f"search:{source.kind}"
            post_save.connect(services.keep, sender=source.model, dispatch_uid=uid)
            post_delete.connect(services.drop, sender=source.model, dispatch_uid=uid)
