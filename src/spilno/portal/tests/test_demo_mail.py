import email

import pytest
from django.core.mail import EmailMessage, get_connection

BACKEND = "spilno.portal.gateways.demo_mail.EmailBackend"


@pytest.mark.parametrize(("size", "kept"), [(1_000, True), (400_000, False)])
def test_a_letter_is_written_whole_but_for_a_heavy_paper(tmp_path, size, kept):
    paper = bytes(number % 251 for number in range(size))
    letter = EmailMessage("Протокол", "Надсилаємо протокол.", "a@example.org", ["b@example.org"])
    letter.attach("Протокол № 69.pdf", paper, "application/pdf")
    assert get_connection(BACKEND, file_path=str(tmp_path)).send_messages([letter]) == 1
    written = next(tmp_path.iterdir()).read_bytes()
    found = email.message_from_bytes(written.split(b"\n-----")[0])
    text, attached = (part for part in found.walk() if not part.is_multipart())
    assert text.get_payload(decode=True).decode().strip() == "Надсилаємо протокол."
    assert attached.get_filename() is not None
    assert (attached.get_payload(decode=True) == paper) is kept
    assert kept or (len(written) < 2_000 and b"400000 bytes" in written)
    assert letter.attachments[0].content == paper
    assert letter.message().get_payload()[1].get_payload(decode=True) == paper
