from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "spilno.meetings"
    label = "meetings"

    def ready(self):
        from spilno.documents.access import register_reader_check  # noqa: PLC0415 - the registry of apps is ready only here
        from spilno.meetings.access.issues import may_read_files  # noqa: PLC0415 - the registry of apps is ready only here
        from spilno.meetings.access.meetings import may_read_item_files  # noqa: PLC0415 - the registry of apps is ready only here

        register_reader_check("meetings.issue", may_read_files)
        register_reader_check("meetings.item", may_read_item_files)
