from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "spilno.documents"
    label = "documents"
