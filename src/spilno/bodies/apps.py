from django.apps import AppConfig


class BodiesConfig(AppConfig):
    name = "spilno.bodies"
    label = "bodies"
