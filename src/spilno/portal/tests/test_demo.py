"""The demo's own pages: ready sign-ins and the clock, never outside the demo."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from tests.cast import make_user

from spilno.meetings.models import Meeting
from spilno.members.queries.standing import representatives_on
from spilno.portal.gateways import demo_clock
from spilno.visits.models import Call


def test_outside_the_demo_there_are_no_ready_sign_ins(client, cast):
    assert client.get(reverse("portal:demo")).status_code == 404
    assert client.post(reverse("portal:demo_sign_in"), {"email": cast.secretary.email}).status_code == 404
    assert client.post(reverse("portal:demo_clock"), {"moment": "meeting-1"}).status_code == 404


def test_a_ready_sign_in_opens_the_desk(client, cast, settings):
    settings.DEMO = True
    make_user("secretary@demo.example")
    response = client.post(reverse("portal:demo_sign_in"), {"email": "secretary@demo.example"})
    assert response.headers["Location"] == reverse("portal:desk")
    assert client.get(reverse("portal:desk")).status_code == 200


def test_nobody_else_is_signed_in_by_a_click(client, cast, settings):
    settings.DEMO = True
    assert client.post(reverse("portal:demo_sign_in"), {"email": cast.secretary.email}).status_code == 404


def test_the_delegate_of_any_council_signs_in_from_the_list(client, cast, settings):
    settings.DEMO = True
    mandate = representatives_on(timezone.localdate())[cast.lypova.pk]
    shown = client.get(reverse("portal:demo")).content.decode()
    assert (
        f'<option value="{cast.delegate.email}">{mandate.membership.organisation}: {cast.delegate.email}</option>'
        in shown
    )
    client.post(reverse("portal:demo_sign_in"), {"email": cast.delegate.email})
    assert client.get(reverse("portal:desk")).wsgi_request.user == cast.delegate


@pytest.mark.parametrize(("language", "words"), [("uk", "Звіт за 2023 рік"), ("en", "The report of 2023")])
def test_a_newcomer_is_led_through_what_is_done_together(client, cast, settings, language, words):
    settings.DEMO = True
    with override(language):
        shown = client.get(reverse("portal:demo")).content.decode()
        report = reverse("memoranda:report", args=[1, 2023])
        for view in ("events:events", "visits:visits", "memoranda:numbers"):
            assert f'href="{reverse(view)}' in shown
    assert f'<a href="{report}">{words}</a>' in shown


@pytest.fixture
def kept(settings, tmp_path):
    settings.DEMO, settings.DATA = True, tmp_path
    demo_clock._kept = (-1.0, timedelta())
    yield
    demo_clock._kept = (-1.0, timedelta())


def test_the_clock_goes_to_the_day_of_a_convened_meeting_and_never_back(client, cast, kept):
    day = timezone.now() + timedelta(days=44)
    meeting = Meeting.objects.create(body=cast.general_meeting, number=1, state="convened", starts_at=day)
    client.post(reverse("portal:demo_clock"), {"moment": f"meeting-{meeting.pk}"})
    assert timedelta(days=43) < demo_clock.ahead() <= timedelta(days=44)
    demo_clock.set_forward_to(timezone.now())
    assert demo_clock.ahead() > timedelta(days=43)


def test_the_clock_goes_to_the_day_on_which_a_host_is_chosen(client, cast, kept):
    today = timezone.localdate()
    days = {"opens_on": today, "closes_on": today + timedelta(days=12)}
    days |= {f"meeting_between_{which}": today + timedelta(days=90) for which in ("first", "last")}
    call = Call.objects.create(title="Пошук господаря", state="announced", **days)
    assert "Пошук господаря" in client.get(reverse("portal:demo")).content.decode()
    client.post(reverse("portal:demo_clock"), {"moment": f"call-{call.pk}"})
    assert timezone.localdate(demo_clock.now()) == call.closes_on + timedelta(days=1)


def test_the_clock_stands_without_a_convened_meeting(client, cast, kept):
    assert client.post(reverse("portal:demo_clock"), {"moment": "none"}).status_code == 404
    assert demo_clock.ahead() == timedelta()
