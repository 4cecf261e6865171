"""Acts of membership: state after, journal line, nothing written when refused."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.cast import LONG_AGO, make_council, make_mandate, make_member, make_person

from spilno.journal.models import Entry
from spilno.members import services
from spilno.members.models import Assessment, DuesTable, Mandate, Membership, MembershipStep, Payment
from spilno.members.queries import refusal_to_step, representatives_on, voting_members
from spilno.members.rules.dues import Rate
from spilno.members.rules.path import Step
from spilno.organisations.models import Organisation, Succession
from spilno.statute.rules.refusal import RuleBroken

DAY = date(2026, 3, 1)


def acts() -> list[str]:
    return list(Entry.objects.order_by("number").values_list("act", flat=True))


def refused(service, /, *args, **kwargs) -> str:
    with pytest.raises(RuleBroken) as broken:
        service(*args, **kwargs)
    return broken.value.refusal.code


def apply(organisation, **fields):
    known = {"decision": "рішення сесії № 12", "decided_on": date(2026, 2, 1), "on": DAY, "by": None}
    return services.apply(organisation, **(known | fields))


def test_a_council_walks_the_whole_path(cast):
    membership = apply(cast.stepova, by=cast.secretary)
    assert membership.state == "applied"
    assert membership not in voting_members(DAY)
    services.admit_by_board(membership, on=date(2026, 3, 10), ground="рішення Правління № 4", by=cast.secretary)
    services.confirm_admission(membership, on=date(2026, 5, 1), ground="рішення № 9", by=cast.secretary)
    membership.refresh_from_db()
    assert (membership.state, membership.joined_on, membership.number) == ("confirmed", date(2026, 3, 10), 1)
    assert membership in voting_members(date(2026, 3, 10))  # votes before confirmation, Statute 4.3
    assert membership not in voting_members(date(2026, 3, 9))
    assert [step.state for step in membership.steps.all()] == ["applied", "admitted", "confirmed"]
    assert acts() == ["membership.applied", "membership.admitted", "membership.confirmed"]
    entry = Entry.objects.last()
    assert (entry.by, entry.ground) == (cast.secretary.pk, "рішення № 9")


def test_a_refused_step_writes_nothing(cast):
    membership = apply(cast.stepova)
    before = MembershipStep.objects.count(), Entry.objects.count()
    assert refused(services.confirm_admission, membership, on=DAY, ground="рішення № 9", by=None) == "not_confirm"
    membership.refresh_from_db()
    assert membership.state == "applied"
    assert (MembershipStep.objects.count(), Entry.objects.count()) == before


def test_the_same_application_twice_is_one(cast):
    apply(cast.stepova)
    assert refused(apply, cast.stepova) == "membership_open"
    assert Membership.objects.filter(organisation=cast.stepova).count() == 1


def test_who_left_may_come_back_with_a_new_membership(cast):
    services.leave(cast.lypova, on=DAY, ground="рішення ради № 3", by=None)
    again = apply(cast.lypova.organisation, on=date(2026, 6, 1))
    assert again.pk != cast.lypova.pk
    assert Membership.objects.filter(organisation=cast.lypova.organisation).count() == 2


def test_leaving_ends_the_mandates(cast):
    services.leave(cast.lypova, on=DAY, ground="рішення ради № 3", by=cast.secretary)
    cast.lypova.refresh_from_db()
    assert (cast.lypova.state, cast.lypova.ended_on) == ("left", DAY)
    mandate = cast.lypova.mandates.get()
    assert (mandate.ends, mandate.ended_by) == (DAY, "рішення ради № 3")
    assert cast.lypova.pk not in representatives_on(DAY + timedelta(days=1))
    assert Entry.objects.last().facts["mandates_ended"] == 1


def test_a_mandate_that_has_not_begun_is_never_used_after_exclusion(cast):
    later = make_mandate(cast.lypova, make_person("Грабова"), kind="substitute", starts=date(2026, 9, 1))
    services.exclude(cast.lypova, on=DAY, ground="рішення № 5", by=None)
    later.refresh_from_db()
    assert later.ends == later.starts
    assert cast.lypova not in voting_members(later.starts)


def test_a_suspended_member_has_no_vote_and_is_restored_as_it_was(cast):
    services.suspend(cast.lypova, on=DAY, ground="рішення № 5", by=None)
    assert cast.lypova not in voting_members(DAY)
    assert cast.lypova in voting_members(DAY - timedelta(days=1))  # a past vote can be explained
    restored = services.restore(cast.lypova, on=date(2026, 4, 1), ground="рішення № 6", by=None)
    assert restored.state == "confirmed"
    assert cast.lypova in voting_members(date(2026, 4, 1))
    assert refused(services.restore, cast.lypova, on=DAY, ground="рішення № 7", by=None) == "not_restore"


def test_who_was_not_confirmed_is_not_confirmed_by_being_restored(cast):
    membership = apply(cast.stepova)
    services.admit_by_board(membership, on=DAY, ground="№ 1", by=None)
    services.suspend(membership, on=DAY, ground="№ 2", by=None)
    assert services.restore(membership, on=DAY, ground="№ 3", by=None).state == "admitted"


def test_numbers_of_the_register_are_given_in_order(cast):
    first = apply(cast.stepova)
    second = apply(make_council("Яворівська сільська рада", "village"))
    for membership in (first, second):
        services.admit_by_board(membership, on=DAY, ground="№ 1", by=None)
    assert list(
        Membership.objects.filter(number__isnull=False).order_by("number").values_list("number", flat=True)
    ) == [1, 2]


def test_a_declined_application_gets_no_number(cast):
    membership = apply(cast.stepova)
    services.decline(membership, on=DAY, ground="рішення Правління № 4", by=None)
    membership.refresh_from_db()
    assert (membership.state, membership.number, membership.ended_on) == ("declined", None, DAY)


def test_a_draft_decision_can_ask_before(cast):
    assert refusal_to_step(cast.lypova, Step.SUSPEND, on=DAY) is None
    assert refusal_to_step(cast.lypova, Step.CONFIRM, on=DAY).code == "not_confirm"


def test_a_member_of_earlier_years_comes_in_with_its_path(cast):
    membership = services.enrol(
        cast.stepova,
        founder=True,
        decision="рішення сесії від 15.03.2007",
        decided_on=date(2007, 3, 15),
        admitted_on=date(2007, 4, 10),
        admitted_by="установчі збори 10.04.2007",
        by=None,
    )
    assert (membership.state, membership.number) == ("confirmed", 1)
    assert [step.state for step in membership.steps.all()] == ["confirmed"]  # no Board was there yet
    later = services.enrol(
        make_council("Грабова міська рада"),
        admitted_on=date(2021, 4, 1),
        admitted_by="рішення Правління № 3",
        confirmed_on=date(2021, 5, 14),
        confirmed_by="протокол № 64",
        by=None,
    )
    assert [step.state for step in later.steps.all()] == ["admitted", "confirmed"]
    assert acts() == ["membership.enrolled", "membership.enrolled"]
    assert refused(services.enrol, cast.stepova, admitted_on=DAY, admitted_by="№ 1", by=None) == "membership_open"


# mandates


def test_a_new_representative_may_replace_the_standing_one(cast):
    person = make_person("Грабова", "Надія")
    assert refused(services.give_mandate, cast.lypova, person, act="№ 5", starts=DAY, by=None) == "mandate_overlaps"
    mandate = services.give_mandate(
        cast.lypova, person, act="рішення № 5", starts=DAY, replaces=True, by=cast.secretary
    )
    old = Mandate.objects.get(person=cast.delegate_person)
    assert (old.ends, old.ended_by) == (DAY - timedelta(days=1), "рішення № 5")
    assert representatives_on(DAY)[cast.lypova.pk] == mandate
    assert representatives_on(DAY - timedelta(days=1))[cast.lypova.pk] == old
    assert Entry.objects.last().facts["replaces"] == [old.pk]


def test_a_refused_replacement_leaves_the_old_mandate(cast):
    refused(services.give_mandate, cast.lypova, make_person("Грабова"), act=" ", starts=DAY, replaces=True, by=None)
    assert Mandate.objects.get(membership=cast.lypova).ends is None


def test_a_mandate_is_ended_once(cast):
    mandate = cast.lypova.mandates.get()
    services.end_mandate(mandate, on=DAY, ground="кінець скликання", by=cast.secretary)
    assert refused(services.end_mandate, mandate, on=DAY, ground="ще раз", by=None) == "mandate_ended"
    assert acts() == ["mandate.ended"]


# succession


def succession(old: Organisation, new: Organisation | None, kind: str, on: date = DAY) -> Succession:
    return Succession.objects.create(predecessor=old, successor=new, kind=kind, on=on, ground="постанова № 1")


def test_a_renamed_council_keeps_its_membership_number_and_mandate(cast):
    new = make_council("Нова Липова міська рада")
    followed = services.follow_succession(succession(cast.lypova.organisation, new, "renamed"), by=None)
    assert followed.pk == cast.lypova.pk
    assert followed.organisation == new
    assert representatives_on(DAY)[cast.lypova.pk].person == cast.delegate_person


def test_a_merged_council_goes_on_in_the_one_that_took_it_in(cast):
    heir = services.follow_succession(succession(cast.lypova.organisation, cast.stepova, "merged"), by=cast.secretary)
    cast.lypova.refresh_from_db()
    assert (cast.lypova.state, cast.lypova.ended_on) == ("ended", DAY)
    assert (heir.organisation, heir.state, heir.joined_on) == (cast.stepova, "confirmed", DAY)
    assert cast.lypova.mandates.get().ends == DAY
    assert heir in voting_members(DAY)
    assert cast.lypova not in voting_members(DAY)
    assert acts() == ["membership.ended", "membership.inherited"]


def test_councils_merged_into_a_member_give_it_no_second_vote(cast):
    assert (
        services.follow_succession(succession(cast.lypova.organisation, cast.verbova.organisation, "merged"), by=None)
        is None
    )
    assert list(voting_members(DAY)) == [cast.verbova]


def test_an_abolished_council_has_no_heir(cast):
    assert services.follow_succession(succession(cast.lypova.organisation, None, "abolished"), by=None) is None
    cast.lypova.refresh_from_db()
    assert cast.lypova.state == "ended"


def test_following_a_succession_twice_changes_nothing(cast):
    one = succession(cast.lypova.organisation, cast.stepova, "merged")
    services.follow_succession(one, by=None)
    before = Entry.objects.count(), Membership.objects.count()
    assert services.follow_succession(one, by=None) is None
    assert (Entry.objects.count(), Membership.objects.count()) == before


# dues


RATES = [Rate("city", per_resident=Decimal("0.50"), minimum=Decimal(2000)), Rate("settlement", flat=Decimal(1500))]


def table(year=2026, *, adopted=True) -> DuesTable:
    proposed = services.propose_dues(year, RATES, by=None)
    return services.adopt_dues(proposed, on=DAY, ground="рішення № 8", by=None) if adopted else proposed


def residents(**numbers) -> None:
    for name, number in numbers.items():
        Organisation.objects.filter(name_uk__startswith=name).update(population=number)


def test_dues_are_assessed_for_every_member_with_the_reckoning(cast):
    residents(Липова=20000, Вербова=1000)
    rows = services.assess(table(), by=cast.secretary)
    amounts = {row.membership_id: row.amount for row in Assessment.objects.all()}
    assert amounts == {cast.lypova.pk: Decimal("10000.00"), cast.verbova.pk: Decimal("2000.00")}
    assert {row.due_on for row in rows} == {date(2026, 3, 31)}
    reckoning = Assessment.objects.get(membership=cast.verbova).reckoning
    assert (reckoning["residents"], reckoning["product"], reckoning["bound"]) == (1000, "500.00", "minimum")
    assert Entry.objects.last().facts == {"year": 2026, "members": 2, "total": "12000.00"}


def test_one_council_without_residents_stops_the_whole_list(cast):
    residents(Липова=20000)
    adopted = table()
    assert refused(services.assess, adopted, by=None) == "residents_unknown"
    assert not Assessment.objects.exists()


def test_dues_are_not_assessed_twice(cast):
    residents(Липова=20000, Вербова=1000)
    adopted = table()
    services.assess(adopted, by=None)
    assert refused(services.assess, adopted, by=None) == "dues_assessed"
    assert Assessment.objects.count() == 2


def test_a_proposal_can_be_replaced_and_an_adopted_table_cannot(cast):
    services.propose_dues(2027, [Rate("city", flat=Decimal(1))], by=None)
    services.propose_dues(2027, RATES, by=None)
    assert DuesTable.objects.get(year=2027).rates.count() == 2
    services.adopt_dues(DuesTable.objects.get(year=2027), on=DAY, ground="№ 8", by=None)
    assert refused(services.propose_dues, 2027, RATES, by=None) == "dues_adopted"
    assert DuesTable.objects.get(year=2027).rates.count() == 2


def test_a_wrong_line_leaves_the_old_proposal(cast):
    services.propose_dues(2027, RATES, by=None)
    assert refused(services.propose_dues, 2027, [Rate("city")], by=None) == "rate_two_ways"
    assert DuesTable.objects.get(year=2027).rates.count() == 2


def test_a_member_that_joined_later_is_assessed_by_itself(cast):
    residents(Липова=20000, Вербова=1000)
    adopted = table()
    services.assess(adopted, by=None)
    later = make_member(cast.stepova)
    assert services.assess_member(adopted, later, by=None).amount == Decimal("1500.00")
    assert refused(services.assess_member, adopted, later, by=None) == "dues_assessed"


def test_a_payment_is_recorded_once(cast):
    residents(Липова=20000, Вербова=1000)
    services.assess(table(), by=None)
    assessment = Assessment.objects.get(membership=cast.lypova)
    pay = {"amount": Decimal(4000), "paid_on": LONG_AGO, "document": "п/д № 17", "by": cast.secretary}
    services.record_payment(assessment, **pay)
    assert refused(services.record_payment, assessment, **pay) == "payment_twice"
    assert refused(services.record_payment, assessment, **(pay | {"amount": Decimal("6000.01")})) == "payment_too_much"
    services.record_payment(assessment, **(pay | {"amount": Decimal(-4000), "document": "повернення"}))
    assert sum(Payment.objects.values_list("amount", flat=True)) == 0


def test_nothing_is_foretold_of_an_end_that_cannot_be(client, cast):
    client.force_login(cast.secretary)
    address = reverse("organisations:end", args=[cast.lypova.organisation_id])
    ahead = timezone.localdate() + timedelta(days=1)
    said = {"way": "abolished", "ground": "закон № 1"}
    assert client.post(address, {**said, "on": ahead.isoformat()}).status_code == 409
    assert client.post(address, {**said, "on": timezone.localdate().isoformat()}).context["ahead"]
