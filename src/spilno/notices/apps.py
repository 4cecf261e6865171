from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "spilno.notices"
    label = "notices"
