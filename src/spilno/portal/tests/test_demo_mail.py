import email
import re

import pytest
from django.core.mail import EmailMessage, get_connection
from django.urls import reverse

BACKEND = "spilno.portal.gateways.demo_mail.EmailBackend"


@pytest.mark.parametrize(("size", "kept"), [(1_000, True), (400_000, False)])
def test_a_letter_is_written_whole_but_for_a_heavy_paper(tmp_path, size, kept):
    paper = bytes(number % 251 for number in range(size))
    letter = EmailMessage("Протокол", "Надсилаємо протокол.", "a@example.org", ["b@example.org"])
    letter.attach("Протокол № 69.pdf", paper, "application/pdf")
    assert get_connection(BACKEND, file_path=str(tmp_path)).send_messages([letter]) == 1
    written = next(tmp_path.iterdir()).read_bytes()
    found = email.message_from_bytes(written)
    text, attached = (part for part in found.walk() if not part.is_multipart())
    assert text.get_payload(decode=True).decode().strip() == "Надсилаємо протокол."
    assert attached.get_filename() is not None
    assert (attached.get_payload(decode=True) == paper) is kept
    assert kept or (len(written) < 2_000 and b"400000 bytes" in written)
    assert letter.attachments[0].content == paper
    assert letter.message().get_payload()[1].get_payload(decode=True) == paper


def _post(count: int) -> None:
    letters = [
        EmailMessage(
            f"Лист {number}",
            f"Підтвердьте: http://localhost:8000/r/{number}/",
            to=[f"Ганна <g{number}@example.org>"],
        )
        for number in range(count)
    ]
    letters[-1].attach("подія.ics", "BEGIN:VCALENDAR", "text/calendar")
    get_connection(BACKEND).send_messages(letters)


def test_letters_of_the_demo_are_read_newest_first_and_their_links_work(client, cast, settings, tmp_path):
    settings.DEMO, settings.EMAIL_FILE_PATH = True, str(tmp_path / "mail")
    assert "Листів ще немає." in client.get(reverse("portal:demo_letters")).content.decode()
    _post(25)
    shown = client.get(reverse("portal:demo_letters")).content.decode()
    assert re.findall(r"Лист (\d+)</h2>", shown) == [str(number) for number in range(24, 4, -1)]
    assert 'href="http://testserver/r/24/"' in shown  # where the visitor is, not where the settings say
    assert "Ганна &lt;g24@example.org&gt;" in shown
    assert "подія.ics" in shown
    assert "Лист 4</h2>" in client.get(reverse("portal:demo_letters") + "?page=2").content.decode()
    assert client.get(reverse("portal:demo_letters") + "?page=99").status_code == 200


def test_a_page_of_letters_reads_that_page_only(settings, tmp_path, monkeypatch):
    from spilno.portal.gateways import demo_mail

    settings.EMAIL_FILE_PATH = str(tmp_path)
    _post(60)
    read = []
    real = demo_mail._read
    monkeypatch.setattr(demo_mail, "_read", lambda path: read.append(path) or real(path))
    assert len(demo_mail.Letters()[20:40]) == len(read) == 20


def test_outside_the_demo_nobody_reads_letters(client, cast, settings, tmp_path):
    settings.EMAIL_FILE_PATH = str(tmp_path)
    _post(1)
    for user in (None, cast.secretary, cast.delegate):
        if user is not None:
            client.force_login(user)
        assert client.get(reverse("portal:demo_letters")).status_code == 404
