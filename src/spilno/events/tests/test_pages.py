"""Public pages of events: who sees what, what is found, with how many queries."""

import re
from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.cast import grant, make_unit

from spilno.accounts.models import Right
from spilno.events.access import event_to_keep, events_to_see, may_keep
from spilno.events.models import Event, Registration, Series
from spilno.events.services.programme import publish_programme
from spilno.events.tests.factories import make_event, make_session

LINK = "https://video.example.org/room"


def test_an_announced_event_is_public_with_both_holders_and_its_programme(client, joint):
    make_session(joint.event, "Оксана ВЕРЕС", title_uk="Спільний бюджет", hours=2)
    publish_programme(joint.event, by=joint.teacher)
    page = client.get(reverse("events:event", args=[joint.event.pk])).content.decode()
    for words in (
        "Школа врядування",
        "Асоціація малих міст",
        "Спільний бюджет",
        "2\xa0академічні години",
        "Оксана ВЕРЕС",
        "ШВ",
    ):
        assert words in page


def test_a_draft_exists_only_for_those_who_speak_for_a_holder(client, cast, joint):
    draft = make_event(joint.school, state="draft", title_uk="Чернетка")
    address = reverse("events:event", args=[draft.pk])
    seen = []
    for user in (None, cast.stranger, joint.mayor, joint.teacher):
        client.logout()
        if user is not None:
            client.force_login(user)
        seen.append((client.get(address).status_code, "Чернетка" in client.get("/events/").content.decode()))
    assert seen == [(404, False), (404, False), (404, False), (200, True)]


def test_the_exact_set_of_events_that_each_sees(cast, joint):
    own = make_event(joint.school, state="draft")
    other = make_event(joint.cities, state="draft")
    cancelled = make_event(joint.cities, state="cancelled", cancelled_because="хвороба")
    public = {joint.event.pk, cancelled.pk}
    grant(cast.secretary, Right.AUDIT)
    auditor = type(cast.secretary).objects.get(pk=cast.secretary.pk)
    expected = {
        joint.teacher: public | {own.pk},
        joint.mayor: public | {other.pk},
        cast.stranger: public,
        auditor: public | {own.pk, other.pk},
    }
    for user, visible in expected.items():
        assert set(events_to_see(user).values_list("pk", flat=True)) == visible


def test_both_holders_keep_the_event_and_nobody_else(cast, joint):
    alone = make_event(joint.school)
    assert event_to_keep(joint.teacher, joint.event.pk) == event_to_keep(joint.mayor, joint.event.pk) == joint.event
    assert not may_keep(joint.mayor, alone)
    assert not may_keep(cast.stranger, joint.event)


def test_the_link_is_shown_to_those_who_have_a_place(client, cast, joint):
    Event.objects.filter(pk=joint.event.pk).update(format="online", online_link=LINK)
    place = Registration.objects.create(
        event=joint.event, person=cast.delegate_person, family_name="Липовий", given_name="Остап",
        email="delegate@example.org", state="waiting", queue=1, code="a", token="b",
    )  # fmt: skip
    address = reverse("events:event", args=[joint.event.pk])

    def sees(user):
        client.logout()
        if user is not None:
            client.force_login(user)
        return LINK in client.get(address).content.decode()

    assert [sees(user) for user in (None, cast.delegate, joint.mayor)] == [False, False, True]
    Registration.objects.filter(pk=place.pk).update(state="confirmed")
    assert sees(cast.delegate)


def test_a_search_finds_what_was_meant_and_nothing_else(client, joint):
    raion = make_unit("Чугуївський", "P")
    make_event(joint.school, title_uk="Круглий стіл про воду", kind="round_table", format="online", territory=raion)
    make_event(joint.cities, days=-30, title_uk="Минулий форум", kind="forum", state="held")
    wanted = {
        "": {"Бюджет участі у громаді", "Круглий стіл про воду"},
        "?q=вода": set(),
        "?q=ВОДУ": {"Круглий стіл про воду"},
        "?kind=seminar": {"Бюджет участі у громаді"},
        "?format=online": {"Круглий стіл про воду"},
        f"?owner={joint.cities.pk}": {"Бюджет участі у громаді"},
        f"?raion={raion.code}": {"Круглий стіл про воду"},
        "?when=past": {"Минулий форум"},
        "?when=past&kind=seminar": set(),
        "?q=шкоЛА врядування вод": {"Круглий стіл про воду"},
        "?kind=nonsense": {"Бюджет участі у громаді", "Круглий стіл про воду"},
    }
    for query, titles in wanted.items():
        page = client.get(f"/events/{query}")
        assert {event.title_uk for event in page.context["page"]} == titles, query


def test_a_council_is_chosen_by_address_and_found_by_words_without_a_list_of_thousands(client, cast, joint):
    own = make_event(cast.stepova, title_uk="Степовий форум")
    page = client.get("/events/").content.decode()
    assert f'<option value="{cast.stepova.pk}">' not in page
    assert f'<option value="{joint.school.pk}">' in page
    for query in (f"?owner={cast.stepova.pk}", "?q=степова"):
        assert list(client.get(f"/events/{query}").context["page"]) == [own]


def test_an_event_that_goes_on_today_is_still_ahead(client, joint):
    make_event(joint.school, days=0, title_uk="Сьогодні")
    assert "Сьогодні" in client.get("/events/").content.decode()


def test_series_of_one_name_are_told_apart_by_their_days_and_drafts_are_not_listed(client, joint):
    for year in (2024, 2025, 2026):
        series = Series.objects.create(title_uk="Актуальні питання")
        for month in (9, 10):
            day = timezone.make_aware(datetime(year, month, 5, 10))
            Event.objects.create(
                title_uk="Модуль",
                kind="training",
                series=series,
                starts_at=day,
                state="draft" if year == 2026 else "held",
            )
    shown = client.get(reverse("events:events")).content.decode()
    found = re.findall(r">(Актуальні питання[^<]*)</option>", shown)
    assert found == [f"Актуальні питання (05.09.{year}–05.10.{year})" for year in (2025, 2024)]


def test_neighbours_of_a_series_stand_under_the_event(client, joint):
    series = Series.objects.create(title_uk="Марафон", joint=True)
    modules = [
        make_event(joint.school, days=10 + number, title_uk=f"Модуль {number}", series=series, series_position=number)
        for number in (1, 2, 3)
    ]
    page = client.get(reverse("events:event", args=[modules[1].pk]))
    assert (page.context["before"], page.context["after"]) == (modules[0], modules[2])
    assert client.get(f"/events/?series={series.pk}").context["page"].paginator.count == 3


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_queries(client, joint, count, django_assert_num_queries):
    for number in range(count - 1):
        make_event(joint.school, joint.cities, days=40 + number)
    client.get("/events/")
    with django_assert_num_queries(8):  # the numbers of the page first, then what is shown of them
        assert client.get("/events/").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_number_of_queries(client, joint, count, django_assert_max_num_queries):
    for number in range(count):
        make_session(joint.event, *[f"Доповідач {each}" for each in range(count)], hour=number)
    with django_assert_max_num_queries(12):
        assert client.get(reverse("events:event", args=[joint.event.pk])).status_code == 200


def test_an_event_that_has_ended_offers_no_places_in_the_list(client, joint):
    now = timezone.now()
    Event.objects.filter(pk=joint.event.pk).update(places=40)
    assert "залишилося 40" in client.get("/").content.decode() + client.get("/events/").content.decode()
    Event.objects.filter(pk=joint.event.pk).update(
        starts_at=now - timedelta(minutes=2), ends_at=now - timedelta(minutes=1)
    )
    for when in ("upcoming", "past"):
        page = client.get("/events/", {"when": when}).content.decode()
        assert "залишилося" not in page
        assert joint.event.title_uk not in page or "завершився" in page
