"""From draft to archive: the acts, their state, their journal, what a refusal leaves untouched."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from tests.cast import make_user

from spilno.documents.queries import content_of
from spilno.journal.models import Entry
from spilno.learning.models import Competence, Partner, Standard, StandardVersion
from spilno.learning.queries.standards import (
    changes_since,
    delivery_facts,
    in_force_on,
    on_the_table,
    present_version,
    text_of,
)
from spilno.learning.rules.force import why_not_deliver
from spilno.learning.rules.programme import ModuleText
from spilno.learning.services import approving, force, standards
from spilno.learning.services.standards import OutcomeSaid
from spilno.learning.tests.factories import make_version
from spilno.memoranda.models import Contribution
from spilno.memoranda.tests.factories import make_area, make_head, make_memorandum, make_organisation
from spilno.notices.models import Notice
from spilno.statute.rules.refusal import RuleBroken

pytestmark = pytest.mark.django_db
HOURS = {"lecture": 10, "practice": 20}


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def heads():
    """Heads of a school and of an association of towns; each speaks for his organisation."""
    return [make_head(make_organisation("Школа", "education"), "Ясен"), make_head(make_organisation("Міста"), "Терен")]


@pytest.fixture
def reviewer():
    return make_user("reviewer@example.org")


def own(head):
    return head.offices.get().organisation


def begun(heads):
    by = heads[0].user
    version = standards.begin_standard(
        partners=[own(head) for head in heads], kind="general", length="professional", title_uk="Питання самоврядування",
        credits=Decimal(2), hours=60, by=by,
    )  # fmt: skip
    said = {"purpose": "поглибити знання", "categories": ["lsg_officials"], "assessment": "тест"}
    standards.write_profile(version, said, by=by)
    competence = Competence.objects.create(code="law", name_uk="знання законодавства")
    standards.write_outcomes(
        version, [OutcomeSaid("знає закон", competence=competence), OutcomeSaid("уміє планувати")], by=by
    )
    modules = [(None, ModuleText("Бюджет", HOURS)), (None, ModuleText("Планування", HOURS))]
    standards.write_modules(version, modules, by=by)
    return version.standard


def approved(heads, reviewer, standard=None):
    standard = standard or begun(heads)
    approving.send_to_review(standard, by=heads[0].user)
    version = approving.put_to_partners(standard, by=reviewer)
    for head in heads:
        answer(standard, head, version.sha256)
    return standard


def answer(standard, head, sha256, **said):
    partner = Partner.objects.get(standard=standard, organisation=own(head))
    return approving.answer(partner, sha256=sha256, **{"agreed": True, **said}, by=head.user)


def in_force(heads, reviewer, standard=None, starts=None):
    standard = approved(heads, reviewer, standard)
    today = timezone.localdate()
    approving.send_to_nads(standard, by=reviewer)
    approving.enter_agreement(standard, number="лист № 1", on=today, until=today + timedelta(1000), by=reviewer)
    force.bring_into_force(standard, starts=starts or today, by=reviewer)
    standard.refresh_from_db()
    return standard


def broken(act, *args, **kwargs):
    """Return the code of the refusal; nothing but what was there before may be there after."""
    before = (Entry.objects.count(), list(StandardVersion.objects.values()), list(Standard.objects.values()))
    with pytest.raises(RuleBroken) as found:
        act(*args, **kwargs)
    assert (Entry.objects.count(), list(StandardVersion.objects.values()), list(Standard.objects.values())) == before
    return found.value.refusal.code


def test_from_draft_to_in_force(heads, reviewer):
    standard = in_force(heads, reviewer)
    version = present_version(standard)
    assert (standard.number, version.state, version.starts) == (1, "in_force", timezone.localdate())
    assert content_of(version.document).startswith(b"%PDF")
    version.document.refresh_from_db()
    assert version.document.public
    acts = list(Entry.objects.filter(object_type="learning.standard").order_by("pk").values_list("act", flat=True))
    assert acts[0] == "standard.begun"
    assert acts[-5:] == [
        "standard.approved",
        "standard.agreed",
        "standard.sent_to_nads",
        "standard.agreed_by_nads",
        "standard.in_force",
    ]
    assert list(in_force_on(timezone.localdate())) == [version]


def test_three_credits_for_forty_hours_are_not_sent_to_review(heads):
    standard = begun(heads)
    standards.write_profile(on_the_table(standard), {"credits": Decimal(3), "hours": 40}, by=None)
    assert broken(approving.send_to_review, standard, by=heads[0].user) == "credits_do_not_fit_hours"


def test_who_sent_a_text_does_not_review_it(heads, reviewer):
    standard = begun(heads)
    approving.send_to_review(standard, by=heads[0].user)
    assert broken(approving.put_to_partners, standard, by=heads[0].user) == "own_text"
    assert broken(approving.return_from_review, standard, remarks="", by=reviewer) == "remarks_missing"
    version = approving.return_from_review(standard, remarks="додати літературу", by=reviewer)
    assert (version.state, version.remarks) == ("draft", "додати літературу")


def test_a_partner_cannot_approve_an_old_text(heads, reviewer):
    standard = begun(heads)
    approving.send_to_review(standard, by=heads[0].user)
    old = approving.put_to_partners(standard, by=reviewer).sha256
    assert Notice.objects.get().deliveries.count() == 2
    answer(standard, heads[1], old, agreed=False, remarks="годин замало")
    version = standards.begin_next(standard, by=heads[0].user)
    assert broken(answer, standard, heads[0], old) == "old_text"
    assert broken(approving.send_to_review, standard, by=heads[0].user) == "note_missing"
    standards.write_profile(version, {"note": "Уточнено мету.", "purpose": "інша мета"}, by=heads[0].user)
    approving.send_to_review(standard, by=heads[0].user)
    new = approving.put_to_partners(standard, by=reviewer)
    assert new.sha256 != old
    answer(standard, heads[1], new.sha256)
    assert broken(answer, standard, heads[1], new.sha256) == "answered_already"
    assert list(standard.versions.values_list("version", "state")) == [(2, "approval"), (1, "replaced")]


def test_a_text_that_partners_saw_is_not_edited_and_outlives_new_names(heads, reviewer):
    standard = begun(heads)
    approving.send_to_review(standard, by=heads[0].user)
    version = approving.put_to_partners(standard, by=reviewer)
    assert broken(standards.write_profile, version, {"purpose": "інше"}, by=None) == "text_fixed"
    assert broken(standards.write_modules, version, [], by=None) == "text_fixed"
    assert broken(standards.name_partner, version, own(heads[0]), by=None) == "text_fixed"
    Competence.objects.update(name_uk="інша назва")
    assert text_of(version).outcomes[0].competence == "знання законодавства"


def test_nothing_comes_into_force_without_approvals_and_agreement(heads, reviewer):
    standard = begun(heads)
    assert broken(force.bring_into_force, standard, starts=timezone.localdate(), by=None) == "not_approved"
    approved(heads, reviewer, standard)
    assert broken(force.bring_into_force, standard, starts=timezone.localdate(), by=None) == "nads_missing"
    assert (
        broken(approving.enter_agreement, standard, number="1", on=timezone.localdate(), until=None, by=None)
        == "not_sent"
    )


def test_a_new_version_ends_the_one_before_on_the_day_before(heads, reviewer):
    standard = in_force(heads, reviewer)
    first, today = present_version(standard), timezone.localdate()
    second = standards.begin_next(standard, by=heads[0].user)
    modules = [(module.pk, ModuleText(module.title_uk, HOURS, content="нова тема")) for module in second.modules.all()]
    standards.write_modules(second, modules, by=heads[0].user)
    standards.write_profile(second, {"note": "Додано зміст."}, by=heads[0].user)
    assert broken(standards.begin_next, standard, by=None) == "text_on_the_table"
    in_force(heads, reviewer, standard, starts=today + timedelta(1))
    first.refresh_from_db()
    assert (first.state, first.ends) == ("archived", today)
    assert [each.version for day in (today, today + timedelta(1)) for each in in_force_on(day)] == [1, 2]
    before, changes = changes_since(present_version(standard))
    assert before == first
    assert [each.title for each in changes.modules] == ["Бюджет", "Планування"]
    assert standard.number == 1


def test_what_is_put_aside_leaves_what_is_in_force(heads, reviewer):
    standard = in_force(heads, reviewer)
    standards.begin_next(standard, by=None)
    standards.put_aside(standard, reason="не на часі", by=None)
    assert on_the_table(standard) is None
    assert present_version(standard).version == 1


def test_only_a_provider_delivers_and_only_while_nads_agrees(heads, reviewer):
    standard = in_force(heads, reviewer)
    version, today, school = present_version(standard), timezone.localdate(), own(heads[0])
    assert why_not_deliver(delivery_facts(version, school, today), today).code == "not_a_provider"
    provider = force.add_provider(standard, school, ground="договір № 1", starts=today, ends=None, by=None)
    assert why_not_deliver(delivery_facts(version, school, today), today) is None
    late = today + timedelta(1001)
    assert why_not_deliver(delivery_facts(version, school, late), late).code == "nads_over"
    assert (
        broken(force.add_provider, standard, school, ground="x", starts=today, ends=None, by=None) == "provides_already"
    )
    force.end_provider(provider, ends=today, by=None)
    tomorrow = today + timedelta(1)
    assert why_not_deliver(delivery_facts(version, school, tomorrow), tomorrow).code == "not_a_provider"


def test_an_archived_standard_names_its_successor_and_is_equivalent(heads, reviewer):
    standard = in_force(heads, reviewer)
    old = make_version(
        own(heads[0]), state="in_force", starts=date(2022, 1, 1), standard=Standard.objects.create(number=77)
    )
    force.archive(old.standard, ends=timezone.localdate(), reason="нова програма", successor=standard, by=None)
    old.refresh_from_db()
    assert (old.state, old.standard.successor) == ("archived", standard)
    version = present_version(standard)
    made = force.enter_equivalence(version, old, ground="рішення розробників", by=None)
    assert broken(force.enter_equivalence, version, old, ground="x", by=None) == "equivalent_already"
    force.drop_equivalence(made, by=None)
    assert not version.equivalents.exists()


def test_a_standard_counts_for_the_memorandum_of_its_partners(heads, reviewer):
    memorandum = make_memorandum(*(own(head) for head in heads))
    other = make_memorandum(own(heads[0]), make_organisation("Чужі"))
    for each in (memorandum, other):
        each.agreed_areas.update(area=make_area("programmes", "стандартизовані програми"))
    standard = in_force(heads, reviewer)
    counted = Contribution.objects.get()
    assert (counted.agreed_area.memorandum, counted.source_type, counted.source_id) == (
        memorandum,
        "learning.standard",
        str(standard.pk),
    )


def test_modules_of_another_text_are_not_reached(heads):
    standard, other = begun(heads), make_version(own(heads[0]))
    foreign = other.modules.first()
    standards.write_modules(on_the_table(standard), [(foreign.pk, replace(ModuleText("Чужий", HOURS)))], by=None)
    foreign.refresh_from_db()
    assert (foreign.title_uk, other.modules.count()) == ("Планування", 2)
