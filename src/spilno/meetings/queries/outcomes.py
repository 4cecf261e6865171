"""Votes and decisions as plain facts, as minutes and papers of decisions tell them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.utils import translation

from spilno.ballots.models import Elector, Question
from spilno.ballots.queries import names_of, result_of, value_in_words
from spilno.ballots.queries.box import sealed_of
from spilno.ballots.queries.levels import double_of, level_in_words, within_level_of
from spilno.ballots.queries.sheets import beside_phones
from spilno.ballots.rules.choices import NOBODY
from spilno.meetings.models import (
    Decision,
    Effect,
    Item,
    Put,
)
from spilno.meetings.queries.elections import rounds_of
from spilno.meetings.rules.minutes import facts
from spilno.meetings.rules.minutes.points import points_of
from spilno.meetings.rules.putting import is_unfinished
from spilno.organisations.rules.phrases import decline_phrase
from spilno.people.gateways import in_words
from spilno.people.models import Person


def vote_of(put: Put) -> facts.VoteHeld:
    """Return a closed or cancelled vote as plain facts; the roll only for a roll-call."""
    question = put.question
    sealed = sealed_of(question)
    names = names_of(question)
    return facts.VoteHeld(
        purpose=put.purpose,
        method=question.method,
        text=put.text,
        entitled=question.entitled,
        present=question.present,
        recused=question.recused,
        votes_for=question.votes_for or 0,
        against=question.votes_against or 0,
        abstained=question.votes_abstained or 0,
        not_voted=question.not_voted or 0,
        absent=question.absent or 0,
        needed=question.needed or 0,
        carried=bool(question.carried),
        share=Fraction(question.share),
        strict=question.strict,
        base=question.base,
        article=question.article,
        cancelled=question.cancelled_because or "оголошено помилковим"
        if question.state == Question.State.CANCELLED
        else "",
        roll=tuple(_roll_line(elector, names) for elector in _roll(put)),
        papers=sealed.papers if sealed else 0,
        ballots=sealed.ballots if sealed else 0,
        seal=sealed.seal if sealed else "",
        handed=sealed.handed if sealed else 0,
        kind=question.kind,
        rounds=_rounds(question),
        on_paper=_on_paper(question),
        **_levels(question),
    )


def _on_paper(question: Question) -> tuple[int, int, int] | None:
    added = beside_phones(question)
    return None if added is None else (added.votes_for, added.votes_against, added.votes_abstained)


def _levels(question: Question) -> dict[str, Any]:
    """Return the second reckoning of a double majority, in Ukrainian as minutes are; nothing of any other vote."""
    within = within_level_of(question)
    double = double_of(question, result_of(question)) if within is not None else None
    if within is None or double is None:
        return {}
    with translation.override("uk"):
        levels = tuple(
            facts.LevelHeld(level_in_words(code, one.counts.entitled), one.counts.votes_for, one.whole, one.needed)
            for code, one in double.levels.items()
        )
    return {
        "levels": levels,
        "level_share": within.share,
        "level_strict": within.strict,
        "level_base": str(within.base),
    }


def _rounds(question: Question) -> tuple[facts.RoundHeld, ...]:
    """Return the rounds of an election that was counted, in Ukrainian as minutes are."""
    with translation.override("uk"):
        return tuple(
            facts.RoundHeld(tuple((bar.name, bar.votes) for bar in each.bars), each.idle, each.said)
            for each in rounds_of(question)
        )


def _roll(put: Put) -> Iterable[Elector]:
    if put.question.method != Question.Method.ROLL_CALL:
        return ()
    kept = getattr(put.question, "roll", None)
    return kept if kept is not None else put.question.electors.select_related("holder", "vote")


def _roll_line(elector: Elector, names: Mapping[int, str]) -> facts.RollLine:
    vote = getattr(elector, "vote", None)
    if vote is not None:
        value = value_in_words(vote.value, names) if names and vote.value not in NOBODY else vote.value
    elif not elector.present:
        value = "absent"
    else:
        value = "recused" if elector.recused else "not_voted"
    return facts.RollLine(
        elector.name,
        elector.holder_name or str(elector.holder or ""),
        value,
        by_proxy=elector.by_proxy,
        feminine=elector.holder is not None and elector.holder.gender == Person.Gender.FEMININE,
    )


def told_effects() -> "QuerySet[Effect]":
    """Return effects with what their sentences name."""
    return Effect.objects.select_related(
        "bound_body", "bound_membership__organisation", "bound_person", "person", "seat"
    )


@translation.override("uk")
def printed_points(decision: Decision) -> list[str]:
    """Return the points of a decision as its paper prints them; empty when its paper has nothing beyond its text."""
    if not decision.effects.exists():
        return []
    prefetch_related_objects([decision], Prefetch("effects", told_effects()))
    return _points_beyond_text(decision_of(decision))


@translation.override("uk")
def drafted_text(item: Item) -> str:
    """Return the draft decision with what is prepared with it, so that the words put to the vote are those decided."""
    effects = list(told_effects().filter(item=item).order_by("pk"))
    text = item.draft_decision
    counting = [str(effect.person) for effect in effects if effect.kind == Effect.Kind.COUNTING]
    if counting and is_unfinished(text):
        text = f"{text.rstrip()} {', '.join(counting)}."
    return "\n".join(_points_beyond_text(_made(0, item.title, text, effects))) or text


def _points_beyond_text(made: facts.DecisionMade) -> list[str]:
    points = points_of(made)
    return points if len(points) > len(points_of(replace(made, duties=(), elections=(), dismissals=()))) else []


def decision_of(decision: Decision) -> facts.DecisionMade:
    """Return a decision as plain facts; its effects are told with it, best fetched by told_effects."""
    return _made(decision.number, decision.title, decision.text, list(decision.effects.all()))


def _made(number: int, title: str, text: str, effects: Sequence[Effect]) -> facts.DecisionMade:
    return facts.DecisionMade(
        number=number,
        title=title,
        text=text,
        duties=tuple(
            facts.Duty(_bound(effect), effect.what, effect.due_on)
            for effect in effects
            if effect.kind == Effect.Kind.UNDERTAKING and _bound(effect)
        ),
        elections=tuple(
            facts.Election(
                in_words(effect.person, "accusative"),
                effect.person.family_name,
                decline_phrase(effect.seat.title_uk, "ablative"),
                effect.ends,
            )
            for effect in effects
            if effect.kind == Effect.Kind.ELECT and effect.person is not None and effect.seat is not None
        ),
        dismissals=tuple(
            facts.Dismissal(
                in_words(effect.person, "genitive"),
                effect.person.family_name,
                decline_phrase(effect.seat.title_uk, "genitive"),
            )
            for effect in effects
            if effect.kind == Effect.Kind.DISMISS and effect.person is not None and effect.seat is not None
        ),
    )


def _bound(effect: Effect) -> str:
    if effect.bound_person is not None:
        return in_words(effect.bound_person, "dative")
    if effect.bound_body is not None:
        return decline_phrase(effect.bound_body.name_uk, "dative")
    if effect.bound_membership is not None:
        return decline_phrase(str(effect.bound_membership), "dative")
    return ""
