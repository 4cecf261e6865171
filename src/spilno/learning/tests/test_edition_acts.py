"""An edition from draft to cancellation: state, journal, letters, events; what a refusal leaves untouched."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.cast import make_council

from spilno.events.models import Event, Registration
from spilno.events.queries.registration import door_of
from spilno.events.rules.registration import why_not_register
from spilno.journal.models import Entry
from spilno.learning.models import Edition, Enrolment, StandardVersion
from spilno.learning.queries.editions import events_of, module_plans, sessions_to_tie
from spilno.learning.services import editions, enrolling, sessions
from spilno.learning.services.queue import move_due
from spilno.learning.tests.making_editions import announced, draft, make_school, of, official, plan
from spilno.notices.models import Delivery
from spilno.statute.rules.refusal import RuleBroken

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def school():
    return make_school()[0]


def refused(act, *arguments, **named):
    """Return the code of the refusal; nothing new stands in the journal."""
    before = Entry.objects.count()
    with pytest.raises(RuleBroken) as caught:
        act(*arguments, **named)
    assert Entry.objects.count() == before
    return caught.value.refusal.code


def acts():
    return list(Entry.objects.order_by("number").values_list("act", flat=True))


def letters():
    return sorted(Delivery.objects.values_list("notice__subject", "address"))


def test_an_edition_comes_with_all_modules_of_its_version(school):
    edition = draft(school)
    assert [each.attendance_percent for each in edition.modules.all()] == [100, 100]
    assert "edition.drafted" in acts()
    assert refused(editions.announce_edition, edition, by=None) == "module_without_sessions"


def test_three_credits_for_forty_hours_are_not_promised(school):
    version = draft(school).version
    StandardVersion.objects.filter(pk=version.pk).update(credits=Decimal(3), hours=40)
    version.refresh_from_db()
    assert refused(draft, school, version=version) == "credits_do_not_fit_hours"
    assert Edition.objects.count() == 1


def test_who_does_not_deliver_the_standard_prepares_no_edition(school):
    version = draft(school).version
    other = make_school("Інша школа", "Терен")[0]
    assert refused(draft, other, version=version) == "not_a_provider"


def test_sessions_are_events_of_one_series_to_which_nobody_comes_by_himself(school):
    edition = draft(school)
    plan(edition)
    events = list(events_of(edition))
    assert [event.state for event in events] == ["draft", "draft"]
    assert len({event.series_id for event in events}) == 1
    assert all(event.by_list for event in events)
    editions.announce_edition(edition, by=None)
    edition.refresh_from_db()
    assert (edition.state, edition.number) == ("announced", 1)
    event = Event.objects.first()
    assert event.state == "announced"
    assert why_not_register(door_of(event), now=timezone.now()).code == "by_list"
    assert why_not_register(door_of(event), now=timezone.now(), by_owner=True) is None


def test_an_edition_whose_sessions_have_no_link_waits_for_it(school):
    edition = draft(school)
    event = plan(edition)[0].event
    Event.objects.filter(pk=event.pk).update(format="online", online_link="")
    assert refused(editions.announce_edition, edition, by=None) == "session_without_link"
    Event.objects.filter(pk=event.pk).update(online_link="https://room.example/1")
    assert editions.announce_edition(edition, by=None).state == "announced"


def test_a_session_outside_the_term_is_not_planned(school):
    edition = draft(school)
    module = edition.modules.select_related("module").first()
    late = timezone.now() + timedelta(days=90)
    planned = sessions.Planned(module, late, late + timedelta(hours=2), "Пізно")
    assert refused(sessions.plan_sessions, edition, [planned], form="online", online_link="https://x.example", by=None) == "sessions_outside"  # fmt: skip
    assert Event.objects.count() == 0


def test_a_session_of_an_event_that_stands_already_teaches_a_module(school):
    edition, other = draft(school), draft(school)
    session = plan(other)[0]
    module = edition.modules.first()
    assert session in sessions_to_tie(edition)
    tie = sessions.tie_session(module, session, by=None)
    assert [each.sessions for each in module_plans(edition)] == [1, 0]
    assert refused(sessions.tie_session, module, session, by=None) == "not_a_session_of_ours"
    sessions.untie_session(tie, by=None)
    assert session in sessions_to_tie(edition)


def test_a_module_of_an_announced_edition_keeps_a_way_through(school):
    edition = announced(school)
    module = edition.modules.first()
    settle = {"attendance_percent": 0, "needs_lessons": False, "by": None}
    assert refused(editions.settle_module, module, **settle) == "module_without_way"
    editions.settle_module(module, attendance_percent=50, needs_lessons=False, by=None)
    module.refresh_from_db()
    assert module.attendance_percent == 50


def test_an_official_applies_is_admitted_and_registered_for_all_sessions(school):
    edition = announced(school)
    anna = official(make_council("Липова міська рада"), "Анис")
    row = enrolling.apply(edition, anna, by=anna.user)
    assert (row.state, row.post, row.category) == ("applied", "спеціаліст", "official")
    assert Registration.objects.count() == 0
    assert refused(enrolling.apply, edition, anna, by=anna.user) == "stands_already"
    enrolling.admit(edition, [row.pk], by=None)
    assert of(edition, anna).state == "admitted"
    assert list(Registration.objects.values_list("state", "person")) == [("confirmed", anna.pk)] * 2
    subjects = [subject for subject, _to in letters()]
    assert len(subjects) == 2
    enrolling.withdraw(of(edition, anna), by=anna.user)
    assert list(Registration.objects.values_list("state", flat=True)) == ["withdrawn"] * 2
    assert refused(enrolling.withdraw, _completed(edition, anna), by=None) == "cannot_leave"


def _completed(edition, person):
    row = of(edition, person)
    Enrolment.objects.filter(pk=row.pk).update(state="completed")
    row.refresh_from_db()
    return row


def test_one_learns_by_a_standard_in_one_edition_at_a_time(school):
    first = announced(school)
    second = announced(school, version=first.version)
    anna = official(make_council("Липова міська рада"), "Анис")
    enrolling.apply(first, anna, by=None)
    assert refused(enrolling.apply, second, anna, by=None) == "other_edition"
    enrolling.withdraw(of(first, anna), by=None)
    assert enrolling.apply(second, anna, by=None).state == "applied"


def test_a_councillor_does_not_apply_for_a_programme_of_officials(school):
    edition = announced(school)
    deputy = official(make_council("Липова міська рада"), "Анис", "councillor")
    assert refused(enrolling.apply, edition, deputy, by=None) == "not_meant_for"
    assert edition.enrolments.count() == 0


def test_a_council_names_its_people_all_or_none(school):
    edition = announced(school)
    lypova = make_council("Липова міська рада")
    people = [official(lypova, "Анис"), official(lypova, "Барвінок")]
    stranger = official(make_council("Вербова міська рада"), "Верес")
    assert refused(enrolling.nominate, edition, lypova, [*people, stranger], speaks=True, by=None) == "no_office"
    assert refused(enrolling.nominate, edition, lypova, people, speaks=False, by=None) == "speaks_for_none"
    assert refused(enrolling.nominate, edition, lypova, [], speaks=True, by=None) == "nobody_chosen"
    enrolling.apply(edition, people[0], by=None)
    enrolling.nominate(edition, lypova, people, speaks=True, by=None)
    assert list(edition.enrolments.values_list("nominated", "state")) == [(True, "applied")] * 2


def test_places_go_to_councils_first_then_to_the_rest_and_the_queue_moves_by_itself(school):
    until = timezone.localdate() + timedelta(days=2)
    edition = announced(school, places=3, places_per_council=1, councils_first_until=until)
    lypova, verbova = make_council("Липова міська рада"), make_council("Вербова міська рада")
    one, two = official(lypova, "Анис"), official(lypova, "Барвінок")
    three, four = official(verbova, "Верес"), official(verbova, "Гроно")
    enrolling.apply(edition, four, by=None)
    enrolling.nominate(edition, lypova, [one, two], speaks=True, by=None)
    enrolling.nominate(edition, verbova, [three], speaks=True, by=None)
    enrolling.admit(edition, list(edition.enrolments.values_list("pk", flat=True)), by=None)

    def states():
        return [of(edition, each).state for each in (one, two, three, four)]

    assert states() == ["admitted", "waiting", "admitted", "waiting"]
    assert move_due(timezone.now()) == 0
    Edition.objects.update(councils_first_until=timezone.localdate() - timedelta(days=1))
    assert move_due(timezone.now()) == 1
    assert states() == ["admitted", "waiting", "admitted", "admitted"]
    edition.refresh_from_db()
    enrolling.turn_down(edition, [of(edition, one).pk], reason="не підтвердив", by=None)
    assert states() == ["refused", "admitted", "admitted", "admitted"]
    moved = [subject for subject, _to in letters() if subject.startswith("Для Вас є місце")]
    assert len(moved) == 2


def test_who_leads_is_told_how_many_wait_for_a_place_and_why(client, school):
    until = timezone.localdate() + timedelta(days=2)
    edition = announced(school, places=9, places_per_council=1, councils_first_until=until)
    lypova = make_council("Липова міська рада")
    people = [official(lypova, name) for name in ("Анис", "Барвінок", "Верес")]
    enrolling.nominate(edition, lypova, people, speaks=True, by=None)
    client.force_login(school.offices.get().person.user)
    page = client.post(reverse("learning:applications", args=[edition.pk]), {"act": "all"}, follow=True)
    text = page.content.decode()
    assert "Схвалено 3 заявки. 2 з них чекають у черзі на місце." in text
    assert "місця отримують ті, кого заявили ради, щонайбільше 1 від ради" in text


def test_fewer_places_than_given_are_not_offered_and_more_move_the_queue(school):
    edition = announced(school, places=1)
    lypova = make_council("Липова міська рада")
    people = [official(lypova, "Анис"), official(lypova, "Барвінок")]
    enrolling.enter_people(edition, people, by=None)
    assert [of(edition, each).state for each in people] == ["admitted", "waiting"]
    assert refused(editions.change_edition, edition, {"places": 0}, by=None) in {"wrong_shares", "fewer_than_given"}
    editions.change_edition(edition, {"places": 2}, by=None)
    assert of(edition, people[1]).state == "admitted"
    assert Registration.objects.filter(person=people[1]).count() == 2


def test_a_refused_one_may_be_admitted_after_all_unless_he_learns_elsewhere(school):
    first = announced(school)
    second = announced(school, version=first.version)
    anna = official(make_council("Липова міська рада"), "Анис")
    row = enrolling.apply(first, anna, by=None)
    assert refused(enrolling.turn_down, first, [row.pk], reason=" ", by=None) == "no_reason"
    enrolling.turn_down(first, [row.pk], reason="Немає місць", by=None)
    enrolling.apply(second, anna, by=None)
    assert refused(enrolling.admit, first, [row.pk], by=None) == "other_edition"
    enrolling.withdraw(of(second, anna), by=None)
    assert enrolling.admit(first, [row.pk], by=None)[0].state == "admitted"


def test_a_cancelled_edition_tells_once_why_and_cancels_its_events(school):
    edition = announced(school)
    anna = official(make_council("Липова міська рада"), "Анис")
    enrolling.enter_people(edition, [anna], by=None)
    before = Delivery.objects.count()
    assert refused(editions.cancel_edition, edition, reason="", by=None) == "no_reason"
    editions.cancel_edition(edition, reason="Бракує слухачів", by=None)
    assert list(Event.objects.values_list("state", flat=True)) == ["cancelled"] * 2
    assert (of(edition, anna).state, of(edition, anna).because) == ("withdrawn", "Бракує слухачів")
    assert Delivery.objects.count() == before + 1
    assert refused(editions.cancel_edition, edition, reason="ще раз", by=None) == "edition_over"
    assert refused(enrolling.apply, edition, anna, by=None) == "edition_cancelled"


def test_sessions_planned_later_register_those_who_are_admitted(school):
    edition = announced(school)
    anna = official(make_council("Липова міська рада"), "Анис")
    enrolling.enter_people(edition, [anna], by=None)
    plan(edition)
    assert Registration.objects.filter(person=anna, state="confirmed").count() == 4
