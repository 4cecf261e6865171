from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "spilno.learning"
    label = "learning"
