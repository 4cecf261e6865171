from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "spilno.people"
    label = "people"
