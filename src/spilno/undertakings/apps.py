from django.apps import AppConfig


class UndertakingsConfig(AppConfig):
    name = "spilno.undertakings"
    label = "undertakings"
