from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "spilno.journal"
    label = "journal"
