"""What a decision changes by itself, prepared and done."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from spilno.bodies.models import Seat, Term
from spilno.journal.queries import check, entries_of
from spilno.meetings.models import Decision, Effect, Item, Meeting
from spilno.meetings.queries.minutes import record_of
from spilno.meetings.queries.texts import text_to_put
from spilno.meetings.rules.minutes.points import points_of
from spilno.meetings.services.decisions import take_note
from spilno.meetings.services.effects import drop_effect, prepare_effect
from spilno.meetings.services.voting import close_vote
from spilno.meetings.tests.voting_hall import carry, put, refused, vote
from spilno.undertakings.models import Undertaking


def test_a_decision_suspends_and_binds_in_the_same_act(hall):
    prepare_effect(hall.item, kind="suspend", membership=hall.members[4], by=hall.secretary)
    prepare_effect(
        hall.item,
        kind="undertaking",
        what="Провести методичний день",
        bound_membership=hall.members[0],
        due_on=timezone.localdate() + timedelta(days=30),
        by=hall.secretary,
    )
    made = carry(hall)
    hall.members[4].refresh_from_db()
    undertaking = Undertaking.objects.get()
    assert hall.members[4].state == "suspended"
    assert undertaking.ground.startswith("рішення Загальних зборів № 1 від ")
    assert (undertaking.organisation, undertaking.source_id) == (hall.members[0].organisation, str(made.decision.pk))
    assert all(effect.done_at and effect.decision == made.decision for effect in hall.item.effects.all())


def test_what_is_put_to_the_vote_says_all_that_the_decision_will(hall):
    Item.objects.filter(pk=hall.item.pk).update(draft_decision="Провести семінар.")
    hall.item.refresh_from_db()
    prepare_effect(
        hall.item, kind="undertaking", what="надати договір", bound_membership=hall.members[0], by=hall.secretary
    )
    offered = text_to_put(hall.item)
    assert offered.splitlines()[0] == "1. Провести семінар."
    assert offered.splitlines()[1].startswith("2. Доручити ")
    made = put(hall, text=offered)
    vote(hall, made, *["for"] * 5)
    close_vote(made, by=hall.secretary)
    decided = next(item.decisions[0] for item in record_of(hall.meeting).items if item.decisions)
    assert points_of(decided) == offered.splitlines()


def test_the_names_of_the_prepared_counting_commission_are_written_by_themselves(hall):
    Item.objects.filter(pk=hall.item.pk).update(draft_decision="Обрати лічильну комісію у складі: ")
    hall.item.refresh_from_db()
    for person in hall.people[:2]:
        prepare_effect(hall.item, kind="counting", person=person, by=hall.secretary)
    names = ", ".join(str(person) for person in hall.people[:2])
    assert text_to_put(hall.item) == f"Обрати лічильну комісію у складі: {names}."


def test_a_decision_elects(hall, cast):
    seat = Seat.objects.create(body=cast.board, title_uk="Член Правління")
    prepare_effect(hall.item, kind="elect", seat=seat, person=hall.people[0], by=hall.secretary)
    carry(hall)
    assert Term.objects.get(seat=seat).person == hall.people[0]


def test_when_an_effect_cannot_be_done_nothing_is(hall, cast):
    prepare_effect(hall.item, kind="suspend", membership=hall.members[4], by=hall.secretary)
    empty = Seat.objects.create(body=cast.board, title_uk="Член Правління")
    prepare_effect(hall.item, kind="dismiss", seat=empty, by=hall.secretary)
    made = put(hall)
    vote(hall, made, *["for"] * 5)
    refused("nobody_holds", close_vote, made, by=hall.secretary)
    made.question.refresh_from_db()
    hall.members[4].refresh_from_db()
    assert (made.question.state, hall.members[4].state) == ("open", "confirmed")
    assert not Decision.objects.exists()


def test_what_is_being_voted_is_not_changed(hall):
    effect = prepare_effect(hall.item, kind="suspend", membership=hall.members[4], by=hall.secretary)
    put(hall)
    refused("effects_fixed", drop_effect, effect, by=hall.secretary)
    refused("effects_fixed", prepare_effect, hall.item, kind="leave", membership=hall.members[3], by=hall.secretary)


def test_an_incomplete_effect_is_refused(hall):
    refused("effect_incomplete", prepare_effect, hall.item, kind="elect", by=hall.secretary)
    refused("effect_incomplete", prepare_effect, hall.item, kind="undertaking", what="Щось", by=hall.secretary)
    assert not Effect.objects.exists()


def test_an_exit_is_taken_note_of_without_a_vote(hall):
    prepare_effect(hall.item, kind="leave", membership=hall.members[4], by=hall.secretary)
    decision = take_note(hall.item, text="Взяти до відома вихід.", nobody_objects=True, by=hall.secretary)
    hall.members[4].refresh_from_db()
    hall.item.refresh_from_db()
    assert (decision.number, decision.put, hall.members[4].state, hall.item.state) == (1, None, "left", "noted")


def test_what_changes_something_needs_a_vote(hall):
    prepare_effect(hall.item, kind="suspend", membership=hall.members[4], by=hall.secretary)
    refused("needs_a_vote", take_note, hall.item, text="До відома.", nobody_objects=True, by=hall.secretary)


@pytest.mark.parametrize("matter", ["election", "statute", "property", "dues", "admission"])
def test_what_the_statute_asks_its_own_majority_for_is_not_merely_noted(hall, matter):
    Item.objects.filter(pk=hall.item.pk).update(matter=matter)
    refused("matter_needs_a_vote", take_note, hall.item, text="Обрати голову.", nobody_objects=True, by=hall.secretary)
    assert not Decision.objects.exists()


# A seat set free and given on one day


def held_seat(cast):
    seat = Seat.objects.create(body=cast.board, title_uk="Перший заступник голови Правління")
    Term.objects.create(seat=seat, person=cast.chair_person, starts=date(2025, 1, 1), ground="рішення № 1")
    return seat


@pytest.mark.parametrize("first", ["dismiss", "elect"])
def test_a_seat_set_free_is_given_in_the_same_decision_in_whatever_order_it_was_prepared(hall, cast, first):
    seat = held_seat(cast)
    given = {"dismiss": {}, "elect": {"person": hall.people[2]}}
    for kind in sorted(given, key=lambda kind: kind != first):
        prepare_effect(hall.item, kind=kind, seat=seat, by=hall.secretary, **given[kind])
    carry(hall)
    terms = list(seat.terms.order_by("starts"))
    assert [(term.person, term.ends is None) for term in terms] == [(cast.chair_person, False), (hall.people[2], True)]
    assert hall.item.effects.get(kind="dismiss").person == cast.chair_person


def test_a_seat_set_free_by_an_earlier_item_is_given_by_a_later_one(hall, cast):
    seat = held_seat(cast)
    prepare_effect(hall.item, kind="dismiss", seat=seat, by=hall.secretary)
    carry(hall)
    hall.item = another_item(hall)
    prepare_effect(hall.item, kind="elect", seat=seat, person=hall.people[2], by=hall.secretary)
    carry(hall)
    assert seat.terms.count() == 2


def test_a_seat_is_not_put_to_the_vote_when_another_holder_s_term_goes_on(hall, cast):
    seat = held_seat(cast)
    prepare_effect(hall.item, kind="dismiss", seat=seat, person=hall.people[1], by=hall.secretary)
    prepare_effect(hall.item, kind="elect", seat=seat, person=hall.people[2], by=hall.secretary)
    refused("seat_taken", put, hall)


def test_a_seat_set_free_later_is_not_given_today(hall, cast):
    seat = held_seat(cast)
    prepare_effect(
        hall.item, kind="dismiss", seat=seat, ends=timezone.localdate() + timedelta(days=9), by=hall.secretary
    )
    prepare_effect(hall.item, kind="elect", seat=seat, person=hall.people[2], by=hall.secretary)
    refused("seat_taken", put, hall)


def test_seats_are_offered_with_their_holders_and_a_taken_one_is_told_when_it_is_prepared(hall, cast, client):
    seat = held_seat(cast)
    Seat.objects.create(body=cast.board, title_uk="член Правління")
    client.force_login(hall.secretary)
    address = reverse("meetings:effects", args=[hall.meeting.pk, hall.item.pk])
    page = client.get(address, {"kind": "elect"}).content.decode()
    assert f"Перший заступник голови Правління ({cast.chair_person})" in page
    assert "член Правління (вільне)" in page
    client.post(f"{address}?kind=elect", {"seat": seat.pk, "person": hall.people[2].pk})
    assert 'id="why-not-done"' in client.get(address).content.decode()
    client.post(f"{address}?kind=dismiss", {"seat": seat.pk})
    assert 'id="why-not-done"' not in client.get(address).content.decode()


# A later decision cancels or changes an earlier one


def another_item(hall, **fields):
    item = Item.objects.create(
        meeting=hall.meeting, order=9, title="Про скасування рішення", state=Item.State.HEARD, **fields
    )
    Meeting.objects.filter(pk=hall.meeting.pk).update(current_item=item)
    return item


def earlier(hall):
    """Return a decision that binds a council, and a new item under discussion."""
    prepare_effect(
        hall.item, kind="undertaking", what="Надати перелік", bound_membership=hall.members[1], by=hall.secretary
    )
    carry(hall)
    decision = Decision.objects.get()
    hall.item = another_item(hall)
    return decision


def test_a_decision_is_cancelled_by_a_later_one_and_what_it_bound_to_goes_off_control(hall, client):
    decision = earlier(hall)
    prepare_effect(hall.item, kind="cancel", target=decision, by=hall.secretary)
    carry(hall)
    decision.refresh_from_db()
    later = Decision.objects.get(number=2)
    undertaking = Undertaking.objects.get()
    assert decision.cancelled_by == later
    assert (undertaking.state, "№ 2" in undertaking.ended_by) == ("dropped", True)
    assert entries_of(decision).get(act="decision.cancelled").facts == {"by": 2, "undertakings": [undertaking.number]}
    page = client.get("/decisions/1/").content.decode()
    assert page.count("/decisions/2/") == 2  # beside the state, and among what later decisions did
    assert "/decisions/1/" in client.get("/decisions/2/").content.decode()
    assert [row["cancelled_by"] for row in client.get("/decisions/decisions.json").json()] == [None, 2]


def test_the_page_of_a_decision_has_the_points_that_its_paper_prints(hall, client):
    decision = earlier(hall)
    paper = points_of(next(made for item in record_of(hall.meeting).items for made in item.decisions))
    page = client.get(f"/decisions/{decision.number}/").content.decode()
    assert len(paper) > 1
    assert all(f"<p>{point}</p>" in page for point in paper)


def test_a_done_undertaking_stays_done_when_its_decision_is_cancelled(hall):
    decision = earlier(hall)
    Undertaking.objects.update(state=Undertaking.State.ACCEPTED)
    prepare_effect(hall.item, kind="cancel", target=decision, by=hall.secretary)
    carry(hall)
    assert Undertaking.objects.get().state == "accepted"


def test_a_changed_decision_stays_in_force_and_shows_how_it_reads_now(hall, client):
    decision = earlier(hall)
    prepare_effect(hall.item, kind="change", target=decision, what="Пункт 1 — у новій редакції.", by=hall.secretary)
    carry(hall)
    decision.refresh_from_db()
    assert (decision.cancelled_by, Undertaking.objects.get().state) == (None, "open")
    assert "Пункт 1 — у новій редакції." in client.get("/decisions/1/").content.decode()
    assert [row["changed_by"] for row in client.get("/decisions/decisions.json").json()] == ["", "2"]
    assert check().valid


def test_a_decision_is_cancelled_once(hall):
    decision = earlier(hall)
    prepare_effect(hall.item, kind="cancel", target=decision, by=hall.secretary)
    prepare_effect(hall.item, kind="change", target=decision, what="Інакше.", by=hall.secretary)
    made = put(hall)
    vote(hall, made, *["for"] * 5)
    refused("decision_cancelled", close_vote, made, by=hall.secretary)
    decision.refresh_from_db()
    assert decision.cancelled_by is None


def test_what_three_quarters_carried_a_half_does_not_cancel(hall):
    decision = earlier(hall)
    Decision.objects.update(matter="statute")
    decision.refresh_from_db()
    found = refused("fewer_votes_than_it_needed", prepare_effect, hall.item, kind="cancel", target=decision, by=hall.secretary)  # fmt: skip
    assert (found.facts["then"], found.facts["now"]) == (4, 3)
    hall.item.matter = "statute"
    hall.item.save()
    prepare_effect(hall.item, kind="cancel", target=decision, by=hall.secretary)
    hall.item.matter = "ordinary"  # and changed again after it was prepared
    hall.item.save()
    refused("fewer_votes_than_it_needed", put, hall)
