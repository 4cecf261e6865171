"""Who may press what in notices; tests/doors.py tells how to read it."""

from spilno.notices.models import Delivery, Notice

DOORS = {
    "notices:remind": ("pk=notice", "409 S"),
    "notices:send_again": ("pk=delivery", "302 S"),
    "notices:confirm": ("token=token", "302 SCRNADOXU_"),
    "notices:unsubscribe": ("token=token", "200 SCRNADOXU_"),
}

PAGES = {
    "notices:notices",
    "notices:proof",
    "notices:undelivered",
    "notices:proof_table",
    "notices:notice",
    "notices:file",
}


def things(cast, made) -> dict:
    notice = Notice.objects.create(kind="dues", subject="Лист", text="Текст")
    delivery = Delivery.objects.create(notice=notice, name="Рада", address="rada@example.org", token="t" * 32)
    return {"notice": notice, "delivery": delivery}
