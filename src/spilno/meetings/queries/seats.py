"""Tiles of the wall while a question is voted: one is one member."""

from dataclasses import dataclass

from django.utils.translation import gettext

from spilno.ballots.queries import RollLine


@dataclass(frozen=True, slots=True)
class Seat:
    """A member's tile on the wall: `kind` is the look, `word` what a screen reader says."""

    place: str
    kind: str
    word: str


def seat_of(line: RollLine, *, by_name: bool, nameless: bool) -> Seat:
    """Return the tile of a member: by name where the roll is public; `nameless` where nobody knows who has voted."""
    if nameless and not by_name and line.value not in {"absent", "recused"}:
        return Seat(line.place, "present", gettext("here"))
    if line.value == "recused":
        return Seat(line.place, "recused", line.word)
    if line.value in {"absent", "not_voted"} or by_name:
        return Seat(line.place, line.chip, line.word)
    return Seat(line.place, "cast", "")
