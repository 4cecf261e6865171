from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "spilno.ui"
    label = "ui"
