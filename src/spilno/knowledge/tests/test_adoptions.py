"""Adoptions: opened with an undertaking, asked after 6 and 12 months, told with an effect."""

from datetime import date, datetime, timedelta
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from spilno.journal.models import Entry
from spilno.knowledge.models import Adoption, Practice
from spilno.knowledge.queries.adoptions import awaited_from
from spilno.knowledge.rules.months import months_after
from spilno.knowledge.services import adoptions as services
from spilno.notices.models import Notice
from spilno.statute.rules.refusal import RuleBroken
from spilno.undertakings.models import Undertaking


def broken(code):
    return pytest.raises(RuleBroken, match=f"^{code}$")


def adopted(practice, cast, **more):
    given = {"plan": "Придбати автобус.", "due_on": timezone.localdate() + timedelta(days=200), **more}
    return services.adopt(practice, cast.verbova.organisation, by=cast.verbova_delegate, **given)


def test_an_adoption_opens_an_undertaking_of_the_council_and_tells_the_host(cast, practice):
    made = adopted(practice, cast)
    undertaking = Undertaking.objects.get()
    assert (undertaking.source_type, undertaking.source_id) == ("knowledge.adoption", str(made.pk))
    assert (undertaking.organisation, undertaking.due_on) == (cast.verbova.organisation, made.due_on)
    assert Notice.objects.get().deliveries.get().name == str(cast.lypova.organisation)
    with broken("adopted_already"):
        adopted(practice, cast)
    with broken("own_practice"):
        services.adopt(practice, cast.lypova.organisation, plan="План", due_on=None, by=cast.delegate)
    assert Adoption.objects.count() == 1


def test_a_refused_adoption_leaves_nothing(cast, practice):
    for more, code in (({"plan": ""}, "no_plan"), ({"due_on": date(2020, 1, 1)}, "plan_ends_before")):
        with broken(code):
            adopted(practice, cast, **more)
    assert not Undertaking.objects.exists()
    assert not Entry.objects.exists()


def test_the_status_is_asked_after_six_and_twelve_months_once(cast, practice, django_capture_on_commit_callbacks):
    made = adopted(practice, cast)
    six, twelve = (months_after(made.planned_on, months) for months in (6, 12))
    assert services.ask_of_adoptions(six - timedelta(1)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert services.ask_of_adoptions(six) == 1
    assert cast.verbova_delegate.email in {letter.to[0] for letter in mail.outbox}
    assert f"/knowledge/adoptions/{made.pk}/" in mail.outbox[-1].body
    assert services.ask_of_adoptions(six) == 0
    assert services.ask_of_adoptions(twelve) == 1
    assert services.ask_of_adoptions(twelve + timedelta(40)) == 0


def test_what_works_reports_the_undertaking_and_answers_the_month(cast, practice):
    made = adopted(practice, cast)
    six = months_after(made.planned_on, 6)
    services.ask_of_adoptions(six)
    assert awaited_from([cast.verbova.organisation]) == [made]
    noon = datetime(six.year, six.month, six.day, 12, tzinfo=ZoneInfo("Europe/Kyiv"))
    with patch.object(timezone, "now", lambda: noon):
        status = services.tell_status(made, state="works", effect="340 звернень за пів року", by=cast.verbova_delegate)
    assert (status.month, status.on) == (6, six)
    assert awaited_from([cast.verbova.organisation]) == []
    undertaking = Undertaking.objects.get()
    assert undertaking.state == "reported"
    assert undertaking.reports.get().text == "340 звернень за пів року"


def test_what_was_given_up_goes_off_control_and_is_not_asked_again(cast, practice):
    made = adopted(practice, cast)
    with broken("no_reason_to_drop"):
        services.tell_status(made, state="dropped", effect="", by=cast.verbova_delegate)
    services.tell_status(made, state="dropped", effect="немає водія", by=cast.verbova_delegate)
    undertaking = Undertaking.objects.get()
    assert undertaking.state == "dropped"
    assert "немає водія" in undertaking.ended_by
    assert services.ask_of_adoptions(months_after(made.planned_on, 12)) == 0


def test_pages_of_an_adoption(cast, practice, client):
    address = reverse("knowledge:adopt", args=[practice.number])
    client.force_login(cast.stranger)
    assert client.get(address).status_code == 404
    client.force_login(cast.verbova_delegate)
    form = client.get(address).context["form"]
    assert form["organisation"].value() == cast.verbova.organisation.pk, "his only council is chosen already"
    assert form.fields["plan"].required, "an adoption has a plan"
    given = {"organisation": cast.verbova.organisation.pk, "plan": " "}
    assert client.post(address, given).status_code == 422
    assert client.post(address, {"plan": "План"}).status_code == 422
    assert (
        client.post(address, {**given, "organisation": cast.lypova.organisation.pk, "plan": "План"}).status_code == 422
    )
    assert client.post(address, {**given, "plan": "План"}).status_code == 302
    made = Adoption.objects.get()
    services.ask_of_adoptions(months_after(made.planned_on, 6))
    assert practice.title in client.get(reverse("portal:desk")).content.decode()
    told = reverse("knowledge:tell", args=[made.pk])
    assert client.post(told, {"state": "works", "effect": ""}).status_code == 409
    assert client.post(told, {"effect": "є"}).status_code == 422
    assert client.post(told, {"state": "works", "effect": "Працює"}).status_code == 302
    grown = f"{reverse('knowledge:write')}?adoption={made.pk}"
    assert client.get(grown).status_code == 200
    values = {
        "title": "Наш автобус",
        "organisation": cast.verbova.organisation.pk,
        "topic": "services",
        "problem": "П",
        "solution": "Р",
    }
    assert client.post(grown, values).status_code == 302
    own = Practice.objects.get(title="Наш автобус")
    made.refresh_from_db()
    assert (made.own_practice, own.adopted_from) == (own, practice)
    client.force_login(cast.delegate)
    assert client.post(told, {"state": "dropped", "effect": "ні"}).status_code == 404
    assert client.get(grown).status_code == 404
    client.logout()
    assert client.get(reverse("knowledge:adoption", args=[made.pk])).status_code == 200
