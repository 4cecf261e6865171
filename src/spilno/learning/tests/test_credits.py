"""Acts of the ledger: state after, journal, standing of the year, what a refusal leaves untouched."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests.cast import make_council, make_person, make_user

from spilno.credentials.services import holder_of, issue_certificates, revoke
from spilno.documents.models import Attachment
from spilno.journal.models import Entry
from spilno.learning.models import CreditRow, CreditRule, Edition, Enrolment, IndividualProgramme, Need, YearStanding
from spilno.learning.services import deciding
from spilno.learning.services.credit_rules import enter_rule
from spilno.learning.services.credits import Claimed, answer, claim, claim_certificate, record_edition, withdraw
from spilno.learning.tests.factories import make_version
from spilno.notices.models import Notice
from spilno.people.models import Office
from spilno.statute.rules.refusal import RuleBroken

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def town():
    return make_council("Липова міська рада")


def hold(person, organisation, category="official", starts=date(2021, 1, 1), **fields):
    return Office.objects.create(
        person=person,
        organisation=organisation,
        post_uk="спеціаліст",
        category=category,
        starts=starts,
        act="наказ",
        **fields,
    )


@pytest.fixture
def official(town):
    person = make_person("Ясен", user=make_user("yasen@example.org"), email="yasen@example.org")
    hold(person, town)
    return person


@pytest.fixture
def head(town):
    person = make_person("Терен", user=make_user("teren@example.org"))
    hold(person, town, "head")
    return person.user


def claimed(**fields):
    said = {
        "kind": "outside",
        "title": "Публічні закупівлі",
        "on": TODAY(),
        "institution": "Центр",
        "hours": Decimal(30),
    }
    return Claimed(**{**said, **fields})


def completed(official, town, **fields):
    version = make_version(town, state="in_force")
    edition = Edition.objects.create(
        version=version, provider=town, starts_on=TODAY(), ends_on=TODAY(), apply_until=TODAY()
    )
    return Enrolment.objects.create(
        edition=edition, person=official, organisation=town, category="official", state="completed", applied_at=timezone.now(),
        completed_on=TODAY(), **fields,
    )  # fmt: skip


def certify(about, person, kind="attendance", **fields):
    return issue_certificates(
        kind,
        about=about,
        holders=[holder_of(person, day=TODAY())],
        title="Семінар",
        issuers=[about],
        hours=Decimal(6),
        by=None,
        **fields,
    )[0]


def acts(row):
    return list(
        Entry.objects.filter(object_type="learning.creditrow", object_id=str(row.pk))
        .order_by("pk")
        .values_list("act", flat=True)
    )


def test_a_completed_programme_comes_into_the_ledger_once_and_waits(official, town):
    enrolment = completed(official, town)
    row = record_edition(enrolment)
    assert (row.state, row.credits, row.year, row.organisation) == ("claimed", 2, TODAY().year, town)
    assert "226-19" in row.ground
    assert record_edition(enrolment) == row
    assert CreditRow.objects.count() == 1
    assert acts(row) == ["credit.entered"]
    assert CreditRule.objects.get().kind == "edition"  # the rule of the file, kept with what it counted


def test_where_the_rule_says_so_a_programme_is_recognised_at_once(official, town):
    fields = {"per": "stated", "amount": 30, "credits": 1, "at_once": True, "source": "наказ", "verified": True}
    enter_rule(kind="edition", starts=TODAY(), by=None, **fields)
    row = record_edition(completed(official, town))
    assert row.state == "recognised"
    assert YearStanding.objects.get(person=official, year=TODAY().year).credits == 2


def test_what_is_not_completed_earns_nothing_and_a_decision_stays(official, town, head):
    enrolment = completed(official, town)
    Enrolment.objects.filter(pk=enrolment.pk).update(state="learning", completed_on=None)
    assert record_edition(enrolment) is None
    Enrolment.objects.filter(pk=enrolment.pk).update(state="completed", completed_on=TODAY())
    deciding.refuse_claim(record_edition(enrolment), because="не за профілем", by=head)
    assert record_edition(enrolment) is None


def test_the_certificate_is_tied_when_it_comes_later(official, town):
    enrolment = completed(official, town)
    row = record_edition(enrolment)
    enrolment.certificate = certify(town, official, "programme")
    enrolment.save()
    assert record_edition(enrolment).certificate == enrolment.certificate
    assert acts(row) == ["credit.entered", "credit.certificate_tied"]


def test_a_claim_waits_with_its_evidence(official, head):
    row = claim(
        official,
        claimed(number="№ 7"),
        files=[SimpleUploadedFile("sert.pdf", PDF, "application/pdf")],
        by=official.user,
    )
    assert (row.state, row.credits, row.outside.number_key) == ("claimed", 1, "7")
    assert not Attachment.objects.get(object_type="learning.creditrow").public
    with pytest.raises(RuleBroken, match="counted_already"):
        claim(official, claimed(title="Інакше", number="7"), by=official.user)
    assert CreditRow.objects.count() == 1


def test_recognition_counts_in_the_year_and_tells_the_official(official, head):
    row = claim(official, claimed(), by=official.user)
    with pytest.raises(RuleBroken, match="signature_not_checked"):
        deciding.recognise(row, by=head)
    assert not YearStanding.objects.filter(person=official, credits__gt=0).exists()
    row = deciding.recognise(row, signature_checked=True, by=head)
    assert (row.state, row.decided_by) == ("recognised", head.pk)
    row.outside.refresh_from_db()
    assert row.outside.signature_checked_by == head.pk
    assert YearStanding.objects.get(person=official, year=TODAY().year).credits == 1
    assert Notice.objects.get().deliveries.get().address == official.email
    assert acts(row) == ["credit.claimed", "credit.recognised"]


def test_nobody_recognises_his_own(official):
    row = claim(official, claimed(electronic=False), by=official.user)
    with pytest.raises(RuleBroken, match="own_credit"):
        deciding.recognise(row, by=official.user)


def test_a_question_is_answered_and_the_claim_waits_again(official, head):
    row = deciding.ask(claim(official, claimed(), by=official.user), question="Який обсяг?", by=head)
    assert (row.state, row.because) == ("asked", "Який обсяг?")
    row = answer(row, text="30 годин", by=official.user)
    assert (row.state, row.because) == ("claimed", "")
    row.outside.refresh_from_db()
    assert "30 годин" in row.outside.said


def test_a_refused_claim_keeps_its_ground_and_may_be_claimed_anew(official, head):
    row = deciding.refuse_claim(claim(official, claimed(), by=official.user), because="немає оригіналу", by=head)
    assert row.because == "немає оригіналу"
    assert claim(official, claimed(), by=official.user).state == "claimed"


def test_a_claim_is_taken_back_before_it_is_decided(official, head):
    row = claim(official, claimed(electronic=False), by=official.user)
    withdraw(row, by=official.user)
    again = claim(official, claimed(electronic=False), by=official.user)
    deciding.recognise(again, by=head)
    with pytest.raises(RuleBroken, match="decided_already"):
        withdraw(again, by=official.user)


def test_a_revoked_certificate_takes_its_credits_with_it(official, town, head):
    certificate = certify(town, official)
    row = deciding.recognise(claim_certificate(certificate, by=official.user), by=head)
    assert (row.kind, row.credits) == ("exchange", Decimal("0.20"))
    revoke(certificate, reason="видано помилково", by=None)
    row.refresh_from_db()
    assert row.state == "annulled"
    assert "видано помилково" in row.because
    assert YearStanding.objects.get(person=official, year=TODAY().year).credits == 0


def test_a_certificate_of_ours_is_counted_once(official, town):
    certificate = certify(town, official)
    claim_certificate(certificate, by=official.user)
    with pytest.raises(RuleBroken, match="counted_already"):
        claim_certificate(certificate, by=official.user)


def test_only_what_the_year_has_room_for_counts(official, head):
    for number in range(3):
        row = claim(
            official,
            claimed(kind="conference", title=f"Конференція {number}", number=str(number + 1), electronic=False),
            by=official.user,
        )
        if number < 2:
            assert deciding.recognise(row, by=head).credits == Decimal("0.50")
    with pytest.raises(RuleBroken, match="year_is_full"):
        deciding.recognise(row, by=head)


def test_self_education_counts_when_its_topic_is_in_the_agreed_programme(official, town, head):
    plan = IndividualProgramme.objects.create(person=official, organisation=town, year=TODAY().year)
    need = Need.objects.create(programme=plan, order=1, topic="закупівлі", kind="self", credits=Decimal("0.1"))
    row = claim(official, claimed(kind="self", electronic=False, need=need), by=official.user)
    with pytest.raises(RuleBroken, match="not_in_programme"):
        deciding.recognise(row, by=head)
    plan.state, plan.agreed_on = "agreed", TODAY()
    plan.save()
    assert deciding.recognise(row, by=head).state == "recognised"


def test_many_are_recognised_at_once_and_the_others_say_why(official, town, head):
    paper = claim(official, claimed(electronic=False), by=official.user)
    unchecked = claim(official, claimed(title="Бюджет", number="9"), by=official.user)
    done = deciding.recognise_many([paper, unchecked], by=head)
    assert done.recognised == [paper]
    assert [(row, why.code) for row, why in done.left] == [(unchecked, "signature_not_checked")]
    assert Notice.objects.count() == 1


def test_who_changed_the_council_in_mid_year_keeps_the_sum(official, town, head):
    first = claim(official, claimed(electronic=False, on=TODAY()), by=official.user)
    deciding.recognise(first, by=head)
    office = official.offices.get()
    Office.objects.filter(pk=office.pk).update(ends=TODAY())
    other = make_council("Вербова міська рада")
    hold(official, other, starts=TODAY())
    row = claim(official, claimed(title="Бюджет", electronic=False), by=official.user)
    deciding.recognise(row, by=make_user("other@example.org"))
    assert YearStanding.objects.get(person=official, year=TODAY().year).credits == 2


def test_who_served_nowhere_claims_nothing(town):
    person = make_person("Граб", user=make_user("hrab@example.org"))
    with pytest.raises(RuleBroken, match="not_in_service"):
        claim(person, claimed(), by=person.user)
    assert not Entry.objects.filter(act__startswith="credit").exists()


def test_a_rule_of_the_installation_ends_the_one_before(official):
    fields = {"per": "hour", "amount": 20, "credits": 1, "source": "наказ № 5", "verified": True}
    first = enter_rule(kind="self", starts=date(2026, 1, 1), by=None, **fields)
    enter_rule(kind="self", starts=date(2026, 3, 1), by=None, **fields)
    first.refresh_from_db()
    assert first.ends == date(2026, 2, 28)
    with pytest.raises(RuleBroken, match="rule_not_later"):
        enter_rule(kind="self", starts=date(2026, 3, 1), by=None, **fields)
