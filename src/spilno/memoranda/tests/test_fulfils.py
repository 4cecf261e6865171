"""From the page of an activity: what it fulfils, counting it, taking it back."""

from datetime import date

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from tests.cast import make_person, make_user

from spilno.memoranda.forms import FulfilsForm
from spilno.memoranda.models import Contribution
from spilno.memoranda.queries import ActivityFact, activities, register_activity
from spilno.memoranda.services.plan import contribute
from spilno.memoranda.tests.factories import make_head, make_memorandum, make_organisation, make_ours

DAY = date(2026, 3, 1)


@pytest.fixture
def source(db, monkeypatch):
    monkeypatch.setattr(activities, "_resolvers", {})
    register_activity(
        "people.person",
        lambda ids: {i: ActivityFact("Семінар", DAY, "/", "event", done=True) for i in ids},
    )
    return make_person("Захід")


@pytest.fixture
def school(db):
    school = make_organisation("Школа")
    make_head(school, "Шкільна")
    return school


@pytest.fixture
def area(school):
    return make_memorandum(make_ours(), school).agreed_areas.get()


def shown(source, user, **told):
    request = RequestFactory().get("/")
    request.user = user
    return render_to_string("memoranda/_fulfils.html", {"source": source, **told}, request=request)


def head_of(organisation):
    return organisation.offices.get().person.user


def test_the_page_of_an_activity_says_what_it_fulfils(source, area, school):
    stranger = make_user("stranger@example.org")
    assert shown(source, stranger).strip() == ""
    contribute(area, source=source, day=DAY, by=None)
    assert f"№ {area.memorandum.number}" in shown(source, stranger)
    assert "<form" not in shown(source, stranger)
    assert "<form" in shown(source, head_of(school))
    of_others = shown(source, head_of(school), takes_part=False)
    assert f"№ {area.memorandum.number}" in of_others
    assert 'name="fulfils"' not in of_others


def test_what_is_not_public_is_seen_by_its_parties_only(source, area, school):
    contribute(area, source=source, day=DAY, by=None)
    area.memorandum.public = False
    area.memorandum.save()
    assert shown(source, make_user("stranger@example.org")).strip() == ""
    assert "№" in shown(source, head_of(school))


def test_a_party_counts_an_activity_and_takes_it_back(client, source, area, school):
    given = {"source_type": "people.person", "source_id": source.pk, "fulfils": area.pk}
    client.force_login(make_user("stranger@example.org"))
    client.post("/memoranda/count/", given)
    assert not Contribution.objects.exists()
    client.force_login(head_of(school))
    assert client.post("/memoranda/count/", {**given, "fulfils": "9:9"}).status_code == 302
    assert client.post("/memoranda/count/", {**given, "source_type": "x.y"}).status_code == 404
    assert not Contribution.objects.exists()
    assert client.post("/memoranda/count/", given).status_code == 302
    made = Contribution.objects.get()
    assert (made.agreed_area, made.day) == (area, DAY)
    client.force_login(make_user("another@example.org"))
    assert client.post(f"/memoranda/count/{made.pk}/withdraw/").status_code == 404
    client.force_login(head_of(school))
    assert client.post(f"/memoranda/count/{made.pk}/withdraw/").status_code == 302
    assert not Contribution.objects.exists()


def test_the_form_offers_what_is_open_in_two_queries(area, school, django_assert_num_queries):
    for name in ("А", "Б"):
        make_memorandum(school, make_organisation(name))
    with django_assert_num_queries(2):
        form = FulfilsForm({"fulfils": str(area.pk)}, organisations=[school.pk], day=DAY)
    assert len(form.known) == 3
    assert form.is_valid()
    assert form.cleaned_data["fulfils"] == (area, None)
    assert not FulfilsForm({"fulfils": "999"}, organisations=[school.pk], day=DAY).is_valid()
