"""At the door: registering, proxies, cards, guests, by service and by page."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.cast import grant, make_council, make_mandate, make_member, make_person, make_user

from spilno.accounts.models import Right
from spilno.journal.models import Entry
from spilno.meetings.models import Attendance, CheckInCode, Item, Meeting
from spilno.meetings.queries.attendance import presence, present_now
from spilno.meetings.queries.registration import counts_of, roll_of, sought
from spilno.meetings.services import cards as card_services
from spilno.meetings.services import registration as services
from spilno.statute.rules.refusal import RuleBroken


def broken(code):
    return pytest.raises(RuleBroken, match=f"^{code}$")


@pytest.fixture
def meeting(cast):
    found = Meeting.objects.create(
        body=cast.general_meeting, number=71, state="registration", starts_at=timezone.now(), place="Зала"
    )
    for order in range(1, 4):
        Item.objects.create(meeting=found, order=order, title=f"Про питання {order}")
    return found


def here(meeting, cast, membership=None, person=None, **fields):
    return services.register_member(
        meeting, membership or cast.lypova, person=person or cast.delegate_person, by=cast.secretary, **fields
    )


def proxy(meeting, cast, giver=None, holder=None, **fields):
    fields = {"document": "довіреність № 4", "dated": date(2026, 1, 1)} | fields
    return services.accept_proxy(
        meeting, giver=giver or cast.verbova, holder=holder or cast.lypova, by=cast.secretary, **fields
    )


# registering


def test_a_member_is_registered_once(cast, meeting):
    row = here(meeting, cast)
    assert (row.mode, row.how, row.person) == ("hall", "list", cast.delegate_person)
    with broken("here_already"):
        here(meeting, cast)
    assert meeting.attendance.count() == 1
    entry = Entry.objects.get(act="delegate.registered")
    assert entry.facts["member"] == cast.lypova.pk
    assert presence(meeting).present == 1
    version = meeting.version
    meeting.refresh_from_db()
    assert meeting.version > version


def test_a_member_that_left_comes_back_as_a_new_row(cast, meeting):
    here(meeting, cast)
    services.mark_left(meeting, cast.lypova, by=cast.secretary)
    assert presence(meeting).present == 0
    with broken("not_here"):
        services.mark_left(meeting, cast.lypova, by=cast.secretary)
    here(meeting, cast)
    assert meeting.attendance.count() == 2
    assert presence(meeting).present == 1


def test_mandates_are_checked_on_the_day(cast, meeting):
    with broken("mandate_none"):
        here(meeting, cast, person=cast.verbova_person)
    cast.lypova.mandates.update(ends="2025-12-31")
    with broken("mandate_expired"):
        here(meeting, cast)
    assert not meeting.attendance.exists()


def test_one_person_represents_one_member(cast, meeting):
    make_mandate(cast.verbova, cast.delegate_person, "substitute")
    here(meeting, cast)
    with broken("person_is_here"):
        here(meeting, cast, membership=cast.verbova)


def test_a_suspended_member_has_a_consultative_voice(cast, meeting):
    member = make_member(make_council("Зупинена рада"), state="suspended")
    person = make_person("Тополя")
    make_mandate(member, person)
    here(meeting, cast, membership=member, person=person)
    assert presence(meeting).present == 0
    counts = counts_of(meeting)
    assert (counts.here, counts.consultative) == (0, 1)


def test_nobody_is_registered_before_or_after(cast, meeting):
    for state, code in (("convened", "registration_ahead"), ("closed", "registration_over")):
        Meeting.objects.update(state=state)
        with broken(code):
            here(meeting, cast)


def test_a_substitute_takes_over(cast, meeting):
    person = make_person("Терен")
    make_mandate(cast.lypova, person, "substitute")
    here(meeting, cast)
    services.substitute_member(meeting, cast.lypova, person=person, by=cast.secretary)
    assert present_now(meeting).get().person == person
    with broken("same_person"):
        services.substitute_member(meeting, cast.lypova, person=person, by=cast.secretary)
    stranger = make_person("Чужий")
    with broken("mandate_none"):
        services.substitute_member(meeting, cast.lypova, person=stranger, by=cast.secretary)
    assert present_now(meeting).get().person == person  # nothing half-done


# proxies


def test_a_proxy_is_carried_while_the_holder_is_here(cast, meeting):
    proxy(meeting, cast)
    assert presence(meeting).present == 0
    here(meeting, cast)
    assert presence(meeting).present == 2
    services.mark_left(meeting, cast.lypova, by=cast.secretary)
    assert presence(meeting).present == 0


def test_a_proxy_handed_in_while_the_holder_is_here_counts_at_once(cast, meeting):
    here(meeting, cast)
    given = proxy(meeting, cast)
    assert presence(meeting).present == 2
    services.withdraw_proxy(given, by=cast.secretary)
    assert presence(meeting).present == 1


def test_a_proxy_lapses_when_the_giver_comes(cast, meeting):
    here(meeting, cast)
    given = proxy(meeting, cast)
    here(meeting, cast, membership=cast.verbova, person=cast.verbova_person)
    given.refresh_from_db()
    assert given.withdrawn_at is not None
    assert presence(meeting).present == 2
    assert present_now(meeting).filter(membership=cast.verbova).get().person == cast.verbova_person
    with broken("giver_is_here"):
        proxy(meeting, cast)


def test_the_limits_of_the_statute(cast, meeting):
    with broken("no_document"):
        proxy(meeting, cast, document="")
    village = make_member(make_council("Сільська рада", "village"))
    with broken("other_level"):
        proxy(meeting, cast, giver=village)
    with broken("wrong_items"):
        proxy(meeting, cast, item_from=2, item_to=9)
    with broken("holder_is_no_representative"):
        proxy(meeting, cast, giver=cast.lypova, holder=make_member(make_council("Без мандата")))
    proxy(meeting, cast)
    third = make_member(make_council("Третя міська рада"))
    with broken("proxy_too_many"):
        proxy(meeting, cast, giver=third)
    with broken("given_already"):
        proxy(meeting, cast)
    make_mandate(third, make_person("Третя"))
    with broken("giver_carries"):
        proxy(meeting, cast, giver=cast.lypova, holder=third)
    with broken("holder_gave_his_own"):
        proxy(meeting, cast, giver=third, holder=cast.verbova)
    assert meeting.proxies.count() == 1


def test_a_limited_proxy_counts_at_its_items_only(cast, meeting):
    proxy(meeting, cast, item_from=2, item_to=2)
    here(meeting, cast)
    counted = []
    for item in meeting.items.order_by("order"):
        meeting.current_item = item
        counted.append(presence(meeting).present)
    assert counted == [1, 2, 1]
    part = Item.objects.create(meeting=meeting, parent=meeting.items.get(order=2), order=1, title="Про частину")
    meeting.current_item = part
    assert presence(meeting).present == 2
    meeting.current_item = None
    assert presence(meeting).present == 2


# cards


def sheets(client, meeting, issued):
    """Take every sheet that the page of issued cards offers; tells whether all are documents."""
    address = reverse("meetings:cards_sheet", args=[meeting.pk])
    answers = [
        client.post(address, {"key": issued.context["key"], "part": part["number"]}) for part in issued.context["parts"]
    ]
    return [answer.content[:5] for answer in answers] == [b"%PDF-"] * len(answers)


def card(meeting, cast):
    return next(c for c in card_services.issue_cards(meeting, by=cast.secretary) if c.membership == cast.lypova)


def test_a_card_signs_in_and_registers_once(cast, client, meeting):
    address = reverse("meetings:check_in", args=[card(meeting, cast).secret])
    page = client.get(address)
    assert page.status_code == 200
    assert not meeting.attendance.exists()  # looking is not using
    response = client.post(address)
    assert response.url == reverse("meetings:phone", args=[meeting.pk])
    assert client.session["_auth_user_id"] == str(cast.delegate.pk)
    row = meeting.attendance.get()
    assert (row.how, row.membership) == ("qr", cast.lypova)
    assert client.get(address).url == reverse("meetings:phone", args=[meeting.pk])  # the owner again: politely on
    client.logout()
    again = client.post(address)
    assert again.status_code == 409
    assert "_auth_user_id" not in client.session
    assert meeting.attendance.count() == 1


def test_only_digests_of_codes_are_kept(cast, meeting):
    issued = card(meeting, cast)
    assert not CheckInCode.objects.filter(digest__contains=issued.secret).exists()
    assert issued.secret not in "".join(Entry.objects.values_list("line", flat=True))


def test_cards_are_made_again_from_their_key_and_only_from_it(cast, meeting):
    key = card_services.new_key()
    issued = card_services.issue_cards(meeting, by=cast.secretary, key=key)
    assert card_services.cards_to_print(meeting, key) == issued
    assert len({card.secret for card in issued}) == 2
    assert key not in "".join(Entry.objects.values_list("line", flat=True))
    card_services.withdraw_card(meeting.codes.get(membership=cast.lypova), by=cast.secretary)
    assert [card.membership for card in card_services.cards_to_print(meeting, key)] == [cast.verbova]
    for other in ("", card_services.new_key()):
        with broken("no_sheet"):
            card_services.cards_to_print(meeting, other)
    card_services.issue_cards(meeting, by=cast.secretary)
    with broken("no_sheet"):
        card_services.cards_to_print(meeting, key)


def test_two_presses_at_once_make_one_set(cast, meeting):
    seen = card_services.newest_code(meeting)
    first = card_services.issue_cards(meeting, by=cast.secretary, seen=seen)
    with broken("cards_issued_since"):
        card_services.issue_cards(meeting, by=cast.secretary, seen=seen)
    working = set(meeting.codes.filter(withdrawn_at=None).values_list("digest", flat=True))
    assert working == {card_services.digest_of(card.secret) for card in first}


def test_many_cards_come_in_several_files(cast, client, meeting, monkeypatch):
    monkeypatch.setattr("spilno.meetings.views.cards.PART", 1)
    client.force_login(cast.secretary)
    issued = client.post(reverse("meetings:cards", args=[meeting.pk]), {"all": "1"})
    assert [(part["first"], part["last"]) for part in issued.context["parts"]] == [(1, 1), (2, 2)]
    assert "no-store" in issued["Cache-Control"]
    assert sheets(client, meeting, issued)
    address = reverse("meetings:cards_sheet", args=[meeting.pk])
    for part in ("3", "0", "one"):
        assert client.post(address, {"key": issued.context["key"], "part": part}).status_code == 404
    assert client.post(address, {"key": "of another page"}).status_code == 409
    client.force_login(cast.delegate)
    assert client.post(address, {"key": issued.context["key"]}).status_code in {403, 404}


def test_cards_issued_anew_end_the_earlier_ones(cast, client, meeting):
    first = card(meeting, cast)
    second = card(meeting, cast)
    assert client.post(reverse("meetings:check_in", args=[first.secret])).status_code == 409
    assert client.post(reverse("meetings:check_in", args=[second.secret])).status_code == 302
    assert client.get(reverse("meetings:check_in", args=["nothing"])).status_code == 409


def test_someone_elses_card_is_refused(cast, client, meeting):
    client.force_login(cast.verbova_delegate)
    assert client.post(reverse("meetings:check_in", args=[card(meeting, cast).secret])).status_code == 409
    assert not meeting.attendance.exists()


def test_a_card_never_opens_the_rights_of_an_office(cast, client, meeting):
    grant(cast.delegate, Right.SECRETARIAT)
    response = client.post(reverse("meetings:check_in", args=[card(meeting, cast).secret]))
    assert response.status_code == 200
    assert "_auth_user_id" not in client.session
    assert meeting.attendance.get().membership == cast.lypova  # registered all the same


def test_a_representative_without_an_account_gets_one_by_the_card(cast, client, meeting):
    member = make_member(make_council("Нова рада"))
    person = make_person("Нова", email="nova@example.org")
    make_mandate(member, person)
    made = next(c for c in card_services.issue_cards(meeting, by=cast.secretary) if c.membership == member)
    client.post(reverse("meetings:check_in", args=[made.secret]))
    person.refresh_from_db()
    assert client.session["_auth_user_id"] == str(person.user.pk)
    assert not person.user.has_usable_password()


def test_cards_are_not_issued_for_a_draft(cast, meeting):
    Meeting.objects.update(state="draft")
    with broken("not_convened"):
        card_services.issue_cards(meeting, by=cast.secretary)


def test_a_card_before_registration_says_when(cast, client, meeting):
    made = card(meeting, cast)
    Meeting.objects.update(state="convened")
    assert client.get(reverse("meetings:check_in", args=[made.secret])).status_code == 409
    Meeting.objects.update(state="registration")
    assert client.post(reverse("meetings:check_in", args=[made.secret])).status_code == 302


# pages


def test_a_registrar_works_through_the_list(cast, client, meeting):
    registrar = make_user("door@example.org")
    grant(registrar, Right.REGISTRAR)
    substitute = make_person("Терен")
    make_mandate(cast.lypova, substitute, "substitute")
    client.force_login(registrar)
    address = reverse("meetings:registration", args=[meeting.pk])
    assert "Липова міська рада" in client.get(address).content.decode()
    who = f"{cast.lypova.pk}:{cast.delegate_person.pk}"
    response = client.post(reverse("meetings:register", args=[meeting.pk]), {"who": who, "q": "лип"})
    assert response.url.endswith("?q=%D0%BB%D0%B8%D0%BF")
    assert meeting.attendance.get().registered_by == registrar.pk
    again = client.post(reverse("meetings:register", args=[meeting.pk]), {"who": who})
    assert again.status_code == 409
    client.post(reverse("meetings:substitute", args=[meeting.pk]), {"instead": f"{cast.lypova.pk}:{substitute.pk}"})
    assert present_now(meeting).get().person == substitute
    client.post(reverse("meetings:leave", args=[meeting.pk]), {"member": cast.lypova.pk})
    assert not present_now(meeting).exists()
    for wrong in ("", "x", "1:2:3", "99999:99999", "-1:2"):
        assert client.post(reverse("meetings:register", args=[meeting.pk]), {"who": wrong}).status_code == 409
    client.get(address, {"q": "<script>", "page": "zz"})
    csv = client.get(reverse("meetings:attendance_csv", args=[meeting.pk])).content.decode("utf-8-sig")
    assert "Липова міська рада" in csv
    paper = client.get(reverse("meetings:attendance_pdf", args=[meeting.pk])).content
    assert paper.startswith(b"%PDF-")
    assert f"Реєстраційний список учасників Загальних зборів № {meeting.number}" in paper.decode("utf-8", "ignore")


def test_search_finds_by_council_and_by_person(cast, meeting):
    make_member(make_council("Мереф’янська міська рада"))

    def names(words, **fields):
        found = sought(meeting, words, **fields)
        return [row.membership.organisation.name_uk for row in roll_of(meeting, found)]

    assert names("мереф'янська") == ["Мереф’янська міська рада"]
    assert names("липовий остап") == ["Липова міська рада"]
    assert len(names("")) == 3
    here(meeting, cast)
    assert "Липова міська рада" not in names("", only_away=True)


def test_proxies_guests_officers_and_cards_through_pages(cast, client, meeting):
    client.force_login(cast.secretary)
    sent = {"giver": cast.verbova.pk, "holder": cast.lypova.pk, "document": "№ 4", "dated": "2026-01-01"}
    client.post(reverse("meetings:proxies", args=[meeting.pk]), sent)
    given = meeting.proxies.get()
    again = client.post(reverse("meetings:proxies", args=[meeting.pk]), {**sent, "document": "№ 5"})
    assert again.status_code == 409
    assert 'value="№ 5"' in again.content.decode()  # what was typed stays beside the reason
    assert f'value="{cast.lypova.pk}" selected' in again.content.decode()
    assert client.post(reverse("meetings:proxies", args=[meeting.pk]), {}).status_code == 422
    assert client.post(reverse("meetings:proxies", args=[meeting.pk]), {"giver": ""}).status_code == 422
    assert "№ 4" in client.get(reverse("meetings:proxies", args=[meeting.pk])).content.decode()
    client.post(reverse("meetings:withdraw_proxy", args=[meeting.pk, given.pk]))
    given.refresh_from_db()
    assert given.withdrawn_at

    client.post(reverse("meetings:guests", args=[meeting.pk]), {"name": "Іван ГІСТЬ", "post": "експерт"})
    guest = meeting.guests.get()
    client.post(reverse("meetings:guest", args=[meeting.pk, guest.pk]), {"act": "arrived"})
    guest.refresh_from_db()
    assert guest.arrived_at
    assert "Іван ГІСТЬ" in client.get(reverse("meetings:guests", args=[meeting.pk])).content.decode()
    client.post(reverse("meetings:guest", args=[meeting.pk, guest.pk]), {"act": "remove"})
    assert not meeting.guests.exists()

    client.post(
        reverse("meetings:officers", args=[meeting.pk]), {"role": "counting", "person": cast.delegate_person.pk}
    )
    officer = meeting.officers.get()
    assert client.get(reverse("meetings:officers", args=[meeting.pk])).status_code == 200
    client.post(reverse("meetings:remove_officer", args=[meeting.pk, officer.pk]))
    assert not meeting.officers.exists()

    assert sheets(client, meeting, client.post(reverse("meetings:cards", args=[meeting.pk]), {"all": "1"}))
    assert CheckInCode.objects.count() == 2
    assert client.get(reverse("meetings:cards", args=[meeting.pk])).status_code == 200
    code = CheckInCode.objects.first()
    client.post(reverse("meetings:cards", args=[meeting.pk]), {"withdraw": code.pk})
    code.refresh_from_db()
    assert code.withdrawn_at
    one = client.post(reverse("meetings:cards", args=[meeting.pk]), {"chosen": "1", "member": cast.lypova.pk})
    assert sheets(client, meeting, one)
    assert client.post(reverse("meetings:cards", args=[meeting.pk]), {"chosen": "1"}).status_code == 422


def test_cards_that_work_are_issued_anew_only_when_it_is_confirmed(cast, client, meeting):
    client.force_login(cast.secretary)
    address = reverse("meetings:cards", args=[meeting.pk])
    first = card(meeting, cast)
    asked = client.post(address, {"all": "1"})
    assert "2 картки, надруковані раніше" in asked.content.decode()
    assert client.get(reverse("meetings:check_in", args=[first.secret])).status_code == 200, "nothing changed yet"
    sure = {"all": "1", "sure": asked.context["newest"]}
    issued = client.post(address, sure)
    assert sheets(client, meeting, issued)
    assert client.get(reverse("meetings:check_in", args=[first.secret])).status_code == 409
    again = client.post(address, sure)
    assert "key" not in again.context, "an old answer does not end the new cards"
    assert sheets(client, meeting, issued), "the sheet may be taken again"
    assert CheckInCode.objects.filter(withdrawn_at=None).count() == 2


def test_a_delegate_registers_himself(cast, client, meeting):
    client.force_login(cast.delegate)
    address = reverse("meetings:here", args=[meeting.pk])
    page = client.get(address).content.decode()
    assert re.search(r'name="mode" value="hall"', page)
    assert 'value="remote"' not in page
    assert client.post(address, {"mode": "remote"}).status_code == 409
    assert client.post(address, {"mode": "hall"}).url == reverse("meetings:phone", args=[meeting.pk])
    assert meeting.attendance.get().how == "click"
    assert client.post(address, {"mode": "hall"}).status_code == 409  # twice
    client.post(address, {"act": "leave"})
    assert not present_now(meeting).exists()
    Meeting.objects.update(format="mixed")
    client.post(address, {"mode": "remote"})
    assert present_now(meeting).get().mode == "remote"
    assert client.post(address, {"member": cast.verbova.pk}).status_code == 404


@pytest.mark.parametrize("name", ["registration", "proxies", "guests", "officers", "cards", "attendance_csv", "here"])
def test_strangers_do_not_come_to_the_door(cast, client, meeting, name):
    client.force_login(cast.stranger)
    assert client.get(reverse(f"meetings:{name}", args=[meeting.pk])).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_queries(cast, client, meeting, count, django_assert_max_num_queries):
    for number in range(count):
        member = make_member(make_council(f"Рада {number}"))
        person = make_person(f"Особа{number}")
        make_mandate(member, person)
        here(meeting, cast, membership=member, person=person)
    client.force_login(cast.secretary)
    with django_assert_max_num_queries(22):
        client.get(reverse("meetings:registration", args=[meeting.pk]))


def test_a_row_of_presence_tells_how(cast, meeting):
    proxy(meeting, cast)
    here(meeting, cast, how=Attendance.How.CLICK)
    rows = {row.membership.pk: row for row in roll_of(meeting)}
    assert rows[cast.verbova.pk].by_proxy
    assert [given.giver_id for given in rows[cast.lypova.pk].carries] == [cast.verbova.pk]
    counts = counts_of(meeting)
    assert (counts.here, counts.hall, counts.by_proxy, counts.away) == (2, 1, 1, 0)


def test_after_the_end_the_list_tells_who_stayed(cast, client, meeting):
    services.register_member(meeting, cast.lypova, person=cast.delegate_person, by=cast.secretary)
    now = timezone.now()
    meeting.attendance.update(left_at=now)
    Meeting.objects.filter(pk=meeting.pk).update(state="closed", closed_at=now)
    meeting.refresh_from_db()
    assert counts_of(meeting).here == 1
    assert [row.membership for row in roll_of(meeting) if row.here] == [cast.lypova]
    assert cast.lypova.pk not in sought(meeting, only_away=True)
    client.force_login(cast.secretary)
    table = client.get(reverse("meetings:attendance_csv", args=[meeting.pk])).content.decode("utf-8-sig")
    assert ";так;" in table
    assert "'" not in table
    meeting.attendance.update(left_at=now - timedelta(minutes=5))
    assert counts_of(meeting).here == 0


def test_only_lawful_holders_are_offered_to_the_giver_that_is_chosen(cast, client, meeting):
    village = make_member(make_council("Сільська рада", level="village"))
    client.force_login(cast.secretary)
    address = reverse("meetings:proxies", args=[meeting.pk])

    def holders(giver):
        form = client.get(address, {"giver": giver}).context["form"]
        return {pk for _level, group in form.fields["holder"].choices[1:] for pk, _name in group}

    assert holders("") == {cast.lypova.pk, cast.verbova.pk, village.pk}
    assert holders(cast.verbova.pk) == {cast.lypova.pk}
    assert holders(village.pk) == set()
    sent = {"giver": cast.verbova.pk, "holder": village.pk, "document": "№ 4", "dated": "2026-01-01"}
    answer = client.post(address, sent)
    assert answer.status_code == 409  # read all the same, so that the rule says why
    assert f'value="{cast.verbova.pk}" selected' in answer.content.decode()
    client.post(address, {**sent, "holder": cast.lypova.pk})
    offered = client.get(address).context["form"].fields["giver"].choices[1:]
    assert {pk for _level, group in offered for pk, _name in group} == {village.pk}
