from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "spilno.members"
    label = "members"
