"""The way of a text: review by another person, one hash, agreement, force, delivery; and what a version changes."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spilno.learning.queries.volumes import volume_of
from spilno.learning.rules.categories import TARGETS, is_meant_for, offices_of
from spilno.learning.rules.force import (
    DeliveryFacts,
    ForceFacts,
    why_not_agreed,
    why_not_archive,
    why_not_deliver,
    why_not_equivalent,
    why_not_force,
    why_not_provide,
    why_not_send,
)
from spilno.learning.rules.programme import (
    HOUR_KINDS,
    ModuleText,
    OutcomeText,
    Programme,
    as_values,
    changes_between,
    from_values,
    totals,
    words_of,
)
from spilno.learning.rules.standards import (
    AnswerFacts,
    why_not_answer,
    why_not_decide_review,
    why_not_next,
    why_not_put_aside,
    why_not_review,
    why_not_write,
)
from spilno.memoranda.rules.canonical import hash_of
from spilno.people.models import Office

TODAY = date(2026, 11, 22)
RULE = volume_of(TODAY)
HOURS = {"lecture": 10, "practice": 20}
TEXT = Programme(
    "Питання самоврядування", categories=("lsg_officials",), purpose="мета", credits="2.00", hours=60, assessment="тест",
    outcomes=(OutcomeText("знає закон"),), modules=(ModuleText("Бюджет", HOURS), ModuleText("Планування", HOURS)),
)  # fmt: skip
ANSWER = AnswerFacts("approval", "aa", "aa", is_partner=True, answered=False, agreed=True, remarks="")
FORCE = ForceFacts("sent", 2, 2, TODAY, TODAY, True, "№ 1", TODAY, None, None)


def code(refusal):
    return refusal.code if refusal else None


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, None),
        ({"purpose": " "}, "purpose_missing"),
        ({"categories": ()}, "categories_missing"),
        ({"outcomes": ()}, "outcomes_missing"),
        ({"modules": ()}, "modules_missing"),
        ({"modules": tuple(replace(each, required=False) for each in TEXT.modules)}, "required_missing"),
        ({"assessment": ""}, "assessment_missing"),
        ({"length": "short"}, "short_out_of_bounds"),
        ({"credits": "3.00"}, "credits_do_not_fit_hours"),
        ({"modules": TEXT.modules[:1]}, "modules_do_not_make_the_volume"),
        ({"modules": (*TEXT.modules, ModuleText("Порожній", {}))}, "module_without_hours"),
    ],
)
def test_what_a_text_lacks_before_its_review(changes, expected):
    text = replace(TEXT, **changes)
    assert code(why_not_review("draft", text, partners=2, note="", needs_note=False, rule=RULE)) == expected


def test_a_draft_of_two_partners_with_a_note_goes_to_review():
    assert code(why_not_review("draft", TEXT, partners=1, note="", needs_note=False, rule=RULE)) == "partners_missing"
    assert code(why_not_review("draft", TEXT, partners=2, note="", needs_note=True, rule=RULE)) == "note_missing"
    assert code(why_not_review("review", TEXT, partners=2, note="", needs_note=False, rule=RULE)) == "not_a_draft"
    assert why_not_review("draft", TEXT, partners=2, note="години", needs_note=True, rule=RULE) is None


def test_nobody_reviews_what_he_sent():
    assert code(why_not_decide_review("review", own=True, returns=False, remarks="")) == "own_text"
    assert why_not_decide_review("review", own=False, returns=False, remarks="") is None
    assert code(why_not_decide_review("review", own=False, returns=True, remarks=" ")) == "remarks_missing"
    assert code(why_not_decide_review("draft", own=False, returns=False, remarks="")) == "not_in_review"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, None),
        ({"seen_sha256": "bb"}, "old_text"),
        ({"is_partner": False}, "not_a_partner"),
        ({"answered": True}, "answered_already"),
        ({"state": "approved"}, "not_with_partners"),
        ({"agreed": False}, "remarks_missing"),
        ({"agreed": False, "remarks": "години"}, None),
    ],
)
def test_a_partner_answers_exactly_the_text_that_it_saw(changes, expected):
    assert code(why_not_answer(replace(ANSWER, **changes))) == expected


@given(
    st.builds(
        AnswerFacts,
        *[st.sampled_from(["approval", "draft", "aa", "bb"])] * 3,
        st.booleans(),
        st.booleans(),
        st.booleans(),
        st.text(),
    )
)
def test_another_hash_is_never_approved(facts):
    if facts.seen_sha256 != facts.sha256:
        assert why_not_answer(facts) is not None


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, None),
        ({"approvals": 1}, "not_approved"),
        ({"partners": 0, "approvals": 0}, "not_approved"),
        ({"state": "approval"}, "not_approved"),
        ({"nads_number": ""}, "nads_missing"),
        ({"nads_number": "", "needs_nads": False, "state": "approved"}, None),
        ({"starts": TODAY - timedelta(1)}, "before_approval"),
        ({"nads_until": TODAY - timedelta(1)}, "nads_over"),
        ({"nads_until": TODAY}, None),
        ({"present_starts": TODAY}, "before_present"),
        ({"present_starts": TODAY - timedelta(1)}, None),
    ],
)
def test_a_version_is_in_force_only_after_all_approvals(changes, expected):
    assert code(why_not_force(replace(FORCE, **changes))) == expected


@given(st.integers(0, 5), st.integers(0, 5), st.sampled_from(["draft", "review", "approval", "approved", "sent"]))
def test_nothing_comes_into_force_without_every_approval(partners, approvals, state):
    facts = replace(FORCE, partners=partners, approvals=approvals, state=state)
    if why_not_force(facts) is None:
        assert approvals >= partners > 0


def test_nads_agrees_what_was_sent_with_number_and_days():
    def why(**changes):
        return code(
            why_not_agreed(
                **{"state": "sent", "nads_number": "1", "on": TODAY, "until": None, "today": TODAY, **changes}
            )
        )

    assert why() is None
    assert why(state="approved") == "not_sent"
    assert why(nads_number=" ") == "number_missing"
    assert why(on=TODAY + timedelta(1)) == "day_ahead"
    assert why(until=TODAY - timedelta(1)) == "term_reversed"
    assert code(why_not_send("approved", needed=False)) == "nads_not_needed"
    assert code(why_not_send("approval", needed=True)) == "not_approved"
    assert why_not_send("approved", needed=True) is None


STANDS = DeliveryFacts(date(2026, 1, 1), None, None, delivers=True)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, None),
        ({"starts": None}, "version_not_in_force"),
        ({"starts": TODAY + timedelta(1)}, "version_not_in_force"),
        ({"ends": TODAY - timedelta(1)}, "version_not_in_force"),
        ({"ends": TODAY}, None),
        ({"nads_until": TODAY - timedelta(1)}, "nads_over"),
        ({"nads_until": TODAY}, None),
        ({"delivers": False}, "not_a_provider"),
    ],
)
def test_what_is_in_force_and_agreed_is_delivered_by_its_provider(changes, expected):
    assert code(why_not_deliver(replace(STANDS, **changes), TODAY)) == expected


def test_terms_of_one_provider_share_no_day():
    own = [(date(2026, 1, 1), date(2026, 6, 30))]
    assert code(why_not_provide(own, starts=date(2026, 6, 30), ends=None)) == "provides_already"
    assert why_not_provide(own, starts=date(2026, 7, 1), ends=date(2026, 7, 1)) is None
    assert code(why_not_provide([], starts=TODAY, ends=TODAY - timedelta(1))) == "term_reversed"


def test_the_ends_of_a_life():
    assert why_not_archive("in_force", starts=TODAY, ends=TODAY) is None
    assert code(why_not_archive("in_force", starts=TODAY, ends=TODAY - timedelta(1))) == "ends_before_start"
    assert code(why_not_archive("draft", starts=None, ends=TODAY)) == "not_in_force"
    assert code(why_not_equivalent(same=True, earlier_starts=TODAY, known=False)) == "same_version"
    assert code(why_not_equivalent(same=False, earlier_starts=None, known=False)) == "never_in_force"
    assert code(why_not_equivalent(same=False, earlier_starts=TODAY, known=True)) == "equivalent_already"
    assert why_not_equivalent(same=False, earlier_starts=TODAY, known=False) is None
    assert [state for state in ("", "draft", "review", "approval", "approved", "sent") if why_not_next(state)] == [
        "draft",
        "review",
    ]
    assert code(why_not_put_aside("", reason="x")) == "nothing_on_the_table"
    assert code(why_not_put_aside("draft", reason=" ")) == "reason_missing"
    assert why_not_put_aside("draft", reason="не на часі") is None
    assert [state for state in ("draft", "approval", "in_force") if why_not_write(state) is None] == ["draft"]


def test_a_starosta_is_an_official_and_a_councillor_is_not():
    assert is_meant_for(["lsg_officials"], "starosta")
    assert not is_meant_for(["lsg_officials"], "councillor")
    assert offices_of(["unknown"]) == frozenset()
    assert offices_of(TARGETS) <= set(Office.Category.values)


LINES = st.lists(st.sampled_from(["перша тема", "друга тема", "третя тема"]), max_size=3).map("\n".join)
MODULES = st.lists(
    st.builds(
        ModuleText, title=st.sampled_from(["Бюджет", "Планування", "Безпека"]), hours=st.dictionaries(st.sampled_from(HOUR_KINDS), st.integers(1, 9)),
        content=LINES, required=st.booleans(),
    ), max_size=3, unique_by=lambda each: each.title,
).map(tuple)  # fmt: skip
TEXTS = st.builds(
    Programme, title_uk=st.sampled_from(["А", "Б"]), hours=st.integers(0, 90), modules=MODULES, assessment=LINES, literature=LINES,
    outcomes=st.lists(st.builds(OutcomeText, uk=st.sampled_from(["знає", "уміє"])), max_size=3).map(tuple),
)  # fmt: skip


@given(TEXTS, TEXTS)
def test_texts_differ_exactly_when_their_hashes_do(before, after):
    assert bool(changes_between(before, after)) == (hash_of(as_values(before)) != hash_of(as_values(after)))


@given(TEXTS)
def test_a_kept_text_is_read_as_it_was(text):
    assert hash_of(as_values(from_values(as_values(text)))) == hash_of(as_values(text))


@given(MODULES)
def test_sums_by_kind_lose_no_hour(modules):
    assert sum(totals(modules).values()) == sum(module.total for module in modules)


def test_what_came_went_and_changed_is_told_by_part():
    after = replace(
        TEXT,
        credits="3.00",
        modules=(ModuleText("Бюджет", {"lecture": 12, "practice": 20}), ModuleText("Безпека", HOURS)),
    )
    found = changes_between(TEXT, after)
    assert [(each.field, each.before, each.after) for each in found.profile] == [("credits", "2.00", "3.00")]
    assert [(each.kind, each.title, each.hours[:1]) for each in found.modules] == [
        ("changed", "Бюджет", (("lecture", 10, 12),)),
        ("new", "Безпека", (("lecture", 0, 10),)),
        ("old", "Планування", (("lecture", 10, 0),)),
    ]
    assert [(piece.kind, piece.text) for piece in words_of(found.profile[0])] == [("old", "2.00"), ("new", "3.00")]
