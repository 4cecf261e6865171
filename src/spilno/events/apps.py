from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "spilno.events"
    label = "events"
