from django.apps import AppConfig


class StatuteConfig(AppConfig):
    name = "spilno.statute"
    label = "statute"
