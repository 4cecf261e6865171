"""Renewing in life: who is to renew, on whose pages it stands, letters that stop, certificates kept up for a time."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.cast import make_council

from spilno.credentials.models import Certificate
from spilno.credentials.services import holder_of, issue_certificates, revoke
from spilno.journal.models import Entry
from spilno.learning.access.coverage import staff_on_desk
from spilno.learning.access.recertification import certification_to_keep_up, certification_to_see, may_read_evidence
from spilno.learning.models import Edition, Enrolment, Equivalence, Reminded, TemporaryCertification
from spilno.learning.queries.recertification import lines_of, renewals_due, to_renew
from spilno.learning.services import recertification as services
from spilno.learning.services.renewal_reminders import remind_to_renew
from spilno.learning.services.standings import remake
from spilno.learning.tests.factories import make_version
from spilno.learning.tests.making_editions import make_school, official
from spilno.memoranda.tests.factories import make_head
from spilno.notices.models import Delivery
from spilno.statute.rules.refusal import RuleBroken

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def lypova():
    return make_council("Липова міська рада")


@pytest.fixture
def teacher():
    """The school whose head leads the standard."""
    return make_school()


@pytest.fixture
def version(teacher):
    return make_version(teacher[0], state="in_force", valid_years=3, title_uk="Питання")


def completed(person, version, *, until=None, on=None):
    """That a person completed a programme, with a certificate to a last day."""
    on = on or TODAY - timedelta(days=400)
    school = version.standard.partners.first().organisation
    edition = Edition.objects.create(
        version=version, provider=school, state="finished", starts_on=on, ends_on=on, apply_until=on
    )
    office = person.offices.first()
    certificate = issue_certificates(
        Certificate.Kind.PROGRAMME, about=edition, holders=[holder_of(person, day=on)], title=version.title_uk, issuers=[school],
        issued_on=on, valid_until=until, by=None,
    )[0]  # fmt: skip
    Enrolment.objects.create(
        edition=edition, person=person, organisation=office.organisation, category=office.category, state="completed", completed_on=on,
        applied_at=timezone.now(), certificate=certificate,
    )  # fmt: skip
    remake()
    return certificate


def states(person):
    return [line.stands.state for line in lines_of([person.pk], TODAY).get(person.pk, [])]


def evidence():
    return SimpleUploadedFile("nakaz.pdf", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF", "application/pdf")


def keep(person, version, *, by, ends=TODAY + 30 * DAY, ground="наказ про відрядження", files=None):
    files = [evidence()] if files is None else files
    return services.grant_temporary(person, version.standard, ends=ends, ground=ground, files=files, by=by)


def test_a_shorter_equivalent_renews_in_its_time(lypova, version, teacher):
    person = official(lypova, "Калина")
    completed(person, version, until=TODAY - DAY)
    assert states(person) == ["grace"]
    short = make_version(teacher[0], state="in_force", credits=Decimal("0.5"), valid_years=3)
    Equivalence.objects.create(version=version, earlier=short, ground="рішення")
    completed(person, short, on=TODAY - 2 * DAY, until=TODAY + 1000 * DAY)
    lines = lines_of([person.pk], TODAY, standard=version.standard_id)[person.pk]
    assert [(line.stands.state, line.stands.until) for line in lines] == [("valid", TODAY + 1000 * DAY)]
    assert renewals_due(TODAY) == []


def test_a_programme_without_a_term_has_no_line(lypova, version):
    person = official(lypova, "Калина")
    completed(person, version, until=None)
    assert states(person) == []


def test_those_whose_certificates_end_are_told_and_no_others(lypova, version):
    for family, days in (("Анис", -91), ("Барвінок", -90), ("Верес", 90), ("Гвоздика", 91)):
        completed(official(lypova, family), version, until=TODAY + days * DAY)
    revoked = official(lypova, "Дзвоник")
    revoke(completed(revoked, version, until=TODAY), reason="помилка", by=None)
    assert [(one.person.family_name, one.line.stands.state) for one in renewals_due(TODAY)] == [
        ("Барвінок", "grace"),
        ("Верес", "open"),
    ]
    assert [person.family_name for person, _line in to_renew(version.standard, TODAY)] == [
        "Анис",
        "Барвінок",
        "Верес",
        "Гвоздика",
    ]
    assert states(revoked) == ["revoked"]


def test_a_certificate_is_kept_up_and_that_is_revoked(lypova, version, teacher):
    person, lead = official(lypova, "Калина"), teacher[1].user
    completed(person, version, until=TODAY - 100 * DAY)
    made = keep(person, version, by=lead)
    assert (made.starts, states(person)) == (TODAY, ["temporary"])
    services.revoke_temporary(made, reason="хибна довідка", by=lead)
    assert states(person) == ["lapsed"]
    acts = list(Entry.objects.order_by("-pk").values_list("act", flat=True))
    assert {"certification.kept_up", "certification.keeping_revoked"} <= set(acts)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"ground": " "}, "no_ground_of_temporary"),
        ({"files": []}, "no_evidence"),
        ({"ends": TODAY + 81 * DAY}, "temporary_days"),
    ],
)
def test_a_refusal_writes_nothing(lypova, version, teacher, given, code):
    person = official(lypova, "Калина")
    completed(person, version, until=TODAY - 100 * DAY)
    before = Entry.objects.count()
    with pytest.raises(RuleBroken) as broken:
        keep(person, version, by=teacher[1].user, **given)
    assert broken.value.refusal.code == code
    assert (Entry.objects.count(), TemporaryCertification.objects.count()) == (before, 0)


def test_nobody_keeps_up_his_own(version, teacher):
    completed(teacher[1], version, until=TODAY - DAY)
    with pytest.raises(RuleBroken) as broken:
        keep(teacher[1], version, by=teacher[1].user)
    assert broken.value.refusal.code == "own_temporary"


def test_who_sees_it_and_who_keeps_it_up(lypova, version, teacher):
    person, head = official(lypova, "Калина"), make_head(lypova, "Верба")
    stranger, lead = make_head(make_council("Степова сільська рада"), "Степ"), teacher[1].user
    completed(person, version, until=TODAY - DAY)
    made = keep(person, version, by=lead)
    pair = (version.standard_id, person.pk)
    for user in (person.user, head.user, lead):
        assert certification_to_see(user, *pair).person == person
        assert may_read_evidence(user, str(made.pk), "")
    with pytest.raises(Http404):
        certification_to_see(stranger.user, *pair)
    assert not may_read_evidence(stranger.user, str(made.pk), "")
    for user in (person.user, head.user, stranger.user):
        with pytest.raises(Http404):
            certification_to_keep_up(user, *pair)


def test_the_pages_tell_it(client, lypova, version, teacher):
    person, head = official(lypova, "Калина"), make_head(lypova, "Верба")
    completed(person, version, until=TODAY - DAY)
    assert [(row.council, row.renewals) for row in staff_on_desk(head.user)] == [(lypova, 1)]
    page = reverse("learning:certification", args=[version.standard_id, person.pk])
    for user, addresses in (
        (person.user, [reverse("learning:ledger"), page]),
        (head.user, [reverse("learning:staff", args=[lypova.pk]), reverse("portal:desk"), page]),
        (teacher[1].user, [reverse("learning:to_renew", args=[version.standard_id]), page]),
    ):
        client.force_login(user)
        for address in addresses:
            assert "renewals" in client.get(address).content.decode() or address == reverse("portal:desk"), address
    posted = {"ends": (TODAY + 30 * DAY).isoformat(), "ground": "відрядження", "files": evidence()}
    door = reverse("learning:keep_up", args=[version.standard_id, person.pk])
    assert door in client.get(page).content.decode()
    assert client.post(door, posted).status_code == 302
    made = TemporaryCertification.objects.get()
    assert door not in client.get(page).content.decode()  # while it holds, no other is offered
    again = client.post(door, {**posted, "files": evidence()})
    assert (again.status_code, door in again.content.decode()) == (409, True)  # what was typed stays
    address = reverse("learning:revoke_keeping", args=[version.standard_id, person.pk, made.pk])
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "хибна"}).status_code == 302
    assert client.post(address, {"reason": "хибна"}).status_code == 409


def test_reminders_go_once_and_stop_when_it_is_renewed(lypova, version):
    lypova.email = "rada@x.example"
    lypova.save()
    person, other = official(lypova, "Калина"), official(lypova, "Верба")
    for each in (person, other):
        type(each).objects.filter(pk=each.pk).update(email=f"{each.pk}@x.example")
        completed(each, version, until=TODAY + 30 * DAY)
    completed(other, version, on=TODAY - DAY, until=TODAY + 1000 * DAY)
    assert remind_to_renew(TODAY, TODAY) == 1
    assert set(Delivery.objects.values_list("address", flat=True)) == {f"{person.pk}@x.example", "rada@x.example"}
    assert remind_to_renew(TODAY, TODAY) == 0
    assert Entry.objects.filter(act="learning.reminded_to_renew").count() == 1
    assert [row.of for row in Reminded.objects.all()] == ["term"]


def test_the_grace_is_reminded_of_too(lypova, version):
    completed(official(lypova, "Калина"), version, until=TODAY - 83 * DAY)
    assert remind_to_renew(TODAY, TODAY) == 1
    assert [(row.of, row.days) for row in Reminded.objects.all()] == [("grace", 7)]


def test_a_person_who_changed_council_is_told_where_he_serves(lypova, version):
    person = official(lypova, "Калина")
    completed(person, version, until=TODAY)
    person.offices.update(ends=TODAY - DAY)
    new = make_council("Степова сільська рада")
    person.offices.create(organisation=new, post_uk="спеціаліст", category="official", starts=TODAY, act="наказ")
    remake()
    assert [one.organisation for one in renewals_due(TODAY)] == [new]
    assert renewals_due(TODAY, organisations=[lypova.pk]) == []


def test_as_many_queries_for_three_as_for_one(lypova, version):
    def asked():
        with CaptureQueriesContext(connection) as captured:
            renewals_due(TODAY)
        return len(captured)

    completed(official(lypova, "Анис"), version, until=TODAY)
    one = asked()
    for family in ("Барвінок", "Верес"):
        completed(official(lypova, family), version, until=TODAY)
    assert asked() == one
