"""What people send by mistake or on purpose: another party, another memorandum, an old page; nothing is half-written."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from spilno.journal.models import Entry
from spilno.memoranda.models import Contribution, Measure, PlanConsent
from spilno.memoranda.queries.fulfilment import plan_of
from spilno.memoranda.services.life import withdraw
from spilno.memoranda.services.planning import confirm_plan, write_line
from spilno.memoranda.tests.factories import make_head, make_memorandum, make_organisation
from spilno.memoranda.tests.test_plan import LAST, TODAY, YEAR, Sides, code


@pytest.fixture
def sides(db):
    return Sides()


@pytest.fixture
def other(db):
    """A memorandum of two others, with a line and an activity of its own."""
    first, second = make_organisation("Чужа"), make_organisation("Ще чужа")
    head = make_head(first, "Чужак").user
    memorandum = make_memorandum(first, second)
    area, party = memorandum.agreed_areas.get(), memorandum.parties.first()
    line = Measure.objects.create(agreed_area=area, year=YEAR, kind="event", what="Чуже", party=party, due_on=LAST)
    act = Contribution.objects.create(agreed_area=area, source_type="x.y", source_id="1", day=TODAY)
    return {"memorandum": memorandum, "head": head, "party": party, "line": line, "act": act, "area": area}


def test_somebody_elses_numbers_do_not_exist(client, sides, other):
    client.force_login(sides.director)
    own, foreign = sides.memorandum.number, other["memorandum"].number
    before = Entry.objects.count()
    for name, args in (
        ("answer", [own, other["party"].pk]),
        ("answer", [foreign, other["party"].pk]),
        ("answer", [own, sides.party.pk]),
        ("sign", [own, other["party"].pk]),
        ("withdraw", [own, sides.party.pk]),
        ("confirm_plan", [own, YEAR, sides.party.pk]),
        ("confirm_plan", [own, YEAR, other["party"].pk]),
        ("add_line", [foreign, YEAR]),
        ("change_line", [other["line"].pk]),
        ("withdraw_line", [other["line"].pk]),
        ("uncount", [other["act"].pk]),
        ("enter", [own]),
    ):
        assert client.post(reverse(f"memoranda:{name}", args=args), {}).status_code == 404, name
    assert Entry.objects.count() == before


def test_a_line_takes_no_area_and_no_party_of_another_memorandum(client, sides, other):
    client.force_login(sides.director)
    for fields in ({"area": other["area"].pk}, {"party": other["party"].pk}, {"due_on": "2026-02-31"}, {"target": 0}):
        answer = client.post(reverse("memoranda:add_line", args=[sides.memorandum.number, YEAR]), sides.post(**fields))
        assert answer.status_code == 422
    assert sides.memorandum.agreed_areas.get().measures.count() == 0


def test_of_two_who_confirm_at_once_one_is_told_so(client, sides):
    write_line(sides.memorandum, YEAR, sides.said(), by=sides.director)
    seen = plan_of(sides.memorandum, YEAR, TODAY).sha256
    address = reverse("memoranda:confirm_plan", args=[sides.memorandum.number, YEAR, sides.other.pk])
    client.force_login(sides.director)
    assert client.post(address, {"sha256": seen}).status_code == 302
    answer = client.post(address, {"sha256": seen})
    assert answer.status_code == 409
    assert "вже підтвердила" in answer.content.decode()
    assert PlanConsent.objects.count() == 1


def test_a_page_that_is_old_confirms_nothing(client, sides):
    write_line(sides.memorandum, YEAR, sides.said(), by=sides.director)
    client.force_login(sides.president)
    address = reverse("memoranda:confirm_plan", args=[sides.memorandum.number, YEAR, sides.party.pk])
    for seen in ("", "a" * 64, "<script>"):
        assert client.post(address, {"sha256": seen}).status_code == 409
    assert not PlanConsent.objects.exists()


def test_when_one_of_three_withdraws_the_page_says_what_remains(client, sides):
    third = make_organisation("Третя")
    head = make_head(third, "Третяк").user
    memorandum = make_memorandum(sides.ours, sides.school, third)
    party = memorandum.parties.get(organisation=third)
    area = memorandum.agreed_areas.get()
    said = sides.said(area=area, party=memorandum.parties.get(organisation=sides.school))
    withdraw(party, on=TODAY, reason="рішення № 7", by=head)
    page = client.get(reverse("memoranda:memorandum", args=[memorandum.number])).content.decode()
    assert "виходить, останній день" in page  # bound until the day is over: its yes is needed still
    assert "вийшла" not in page
    assert "Плани підтверджують лише вони" not in page
    memorandum.parties.filter(pk=party.pk).update(withdrew_on=TODAY - timedelta(days=1))  # a day later
    page = client.get(reverse("memoranda:memorandum", args=[memorandum.number])).content.decode()
    assert "чинний далі між рештою" in page
    assert "Школа" in page
    write_line(memorandum, YEAR, said, by=sides.director)
    for side, by in ((sides.ours, sides.president), (sides.school, sides.director)):
        own = memorandum.parties.get(organisation=side)
        seen = plan_of(memorandum, YEAR, TODAY).sha256
        plan = confirm_plan(memorandum, YEAR, party=own, seen=seen, by=by)
    assert plan.agreed
    assert code(confirm_plan, memorandum, YEAR, party=party, seen=plan.sha256, by=head) == "no_party"
    client.force_login(head)
    assert client.post(reverse("memoranda:add_line", args=[memorandum.number, YEAR]), {}).status_code == 404


@pytest.mark.parametrize("name", ["memoranda", "numbers"])
def test_thirty_memoranda_cost_as_many_queries_as_three(client, sides, name):
    counts = []
    for many in (3, 30):
        while sides.ours.memoranda.count() < many:
            partner = make_organisation(f"Партнер {sides.ours.memoranda.count()}", country="PL")
            memorandum = make_memorandum(sides.ours, partner)
            Contribution.objects.create(
                agreed_area=memorandum.agreed_areas.get(), source_type="x.y", source_id="1", day=TODAY
            )
        client.get(reverse(f"memoranda:{name}"))
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse(f"memoranda:{name}")).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
