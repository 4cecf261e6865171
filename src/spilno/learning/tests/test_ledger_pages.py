"""The pages of the ledger: the official, his personnel service, everyone who must not see it, and the whole way in the browser."""

import json
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from tests.cast import make_council, make_person, make_user

from spilno.credentials.services import holder_of, issue_certificates
from spilno.credentials.tests.test_checking import Other
from spilno.learning.models import CreditRow, LedgerExtract, PersonnelOfficer
from spilno.learning.services import deciding
from spilno.learning.services.credits import Claimed, claim
from spilno.people.models import Office

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def hold(person, organisation, category="official"):
    return Office.objects.create(
        person=person,
        organisation=organisation,
        post_uk="головний спеціаліст",
        category=category,
        starts=date(2021, 1, 1),
        act="наказ",
    )


def somebody(name, organisation, category="official"):
    person = make_person(name, user=make_user(f"{organisation.pk}.{name.__hash__()}@example.org"))
    hold(person, organisation, category)
    return person


@pytest.fixture
def town():
    return make_council("Липова міська рада")


@pytest.fixture
def official(town):
    return somebody("Ясен", town)


@pytest.fixture
def head(town):
    return somebody("Терен", town, "head")


def outside(person, title="Публічні закупівлі", **fields):
    said = {
        "kind": "outside",
        "title": title,
        "on": TODAY(),
        "institution": "Центр",
        "hours": Decimal(30),
        "electronic": False,
    }
    return claim(person, Claimed(**{**said, **fields}), by=person.user)


def get(client, name, *args, user=None):
    if user is not None:
        client.force_login(user)
    return client.get(reverse(f"learning:{name}", args=args))


def test_the_official_claims_and_the_head_recognises_in_the_browser(client, official, head):
    client.force_login(official.user)
    said = {
        "kind": "internship", "title": "Стажування в ЦНАП", "institution": "Валківська рада", "country": "UA",
        "on": TODAY().isoformat(), "hours": "30", "length": "", "electronic": "",
    }  # fmt: skip
    made = client.post(reverse("learning:claim_credits"), said)
    row = CreditRow.objects.get()
    assert made.headers["Location"] == reverse("learning:credit_row", args=[row.pk])
    assert "Валківська рада, Україна" in client.get(made.headers["Location"]).content.decode()
    again = client.post(reverse("learning:claim_credits"), said)
    assert "Порядок обліку кредитів" in again.content.decode()
    assert again.status_code == 409
    assert "Стажування в ЦНАП" in again.content.decode()
    queue = get(client, "credit_queue", user=head.user).content.decode()
    assert "Стажування" in queue
    done = client.post(reverse("learning:recognise_many"), {"row": [row.pk]})
    assert done.status_code == 302
    page = get(client, "ledger", user=official.user).content.decode()
    assert "Терен".upper() in page  # who recognised it
    assert "год" in page  # its reckoning


def test_the_queue_tells_why_a_ticked_row_was_left(client, official, head):
    row = outside(official, electronic=True)
    client.force_login(head.user)
    answer = client.post(reverse("learning:recognise_many"), {"row": [row.pk]})
    row.refresh_from_db()
    assert (answer.status_code, row.state) == (200, "claimed")
    assert "message--soon" in answer.content.decode()


def test_only_the_official_and_his_personnel_service_see_a_ledger(client, official, head, town, cast):
    row = outside(official)
    colleague, stranger = somebody("Клен", town), somebody("Дуб", make_council("Вербова рада"), "head")
    for user, status in (
        (official.user, 200), (head.user, 200), (colleague.user, 404), (stranger.user, 404), (cast.secretary, 404), (cast.chair, 404),
    ):  # fmt: skip
        assert get(client, "ledger_of", official.pk, user=user).status_code == status
        assert get(client, "credit_row", row.pk, user=user).status_code == status
        assert get(client, "ledger_table", official.pk, "csv", user=user).status_code == status
    assert get(client, "credit_queue", user=colleague.user).status_code == 404


def test_whom_the_head_names_is_the_personnel_service_until_it_ends(client, official, head, town):
    clerk = somebody("Клен", town)
    client.force_login(head.user)
    said = {"person": clerk.pk, "act": "розпорядження № 5", "starts": TODAY().isoformat()}
    assert client.post(reverse("learning:name_officer", args=[town.pk]), {**said, "act": ""}).status_code == 422
    assert client.post(reverse("learning:name_officer", args=[town.pk]), said).status_code == 302
    assert get(client, "ledger_of", official.pk, user=clerk.user).status_code == 200
    client.force_login(head.user)
    client.post(reverse("learning:end_officer", args=[PersonnelOfficer.objects.get().pk]))
    assert get(client, "ledger_of", official.pk, user=clerk.user).status_code == 404


def test_who_left_takes_his_ledger_with_him(client, official, head):
    outside(official)
    Office.objects.filter(person=official).update(ends=date(2025, 12, 31))
    assert get(client, "ledger_of", official.pk, user=head.user).status_code == 404
    other = make_council("Вербова рада")
    hold(official, other)
    assert get(client, "ledger_of", official.pk, user=somebody("Дуб", other, "head").user).status_code == 200


def test_a_question_an_answer_a_refusal_and_what_was_annulled(client, official, head):
    row = outside(official)
    client.force_login(head.user)
    assert client.post(reverse("learning:ask_claim", args=[row.pk]), {"question": "Де оригінал?"}).status_code == 302
    assert "Де оригінал?" in get(client, "credit_row", row.pk, user=official.user).content.decode()
    assert client.post(reverse("learning:answer_claim", args=[row.pk]), {"text": "у кадрах"}).status_code == 302
    client.force_login(head.user)
    assert client.post(reverse("learning:refuse_claim", args=[row.pk]), {"because": "немає"}).status_code == 302
    assert client.post(reverse("learning:recognise_credit", args=[row.pk])).status_code == 409
    row = deciding.recognise(outside(official, "Бюджет"), by=head.user)
    assert client.post(reverse("learning:annul_credit", args=[row.pk]), {"because": "помилка"}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.because) == ("annulled", "помилка")


def test_a_certificate_of_an_event_is_proposed_and_counted_by_one_press(client, official, town):
    certificate = issue_certificates(
        "attendance", about=town, holders=[holder_of(official, day=TODAY())], title="Круглий стіл про бюджет", issuers=[town],
        hours=Decimal(6), by=None,
    )[0]  # fmt: skip
    page = get(client, "ledger", user=official.user).content.decode()
    assert "Круглий стіл про бюджет" in page
    assert client.post(reverse("learning:claim_certificate", args=[certificate.pk])).status_code == 302
    assert CreditRow.objects.get().credits == Decimal("0.20")
    assert get(client, "ledger").context["proposals"] == []
    other = somebody("Клен", town)
    client.force_login(other.user)
    assert client.post(reverse("learning:claim_certificate", args=[certificate.pk])).status_code == 404


def test_a_credential_that_is_none_is_left_to_the_personnel_service(client, official):
    client.force_login(official.user)
    said = {
        "kind": "outside", "title": "Курс", "institution": "Академія", "country": "PL", "on": TODAY().isoformat(), "hours": "15",
        "electronic": "on", "badge": SimpleUploadedFile("badge.json", b"{}", "application/json"),
    }  # fmt: skip
    assert client.post(reverse("learning:claim_credits"), said).status_code == 302
    row = CreditRow.objects.get()
    assert row.outside.checks["state"] == "unsure"
    assert row.outside.signature_checked_at is None


def badge_of(holder, **changed):
    issuer = Other("did:key:KEY")
    subject = {"type": ["AchievementSubject"], "identifier": [
        {"type": "IdentityObject", "hashed": False, "identityHash": holder, "identityType": "name"}]}  # fmt: skip
    return json.dumps(issuer.badge(credentialSubject=subject, **changed)).encode()


def bring(client, badge, **said):
    file = SimpleUploadedFile("badge.json", badge, "application/json")
    return client.post(
        reverse("learning:claim_credits"),
        {"kind": "outside", "country": "PL", "hours": "15", "electronic": "on", "badge": file, **said},
    )


def test_what_the_form_leaves_empty_is_taken_from_the_credential(client, official):
    client.force_login(official.user)
    holder = f"{official.given_name.upper()} {official.family_name}"
    assert bring(client, badge_of(holder)).status_code == 302
    row = CreditRow.objects.get()
    assert (row.title, row.outside.institution, row.on) == ("Basics of budgets", "Another school", date(2026, 1, 1))
    assert row.outside.signature_checked_at is not None
    assert row.outside.checks["named"] is True


def test_one_credential_is_counted_once_whatever_it_is_called(client, official, town):
    client.force_login(official.user)
    badge = badge_of("Ірина Степова")
    assert bring(client, badge, title="Курс").status_code == 302
    assert bring(client, json.dumps(json.loads(badge), indent=2).encode(), title="Інше").status_code == 409
    client.force_login(somebody("Клен", town).user)
    answer = bring(client, badge, title="Моє")
    assert answer.status_code == 409
    assert official.family_name not in answer.content.decode()
    row = CreditRow.objects.get()
    client.force_login(official.user)
    client.post(reverse("learning:withdraw_claim", args=[row.pk]))
    assert bring(client, badge, title="Знову").status_code == 302


def test_a_credential_of_another_holder_waits_for_a_person(client, official, head):
    client.force_login(official.user)
    bring(client, badge_of("Ірина Степова"))
    row = CreditRow.objects.get()
    assert row.outside.signature_checked_at is None
    page = get(client, "credit_row", row.pk, user=head.user)
    assert page.context["why"].code == "other_holder"
    assert "Ірина Степова" in page.content.decode()
    client.post(reverse("learning:recognise_many"), {"row": [row.pk]})
    assert CreditRow.objects.get().state == "claimed"
    assert client.post(reverse("learning:recognise_credit", args=[row.pk])).status_code == 409
    client.post(reverse("learning:recognise_credit", args=[row.pk]), {"signature_checked": "on"})
    assert CreditRow.objects.get().state == "recognised"


def test_without_a_readable_credential_the_form_is_asked_for(client, official):
    client.force_login(official.user)
    assert bring(client, b"{}").status_code == 409
    assert (
        client.post(reverse("learning:claim_credits"), {"kind": "outside", "country": "PL", "hours": "15"}).status_code
        == 422
    )
    assert not CreditRow.objects.exists()


def test_self_education_outside_a_programme_says_so_to_the_official_at_once(client, official, head):
    row = outside(official, "Читав книгу", kind="self")
    page = get(client, "credit_row", row.pk, user=official.user)
    assert page.context["why_not_counted"].code == "not_in_programme"
    assert 'id="why-counted"' in page.content.decode()
    assert get(client, "credit_row", row.pk, user=head.user).context["why"].code == "not_in_programme"


def test_the_statement_is_checked_by_anyone_and_says_when_the_ledger_changed(client, official, head):
    deciding.recognise(outside(official), by=head.user)
    client.force_login(official.user)
    paper = client.post(reverse("learning:ledger_extract", args=[official.pk]))
    assert paper.content.startswith(b"%PDF")
    extract = LedgerExtract.objects.get()
    client.logout()
    page = get(client, "check_extract", extract.code)
    assert page.context["checked"].holds
    assert "Ясен" not in page.content.decode()
    deciding.annul(CreditRow.objects.get(), because="помилка", by=head.user)
    assert not get(client, "check_extract", extract.code).context["checked"].holds
    assert get(client, "check_extract", "333333333333").status_code == 404


def test_the_secretariat_enters_a_rule_and_everyone_reads_it(client, cast):
    page = get(client, "credit_rules").content.decode()
    assert "226-19" in page
    client.force_login(cast.secretary)
    said = {
        "kind": "self",
        "per": "hour",
        "amount": "20",
        "credits": "1",
        "starts": "2026-01-01",
        "source": "наказ № 5",
    }
    assert client.post(reverse("learning:enter_credit_rule"), said).status_code == 302
    assert client.post(reverse("learning:enter_credit_rule"), said).status_code == 409
    assert "наказ № 5" in get(client, "credit_rules").content.decode()


@pytest.mark.parametrize("page", ["ledger", "credit_queue", "credit_people"])
def test_pages_ask_as_much_for_one_row_as_for_seven(client, official, head, town, page, django_assert_max_num_queries):
    user = official.user if page == "ledger" else head.user

    def asked(count):
        get(client, page, user=user)  # warm
        with django_assert_max_num_queries(60) as found:
            assert get(client, page).status_code == 200
        return len(found)

    deciding.recognise(outside(official), by=head.user)
    outside(official, "Перше")
    one = asked(1)
    for number in range(6):
        person = official if page == "ledger" else somebody(f"Граб{number}", town)
        row = outside(person, f"Курс {number}", kind="conference" if number % 2 else "outside")
        if number % 3 == 0:
            deciding.recognise(row, by=head.user)
    assert asked(7) == one


def test_the_desk_shows_what_is_due_and_what_waits(client, official, head):
    outside(official)
    client.force_login(head.user)
    assert reverse("learning:credit_queue") in client.get(reverse("portal:desk")).content.decode()
    client.force_login(official.user)
    assert reverse("learning:ledger") in client.get(reverse("portal:desk")).content.decode()
