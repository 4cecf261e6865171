"""Tiles of the wall, written at once: a template for each of 1,500 would take longer than the hall looks away."""

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from spilno.ballots.models import Question
from spilno.ballots.queries import KNOWN, value_in_words
from spilno.meetings.models import Meeting
from spilno.meetings.queries.elections import RoundShown
from spilno.meetings.queries.hall import Tile
from spilno.meetings.queries.voting import Seat
from spilno.meetings.rules import opening
from spilno.statute.rules.refusal import Refusal
from spilno.ui.templatetags.ui import chip, icon, vote_word

register = template.Library()

SIGNS = {
    "for": "check",
    "cast": "check",
    "present": "people",
    "against": "cross",
    "abstained": "dash",
    "absent": "dots",
    "recused": "stop",
}


def _item(name: str, word: str, *, sign: str, css: str) -> str:
    return (
        f'<li class="seat{css}">{sign}<span><span class="seat__name">{escape(name)}</span>'
        f'<span class="sr">: {escape(word)}</span></span></li>'
    )


@register.simple_tag
def voters(seats: Iterable[Seat]) -> SafeString:
    """Draw who has voted: one tile is one member; by name only where the roll is public; else a key says so."""
    seats = list(seats)
    signs = {kind: icon(name) for kind, name in SIGNS.items()}
    voted = gettext("has voted")
    return mark_safe(
        "".join(
            _item(
                seat.place,
                seat.word or voted,
                sign=signs.get(seat.kind, '<span class="seat__none"></span>'),
                css=f" seat--{seat.kind}",
            )
            for seat in seats
        )
        + (_nameless(signs["present"]) if any(seat.kind == "present" for seat in seats) else "")
    )


def _nameless(sign: str) -> str:
    said = gettext("The member is here. Who has voted is not shown.")
    return f'<li class="seats__key">{sign}{escape(said)}</li>'


@register.simple_tag
def vote_said(question: Question, value: str, *, lower: bool = False) -> str:
    """Say a vote in the reader's words; in an election it names candidates."""
    if value in question.names or value not in KNOWN:
        return value_in_words(value, question.names)
    return value_in_words(value) if lower else vote_word(value)


@register.simple_tag
def vote_chip(value: str) -> SafeString:
    """Draw the sign of a vote; a choice among candidates has that of a vote for."""
    return chip(value if value in KNOWN else "for")


@register.simple_tag
def round_picture(held: RoundShown) -> SafeString:
    """Draw a round of an election: a bar for each candidate, a mark where a seat is; the table behind says the same."""
    wide = 400
    mark = f'<rect x="{min(held.mark / 100 * wide, wide - 2):.1f}" y="0" width="2" height="12" class="round__mark"/>'
    bars = "".join(
        f'<p class="round__one"><b>{escape(bar.name)}</b><span>{escape(bar.votes)} · {escape(bar.word)}</span></p>'
        f'<svg viewBox="0 0 {wide} 12" preserveAspectRatio="none" focusable="false">'
        f'<rect x="0" y="2" width="{max(bar.length, 0.3) / 100 * wide:.1f}" height="8" '
        f'class="round__bar round__bar--{bar.fate}"/>{mark}</svg>'
        for bar in held.bars
    )
    said = gettext("The mark: votes needed for a seat, %(needed)s.") % {"needed": held.needed}
    return mark_safe(f'<div class="round" aria-hidden="true">{bars}<p class="round__key">{escape(said)}</p></div>')


@register.simple_tag
def tiles_here(tiles: Iterable[Tile]) -> SafeString:
    """Draw who is here: one tile is one member."""
    remote, proxy = gettext("by video link"), gettext("by proxy")
    here, absent = gettext("here"), gettext("absent")
    link, tick, dots = icon("signal"), icon("check"), icon("dots")
    return mark_safe(
        "".join(
            _item(
                tile.name,
                remote if tile.remote else proxy if tile.by_proxy else here if tile.here else absent,
                sign=link if tile.remote else tick if tile.here else dots,
                css=" seat--here" if tile.here else " seat--absent",
            )
            for tile in tiles
        )
    )


@register.filter
def one_hand(meeting: Meeting) -> Refusal | None:
    """Warn that one person both presides over a meeting and keeps its minutes."""
    return opening.one_hand(chair=meeting.chair_id, secretary=meeting.secretary_id)
