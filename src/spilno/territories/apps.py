from django.apps import AppConfig


class TerritoriesConfig(AppConfig):
    name = "spilno.territories"
    label = "territories"
