"""Acts of registration: places given once, in order; every freed place goes on at once; each is told."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from tests.cast import LONG_AGO, make_person, make_user

from spilno.events.models import Event, Question, Registration, Series
from spilno.events.queries.registration import why_waits
from spilno.events.services.registration import (
    Applicant,
    approve,
    nominate,
    prove,
    register,
    register_for_another,
    register_for_series,
    turn_down,
    withdraw,
    write_to,
)
from spilno.events.services.waiting import Terms, change_terms, move_due, move_waiting_list
from spilno.events.tests.factories import at_ten, make_event
from spilno.journal.models import Entry
from spilno.notices.models import Delivery, Notice
from spilno.people.models import Office
from spilno.statute.rules.refusal import RuleBroken

State = Registration.State
FAMILIES = ("Абрикос", "Барвінок", "Верес", "Горобина", "Деревій", "Ожина", "Шипшина")


@pytest.fixture
def people(db):
    """Seven people with accounts, in the order of the alphabet."""
    made = []
    for number, family in enumerate(FAMILIES):
        user = make_user(f"p{number}@example.org")
        made.append(make_person(family, user=user, email=user.email))
    return made


def who(person, **fields):
    return Applicant(person.family_name, person.given_name, email=person.email, person=person, **fields)


def enter(event, person, **fields):
    return register(event, who(person, **fields), by=person.user).registration


def states(event):
    return list(event.registrations.order_by("queue").values_list("family_name", "state"))


def guest(email="guest@example.org", **fields):
    return Applicant("Гостьова", "Ганна", email=email, **fields)


def letters():
    return [letter.subject for letter in mail.outbox]


@pytest.fixture
def event(joint):
    joint.event.places = 2
    joint.event.save()
    return joint.event


def test_places_are_given_in_order_and_the_rest_wait_and_know_why(event, people, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        rows = [enter(event, person) for person in people[:3]]
    assert [row.state for row in rows] == [State.CONFIRMED, State.CONFIRMED, State.WAITING]
    assert why_waits(rows[2]).code == "all_taken"
    assert why_waits(rows[2]).facts["position"] == 1
    assert why_waits(rows[0]) is None
    assert [subject.split(":")[0] for subject in letters()] == [
        "Ви маєте місце",
        "Ви маєте місце",
        "Ви в списку очікування",
    ]
    assert rows[2].token in mail.outbox[2].body
    assert rows[2].token not in mail.outbox[0].body
    assert Entry.objects.filter(act="registration.made").count() == 3


def test_one_registered_twice_has_one_registration(event, people):
    first = register(event, who(people[0]), by=people[0].user)
    again = register(event, who(people[0]), by=people[0].user)
    assert first.new
    assert not again.new
    assert again.registration.pk == first.registration.pk
    assert event.registrations.count() == 1
    assert Entry.objects.filter(act="registration.made").count() == 1


def test_a_freed_place_goes_to_the_next_in_the_same_act_and_he_is_told(event, people):
    rows = [enter(event, person) for person in people[:4]]
    withdraw(rows[0], by=people[0].user)
    assert [state for _family, state in states(event)] == [
        State.WITHDRAWN,
        State.CONFIRMED,
        State.CONFIRMED,
        State.WAITING,
    ]
    rows[2].refresh_from_db()
    assert rows[2].moved_at is not None
    told = Delivery.objects.filter(notice__subject__startswith="Для вас є місце")
    assert [each.name for each in told] == [rows[2].full_name]


def test_withdrawn_twice_frees_one_place(event, people):
    rows = [enter(event, person) for person in people[:4]]
    withdraw(rows[0], by=people[0].user)
    withdraw(rows[0], by=people[0].user)
    assert event.registrations.filter(state=State.CONFIRMED).count() == 2
    assert Entry.objects.filter(act="registration.withdrawn").count() == 1


def test_one_who_withdrew_comes_back_at_the_end(event, people):
    rows = [enter(event, person) for person in people[:3]]
    withdraw(rows[0], by=people[0].user)
    again = enter(event, people[0])
    assert (again.state, again.queue) == (State.WAITING, 4)


def test_more_places_move_the_list_and_fewer_than_given_are_refused(event, people):
    [enter(event, person) for person in people[:4]]
    change_terms(event, Terms(places=3), by=None)
    assert [state for _family, state in states(event)].count(State.CONFIRMED) == 3
    with pytest.raises(RuleBroken) as broken:
        change_terms(event, Terms(places=2), by=None)
    assert broken.value.refusal.code == "fewer_than_given"
    event.refresh_from_db()
    assert event.places == 3
    change_terms(event, Terms(places=None), by=None)
    assert not event.registrations.filter(state=State.WAITING).exists()


@pytest.fixture
def officials(people, cast):
    """The first two work for Lypova, the third for Verbova."""
    for person, council in zip(people, [cast.lypova, cast.lypova, cast.verbova], strict=False):
        Office.objects.create(
            person=person, organisation=council.organisation, post_uk="начальниця відділу", category="official",
            act="наказ", starts=LONG_AGO,
        )  # fmt: skip
    return people


@pytest.fixture
def shared(event):
    """Four places, one for each council till tomorrow."""
    event.places, event.places_per_council = 4, 1
    event.councils_first_until = timezone.now() + timedelta(days=1)
    event.save()
    return event


def test_councils_first_then_the_rest_in_the_order_of_the_queue(shared, officials):
    rows = [enter(shared, person) for person in (officials[3], officials[0], officials[1], officials[2])]
    assert [row.state for row in rows] == [State.WAITING, State.CONFIRMED, State.WAITING, State.CONFIRMED]
    assert why_waits(rows[0]).code == "councils_first"
    assert why_waits(rows[2]).code == "share_used"
    Event.objects.filter(pk=shared.pk).update(councils_first_until=timezone.now() - timedelta(minutes=1))
    assert move_due() == 2
    assert [state for _family, state in states(shared)] == [State.CONFIRMED] * 4
    assert move_due() == 0


def test_after_the_round_a_newcomer_does_not_overtake_those_who_waited(shared, officials):
    first = enter(shared, officials[3])
    Event.objects.filter(pk=shared.pk).update(councils_first_until=timezone.now() - timedelta(minutes=1), places=1)
    late = enter(shared, officials[0])
    first.refresh_from_db()
    assert (first.state, late.state) == (State.CONFIRMED, State.WAITING)


def test_a_council_names_its_people_at_once_and_they_use_its_share(shared, cast, people):
    council = cast.lypova.organisation
    named = [Applicant("Нова", "Ніна"), Applicant("Друга", "Дарина", email="second@example.org")]
    got = nominate(shared, council, named, speaks=True, by=cast.delegate)
    assert [each.registration.state for each in got] == [State.CONFIRMED, State.WAITING]
    assert {each.registration.council_id for each in got} == {council.pk}
    assert Delivery.objects.get(address="").state == Delivery.State.NO_ADDRESS
    assert "Липова міська рада" in Notice.objects.latest("pk").text


def test_nobody_is_named_when_one_of_them_cannot_be(event, cast, people):
    row = enter(event, people[0])
    turn_down(row, reason="не за темою", by=cast.secretary)
    before = event.registrations.count()
    with pytest.raises(RuleBroken) as broken:
        nominate(
            event, cast.lypova.organisation, [Applicant("Нова", "Ніна"), who(people[0])], speaks=True, by=cast.delegate
        )
    assert broken.value.refusal.code == "refused_before"
    assert event.registrations.count() == before


def test_one_who_speaks_for_no_council_names_nobody(event, cast):
    with pytest.raises(RuleBroken):
        nominate(event, cast.lypova.organisation, [Applicant("Нова", "Ніна")], speaks=False, by=cast.stranger)


def test_one_who_waits_gets_the_share_when_his_council_names_him(shared, cast, people):
    row = enter(shared, people[3])
    assert row.state == State.WAITING
    nominate(shared, cast.lypova.organisation, [who(people[3])], speaks=True, by=cast.delegate)
    row.refresh_from_db()
    assert (row.state, row.council) == (State.CONFIRMED, cast.lypova.organisation)
    assert shared.registrations.count() == 1


def test_a_guest_stands_in_the_queue_only_after_his_address_is_confirmed(event, people):
    row = register(event, guest("Guest@Example.org"), by=None).registration
    assert (row.state, row.email) == (State.UNPROVED, "guest@example.org")
    others = [enter(event, person) for person in people[:2]]
    assert [each.state for each in others] == [State.CONFIRMED] * 2
    row = prove(row)
    assert (row.state, row.queue) == (State.WAITING, 4)
    assert prove(row).queue == 4


def test_an_address_is_confirmed_in_time_or_anew(event):
    row = register(event, guest(), by=None).registration
    Registration.objects.filter(pk=row.pk).update(registered_at=timezone.now() - timedelta(days=3))
    with pytest.raises(RuleBroken) as broken:
        prove(row)
    assert broken.value.refusal.code == "proved_late"
    again = register(event, replace(guest(), given_name="Галина"), by=None)
    assert prove(again.registration).state == State.CONFIRMED
    assert event.registrations.get().given_name == "Галина"


def test_a_stranger_who_types_an_address_learns_nothing_and_its_owner_gets_his_link(event, people):
    row = enter(event, people[0])
    again = register(event, guest(people[0].email), by=None)
    assert not again.new
    row.refresh_from_db()
    assert (row.family_name, row.state) == (people[0].family_name, State.CONFIRMED)
    assert Delivery.objects.latest("pk").address == people[0].email


def test_an_address_somebody_else_typed_does_not_stand_in_its_owners_way(event, people):
    register(event, guest(people[0].email), by=None)
    row = enter(event, people[0])
    assert (row.state, event.registrations.count()) == (State.CONFIRMED, 1)


def test_a_guest_whose_confirmed_address_is_of_an_account_is_known(shared, officials):
    person = officials[0]
    row = register(shared, Applicant(person.family_name, person.given_name, email=person.email), by=None).registration
    row = prove(row)
    assert row.person == person
    assert row.council is not None
    assert row.state == State.CONFIRMED


def test_approval_comes_before_a_place_and_the_queue_is_kept(event, people, cast):
    Event.objects.filter(pk=event.pk).update(needs_approval=True, places=1)
    rows = [enter(event, person) for person in people[:3]]
    assert {row.state for row in rows} == {State.ASKED}
    assert approve(event, [rows[2].pk], by=cast.secretary) == 1
    assert approve(event, [row.pk for row in rows[:2]], by=cast.secretary) == 2
    assert [state for _family, state in states(event)] == [State.WAITING, State.WAITING, State.CONFIRMED]
    assert approve(event, [row.pk for row in rows], by=cast.secretary) == 0
    withdraw(rows[2], by=None)
    assert [state for _family, state in states(event)][:2] == [State.CONFIRMED, State.WAITING]


def test_a_refusal_tells_its_reason_and_frees_the_place(event, people, cast):
    rows = [enter(event, person) for person in people[:3]]
    turn_down(rows[0], reason="подія для сільських рад", by=cast.secretary)
    assert [state for _family, state in states(event)] == [State.REFUSED, State.CONFIRMED, State.CONFIRMED]
    assert Notice.objects.filter(text__contains="подія для сільських рад").exists()
    with pytest.raises(RuleBroken) as broken:
        enter(event, people[0])
    assert broken.value.refusal.code == "refused_before"
    with pytest.raises(RuleBroken):
        turn_down(rows[1], reason="  ", by=cast.secretary)


def test_organisers_ask_for_approval_and_set_the_term(event, people, cast):
    now = timezone.now()
    change_terms(event, Terms(places=1, approval=True, closes=now + timedelta(days=1)), by=cast.secretary)
    assert enter(event, people[0]).state == State.ASKED
    assert Entry.objects.filter(act="event.terms_changed").count() == 1
    change_terms(event, Terms(places=1, closes=now), by=cast.secretary)
    with pytest.raises(RuleBroken) as broken:
        enter(event, people[1])
    assert broken.value.refusal.code == "closed"
    assert [state for _family, state in states(event)] == [State.ASKED]  # who asked waits for the decision


def test_a_term_that_shuts_everybody_out_is_not_set(event, cast):
    now, lines = timezone.now(), Entry.objects.count()
    with pytest.raises(RuleBroken) as broken:
        change_terms(event, Terms(approval=True, opens=now, closes=now - timedelta(hours=1)), by=cast.secretary)
    assert broken.value.refusal.code == "wrong_term"
    event.refresh_from_db()
    assert (event.needs_approval, Entry.objects.count()) == (False, lines)


def test_organisers_register_after_the_term_and_without_approval(event, cast):
    Event.objects.filter(pk=event.pk).update(needs_approval=True, registration_closes_at=timezone.now())
    with pytest.raises(RuleBroken) as broken:
        register(event, guest(), by=None)
    assert broken.value.refusal.code == "closed"
    assert register_for_another(event, guest(email=""), by=cast.secretary).registration.state == State.CONFIRMED
    assert register_for_another(event, guest(email=""), by=cast.secretary).new  # two without an address are two people


def test_nothing_is_written_when_registration_is_refused(event, people):
    event.state, event.cancelled_because = Event.State.CANCELLED, "тривога"
    event.save()
    lines = Entry.objects.count()
    with pytest.raises(RuleBroken):
        enter(event, people[0])
    assert not event.registrations.exists()
    assert Entry.objects.count() == lines


def test_answers_are_checked_and_only_what_was_asked_is_kept(event, people):
    night = Question.objects.create(event=event, kind="yes_no", label_uk="Потрібна ночівля?", required=True)
    which = Question.objects.create(
        event=event, kind="text", label_uk="Скільки ночей?", required=True, shown_if=night, shown_value="yes"
    )
    for wrong in ({}, {night.pk: "yes"}, {night.pk: "perhaps"}):
        with pytest.raises(RuleBroken):
            enter(event, people[0], answers=wrong)
    row = enter(event, people[0], answers={night.pk: "no", which.pk: "three"})
    assert row.answers == {str(night.pk): "no"}


def test_a_joint_series_is_one_act_one_letter_and_withdrawn_as_a_whole(joint, people):
    series = Series.objects.create(title_uk="Курс", joint=True)
    events = [make_event(joint.school, days=days, series=series, series_position=days) for days in (10, 20, 30)]
    make_event(joint.school, days=-5, series=series)
    Event.objects.filter(pk=events[1].pk).update(places=0)
    got = register_for_series(series, who(people[0]), by=people[0].user)
    assert [each.registration.event_id for each in got] == [event.pk for event in events]
    assert [each.registration.state for each in got] == [State.CONFIRMED, State.WAITING, State.CONFIRMED]
    assert Delivery.objects.count() == 1
    withdraw(got[0].registration, by=people[0].user, whole=True)
    assert set(Registration.objects.values_list("state", flat=True)) == {State.WITHDRAWN}


def test_a_series_with_a_question_unanswered_registers_for_none_of_its_events(joint, people):
    series = Series.objects.create(title_uk="Курс", joint=True)
    _first, second = (make_event(joint.school, days=days, series=series) for days in (10, 20))
    asked = Question.objects.create(event=second, kind="yes_no", label_uk="Потрібна ночівля?", required=True)
    with pytest.raises(RuleBroken):
        register_for_series(series, who(people[0]), by=people[0].user)
    assert not Registration.objects.exists()
    got = register_for_series(series, who(people[0], answers={asked.pk: "no"}), by=people[0].user)
    assert [each.registration.answers for each in got] == [{}, {str(asked.pk): "no"}]


def test_a_guest_confirms_one_letter_for_the_whole_series(joint):
    series = Series.objects.create(title_uk="Курс", joint=True)
    [make_event(joint.school, days=days, series=series) for days in (10, 20)]
    got = register_for_series(series, guest(), by=None)
    assert {each.registration.state for each in got} == {State.UNPROVED}
    prove(got[0].registration)
    assert set(Registration.objects.values_list("state", flat=True)) == {State.CONFIRMED}


def test_a_series_that_is_over_registers_nobody(joint, people):
    series = Series.objects.create(title_uk="Курс", joint=True)
    make_event(joint.school, days=-5, series=series)
    with pytest.raises(RuleBroken):
        register_for_series(series, who(people[0]), by=people[0].user)


def test_the_list_does_not_move_for_an_event_that_was_cancelled_or_is_over(event, people):
    [enter(event, person) for person in people[:3]]
    Event.objects.filter(pk=event.pk).update(places=5, state="cancelled", cancelled_because="тривога")
    assert move_waiting_list(event) == 0
    Event.objects.filter(pk=event.pk).update(state="announced", starts_at=at_ten(-3), ends_at=at_ten(-2))
    assert move_waiting_list(event) == 0


def test_letters_go_in_the_language_of_each(event, people, django_capture_on_commit_callbacks):
    rows = [enter(event, people[0]), enter(event, people[1], language="en")]
    Event.objects.filter(pk=event.pk).update(places=0)
    with django_capture_on_commit_callbacks(execute=True):
        assert write_to(event, rows, subject="Змінено залу", text="Зала 3", by=people[0].user) == 2
    assert {letter.to[0] for letter in mail.outbox if letter.subject == "Змінено залу"} == {
        people[0].email,
        people[1].email,
    }
    assert "/en/events/registration/" in next(each.body for each in mail.outbox if each.to == [people[1].email])
    with pytest.raises(RuleBroken):
        write_to(event, [], subject="Змінено залу", text="Зала 3", by=people[0].user)


def test_the_journal_and_the_log_name_nobody(event, people, caplog):
    with caplog.at_level("DEBUG", logger="spilno"):
        rows = [enter(event, person) for person in people[:3]]
        withdraw(rows[0], by=people[0].user)
        prove(register(event, guest(), by=None).registration)
    said = " ".join([*Entry.objects.values_list("line", flat=True), caplog.text])
    for secret in (people[0].email, people[0].family_name, "Гостьова", rows[0].token, rows[0].code):
        assert secret not in said


def test_moving_a_list_asks_the_database_a_few_times_however_long_it_is(
    event, django_assert_max_num_queries, django_capture_on_commit_callbacks
):
    Registration.objects.bulk_create(
        Registration(
            event=event, family_name=f"Учасник{n}", given_name="Гнат", email=f"n{n}@example.org", state=State.WAITING,
            queue=n + 1, code=f"c{n}", token=f"t{n}",
        )
        for n in range(300)
    )  # fmt: skip
    event.places = 300
    event.save()
    with django_assert_max_num_queries(35):
        assert move_waiting_list(event) == 300
