"""Certificates of attendance and of speaking: who gets one, who does not and why, and never before the event is over."""

import threading

import pytest
from django.db import connection
from django.urls import reverse

from spilno.credentials.models import Certificate
from spilno.events.models import Event, Series
from spilno.events.queries.presence import attendees, key_of
from spilno.events.services import presence as services
from spilno.events.services.certificates import issue_for
from spilno.events.services.presence import Press
from spilno.events.tests.door import goes_on, is_over, register
from spilno.events.tests.factories import make_event, make_session
from spilno.journal.queries import check
from spilno.notices.models import Notice
from spilno.statute.rules.refusal import RuleBroken


def test_who_attended_gets_one_who_did_not_learns_why_and_nobody_gets_two(client, hall):
    for row in hall.people[:2]:
        services.check_in(hall.session, Press("", code=row.code), by=hall.registrar)
    client.force_login(hall.teacher)
    issue = reverse("events:issue_certificates", args=[hall.event.pk])
    early = client.post(issue, {"kind": "attendance"})
    assert (early.status_code, Certificate.objects.exists()) == (409, False)  # it goes on: nobody has attended it all
    page = client.get(reverse("events:certificates", args=[hall.event.pk]))
    assert page.context["why_not_yet"].code == "event_goes_on"
    assert f'action="{issue}"' not in page.content.decode()
    is_over(hall.event)
    page = client.get(reverse("events:certificates", args=[hall.event.pk]))
    assert [gets for _kind, _word, _people, gets in page.context["groups"]] == [2, 0]
    assert client.post(issue, {"kind": "attendance"}).status_code == 302
    assert client.post(issue, {"kind": "attendance"}).status_code == 409
    assert client.post(issue, {"kind": "інше"}).status_code == 404
    rows = list(Certificate.objects.order_by("number"))
    assert [(row.holder_to, row.hours) for row in rows] == [("Ірині КАЛИНОВІЙ", 2), ("Ірині СТЕПОВІЙ", 2)]
    assert [issuer["uk"] for issuer in rows[0].issuers] == ["Школа врядування", "Асоціація малих міст"]
    assert rows[0].facts["what_uk"] == "за участь у семінарі"
    assert Notice.objects.count() == 2
    assert rows[0].code_in_groups in Notice.objects.order_by("pk").first().text
    third = next(each for each in attendees(hall.event) if not each.already)
    assert third.why_not.code == "attended_too_little"
    Event.objects.filter(pk=hall.event.pk).update(state="held")
    own = reverse("events:own", args=[hall.people[0].token])
    said = client.get(own).content.decode()
    assert "Вашу участь позначено" in said
    code = Certificate.objects.get(holder_key=key_of(hall.people[0])).code_in_groups
    assert reverse("credentials:check", args=[code]) in said


@pytest.mark.django_db(transaction=True)
def test_certificates_issued_by_two_holders_at_once_are_given_once(hall):
    for person in hall.people:
        services.check_in(hall.session, Press("x", code=person.code), by=hall.registrar)
    is_over(hall.event)
    said, start = [], threading.Barrier(3)

    def act():
        start.wait()
        try:
            said.append(len(issue_for(hall.event, "attendance", by=hall.teacher)))
        except RuleBroken as broken:
            said.append(broken.refusal.code)
        except Exception as fault:  # noqa: BLE001 - a thread must not lose it
            said.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=act) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert said.count(3) == 1
    assert {each for each in said if each != 3} <= {"no_holders", "already_issued"}, said
    assert sorted(Certificate.objects.values_list("number", flat=True)) == [1, 2, 3]
    assert check().valid


def test_speakers_get_theirs(hall):
    make_session(hall.event, "Оксана ВЕРЕС", title_uk="Перша")
    make_session(hall.event, "Оксана ВЕРЕС", title_uk="Друга", hour=1)
    is_over(hall.event)
    (made,) = issue_for(hall.event, "speaker", by=hall.teacher)
    assert (made.holder_name, made.holder_to) == ("Оксана ВЕРЕС", "")  # nobody knows how her name is declined
    assert made.facts["what_uk"] == "за виступ на семінарі"


def test_the_share_is_set_for_each_event(client, hall):
    goes_on(hall.event, title_uk="Модуль 2", hours=1)
    services.check_in(hall.session, Press("", code=hall.people[0].code), by=hall.registrar)
    assert not any(each.gets for each in attendees(hall.event))
    client.force_login(hall.teacher)
    address = reverse("events:certificate_share", args=[hall.event.pk])
    assert client.post(address, {"percent": 0}).status_code == 422
    assert client.post(address, {"percent": 50}).status_code == 302
    event = Event.objects.get(pk=hall.event.pk)
    assert [each.gets for each in attendees(event) if each.attended] == [True]


def test_a_joint_series_gives_one_certificate_for_all_of_its_events(hall, joint):
    series = Series.objects.create(title_uk="Марафон", joint=True)
    second = make_event(joint.cities, days=0, series=series, series_position=2)
    Event.objects.filter(pk=hall.event.pk).update(series=series, series_position=1)
    event = hall.event  # as it was read before it joined the series
    later = goes_on(second, hours=3)
    twins = [register(second, row.family_name, email=row.email) for row in hall.people]
    for row in hall.people:
        services.check_in(hall.session, Press("", code=row.code), by=hall.registrar)
    services.check_in(later, Press("", code=twins[0].code), by=hall.registrar)
    is_over(hall.event)
    with pytest.raises(RuleBroken) as early:  # the second event of the series goes on
        issue_for(event, "attendance", by=hall.teacher)
    assert early.value.refusal.code == "event_goes_on"
    is_over(second)
    (made,) = issue_for(event, "attendance", by=hall.teacher)
    assert (made.holder_to, made.title, made.hours, made.object_type) == (
        "Ірині СТЕПОВІЙ",
        "Марафон",
        5,
        "events.series",
    )
    assert len(made.issuers) == 2
