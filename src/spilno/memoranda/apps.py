from django.apps import AppConfig


class MemorandaConfig(AppConfig):
    name = "spilno.memoranda"
    label = "memoranda"

    def ready(self):
        from spilno.documents.access import register_reader_check  # noqa: PLC0415 - the registry of apps is ready only here
        from spilno.memoranda.access.memoranda import may_read_files  # noqa: PLC0415 - the registry of apps is ready only here

        register_reader_check("memoranda.memorandum", may_read_files)
