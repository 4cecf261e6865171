"""One valid notice, as the secretariat posts it."""

from spilno.notices.services import Addressee, NoticeAttachment, post_notice

CALENDAR = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:PUBLISH\r\nEND:VCALENDAR\r\n"


def posted(cast, *addresses, official=True, files=()):
    return post_notice(
        kind="convocation",
        subject="Скликання Загальних зборів",
        text="Запрошуємо на збори 27 листопада 2026 року.",
        to=[Addressee(f"Рада {number}", each) for number, each in enumerate(addresses, 1)],
        files=files,
        about=cast.lypova,
        official=official,
        by=cast.secretary,
    )


def agenda():
    return [
        NoticeAttachment("Порядок денний.pdf", "application/pdf", b"%PDF-1.7 agenda"),
        NoticeAttachment("збори.ics", "text/calendar; method=PUBLISH", CALENDAR),
    ]
