from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "spilno.knowledge"
    label = "knowledge"

    def ready(self):
        from spilno.documents.access import register_reader_check  # noqa: PLC0415 - the registry of apps is ready only here
        from spilno.knowledge.access import may_read_files  # noqa: PLC0415 - the registry of apps is ready only here

        register_reader_check("knowledge.practice", may_read_files)
