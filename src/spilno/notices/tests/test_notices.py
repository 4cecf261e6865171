"""Posting, confirming, reminding, and who may see what."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from spilno.journal.models import Entry
from spilno.notices.models import Delivery, Notice, Optout
from spilno.notices.queries import progress_of
from spilno.notices.services import Addressee, confirm_receipt, post_notice, remind, send_again
from spilno.notices.tasks import send_due
from spilno.notices.tests.makers import agenda, posted
from spilno.statute.rules.refusal import RuleBroken

pytestmark = pytest.mark.django_db


def acts():
    return list(Entry.objects.order_by("number").values_list("act", flat=True))


def test_posting_writes_a_letter_for_each_and_one_line(cast):
    notice = posted(cast, "lypova@example.org", "", "verbova@example.org", files=agenda())
    assert [each.state for each in notice.deliveries.all()] == ["queued", "no_address", "queued"]
    assert [each.size for each in notice.files.all()] == [15, 61]
    entry = Entry.objects.get()
    assert entry.act == "notice.posted"
    assert entry.facts["addressees"] == 3
    assert entry.facts["queued"] == 2
    assert "@" not in entry.line
    assert "Рада" not in entry.line


def test_a_notice_to_nobody_is_refused_and_nothing_is_written(cast):
    with pytest.raises(RuleBroken) as refused:
        posted(cast)
    assert refused.value.refusal.code == "no_addressees"
    assert not Notice.objects.exists()
    assert not Entry.objects.exists()


@pytest.mark.parametrize("address", ["", "   ", "no at sign", "a@b@c", "x" * 250 + "@example.org"])
def test_a_wrong_address_is_no_address(cast, address):
    assert posted(cast, address).deliveries.get().state == "no_address"


def test_a_subject_of_two_lines_becomes_one(cast):
    notice = post_notice(
        kind="other", subject="Перше\r\nBcc: x@example.org", text="т", to=[Addressee("Рада", "a@example.org")],
        about=cast.lypova, by=cast.secretary,
    )  # fmt: skip
    assert notice.subject == "Перше Bcc: x@example.org"


def test_looking_confirms_nothing_and_the_button_does_once(client, cast):
    delivery = posted(cast, "lypova@example.org").deliveries.get()
    send_due()
    page = reverse("notices:notice", args=[delivery.token])
    assert client.get(page).status_code == 200
    assert client.head(page).status_code == 200
    delivery.refresh_from_db()
    assert delivery.confirmed_at is None

    assert client.post(reverse("notices:confirm", args=[delivery.token])).status_code == 302
    delivery.refresh_from_db()
    first = delivery.confirmed_at
    assert delivery.state == "confirmed"
    assert first is not None
    client.post(reverse("notices:confirm", args=[delivery.token]))
    delivery.refresh_from_db()
    assert delivery.confirmed_at == first
    assert acts().count("notice.confirmed") == 1


def test_a_signed_in_person_is_named_in_the_proof_by_number(client, cast):
    delivery = posted(cast, "lypova@example.org").deliveries.get()
    client.force_login(cast.delegate)
    client.post(reverse("notices:confirm", args=[delivery.token]))
    delivery.refresh_from_db()
    assert delivery.confirmed_by == cast.delegate.pk


def test_the_files_of_another_letter_do_not_exist(client, cast):
    mine, other = posted(cast, "a@example.org", files=agenda()), posted(cast, "b@example.org", files=agenda())
    token, own, foreign = mine.deliveries.get().token, mine.files.first(), other.files.first()
    answer = client.get(reverse("notices:file", args=[token, own.pk]))
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 agenda"
    assert client.get(reverse("notices:file", args=[token, foreign.pk])).status_code == 404
    assert client.get(reverse("notices:notice", args=["nothing"])).status_code == 404


def test_one_click_by_the_mail_program_keeps_the_wish(cast, client):
    delivery = posted(cast, "Verbova@example.org", official=False).deliveries.get()
    strict = Client(enforce_csrf_checks=True)
    page = reverse("notices:unsubscribe", args=[delivery.token])
    assert strict.get(page).status_code == 200
    assert not Optout.objects.exists()
    assert strict.post(page, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Optout.objects.get().address == "verbova@example.org"
    assert posted(cast, "verbova@EXAMPLE.org", official=False).deliveries.get().state == "opted_out"
    assert posted(cast, "verbova@example.org").deliveries.get().state == "queued"


def test_an_official_notice_keeps_coming_after_the_button(client, cast):
    delivery = posted(cast, "verbova@example.org").deliveries.get()
    client.post(reverse("notices:unsubscribe", args=[delivery.token]))
    assert not Optout.objects.exists()


def test_a_reminder_goes_to_those_who_have_not_confirmed(cast):
    notice = posted(cast, "a@example.org", "b@example.org")
    with pytest.raises(RuleBroken):
        remind(notice, by=cast.secretary)  # letters still wait
    send_due()
    first, second = notice.deliveries.all()
    sent_at = second.sent_at
    confirm_receipt(first, by=None)
    assert remind(notice, by=cast.secretary) == 1
    send_due()
    second.refresh_from_db()
    assert second.sent_at == sent_at
    assert second.state == "sent"
    assert [each.purpose for each in second.sendings.all()] == ["first", "reminder"]
    assert first.sendings.count() == 1


def test_a_confirmed_letter_is_taken_off_the_queue_of_reminders(cast):
    notice = posted(cast, "a@example.org")
    send_due()
    remind(notice, by=cast.secretary)
    confirm_receipt(notice.deliveries.get(), by=None)
    assert send_due() == 0


def test_sending_again_twice_at_once_is_refused(cast):
    delivery = posted(cast, "").deliveries.get()
    send_again(delivery, address="a@example.org", by=cast.secretary)
    with pytest.raises(RuleBroken) as refused:
        send_again(delivery, by=cast.secretary)
    assert refused.value.refusal.code == "already_queued"
    assert acts() == ["notice.posted", "notice.sent_again"]


def pages(notice):
    delivery = notice.deliveries.first()
    return [
        reverse("notices:notices"),
        reverse("notices:proof", args=[notice.pk]),
        reverse("notices:proof_table", args=[notice.pk]),
        reverse("notices:send_again", args=[delivery.pk]),
    ]


def test_the_secretariat_sees_the_proof_and_others_do_not(client, cast):
    notice = posted(cast, "a@example.org")
    client.force_login(cast.secretary)
    assert [client.get(each).status_code for each in pages(notice)] == [200] * 4
    client.force_login(cast.chair)
    assert [client.get(each).status_code for each in pages(notice)] == [200, 200, 200, 404]
    client.force_login(cast.delegate)
    assert [client.get(each).status_code for each in pages(notice)] == [404] * 4
    assert client.post(reverse("notices:remind", args=[notice.pk])).status_code == 404


def test_the_acts_of_the_secretariat_through_pages(client, cast):
    notice = posted(cast, "")
    client.force_login(cast.secretary)
    delivery = notice.deliveries.get()
    page = reverse("notices:send_again", args=[delivery.pk])
    assert client.post(page, {"address": "wrong"}).status_code == 422
    assert client.post(page, {"address": ""}).status_code == 409
    assert client.post(page, {"address": "a@example.org"}).status_code == 302
    send_due()
    assert client.post(reverse("notices:remind", args=[notice.pk])).status_code == 302
    assert progress_of(notice.deliveries.all()).waiting == 1
    assert client.post(reverse("notices:remind", args=[notice.pk])).status_code == 409


def test_the_table_of_proof_cannot_run_formulas(client, cast):
    notice = posted(cast, "a@example.org")
    Delivery.objects.update(name="=HYPERLINK(1)")
    send_due()
    client.force_login(cast.secretary)
    table = client.get(reverse("notices:proof_table", args=[notice.pk])).content.decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in table
    assert Delivery.objects.get().message_id in table


def test_lists_ask_the_same_number_of_queries_with_one_row_and_with_three(client, cast):
    client.force_login(cast.secretary)

    def counts(notice):
        found = []
        for page in pages(notice)[:2]:
            with CaptureQueriesContext(connection) as asked:
                client.get(page)
            found.append(len(asked))
        return found

    one = posted(cast, "a@example.org", files=agenda())
    send_due()
    counts(one)
    before = counts(one)
    posted(cast, "a@example.org")
    three = posted(cast, "a@example.org", "b@example.org", "c@example.org", files=agenda())
    send_due()
    assert counts(three) == before


def test_letters_that_did_not_come_stand_by_addressee_and_reason(client, cast, django_assert_max_num_queries):
    for _ in range(2):
        posted(cast, "", "b@example.org")
    Delivery.objects.filter(address="b@example.org").update(state="failed", next_try_at=None)
    posted(cast, "", "c@example.org")
    Delivery.objects.filter(address="c@example.org").update(state="sent", next_try_at=None)
    client.force_login(cast.secretary)
    with django_assert_max_num_queries(20):
        page = client.get(reverse("notices:undelivered")).content.decode()
    lines = [
        " ".join(re.sub(r"<[^>]+>", " ", line).split()) for line in re.findall(r"<tr>(<th scope=.row.*?)</tr>", page)
    ]
    assert [line.split(" Скликання")[0] for line in lines] == [
        "Рада 1 — адреса невідома 3",
        "Рада 2 b@example.org не доставлено 2",
    ]
    client.force_login(cast.delegate)
    assert client.get(reverse("notices:undelivered")).status_code == 404
