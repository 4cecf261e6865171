from django.apps import AppConfig


class BallotsConfig(AppConfig):
    name = "spilno.ballots"
    label = "ballots"
