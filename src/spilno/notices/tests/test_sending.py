"""Letters through a real SMTP server."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from spilno.notices.models import Delivery, Sending
from spilno.notices.queries import deliveries_of, progress_of
from spilno.notices.services import send_again
from spilno.notices.tasks import send_due, send_notice
from spilno.notices.tests.makers import CALENDAR, agenda, posted

pytestmark = pytest.mark.django_db


def state_of(address):
    return Delivery.objects.get(address=address)


def test_a_letter_goes_by_itself_after_the_commit(cast, post, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        posted(cast, "lypova@example.org")
        assert post.letters == []
    assert len(post.to("lypova@example.org")) == 1


def test_the_servers_own_answer_is_the_proof(cast, post):
    posted(cast, "lypova@example.org")
    assert send_due() == 1
    sent = state_of("lypova@example.org")
    assert sent.state == "sent"
    assert sent.answer == "250 2.0.0 queued as spilno-1"
    assert sent.sent_at is not None
    assert sent.next_try_at is None
    proof = sent.sendings.get()
    assert (proof.accepted, proof.code, proof.answer) == (True, 250, sent.answer)
    assert post.letters[0][1]["Message-ID"] == proof.message_id


def test_one_refused_address_does_not_hold_the_others_up(cast, post):
    post.refuse.add("nobody@example.org")
    notice = posted(cast, "lypova@example.org", "nobody@example.org", "verbova@example.org")
    assert send_due() == 2
    refused = state_of("nobody@example.org")
    assert refused.state == "failed"
    assert refused.answer == "550 5.1.1 No such mailbox"
    assert refused.next_try_at is None
    assert progress_of(notice.deliveries.all()).failed == 1


def test_a_busy_server_is_asked_again_later_with_the_same_message_id(cast, post):
    post.later.add("lypova@example.org")
    posted(cast, "lypova@example.org")
    assert send_due() == 0
    waiting = state_of("lypova@example.org")
    assert waiting.state == "queued"
    assert waiting.answer.startswith("451")
    assert timedelta(seconds=50) < waiting.next_try_at - timezone.now() <= timedelta(minutes=1)
    assert send_due() == 0
    assert waiting.sendings.count() == 1

    post.later.clear()
    Delivery.objects.update(next_try_at=timezone.now())
    assert send_due() == 1
    assert {each.message_id for each in waiting.sendings.all()} == {waiting.message_id}
    assert post.letters[0][1]["Message-ID"] == waiting.message_id


def test_a_server_out_of_reach_loses_nothing(cast, mail_down):
    notice = posted(cast, "lypova@example.org", "verbova@example.org")
    assert send_due() == 0
    assert progress_of(notice.deliveries.all()).waiting == 2
    assert set(Sending.objects.values_list("code", "answer")) == {(0, "no answer: ConnectionRefusedError")}


def test_after_the_last_try_the_letter_has_failed_with_the_reason(cast, mail_down):
    posted(cast, "lypova@example.org")
    for _ in range(20):
        Delivery.objects.filter(next_try_at__isnull=False).update(next_try_at=timezone.now())
        send_due()
    failed = state_of("lypova@example.org")
    assert failed.state == "failed"
    assert failed.attempts == 11
    assert failed.answer == "no answer: ConnectionRefusedError"


def test_a_letter_in_other_hands_is_not_sent_twice(cast, post):
    posted(cast, "lypova@example.org")
    Delivery.objects.update(next_try_at=timezone.now() + timedelta(minutes=10))  # another worker holds the lease
    assert send_due() == 0
    assert post.letters == []


def test_files_go_along_and_a_calendar_understands_its_part(cast, post):
    posted(cast, "lypova@example.org", files=agenda())
    send_due()
    (letter,) = post.to("lypova@example.org")
    kinds = [part.get_content_type() for part in letter.walk()]
    assert kinds.count("text/calendar") == 2  # a part for calendars, and a file to keep
    invitation = next(part for part in letter.walk() if part.get_content_type() == "text/calendar")
    assert invitation.get_param("method") == "PUBLISH"
    assert "METHOD:PUBLISH" in invitation.get_content()
    names = {part.get_filename() for part in letter.walk() if part.get_filename()}
    assert names == {"Порядок денний.pdf", "збори.ics"}
    kept = next(part for part in letter.walk() if part.get_filename() == "збори.ics")
    assert b"BEGIN:VCALENDAR" in CALENDAR
    assert "BEGIN:VCALENDAR" in kept.get_content()


def test_an_official_notice_cannot_be_unsubscribed_and_another_can_in_one_click(cast, post):
    posted(cast, "lypova@example.org")
    posted(cast, "verbova@example.org", official=False)
    send_due()
    (official,), (other,) = post.to("lypova@example.org"), post.to("verbova@example.org")
    assert official["List-Unsubscribe"] is None
    assert other["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    token = state_of("verbova@example.org").token
    assert f"/notices/{token}/unsubscribe/" in other["List-Unsubscribe"]


def test_the_letter_carries_the_text_and_the_link_to_confirm(cast, post):
    posted(cast, "lypova@example.org")
    send_due()
    text = post.letters[0][1].get_body(("plain",)).get_content()
    assert "Запрошуємо на збори 27 листопада 2026 року." in text
    assert f"/notices/{state_of('lypova@example.org').token}/" in text


def test_a_task_sends_its_own_notice_only(cast, post):
    first, second = posted(cast, "lypova@example.org"), posted(cast, "verbova@example.org")
    send_notice.call(first.pk)
    assert [at for at, _ in post.letters] == ["lypova@example.org"]
    assert progress_of(second.deliveries.all()).waiting == 1


def test_a_mended_address_gets_the_letter_and_the_old_answer_stays(cast, post):
    post.refuse.add("nobody@example.org")
    posted(cast, "nobody@example.org")
    send_due()
    send_again(Delivery.objects.get(), address="lypova@example.org", by=cast.secretary)
    send_due()
    delivery = Delivery.objects.get()
    assert delivery.state == "sent"
    assert delivery.address == "lypova@example.org"
    assert [(each.address, each.code) for each in delivery.sendings.all()] == [
        ("nobody@example.org", 550),
        ("lypova@example.org", 250),
    ]


def test_a_demo_keeps_letters_as_files_and_says_that_no_server_was_asked(cast, settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    posted(cast, "lypova@example.org")
    send_due()
    assert "no mail server was asked" in Delivery.objects.get().answer
    assert len(list((tmp_path / "mail").iterdir())) == 1


def test_logs_name_nobody(cast, post, caplog):
    caplog.set_level("INFO")
    post.refuse.add("nobody@example.org")
    posted(cast, "lypova@example.org", "nobody@example.org")
    send_due()
    ours = " ".join(record.getMessage() for record in caplog.records if record.name.startswith("spilno"))
    assert "letter" in ours
    assert "@" not in ours
    assert "Рада" not in ours


def test_the_log_says_in_words_what_became_of_a_letter(cast, post, caplog):
    caplog.set_level("INFO")
    post.refuse.add("nobody@example.org")
    posted(cast, "lypova@example.org", "nobody@example.org")
    send_due()
    ours = [record.getMessage() for record in caplog.records if record.name == "spilno.notices.tasks"]
    assert any("try 1: the mail server took it (answer 250)" in line for line in ours)
    assert any("try 1: the mail server refused it (answer 550); no further try" in line for line in ours)


def test_a_demo_says_once_how_many_letters_it_kept(cast, settings, tmp_path, caplog):
    caplog.set_level("INFO")
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    posted(cast, "lypova@example.org", "verbova@example.org")
    send_due()
    ours = [record.getMessage() for record in caplog.records if record.name == "spilno.notices.tasks"]
    assert ours == ["2 letters were kept here and not sent: no mail server is set"]


def test_deliveries_of_an_object_are_its_own(cast, post):
    posted(cast, "lypova@example.org")
    assert deliveries_of(cast.lypova, "convocation").count() == 1
    assert deliveries_of(cast.lypova, "dues").count() == 0
    assert deliveries_of(cast.verbova).count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_each_letter_once(cast, post):
    posted(cast, *[f"a{number}@example.org" for number in range(6)])
    start = threading.Barrier(2)

    def work():
        start.wait()
        send_due()
        connection.close()

    both = [threading.Thread(target=work) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert sorted(at for at, _ in post.letters) == [f"a{number}@example.org" for number in range(6)]
