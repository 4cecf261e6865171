from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "spilno.meetings"
    label = "meetings"
