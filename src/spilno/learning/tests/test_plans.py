"""Individual programmes: rules by example and property, acts, pages, what all of them need."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import make_council, make_person, make_user

from spilno.journal.models import Entry
from spilno.learning.models import Competence, IndividualProgramme, Need, Outcome
from spilno.learning.queries.plans import lacking, needs_analysed, proof_of
from spilno.learning.rules.plans import (
    OpenNeed,
    Planned,
    folded_words,
    need_fulfilled,
    why_not_agree,
    why_not_close,
    why_not_send,
    why_not_tie,
    why_not_write,
)
from spilno.learning.services import deciding, plans
from spilno.learning.services.credits import Claimed, claim, record_edition
from spilno.learning.tests.factories import make_version
from spilno.learning.tests.making_tests import make_edition, make_enrolment
from spilno.people.models import Office
from spilno.statute.rules.refusal import RuleBroken
from spilno.ui.sentences import say

YEAR = timezone.localdate().year
FAIR = Planned(
    "draft",
    sent=False,
    own=False,
    needs=[("edition", Decimal(1)), ("self", Decimal("0.1"))],
    due=Decimal(1),
    due_self=Decimal("0.1"),
)
credit = st.tuples(st.sampled_from(["edition", "self", "exchange"]), st.decimals("0.01", "2", places=2))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, None),
        ({"needs": []}, "nothing_planned"),
        ({"needs": [("self", Decimal("0.9"))]}, "too_little_planned"),
        ({"needs": [("edition", Decimal(2))]}, "too_little_self"),
        ({"needs": [("edition", Decimal(2))], "others": [("self", Decimal("0.1"))]}, None),  # summed over the year
        ({"sent": True}, "waits_for_answer"),
        ({"state": "agreed"}, "agreed_already"),
    ],
)
def test_why_a_programme_is_not_sent(change, code):
    found = why_not_send(Planned(**{**{name: getattr(FAIR, name) for name in Planned.__slots__}, **change}))
    assert (found.code if found else None) == code
    if found:
        assert say(found).source


@given(st.lists(credit, min_size=1, max_size=6), st.lists(credit, max_size=6))
def test_programmes_of_a_year_count_together_however_they_are_divided(needs, others):
    def sent(mine, rest):
        return why_not_send(
            Planned("draft", sent=False, own=False, needs=mine, others=rest, due=Decimal(1), due_self=Decimal("0.1"))
        )

    together, divided = sent([*needs, *others], []), sent(needs, others)
    assert (together and together.code) == (divided and divided.code)


def test_nobody_agrees_or_closes_his_own():
    assert why_not_agree(Planned("draft", sent=True, own=True, needs=[])).code == "own_programme"
    assert why_not_close(Planned("agreed", sent=True, own=True, needs=[])).code == "own_programme"
    assert why_not_agree(Planned("draft", sent=False, own=False, needs=[])).code == "not_sent"
    assert why_not_close(Planned("draft", sent=False, own=False, needs=[])).code == "not_agreed"
    assert why_not_write(FAIR) is None


def test_a_need_is_fulfilled_by_a_row_of_the_same_person_and_year():
    assert why_not_tie("agreed", same_person=True, same_year=True, row_state="recognised") is None
    assert why_not_tie("agreed", same_person=True, same_year=False, row_state="recognised").code == "row_does_not_fit"
    assert why_not_tie("agreed", same_person=True, same_year=True, row_state="refused").code == "row_does_not_fit"
    assert why_not_tie("closed", same_person=True, same_year=True, row_state="recognised").code == "closed"


def serve(name, town, category):
    person = make_person(name, user=make_user(f"{category}@example.org"))
    Office.objects.create(
        person=person, organisation=town, post_uk="посада", category=category, starts=date(2021, 1, 1), act="наказ"
    )
    return person


@pytest.fixture
def town(db):
    return make_council("Липова міська рада")


@pytest.fixture
def official(town):
    return serve("Ясен", town, "official")


@pytest.fixture
def head(town):
    return serve("Терен", town, "head")


def begun(official, town):
    return plans.begin_plan(official, year=YEAR, organisation=town, office=official.offices.get(), by=official.user)


def test_from_needs_to_the_proof_in_the_browser(client, official, head, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(official.user)
    assert client.post(reverse("learning:begin_plan", args=[official.pk]), {"year": YEAR}).status_code == 302
    plan = IndividualProgramme.objects.get()
    here = {
        name: reverse(f"learning:{name}", args=[plan.pk])
        for name in ("plan", "add_need", "send_plan", "agree_plan", "return_plan", "close_plan", "plan_proof")
    }
    assert client.post(here["add_need"], {"topic": "закупівлі", "kind": "self", "credits": "0.10"}).status_code == 302
    assert client.post(here["send_plan"]).status_code == 409
    client.post(here["add_need"], {"topic": "бюджет", "kind": "edition", "credits": "2"})
    assert client.post(here["send_plan"]).status_code == 302
    assert client.post(here["agree_plan"]).status_code == 404  # the official himself
    client.force_login(head.user)
    assert client.post(here["return_plan"], {"because": "додайте тему"}).status_code == 302
    client.force_login(official.user)
    assert "додайте тему" in client.get(here["plan"]).content.decode()
    client.post(here["send_plan"])
    client.force_login(head.user)
    assert client.post(here["agree_plan"]).status_code == 302
    need = Need.objects.get(kind="self")
    said = Claimed(
        kind="self",
        title="Вебінар",
        on=timezone.localdate(),
        institution="ДІЯ",
        hours=Decimal(3),
        electronic=False,
        need=need,
    )
    deciding.recognise(claim(official, said, by=official.user), by=head.user)
    assert client.post(here["close_plan"]).status_code == 302
    proof = proof_of(official, YEAR)
    assert (proof.planned, proof.tied, proof.recognised) == (Decimal("2.10"), Decimal("0.10"), Decimal("0.10"))
    assert client.get(here["plan_proof"]).content.startswith(b"%PDF")
    assert client.get(reverse("learning:plans")).status_code == 200


def test_a_stranger_cannot_tell_a_programme_exists(client, official, town):
    plan = begun(official, town)
    other = serve("Дуб", make_council("Вербова рада"), "deputy")
    client.force_login(other.user)
    for name in ("plan", "plan_proof"):
        assert client.get(reverse(f"learning:{name}", args=[plan.pk])).status_code == 404
    assert client.get(reverse("learning:plans")).context["page"].object_list.count() == 0


def test_competences_of_programmes_for_the_category_are_proposed_until_planned(official, town):
    competence = Competence.objects.create(code="law", name_uk="знання законодавства")
    version = make_version(town, state="in_force")
    Outcome.objects.filter(version=version).update(competence=competence)
    assert lacking(official, timezone.localdate()) == [competence]
    plans.add_need(
        begun(official, town), topic="закони", kind="edition", credits=Decimal(2), competence=competence, by=None
    )
    assert lacking(official, timezone.localdate()) == []


def test_needs_are_summed_by_competence_without_names(client, official, head, town, cast):
    competence = Competence.objects.create(code="law", name_uk="знання законодавства")
    for person in (official, head):
        plan = plans.begin_plan(person, year=YEAR, organisation=town, office=None, by=None)
        plans.add_need(plan, topic="закони", kind="edition", credits=Decimal(2), competence=competence, by=None)
        plans.add_need(plan, topic="інше", kind="self", credits=Decimal("0.1"), competence=None, by=None)
    assert needs_analysed(YEAR) == []  # drafts are nobody's business
    IndividualProgramme.objects.update(sent_on=timezone.localdate())
    law, other = needs_analysed(YEAR)
    assert (law.competence, law.people, law.councils, law.credits) == ("знання законодавства", 2, 1, 4)
    assert other.competence == ""
    client.force_login(cast.secretary)
    page = client.get(reverse("learning:needs")).content.decode()
    assert "знання законодавства" in page
    assert "Ясен" not in page
    assert client.get(reverse("learning:needs") + "?format=csv").content.startswith(b"\xef\xbb\xbf")
    client.force_login(cast.stranger)
    assert client.get(reverse("learning:needs")).status_code == 404


def test_a_closed_programme_keeps_what_was_proved(official, head, town):
    plan = begun(official, town)
    need = plans.add_need(plan, topic="закони", kind="edition", credits=Decimal(2), competence=None, by=None)
    plans.add_need(plan, topic="самоосвіта", kind="self", credits=Decimal("0.1"), competence=None, by=None)
    plans.send_plan(plan, by=official.user)
    with pytest.raises(RuleBroken, match="own_programme"):
        plans.agree_plan(plan, by=official.user)
    plans.agree_plan(plan, by=head.user)
    with pytest.raises(RuleBroken, match="agreed_already"):
        plans.drop_need(need, by=official.user)
    said = Claimed(
        kind="outside", title="Курс", on=timezone.localdate(), institution="Центр", hours=Decimal(60), electronic=False
    )
    row = claim(official, said, by=official.user)
    assert plans.tie_row(need, row, by=official.user).row == row
    plans.close_plan(plan, by=head.user)
    with pytest.raises(RuleBroken, match="closed"):
        plans.tie_row(need, row, by=official.user)


@given(st.text(max_size=40))
def test_a_title_is_compared_without_its_signs(title):
    need = OpenNeed(1, "edition", f"«{title}» ")
    assert need_fulfilled([need], kind="edition", title=f"  {title}.") == need
    assert need_fulfilled([need], kind="self", title=title) is None
    assert folded_words(folded_words(title)) == folded_words(title)


def test_a_need_is_found_by_its_title_before_its_competence():
    by_competence, by_title = OpenNeed(1, "edition", "бюджет", 7), OpenNeed(2, "edition", "Питання самоврядування")
    needs = [by_competence, by_title]
    assert need_fulfilled(needs, kind="edition", title="«Питання  самоврядування»", competences={7}) == by_title
    assert need_fulfilled(needs, kind="edition", title="Інше", competences={7}) == by_competence
    assert need_fulfilled(needs, kind="edition", title="Інше", competences={8}) is None


def agreed(official, town, head, topic):
    plan = begun(official, town)
    plans.add_need(plan, topic=topic, kind="edition", credits=Decimal(2), competence=None, by=official.user)
    plans.add_need(plan, topic="закупівлі", kind="self", credits=Decimal("0.2"), competence=None, by=official.user)
    plans.send_plan(plan, by=official.user)
    return plans.agree_plan(plan, by=head.user)


def completed_row(official, town):
    edition = make_edition(town, state="finished", ends_on=timezone.localdate())
    enrolment = make_enrolment(edition, official, state="completed", completed_on=timezone.localdate())
    return record_edition(enrolment)


def test_a_completed_programme_fulfils_the_need_that_names_it(official, town, head):
    plan = agreed(official, town, head, "Питання самоврядування")
    row = completed_row(official, town)
    assert list(plan.needs.filter(row=row).values_list("topic", flat=True)) == ["Питання самоврядування"]
    entry = Entry.objects.filter(act="plan.tied").get()
    assert entry.facts["by_itself"]


def test_what_was_learned_before_the_programme_was_agreed_counts_too(official, town, head):
    row = completed_row(official, town)
    assert agreed(official, town, head, "Питання самоврядування").needs.filter(row=row).count() == 1


def test_what_no_need_names_is_left_to_the_official(official, town, head):
    plan = agreed(official, town, head, "Кібергігієна")
    completed_row(official, town)
    assert not plan.needs.filter(row__isnull=False).exists()


def test_a_second_programme_is_begun_when_the_first_is_agreed_and_a_draft_is_dropped(client, official, head):
    plan = plans.begin_plan(official, year=YEAR, organisation=official.offices.get().organisation, office=None, by=None)
    with pytest.raises(RuleBroken):
        plans.begin_plan(official, year=YEAR, organisation=plan.organisation, office=None, by=None)
    client.force_login(official.user)
    assert client.post(reverse("learning:begin_plan", args=[official.pk]), {"year": YEAR}).status_code == 409
    assert client.post(reverse("learning:drop_plan", args=[plan.pk])).status_code == 302
    assert not IndividualProgramme.objects.exists()
    assert Entry.objects.filter(act="plan.dropped").exists()
    assert client.post(reverse("learning:begin_plan", args=[official.pk]), {"year": YEAR}).status_code == 302


def test_a_draft_that_nobody_sent_is_not_summed(official):
    council = official.offices.get().organisation
    sent = IndividualProgramme.objects.create(
        person=official, organisation=council, year=YEAR, sent_on=timezone.localdate()
    )
    draft = IndividualProgramme.objects.create(person=official, organisation=council, year=YEAR)
    for plan in (sent, draft):
        Need.objects.create(programme=plan, order=1, topic="закупівлі", kind="edition", credits=Decimal("0.5"))
    assert (proof_of(official, YEAR).programmes, proof_of(official, YEAR).planned) == (1, Decimal("0.50"))
    assert proof_of(official, YEAR, shown=draft).planned == Decimal("1.00")
    assert plans.planned_as(sent, None).others == []
    assert plans.planned_as(draft, None).others == [("edition", Decimal("0.50"))]


def test_what_was_sent_is_not_dropped(official):
    plan = IndividualProgramme.objects.create(
        person=official, organisation=official.offices.get().organisation, year=YEAR, sent_on=timezone.localdate()
    )
    with pytest.raises(RuleBroken):
        plans.drop_plan(plan, by=None)
