"""The plan of a year: proposed, confirmed as of its hash, binding; the report that counts by itself."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from tests.cast import make_user

from spilno.journal.models import Entry
from spilno.memoranda.gateways.report import report_pdf
from spilno.memoranda.models import Contribution, Measure, PlanConsent
from spilno.memoranda.queries import ActivityFact, activities, register_activity
from spilno.memoranda.queries.fulfilment import plan_of, report_of
from spilno.memoranda.services.plan import contribute
from spilno.memoranda.services.planning import Said, change_line, confirm_plan, withdraw_line, write_line
from spilno.memoranda.tests.factories import make_head, make_memorandum, make_organisation, make_ours
from spilno.statute.rules.refusal import RuleBroken
from spilno.undertakings.models import Undertaking
from spilno.undertakings.services import accept, report

TODAY = timezone.localdate()
YEAR = TODAY.year
LAST = date(YEAR, 12, 31)


def code(call, *args, **kwargs):
    with pytest.raises(RuleBroken) as broken:
        call(*args, **kwargs)
    return broken.value.refusal.code


class Sides:
    """A memorandum of ours with a school, each with a head that has an account."""

    def __init__(self):
        self.ours, self.school = make_ours(), make_organisation("Школа")
        self.president, self.director = make_head(self.ours, "Головна").user, make_head(self.school, "Шкільна").user
        self.memorandum = make_memorandum(self.ours, self.school)
        self.area = self.memorandum.agreed_areas.get()
        self.party, self.other = self.memorandum.parties.all()

    def said(self, **fields):
        given = {
            "area": self.area,
            "kind": "event",
            "what": "Семінар",
            "party": self.other,
            "person": None,
            "due_on": LAST,
        }
        return Said(**{**given, **fields})

    def confirm(self, *parties):
        for party in parties or (self.party, self.other):
            by = self.president if party == self.party else self.director
            seen = plan_of(self.memorandum, YEAR, TODAY).sha256
            made = confirm_plan(self.memorandum, YEAR, party=party, seen=seen, by=by)
        return made

    def post(self, **fields):
        return {
            "area": self.area.pk, "kind": "event", "what": "Семінар", "target": 2, "party": self.other.pk,
            "due_on": LAST.isoformat(), **fields,
        }  # fmt: skip


@pytest.fixture
def sides(db):
    return Sides()


def test_a_plan_binds_when_the_last_party_confirms_it(sides):
    measure = write_line(sides.memorandum, YEAR, sides.said(), by=sides.director)
    assert not sides.confirm(sides.other).agreed
    assert not Undertaking.objects.exists()
    assert sides.confirm(sides.party).agreed
    measure.refresh_from_db()
    duty = measure.undertaking
    assert (duty.organisation, duty.due_on, duty.source_type) == (sides.school, LAST, "memoranda.measure")
    assert f"меморандуму № {sides.memorandum.number}" in duty.ground
    assert list(Entry.objects.filter(act__startswith="memorandum.plan").values_list("act", flat=True)) == [
        "memorandum.plan_confirmed", "memorandum.plan_confirmed", "memorandum.plan_agreed",
    ]  # fmt: skip


def test_an_old_plan_is_not_confirmed_and_a_change_is_confirmed_anew(sides):
    write_line(sides.memorandum, YEAR, sides.said(), by=sides.director)
    old = sides.confirm(sides.other).sha256
    write_line(sides.memorandum, YEAR, sides.said(what="Ще"), by=sides.director)
    assert code(confirm_plan, sides.memorandum, YEAR, party=sides.party, seen=old, by=sides.president) == "plan_changed"
    assert not sides.confirm(sides.party).agreed
    assert sides.confirm(sides.other).agreed
    assert Undertaking.objects.count() == 2
    assert code(sides.confirm, sides.other) == "already_confirmed"
    assert PlanConsent.objects.count() == 3


def test_an_empty_plan_is_not_confirmed(sides):
    assert code(sides.confirm, sides.party) == "empty_plan"


def test_what_binds_changes_only_when_all_confirm_it(sides):
    late = date(YEAR + 1, 2, 1)
    measure = write_line(sides.memorandum, YEAR, sides.said(), by=sides.director)
    sides.confirm()
    measure.refresh_from_db()
    change_line(measure, sides.said(due_on=late, target=3), by=sides.director)
    measure.refresh_from_db()
    assert (measure.due_on, measure.target, measure.proposed) == (LAST, 1, {"due_on": late.isoformat(), "target": 3})
    sides.confirm()
    measure.refresh_from_db()
    assert (measure.due_on, measure.target, measure.proposed, measure.undertaking.due_on) == (late, 3, {}, late)
    assert measure.undertaking.extensions.get().was_due == LAST
    assert code(change_line, measure, sides.said(due_on=LAST), by=sides.director) == "earlier_term"


def test_the_responsible_person_is_of_the_side_that_does_it(sides):
    stranger, own = sides.president.person, sides.director.person
    said = sides.said(person=stranger)
    assert code(write_line, sides.memorandum, YEAR, said, by=sides.director) == "person_of_another_side"
    measure = write_line(sides.memorandum, YEAR, sides.said(person=own), by=sides.director)
    assert code(change_line, measure, said, by=sides.director) == "person_of_another_side"
    own.offices.update(ends=TODAY - timedelta(days=1))
    sides.memorandum.parties.update(signatory=stranger)
    assert change_line(measure, sides.said(person=own, target=4), by=sides.director).target == 4


def test_a_line_that_binds_is_withdrawn_by_all_and_one_that_does_not_at_once(sides):
    measure = write_line(sides.memorandum, YEAR, sides.said(), by=sides.director)
    write_line(sides.memorandum, YEAR, sides.said(what="Інше"), by=sides.director)
    withdraw_line(write_line(sides.memorandum, YEAR, sides.said(what="Зайве"), by=sides.director), by=sides.director)
    assert Measure.objects.count() == 2
    sides.confirm()
    measure.refresh_from_db()
    withdraw_line(measure, by=sides.director)
    assert Undertaking.objects.filter(state="open").count() == 2
    sides.confirm()
    measure.refresh_from_db()
    assert (measure.undertaking.state, measure.withdrawn_on) == ("dropped", timezone.localdate())
    assert plan_of(sides.memorandum, YEAR, TODAY).agreed


def test_the_last_line_may_be_withdrawn_too(sides):
    measure = write_line(sides.memorandum, YEAR, sides.said(), by=sides.director)
    sides.confirm()
    measure.refresh_from_db()
    withdraw_line(measure, by=sides.director)
    sides.confirm()
    measure.refresh_from_db()
    assert measure.undertaking.state == "dropped"


def test_the_plan_is_written_before_the_memorandum_takes_effect_and_no_term_falls_before_that(sides):
    sides.memorandum.starts_on = starts = TODAY + timedelta(20)
    sides.memorandum.save()
    said = sides.said(due_on=starts - timedelta(1))
    assert code(write_line, sides.memorandum, said.due_on.year, said, by=sides.director) == "before_start"
    said = sides.said(due_on=starts)
    measure = write_line(sides.memorandum, starts.year, said, by=sides.director)
    assert (measure.due_on, measure.undertaking) == (starts, None)


def test_nothing_is_written_that_cannot_stand(sides):
    for fields, refusal in (({"what": " "}, "nothing_planned"), ({"due_on": date(YEAR + 1, 1, 1)}, "another_year")):
        assert code(write_line, sides.memorandum, YEAR, sides.said(**fields), by=sides.director) == refusal
    sides.memorandum.ends_on = TODAY - timedelta(1)
    sides.memorandum.save()
    assert code(write_line, sides.memorandum, YEAR, sides.said(), by=sides.director) == "not_in_force"
    assert not Measure.objects.exists()


def test_both_sides_go_from_a_proposal_to_an_accepted_report_through_pages(client, sides):
    base = f"/memoranda/{sides.memorandum.number}"
    client.force_login(make_user("stranger@example.org"))
    assert client.post(f"{base}/plan/{YEAR}/add/", sides.post()).status_code == 404
    client.force_login(sides.director)
    assert client.get(f"{base}/plan/{YEAR}/").status_code == 200
    assert client.post(f"{base}/plan/{YEAR}/add/", {}).status_code == 422
    assert client.post(f"{base}/plan/{YEAR}/add/", sides.post()).status_code == 302
    measure = Measure.objects.get()
    assert client.get(f"/memoranda/lines/{measure.pk}/").status_code == 200
    assert client.post(f"/memoranda/lines/{measure.pk}/", {}).status_code == 422
    assert client.post(f"/memoranda/lines/{measure.pk}/", sides.post(what="Два семінари")).status_code == 302
    for user, party in ((sides.director, sides.other), (sides.president, sides.party)):
        client.force_login(user)
        seen = {"sha256": plan_of(sides.memorandum, YEAR, TODAY).sha256}
        for wrong in (sides.party, sides.other):
            if wrong != party:
                assert client.post(f"{base}/plan/{YEAR}/confirm/{wrong.pk}/", seen).status_code == 404
        assert client.post(f"{base}/plan/{YEAR}/confirm/{party.pk}/", {}).status_code == 409
        assert client.post(f"{base}/plan/{YEAR}/confirm/{party.pk}/", seen).status_code == 302
    duty = Undertaking.objects.get()
    assert f"{base}/plan/{YEAR}/" in client.get(f"/undertakings/{duty.number}/").content.decode()
    assert client.post(f"/undertakings/{duty.number}/report/", {"text": "x"}).status_code == 404
    client.force_login(sides.director)
    assert client.post(f"/undertakings/{duty.number}/report/", {"text": "Проведено."}).status_code == 302
    assert client.post(f"/undertakings/{duty.number}/answer/", {"act": "accept"}).status_code == 404
    client.force_login(sides.president)
    assert client.post(f"/undertakings/{duty.number}/answer/", {"act": "accept"}).status_code == 302
    client.logout()
    assert "Два семінари" in client.get(f"{base}/report/{YEAR}/").content.decode()
    assert client.get(reverse("memoranda:report_file", args=[sides.memorandum.number, YEAR])).content[:4] == b"%PDF"
    assert client.post(f"/memoranda/lines/{measure.pk}/withdraw/").status_code == 302  # to the door
    client.force_login(sides.director)
    assert client.post(f"/memoranda/lines/{measure.pk}/withdraw/").status_code == 302


def test_a_report_that_is_not_public_is_read_by_the_parties(client, sides):
    sides.memorandum.public = False
    sides.memorandum.save()
    write_line(sides.memorandum, YEAR, sides.said(), by=sides.director)
    sides.confirm()
    assert not Undertaking.objects.get().public
    pages = [f"/memoranda/{sides.memorandum.number}/{name}/{YEAR}/" for name in ("plan", "report")]
    for page in pages:
        assert client.get(page).status_code == 404
        client.force_login(sides.director)
        assert client.get(page).status_code == 200
        client.logout()
    assert client.get(f"/memoranda/{sides.memorandum.number}/report/1999/").status_code == 404


@pytest.fixture
def known(monkeypatch):
    monkeypatch.setattr(activities, "_resolvers", {})
    facts = {
        "1": ActivityFact("Перший", TODAY, "/", "event", done=True, people=40, councils=12),
        "2": ActivityFact("Другий", TODAY, "/", "event", done=False, people=9, councils=9),
        "3": ActivityFact("Третій", TODAY, "/", "event", done=True),
    }
    register_activity("people.person", lambda ids: {i: facts[i] for i in ids if i in facts})


def counted(sides, number, measure=None):
    return Contribution.objects.create(
        agreed_area=sides.area, measure=measure, source_type="people.person", source_id=number, day=TODAY
    )


def test_the_report_counts_what_took_place_and_nobody_types_it(sides, known):
    measure = write_line(sides.memorandum, YEAR, sides.said(target=2), by=sides.director)
    sides.confirm()
    measure.refresh_from_db()
    counted(sides, "1", measure)
    counted(sides, "2", measure)
    counted(sides, "404")
    found = report_of(sides.memorandum, YEAR, TODAY)
    line = found.areas[0].lines[0]
    assert (line.done, line.ahead, line.standing) == (1, 1, "running")
    assert (found.totals.acts, found.totals.ahead, found.totals.people, found.totals.councils) == (1, 1, 40, 12)
    assert found.missed == []
    after = report_of(sides.memorandum, YEAR, LAST + timedelta(1))
    assert [one.standing for one in after.missed] == ["late"]
    report(measure.undertaking, text="Провели.", by=sides.director)
    accept(measure.undertaking, by=sides.president)
    done = report_of(sides.memorandum, YEAR, LAST + timedelta(1))
    assert done.totals.done == 1
    assert done.areas[0].lines[0].by_report
    counted(sides, "3", measure)
    assert not report_of(sides.memorandum, YEAR, TODAY).areas[0].lines[0].by_report


def test_the_report_asks_the_same_number_of_queries(client, sides, known, django_assert_max_num_queries):
    for number in range(3):
        measure = write_line(sides.memorandum, YEAR, sides.said(what=f"Справа {number}"), by=sides.director)
    sides.confirm()
    measure.refresh_from_db()
    counted(sides, "1", measure)
    with django_assert_max_num_queries(8):
        report_of(sides.memorandum, YEAR, TODAY)
    with django_assert_max_num_queries(14):
        client.get(f"/memoranda/{sides.memorandum.number}/report/{YEAR}/")


def test_contribute_takes_a_line_that_binds(sides, known):
    measure = write_line(sides.memorandum, YEAR, sides.said(), by=sides.director)
    sides.confirm()
    measure.refresh_from_db()
    assert contribute(sides.area, source=sides.director.person, day=TODAY, measure=measure, by=None).measure == measure


def test_a_line_that_is_refused_comes_back_as_it_was_typed(client, sides):
    client.force_login(sides.director)
    address = reverse("memoranda:add_line", args=[sides.memorandum.number, sides.memorandum.signed_on.year])
    answer = client.post(address, sides.post(what="До початку", due_on=f"{sides.memorandum.signed_on.year}-01-01"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert f"{sides.memorandum.starts_on:%d.%m.%Y}" in page
    assert "До початку" in page
    assert not Undertaking.objects.exists()


def test_the_report_is_wholly_in_the_language_of_its_reader(sides, monkeypatch):
    made = {}
    monkeypatch.setattr(
        "spilno.memoranda.gateways.report.make_pdf", lambda _file, data, **rest: made.update(data, **rest)
    )
    for language, title, side in (
        ("en", "Report on fulfilment", "Association of hromadas"),
        ("uk", "Звіт", "Асоціація"),
    ):
        with translation.override(language):
            report_pdf(report_of(sides.memorandum, YEAR, TODAY))
        assert (made["language"], made["parties"][0].startswith(side)) == (language, True)
        assert made["title"].startswith(title)
