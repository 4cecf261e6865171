"""Coordinators of parties, where letters and reminders go, what each desk says that it waits for."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.cast import make_person, make_user

from spilno.journal.models import Entry
from spilno.memoranda.access.waits import waits_for
from spilno.memoranda.models import Version
from spilno.memoranda.queries.fulfilment import plan_of
from spilno.memoranda.services.coordinators import name_coordinator
from spilno.memoranda.services.life import begin_renewal
from spilno.memoranda.services.planning import Said, confirm_plan, write_line
from spilno.memoranda.tests.factories import make_head, make_memorandum, make_organisation, make_ours
from spilno.notices.models import Delivery, Notice
from spilno.people.models import Office
from spilno.statute.rules.refusal import RuleBroken
from spilno.undertakings.services import remind

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def sides():
    """Ours with a school whose head has no address; its clerk has one."""
    ours, school = make_ours(), make_organisation("Школа", "education")
    president, head = make_head(ours, "Калина"), make_head(school, "Ясен")
    head.email = ""
    head.save()
    clerk = make_person("Клен", user=make_user("clerk@example.org"), email="clerk@example.org")
    Office.objects.create(
        person=clerk,
        organisation=school,
        post_uk="методист",
        category="official",
        starts=TODAY - timedelta(9),
        act="наказ",
    )
    memorandum = make_memorandum(ours, school, ends_on=TODAY + timedelta(40))
    return memorandum, president, head, clerk


def test_a_party_names_its_coordinator_and_the_others_are_told(sides):
    memorandum, president, head, clerk = sides
    party = memorandum.parties.get(organisation__name_uk="Школа")
    with pytest.raises(RuleBroken) as broken:
        name_coordinator(party, president, by=head.user)
    assert broken.value.refusal.code == "coordinator_of_another_side"
    assert not Notice.objects.exists()
    for _twice in range(2):
        assert name_coordinator(party, clerk, by=head.user).contact == clerk
    assert Entry.objects.get(act="memorandum.coordinator_named").facts["person"] == clerk.pk
    assert [letter.address for letter in Delivery.objects.all()] == [president.email]
    memorandum.parties.filter(pk=party.pk).update(withdrew_on=TODAY - timedelta(1), withdrew_because="рішення")
    with pytest.raises(RuleBroken) as broken:
        name_coordinator(party, head, by=head.user)
    assert broken.value.refusal.code == "not_a_party"


def test_the_page_of_the_coordinator_is_for_the_side_and_the_secretariat(client, cast, sides):
    memorandum, president, head, clerk = sides
    party = memorandum.parties.get(organisation__name_uk="Школа")
    address = reverse("memoranda:coordinator", args=[memorandum.number, party.pk])
    client.force_login(president.user)
    assert client.get(address).status_code == 404
    client.force_login(head.user)
    assert "Клен" in client.get(address).content.decode().title()
    assert client.post(address, {"person": president.pk}).status_code == 422
    assert client.post(address, {"person": clerk.pk}).status_code == 302
    assert "clerk@example.org" in client.get(reverse("memoranda:memorandum", args=[memorandum.number])).content.decode()
    client.logout()
    page = client.get(reverse("memoranda:memorandum", args=[memorandum.number])).content.decode()
    assert "clerk@example.org" not in page


@pytest.mark.parametrize("named", [True, False])
def test_reminders_reach_a_partner_that_is_no_member(sides, named):
    memorandum, president, head, clerk = sides
    ours, school = memorandum.parties.all()
    if named:
        name_coordinator(school, clerk, by=head.user)
    due = min(TODAY + timedelta(30), TODAY.replace(month=12, day=31))
    said = Said(memorandum.agreed_areas.get(), "material", "Добірка", school, None, due)
    write_line(memorandum, due.year, said, by=head.user)
    for party, by in ((ours, president.user), (school, head.user)):
        confirm_plan(memorandum, due.year, party=party, seen=plan_of(memorandum, due.year, TODAY).sha256, by=by)
    assert remind(due - timedelta(3), due - timedelta(3)) == 1
    assert Delivery.objects.latest("pk").address == "clerk@example.org"


def test_a_party_begins_a_renewal_from_its_own_desk(client, sides):
    memorandum, _president, head, _clerk = sides
    assert waits_for(head.user).ends == [memorandum]
    client.force_login(head.user)
    address = reverse("memoranda:renew", args=[memorandum.number])
    assert address in client.get(reverse("memoranda:memorandum", args=[memorandum.number])).content.decode()
    until = (TODAY + timedelta(400)).isoformat()
    assert client.post(address, {"until": until}).status_code == 302
    assert Version.objects.get(state="draft").reason == "renewal"
    assert client.post(address, {"until": until}).status_code == 409
    assert waits_for(head.user).ends == []


def test_a_party_that_left_begins_no_renewal(client, sides):
    memorandum, _president, head, _clerk = sides
    memorandum.parties.filter(organisation__name_uk="Школа").update(
        withdrew_on=TODAY - timedelta(1), withdrew_because="рішення"
    )
    client.force_login(head.user)
    assert client.post(reverse("memoranda:renew", args=[memorandum.number]), {"until": ""}).status_code == 404


def test_the_secretariat_sees_what_it_goes_on_with(cast, sides):
    memorandum, president, _head, _clerk = sides
    assert waits_for(cast.secretary).ends == [memorandum]
    renewal = begin_renewal(memorandum, until=None, by=president.user)
    found = waits_for(cast.secretary)
    assert (found.write, found.ends) == ([renewal], [])
    Version.objects.filter(pk=renewal.pk).update(state="sent", sha256="b" * 64)
    assert waits_for(cast.secretary).write == []
    renewal.approvals.create(party=memorandum.parties.first(), sha256="b" * 64, agreed=False, remarks="ні")
    assert waits_for(cast.secretary).write == [renewal]
    assert waits_for(president.user).write == []
