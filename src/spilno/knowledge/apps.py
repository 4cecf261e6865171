from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "spilno.knowledge"
    label = "knowledge"
