"""A council ends: what upper apps do with it in the same act, and tell before it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from spilno.journal.models import Entry
from spilno.members.models import Membership
from spilno.members.queries import voting_members
from spilno.members.rules.succession import Outcome, outcome_of
from spilno.members.services import suspend
from spilno.organisations.models import Organisation, Succession
from spilno.organisations.services import abolish, merge, split
from spilno.people.models import Office
from spilno.statute.rules.refusal import RuleBroken
from spilno.undertakings.models import Undertaking
from spilno.undertakings.services import undertake
from tests.cast import make_council

ACT = "Постанова № 807-IX"


@pytest.fixture
def day(cast):
    return timezone.localdate()


@pytest.fixture
def bound(cast, day):
    return undertake(
        what="Звіт",
        ground="рішення № 1",
        source=cast.lypova,
        organisation=cast.lypova.organisation,
        due_on=None,
        opened_on=day,
        by=None,
    )


KINDS = st.sampled_from(["renamed", "merged", "split", "abolished"])


@given(KINDS, st.sampled_from(Membership.State.values), st.booleans())
def test_nobody_gets_a_second_membership(kind, state, has_successor):
    outcome = outcome_of(kind, state=state, has_successor=has_successor, successor_is_member=True)
    assert outcome in {Outcome.JOINED, Outcome.ENDS}


@given(KINDS, st.sampled_from(Membership.State.values), st.booleans())
def test_without_a_successor_nothing_goes_on(kind, state, member):
    assert outcome_of(kind, state=state, has_successor=False, successor_is_member=member) == Outcome.ENDS


def test_a_merged_member_votes_under_the_new_council_from_that_day(cast, day, bound):
    merge([cast.lypova.organisation], into=cast.stepova, on=day, ground=ACT, by=cast.secretary)
    cast.lypova.refresh_from_db()
    heir = Membership.objects.get(organisation=cast.stepova)
    bound.refresh_from_db()
    assert (cast.lypova.state, heir.state, heir.joined_on) == ("ended", "confirmed", day)
    assert heir in voting_members(day)
    assert cast.lypova not in voting_members(day)
    assert cast.lypova.mandates.get().ends == day
    assert bound.organisation == cast.stepova
    acts = list(Entry.objects.order_by("-number").values_list("act", flat=True)[:4])
    assert set(acts) == {"organisation.merged", "membership.ended", "membership.inherited", "undertaking.passed"}


def test_offices_end_with_the_council_and_only_they(cast, day, client):
    council, person = cast.lypova.organisation, cast.delegate_person
    starts = {"category": Office.Category.OFFICIAL, "post_uk": "начальник відділу", "person": person}
    here = Office.objects.create(organisation=council, starts=day - timedelta(days=30), **starts)
    elsewhere = Office.objects.create(organisation=cast.stepova, starts=day - timedelta(days=30), **starts)
    client.force_login(cast.secretary)
    said = {"way": "merged", "successors": [cast.stepova.pk], "on": day.isoformat(), "ground": ACT}
    told = client.post(f"/organisations/{council.pk}/end/", said)
    assert "завершуються повноваження на" in told.content.decode()
    merge([council], into=cast.stepova, on=day, ground=ACT, by=cast.secretary)
    here.refresh_from_db()
    elsewhere.refresh_from_db()
    assert (here.ends, here.ended_by, elsewhere.ends) == (day, ACT, None)
    assert Entry.objects.filter(act="office.ended", by=cast.secretary.pk, ground=ACT).exists()


def test_a_divided_member_leaves_no_heir_and_its_undertakings_wait(cast, day, bound):
    parts = [make_council("Перша сільська рада", "village"), make_council("Друга сільська рада", "village")]
    split(cast.lypova.organisation, into=parts, on=day, ground=ACT, by=cast.secretary)
    bound.refresh_from_db()
    assert bound.organisation == cast.lypova.organisation
    assert not Membership.objects.filter(organisation__in=parts).exists()
    assert Entry.objects.filter(act="membership.ended").count() == 1


def test_when_the_membership_cannot_follow_nothing_is_written(cast, day):
    suspend(cast.lypova, on=day, ground="рішення № 1", by=None)
    with pytest.raises(RuleBroken):  # the path goes one way: it was suspended after that day
        abolish(cast.lypova.organisation, on=day + timedelta(days=1), ground=ACT, by=None)
    cast.lypova.organisation.refresh_from_db()
    assert cast.lypova.organisation.ended is None
    assert not Succession.objects.exists()


def test_what_will_change_is_told_before_it_is_written(cast, day, bound, client):
    client.force_login(cast.secretary)
    address = f"/organisations/{cast.lypova.organisation_id}/end/"
    said = {"way": "merged", "successors": [cast.stepova.pk], "on": day.isoformat(), "ground": ACT}
    page = client.post(address, said)
    text = page.content.decode()
    assert page.status_code == 200
    assert "Степова" in text
    assert "1 мандат" in text
    assert "1 доручення" in text
    assert Organisation.objects.get(pk=cast.lypova.organisation_id).ended is None
    seen = page.context["seen"]
    assert client.post(address, {**said, "seen": "another page"}).status_code == 200
    Undertaking.objects.all().delete()  # it changed since the page was shown: told anew
    assert client.post(address, {**said, "seen": seen}).status_code == 200
    seen = client.post(address, said).context["seen"]
    assert client.post(address, {**said, "seen": seen}).status_code == 302
    assert Membership.objects.filter(organisation=cast.stepova, state="confirmed").exists()


def test_a_council_that_is_no_member_ends_at_once(cast, day, client):
    client.force_login(cast.secretary)
    said = {"way": "abolished", "on": date(2026, 1, 1).isoformat(), "ground": ACT}
    assert client.post(f"/organisations/{cast.stepova.pk}/end/", said).status_code == 302
