"""Calls for hosts through services, access and pages."""

import re
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.cast import make_council, make_mandate, make_member, make_person, make_user

from spilno.journal.models import Entry
from spilno.meetings.models import Meeting
from spilno.notices.models import Delivery
from spilno.people.models import Office
from spilno.statute.rules.refusal import RuleBroken
from spilno.visits import access
from spilno.visits.models import Call, Offer
from spilno.visits.queries import hosts
from spilno.visits.services import calls as services

VALUES = {
    "practices": "Мобільний офіс", "venue": "Будинок культури", "capacity": 60, "shelter": "підвал, 50 м", "shelter_capacity": 40,
}  # fmt: skip


def broken(code):
    return pytest.raises(RuleBroken, match=f"^{code}$")


def tomorrow():
    moment = timezone.now() + timedelta(days=1)
    return patch.object(timezone, "now", lambda: moment)


def offered(call, cast, member=None, by=None):
    return services.offer_to_host(call, member or cast.lypova, VALUES, by=by or cast.delegate)


def test_every_member_is_told_of_a_call_and_suspended_ones_too(cast, django_capture_on_commit_callbacks):
    suspended = make_member(make_council("Сумна рада", email="sumna@example.org"), "suspended")
    today = timezone.localdate()
    draft = services.prepare_call(
        {
            "title": "Пошук господаря", "opens_on": today, "closes_on": today + timedelta(days=9),
            "meeting_between_first": today + timedelta(days=60), "meeting_between_last": today + timedelta(days=90),
        },
        by=cast.secretary,
    )  # fmt: skip
    services.change_call(draft, {"topic": "укриття"}, by=cast.secretary)
    with django_capture_on_commit_callbacks(execute=True):
        made = services.announce_call(draft, by=cast.secretary)
    assert made.state == "announced"
    assert str(suspended.organisation) in set(Delivery.objects.values_list("name", flat=True))
    assert {"sumna@example.org", cast.delegate.email} <= {letter.to[0] for letter in mail.outbox}
    assert f"{made.closes_on:%d.%m.%Y}" in mail.outbox[0].subject
    acts = set(Entry.objects.values_list("act", flat=True))
    assert {"call.prepared", "call.changed", "call.announced"} <= acts
    with broken("call_is_announced"):
        services.change_call(made, {"title": "Інакше"}, by=cast.secretary)
    with broken("not_a_draft_call"):
        services.announce_call(made, by=cast.secretary)


def test_a_council_offers_once_and_on_the_last_day(cast, call):
    made = offered(call, cast)
    with broken("offered_already"):
        offered(call, cast)
    services.withdraw_offer(made, by=cast.delegate)
    assert offered(call, cast).pk != made.pk
    with tomorrow(), broken("call_is_over"):
        offered(call, cast, cast.verbova, cast.verbova_delegate)


@pytest.mark.parametrize(
    ("state", "code"),
    [("suspended", "host_is_suspended"), ("left", "host_is_not_a_member"), ("excluded", "host_is_not_a_member")],
)
def test_who_is_no_member_any_more_is_refused_with_the_article_on_the_page(cast, call, client, state, code):
    member = make_member(make_council("Колишня рада"), state)
    user = make_user("former@example.org")
    make_mandate(member, make_person("Колишня", user=user))
    with broken(code):
        offered(call, cast, member, user)
    client.force_login(user)
    page = client.post(reverse("visits:offer", args=[call.pk]), {"membership": member.pk, **VALUES})
    assert page.status_code == 409
    assert re.search("Statute|Статут", page.content.decode())
    assert not Offer.objects.exists()


def test_only_the_head_and_the_representative_offer(cast, call, client):
    substitute, official, head = (make_user(f"{name}@example.org") for name in ("sub", "official", "head"))
    make_mandate(cast.lypova, make_person("Заступна", user=substitute), "substitute")
    for user, category in ((official, "official"), (head, "head")):
        Office.objects.create(
            person=make_person("Посадова", user=user), organisation=cast.lypova.organisation, post_uk="посада", category=category,
            starts=timezone.localdate(), act="№ 1",
        )  # fmt: skip
    answers = {}
    people = {
        "head": head, "delegate": cast.delegate, "official": official, "substitute": substitute, "secretary": cast.secretary,
        "stranger": cast.stranger,
    }  # fmt: skip
    for name, user in people.items():
        client.force_login(user)
        answers[name] = client.get(reverse("visits:offer", args=[call.pk])).status_code
    expected = {"head": 200, "delegate": 200, "official": 404, "substitute": 404, "secretary": 404, "stranger": 404}
    assert answers == expected


def test_a_choice_sets_the_host_of_the_drafted_meeting(cast, call):
    first, second = offered(call, cast), offered(call, cast, cast.verbova, cast.verbova_delegate)
    draft = Meeting.objects.create(body=cast.general_meeting, number=73)
    with broken("offers_still_taken"):
        services.choose_host(first, act="рішення Правління № 4", by=cast.secretary)
    with tomorrow():
        with broken("no_act_of_choice"):
            services.choose_host(first, act=" ", by=cast.secretary)
        services.choose_host(first, act="рішення Правління № 4", meeting=draft, by=cast.secretary)
    draft.refresh_from_db()
    second.refresh_from_db()
    call.refresh_from_db()
    assert (draft.host, draft.format, draft.place) == (cast.lypova, "visiting", "Будинок культури")
    assert (second.state, call.state, call.meeting) == ("not_chosen", "chosen", draft)
    assert Entry.objects.get(act="host.chosen").ground == "рішення Правління № 4"
    assert Entry.objects.filter(act="meeting.host_named").exists()
    with broken("offer_is_decided"):
        services.withdraw_offer(second, by=cast.verbova_delegate)


def test_without_a_drafted_meeting_one_is_drafted(cast, call):
    made = offered(call, cast)
    with tomorrow():
        meeting = services.choose_host(made, act="рішення № 4", by=cast.secretary)
    assert (meeting.host, meeting.state, meeting.format) == (cast.lypova, "draft", "visiting")


def test_the_call_leads_the_secretary_to_the_meeting_in_preparation_and_nobody_else(client, cast, call):
    made = offered(call, cast)
    with tomorrow():
        meeting = services.choose_host(made, act="рішення № 4", by=cast.secretary)
    prepared = reverse("meetings:prepare", args=[meeting.pk])
    for user, leads in ((cast.secretary, True), (cast.delegate, False)):
        client.force_login(user)
        assert (prepared in client.get(reverse("visits:call", args=[call.pk])).content.decode()) is leads


def test_raions_that_are_even_stand_by_name(cast, raions):
    for organisation, name in ((cast.lypova.organisation, "Чугуївський"), (cast.verbova.organisation, "Ізюмський")):
        raion = organisation.territory.parent
        raion.name = name
        raion.save()
    assert [row.name.split()[0] for row in hosts.turns_today()] == ["Ізюмський", "Чугуївський"]
    assert {row.turn.place for row in hosts.turns_today()} == {1}


def test_a_council_that_left_after_its_offer_is_not_chosen_and_nothing_is_written(cast, call):
    made = offered(call, cast)
    cast.lypova.steps.create(state="left", on=timezone.localdate(), ground="рішення")
    with tomorrow(), broken("host_is_not_a_member"):
        services.choose_host(made, act="рішення № 4", by=cast.secretary)
    call.refresh_from_db()
    assert call.state == "announced"
    assert not Meeting.objects.exists()


def test_a_convened_meeting_gets_no_other_host(cast, call, visit):
    made = offered(call, cast, cast.verbova, cast.verbova_delegate)
    with tomorrow(), broken("not_a_draft"):
        services.choose_host(made, act="рішення № 4", meeting=visit, by=cast.secretary)
    made.refresh_from_db()
    assert made.state == "offered"


def test_a_call_is_cancelled_with_a_reason(cast, call):
    offered(call, cast)
    with broken("no_reason_to_cancel"):
        services.cancel_call(call, reason=" ", by=cast.secretary)
    assert services.cancel_call(call, reason="Зміна безпекової обстановки", by=cast.secretary).state == "cancelled"
    assert Delivery.objects.filter(name="Липова міська рада").exists()


def test_who_sees_which_offers(cast, call):
    mine, other = offered(call, cast), offered(call, cast, cast.verbova, cast.verbova_delegate)

    def seen(user):
        return set(access.offers_to_see(user, call))

    assert seen(cast.secretary) == seen(cast.chair) == {mine, other}
    assert seen(cast.delegate) == {mine}
    assert seen(cast.verbova_delegate) == {other}
    assert seen(cast.stranger) == set()
    Call.objects.filter(pk=call.pk).update(state="chosen")
    call.refresh_from_db()
    assert seen(cast.delegate) == {mine, other}
    assert seen(cast.stranger) == set()


def test_a_call_in_preparation_does_not_exist_for_others(cast, call):
    Call.objects.filter(pk=call.pk).update(state="draft")
    assert set(access.calls_to_see(cast.secretary)) == {call}
    assert not access.calls_to_see(cast.delegate).exists()


def test_offers_stand_in_the_order_of_turns_with_the_reason(cast, call, raions, visit):
    offered(call, cast)
    offered(call, cast, cast.verbova, cast.verbova_delegate)
    rows = hosts.compared(list(access.offers_to_see(cast.secretary, call)))
    assert [(str(row.offer.membership), row.turn.place, row.raion) for row in rows] == [
        ("Вербова міська рада", 1, "Лозівський"),
        ("Липова міська рада", 2, "Ізюмський"),
    ]
    assert not rows[0].shelter_holds
    assert [visit.raion for visit in hosts.history()] == ["Ізюмський"]
    assert {tile.value for tile in hosts.tiles(hosts.history())} == {"", "1"}


def test_the_page_says_who_hosted_and_the_form_keeps_what_was_typed(cast, call, raions, visit, client):
    page = client.get(reverse("visits:visits")).content.decode()
    assert "Липова міська рада" in page
    assert "Ізюмський" in page
    client.force_login(cast.secretary)
    today = timezone.localdate()
    wrong = {
        "title": "Пошук господаря", "opens_on": today, "closes_on": today - timedelta(days=1), "meeting_between_first": today,
        "meeting_between_last": today,
    }  # fmt: skip
    page = client.post(reverse("visits:prepare_call"), wrong)
    assert page.status_code == 422
    assert "Пошук господаря" in page.content.decode()
    page = client.post(
        reverse("visits:prepare_call"), {**wrong, "closes_on": today, "meeting_between_last": today + timedelta(9)}
    )
    made = Call.objects.exclude(pk=call.pk).get()
    assert client.get(reverse("visits:change_call", args=[made.pk])).status_code == 200
    assert client.post(reverse("visits:announce_call", args=[made.pk])).status_code == 302
    assert client.post(reverse("visits:cancel_call", args=[made.pk]), {"reason": "Помилка"}).status_code == 302
    offer = offered(call, cast)
    assert client.post(reverse("visits:choose_host", args=[call.pk, offer.pk]), {"act": "№ 1"}).status_code == 409
    with tomorrow():
        client.force_login(cast.secretary)
        page = client.get(reverse("visits:call", args=[call.pk])).content.decode()
        assert "Будинок культури" in page
        assert client.post(reverse("visits:choose_host", args=[call.pk, offer.pk]), {"act": "№ 1"}).status_code == 302


def test_the_offer_goes_through_the_page_and_back(cast, call, client):
    client.force_login(cast.delegate)
    page = client.post(reverse("visits:offer", args=[call.pk]), {"membership": cast.lypova.pk, **VALUES})
    assert page.status_code == 302
    offer = Offer.objects.get()
    assert offer.contact == cast.delegate_person
    assert client.post(reverse("visits:withdraw_offer", args=[offer.pk])).status_code == 302


@pytest.mark.parametrize("address", ["visits", "call"])
def test_one_row_and_three_ask_as_many_questions(cast, call, raions, visit, client, address):
    client.force_login(cast.secretary)
    offered(call, cast)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(f"visits:{address}", args=[call.pk] if address == "call" else []))
        return len(queries)

    asked()
    one = asked()
    for number in (1, 2):
        member = make_member(make_council(f"Рада {number}", territory=cast.lypova.organisation.territory))
        Offer.objects.create(call=call, membership=member, **VALUES)
        Meeting.objects.create(
            body=cast.general_meeting, number=40 + number, format="visiting", state="closed", host=member, starts_at=timezone.now()
        )  # fmt: skip
    assert asked() == one


def test_an_offer_that_was_taken_back_is_offered_anew_without_typing_it_again(cast, call, client):
    offer = offered(call, cast)
    client.force_login(cast.delegate)
    seen = client.get(reverse("visits:call", args=[call.pk])).content.decode()
    assert "Ваша пропозиція" in seen
    assert reverse("visits:offer", args=[call.pk]) not in seen
    services.withdraw_offer(offer, by=cast.delegate)
    form = client.get(reverse("visits:offer", args=[call.pk])).context["form"]
    assert {name: form[name].value() for name in VALUES} == VALUES


def test_the_comparison_says_who_cannot_be_the_host_and_what_is_needed_to_choose(cast, call, client):
    offered(call, cast)
    cast.lypova.steps.create(state="left", on=timezone.localdate(), ground="рішення")
    client.force_login(cast.secretary)
    with tomorrow():
        client.force_login(cast.secretary)
        page = client.get(reverse("visits:call", args=[call.pk])).content.decode()
        wrong = client.post(reverse("visits:choose_host", args=[call.pk, Offer.objects.get().pk]), {})
    assert "не може бути господарем" in page
    asked = page[page.index('for="choose_act"') :]
    assert "необов’язково" not in asked[: asked.index('for="choose_meeting"')], "one of the two acts is asked"
    assert wrong.status_code == 409
    assert ". (" not in "".join(wrong.context["choose_form"].non_field_errors())


def test_the_last_day_moves_forward_with_a_reason_and_members_are_told(
    cast, call, client, django_capture_on_commit_callbacks
):
    client.force_login(cast.secretary)
    address = reverse("visits:prolong_call", args=[call.pk])
    until, told = call.closes_on + timedelta(days=7), {"reason": "Три ради просять часу на розрахунки."}
    assert client.post(address, {"until": call.closes_on, **told}).status_code == 409
    assert client.post(address, {"until": call.meeting_between_last, **told}).status_code == 409
    assert client.post(address, {"until": until, "reason": " "}).status_code == 422
    call.refresh_from_db()
    assert call.closes_on == timezone.localdate()
    assert not Entry.objects.filter(act="call.prolonged").exists()
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(address, {"until": until, **told}).status_code == 302
    call.refresh_from_db()
    assert call.closes_on == until
    assert Entry.objects.get(act="call.prolonged").ground == told["reason"]
    letter = next(letter for letter in mail.outbox if letter.to == [cast.delegate.email])
    assert f"{until:%d.%m.%Y}" in letter.subject
    assert told["reason"] in letter.body
    with tomorrow():
        assert offered(call, cast, cast.verbova, cast.verbova_delegate).pk


def test_those_who_offered_in_time_do_not_wait_for_a_moved_day(cast, call, client):
    later = {"until": call.closes_on + timedelta(days=9), "reason": "хвороба", "by": cast.secretary}
    with tomorrow():
        assert services.prolong_call(call, **later).closes_on == later["until"]
    offered(call, cast)
    Call.objects.filter(pk=call.pk).update(opens_on=call.opens_on, closes_on=timezone.localdate())
    client.force_login(cast.secretary)
    door = reverse("visits:prolong_call", args=[call.pk])
    assert door in client.get(reverse("visits:call", args=[call.pk])).content.decode()
    with tomorrow(), broken("offers_wait_for_choice"):
        services.prolong_call(call, **later)
    Call.objects.filter(pk=call.pk).update(closes_on=timezone.localdate() - timedelta(days=1))
    assert door not in client.get(reverse("visits:call", args=[call.pk])).content.decode()


def test_the_settlement_of_a_meeting_is_that_of_its_host(cast, call):
    council = cast.lypova.organisation
    council.level, council.place_uk = "settlement", "Липове"
    council.save()
    made = offered(call, cast)
    with tomorrow():
        meeting = services.choose_host(made, act="рішення № 4", by=cast.secretary)
    assert meeting.settlement == "с-ще Липове"
