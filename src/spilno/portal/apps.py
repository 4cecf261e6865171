from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "spilno.portal"
    label = "portal"
