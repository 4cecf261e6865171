"""What the secretariat keeps: applications, steps, mandates, members of earlier years."""

from datetime import timedelta

import pytest
from django.utils import timezone

from spilno.members.models import Mandate, Membership
from spilno.members.tests.pages import DAY, address
from spilno.organisations.models import Succession
from spilno.people.models import Person

SECRETARIAT = ["members:apply", "members:read_list", "members:propose"]


@pytest.mark.parametrize("name", SECRETARIAT)
def test_only_the_secretariat_keeps_the_register(client, cast, name):
    assert client.get(address(name)).status_code == 302  # to sign in
    for user in (cast.stranger, cast.delegate, cast.chair):
        client.force_login(user)
        assert client.get(address(name)).status_code == 404
    client.force_login(cast.secretary)
    assert client.get(address(name)).status_code == 200


def test_only_the_secretariat_acts_on_a_member(client, cast):
    mandate = cast.lypova.mandates.get()
    own = [
        address("members:step", cast.lypova.pk, "suspend"),
        address("members:give_mandate", cast.lypova.pk),
        address("members:end_mandate", mandate.pk),
    ]
    client.force_login(cast.delegate)
    assert [client.post(one, {"on": DAY, "ground": "№ 1"}).status_code for one in own] == [404, 404, 404]
    cast.lypova.refresh_from_db()
    assert cast.lypova.state == "confirmed"
    client.force_login(cast.secretary)
    assert [client.get(one).status_code for one in own] == [200, 200, 200]


def test_the_secretary_walks_a_council_through_the_door(client, cast):
    client.force_login(cast.secretary)
    today = timezone.localdate().isoformat()
    answer = client.post(
        address("members:apply"),
        {"organisation": cast.stepova.pk, "kind": "full", "decision": "№ 12", "decided_on": today, "on": today},
    )
    membership = Membership.objects.get(organisation=cast.stepova)
    assert answer.url == address("members:member", membership.pk)
    client.post(address("members:step", membership.pk, "admit"), {"on": today, "ground": "рішення Правління № 4"})
    membership.refresh_from_db()
    assert (membership.state, membership.number) == ("admitted", 1)
    page = client.get(address("members:member", membership.pk)).content.decode()
    assert "Затвердження Загальними зборами" in page


def test_a_step_out_of_order_is_refused_with_its_article(client, cast):
    client.force_login(cast.secretary)
    answer = client.post(address("members:step", cast.lypova.pk, "confirm"), {"on": "2026-03-01", "ground": "№ 9"})
    assert answer.status_code == 409
    assert "Статут, п. 4.3" in answer.content.decode()
    assert client.get(address("members:step", cast.lypova.pk, "confirm")).context["refusal"].code == "not_confirm"
    assert client.get(address("members:step", cast.lypova.pk, "fly")).status_code == 302


def test_a_form_that_is_wrong_says_so_and_writes_nothing(client, cast):
    client.force_login(cast.secretary)
    assert client.post(address("members:apply"), {}).status_code == 422
    assert client.post(address("members:apply"), {"organisation": cast.lypova.organisation_id}).status_code == 422
    assert client.post(address("members:step", cast.lypova.pk, "suspend"), {"on": "31.02.2026"}).status_code == 422
    ahead = {"on": timezone.localdate() + timedelta(days=1), "ground": "рішення № 5"}
    assert client.post(address("members:step", cast.lypova.pk, "leave"), ahead).status_code == 422  # a day to come
    assert client.post(address("members:give_mandate", cast.lypova.pk), {"kind": "king"}).status_code == 422
    assert Membership.objects.count() == 2


def test_a_new_person_gets_a_mandate_in_one_act(client, cast):
    client.force_login(cast.secretary)
    data = {"family_name": "Грабова", "given_name": "Надія", "kind": "representative", "act": "рішення № 5",
            "starts": "2026-03-01", "replaces": "on"}  # fmt: skip
    assert (
        client.post(address("members:give_mandate", cast.lypova.pk), data).status_code == 422
    )  # the gender is missing
    assert client.post(address("members:give_mandate", cast.lypova.pk), data | {"gender": "f"}).status_code == 302
    assert Mandate.objects.get(person__family_name="Грабова").starts == DAY
    without = data | {"gender": "f", "family_name": "Інша", "replaces": ""}
    assert client.post(address("members:give_mandate", cast.lypova.pk), without).status_code == 409
    assert not Person.objects.filter(family_name="Інша").exists()  # refused as a whole


def test_a_mandate_is_ended_from_its_page(client, cast):
    client.force_login(cast.secretary)
    mandate = cast.lypova.mandates.get()
    client.post(address("members:end_mandate", mandate.pk), {"on": "2026-03-01", "ground": "кінець скликання"})
    mandate.refresh_from_db()
    assert mandate.ends == DAY
    assert cast.lypova.organisation.name_uk in client.get(address("members:members")).content.decode()


def test_what_became_of_a_council_is_done_to_its_membership(client, cast):
    succession = Succession.objects.create(
        predecessor=cast.lypova.organisation, successor=None, kind="abolished", on=DAY, ground="постанова № 1"
    )
    client.force_login(cast.delegate)
    assert client.post(address("members:follow", succession.pk)).status_code == 404
    client.force_login(cast.secretary)
    assert client.get(address("members:members")).context["to_follow"] == [succession]
    assert client.post(address("members:follow", succession.pk)).url == address("members:members")
    assert client.get(address("members:members")).context["to_follow"] == []


def test_a_member_of_earlier_years_is_entered_with_its_whole_path(client, cast):
    given = {
        "organisation": cast.stepova.pk,
        "kind": "full",
        "admitted_on": "2012-03-15",
        "admitted_by": "рішення Правління № 4",
        "confirmed_on": "2012-05-20",
    }
    client.force_login(cast.secretary)
    assert client.get(address("members:enrol")).status_code == 200
    assert client.post(address("members:enrol"), given).status_code == 422  # the decision is not named
    given["confirmed_by"] = "рішення Загальних зборів № 31"
    assert client.post(address("members:enrol"), given | {"admitted_on": "2112-03-15"}).status_code == 422
    assert client.post(address("members:enrol"), given).status_code == 302
    entered = Membership.objects.get(organisation=cast.stepova)
    assert [step.state for step in entered.steps.order_by("on")] == ["admitted", "confirmed"]
    client.force_login(cast.delegate)
    assert client.get(address("members:enrol")).status_code in {403, 404}
