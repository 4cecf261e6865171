"""Pages of bodies: everyone sees who holds what, only the secretariat changes it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from tests.cast import make_person

from spilno.bodies import services
from spilno.bodies.models import Body, Seat, Term
from spilno.journal.models import Entry

DAY = date(2026, 3, 1)


def address(name: str, *args) -> str:
    return reverse(name, args=args)


def test_everyone_sees_who_holds_what_and_who_signs(client, cast):
    page = client.get(address("bodies:bodies")).content.decode()
    assert "Галина КАЛИНА" in page
    assert cast.chair_person.email not in page
    assert "Внести орган" not in page
    assert client.get(address("bodies:body", cast.board.pk)).status_code == 200
    assert client.get(address("bodies:body", 10**9)).status_code == 404


def test_the_page_of_a_day_shows_who_held_then(client, cast):
    services.end_term(Term.objects.get(), on=DAY, ground="складення повноважень", by=None)
    body = cast.president.body_id
    then = client.get(address("bodies:body", body), {"day": "2026-03-01"}).context["composition"]
    assert then.chair.term.person == cast.chair_person
    assert client.get(address("bodies:body", body), {"day": "2026-03-02"}).context["composition"].chair.term is None
    assert list(client.get(address("bodies:bodies"), {"day": "2026-03-02"}).context["signatories"]) == []
    for odd in ("2026-02-31", "вчора", ""):
        assert client.get(address("bodies:bodies"), {"day": odd}).status_code == 200


@pytest.mark.parametrize("extra", [1, 3])
def test_bodies_take_the_same_number_of_queries(client, cast, django_assert_max_num_queries, extra):
    for number in range(extra):
        body = services.add_body(kind="section", name_uk=f"Секція {number}", ground="№ 1", by=None)
        seat = services.add_seat(body, role="chair", title_uk="Віцепрезидент", ground="№ 1", by=None)
        services.elect(seat, make_person(f"Особа{number}"), starts=DAY, ends=None, ground="№ 2", by=None)
    with django_assert_max_num_queries(9):
        client.get(address("bodies:bodies"))
    with django_assert_max_num_queries(14):
        client.get(address("bodies:body", cast.president.body_id))


def test_only_the_secretariat_keeps_bodies(client, cast):
    term = Term.objects.get()
    own = [
        address("bodies:add_body"),
        address("bodies:end_body", cast.board.pk),
        address("bodies:add_seat", cast.board.pk),
        address("bodies:take_seat", cast.president.pk),
        address("bodies:end_term", term.pk),
    ]
    for user in (cast.stranger, cast.delegate, cast.chair):
        client.force_login(user)
        assert {client.get(one).status_code for one in own} == {404}
        assert {client.post(one, {"on": "2026-03-01", "ground": "№ 1"}).status_code for one in own} == {404}
    client.force_login(cast.secretary)
    assert {client.get(one).status_code for one in own} == {200}
    assert {client.post(one, {}).status_code for one in own} == {422}
    assert not Entry.objects.exists()


def test_the_secretary_forms_a_body_and_gives_its_seats(client, cast):
    client.force_login(cast.secretary)
    client.post(
        address("bodies:add_body"),
        {"kind": "section", "name_uk": "Секція міських рад", "level": "city", "order": "5", "ground": "рішення № 3"},
    )
    body = Body.objects.get(kind="section")
    client.post(
        address("bodies:add_seat", body.pk),
        {
            "role": "chair",
            "title_uk": "Віцепрезидент",
            "order": "0",
            "signs": "on",
            "rights": ["chair"],
            "ground": "№ 3",
        },
    )
    seat = Seat.objects.get(body=body)
    assert (seat.signs, seat.rights) == (True, ["chair"])
    person = make_person("Грабова", "Надія")
    data = {"person": person.pk, "acting": "acting", "starts": "2026-03-01", "ground": "розпорядження № 4"}
    client.post(address("bodies:take_seat", seat.pk), data)
    assert Term.objects.get(seat=seat).acting
    assert client.post(address("bodies:take_seat", seat.pk), data).status_code == 409  # taken
    client.post(address("bodies:end_term", Term.objects.get(seat=seat).pk), {"on": "2026-04-01", "ground": "№ 5"})
    assert Term.objects.get(seat=seat).ends == date(2026, 4, 1)
    assert [entry.act for entry in Entry.objects.all()] == ["body.added", "seat.added", "term.acting", "term.ended"]


def test_a_body_does_not_end_before_a_holder_took_a_seat_in_it(client, cast):
    client.force_login(cast.secretary)
    services.end_term(Term.objects.get(), on=DAY, ground="№ 4", by=None)
    services.elect(cast.president, make_person("Грабова"), starts=DAY, ends=None, ground="№ 5", by=None)
    end = address("bodies:end_body", cast.president.body_id)
    assert client.post(end, {"on": DAY - timedelta(days=1), "ground": "№ 6"}).status_code == 409
    assert client.post(end, {"on": DAY, "ground": "№ 6"}).status_code == 302


def test_the_supreme_body_is_not_ended_and_another_only_once(client, cast):
    client.force_login(cast.secretary)
    data = {"on": "2026-03-01", "ground": "рішення № 3"}
    assert client.post(address("bodies:end_body", cast.general_meeting.pk), data).status_code == 409
    assert client.post(address("bodies:end_body", cast.board.pk), data).status_code == 302
    assert client.post(address("bodies:end_body", cast.board.pk), data).status_code == 409
    shown = [composition.body for composition in client.get(address("bodies:bodies")).context["compositions"]]
    assert cast.board not in shown
