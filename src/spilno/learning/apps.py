from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "spilno.learning"
    label = "learning"

    def ready(self):
        from spilno.documents.access import register_reader_check  # noqa: PLC0415 - the registry of apps is ready only here
        from spilno.learning.access.standards import may_read_files  # noqa: PLC0415 - the registry of apps is ready only here

        register_reader_check("learning.standard", may_read_files)
