from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "spilno.visits"
    label = "visits"
