from django.apps import AppConfig


class MemorandaConfig(AppConfig):
    name = "spilno.memoranda"
    label = "memoranda"
