"""Charts as inline SVG without style or script: one tile is one council, up to 200 of them. Plain numbers come in, text comes out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.html import escape

MOST_TILES = 200  # votes; of more, a stripe stands for all votes of a kind
LENGTH = 60  # tiles: how long a line of stripes is
KINDS = ("for", "waiting", "abstained", "against")
FIELDS = {
    "for": "votes_for",
    "against": "votes_against",
    "abstained": "votes_abstained",
    "waiting": "not_voted",
    "absent": "absent",
}


@dataclass(frozen=True, slots=True)
class Counts:
    """Votes, not people. `not_voted` are present and have not voted (yet); `absent` are not drawn as tiles."""

    votes_for: int = 0
    votes_against: int = 0
    votes_abstained: int = 0
    not_voted: int = 0
    absent: int = 0

    @property
    def present(self) -> int:
        """Return how many tiles are drawn."""
        return self.votes_for + self.votes_against + self.votes_abstained + self.not_voted


def counts_of(result: Any) -> Counts:
    """Read counts from a Counts, a mapping, or any object with these names; None counts as nothing."""
    if isinstance(result, Counts):
        return result
    if isinstance(result, Mapping):
        return Counts(**{name: int(result.get(name) or 0) for name in FIELDS.values()})
    return Counts(**{name: int(getattr(result, name, None) or 0) for name in FIELDS.values()})


def tiles_in_order(counts: Counts) -> list[str]:
    """Return the kind of each tile: "for" grows from the left, the others come from the right."""
    amounts = {"for": counts.votes_for, "waiting": counts.not_voted}
    amounts |= {"abstained": counts.votes_abstained, "against": counts.votes_against}
    return [kind for kind in KINDS for _ in range(amounts[kind])]


def parts_of(counts: Counts) -> list[tuple[str, int]]:
    """Return kinds with their counts in the order in which they are drawn, without empty ones."""
    amounts = {kind: getattr(counts, FIELDS[kind]) for kind in KINDS}
    return [(kind, amounts[kind]) for kind in KINDS if amounts[kind]]


def _n(value: float) -> str:
    return f"{value:.6g}"


def _glyph(kind: str, x: float, y: float, size: float) -> str:
    """Draw the sign of a vote around the middle (x, y): a tick, a cross, a dash; nothing for those who wait."""
    half = size / 2
    paths = {
        "for": f"M{_n(x - half)} {_n(y)}l{_n(size * 0.28)} {_n(size * 0.28)} {_n(size * 0.5)} {_n(-size * 0.56)}",
        "against": f"M{_n(x - half * 0.7)} {_n(y - half * 0.7)}l{_n(half * 1.4)} {_n(half * 1.4)}"
        f"M{_n(x + half * 0.7)} {_n(y - half * 0.7)}l{_n(-half * 1.4)} {_n(half * 1.4)}",
        "abstained": f"M{_n(x - half * 0.8)} {_n(y)}h{_n(half * 1.6)}",
    }
    return f'<path class="v-glyph v-glyph--{kind}" d="{paths[kind]}"/>' if kind in paths else ""


def votes_line(counts: Counts, needed: int | None, *, label: str, flag: str, identity: str, wall: bool = False) -> str:
    """Draw votes in one line, with the flag at the line to reach (after tile number `needed`).

    `label` is the text alternative; `flag` the words at the flag. On a wall the tiles are larger.
    """
    width, gap, height, top, size = (32, 4, 66, 46, 18) if wall else (13, 4, 30, 26, 8.5)
    whole = max(counts.present, needed or 0, 1)
    total: float = whole * (width + gap)
    drawn = []
    if counts.present > MOST_TILES:
        total = LENGTH * (width + gap)
        drawn = _stripes(counts, total / whole, top=top, height=height, size=size)
        at = (needed or 0) * total / whole
    else:
        for number, kind in enumerate(tiles_in_order(counts)):
            x = 2 + number * (width + gap)
            drawn.append(f'<rect class="v-{kind}" x="{x}" y="{top}" width="{width}" height="{height}" rx="2"/>')
            drawn.append(_glyph(kind, x + width / 2, top + height / 2, size))
        at = 2 + (needed or 0) * (width + gap) - gap / 2
    if needed:
        drawn.append(_flag(at, total, top + height, flag, wall=wall))
    return (
        f'<svg viewBox="0 0 {total} {top + height + 2}" role="img" aria-labelledby="{escape(identity)}-l">'
        f'<title id="{escape(identity)}-l">{escape(label)}</title>{"".join(drawn)}</svg>'
    )


def _stripes(counts: Counts, scale: float, *, top: float, height: float, size: float) -> list[str]:
    """Draw one stripe for each kind, as long as its share: among thousands a tile would be thinner than a hair."""
    drawn, x = [], 0.0
    for kind, count in parts_of(counts):
        width = count * scale
        drawn.append(f'<rect class="v-{kind}" x="{_n(x)}" y="{top}" width="{_n(width)}" height="{height}"/>')
        if width > size * 2:
            drawn.append(_glyph(kind, x + min(width / 2, height), top + height / 2, size))
        x += width
    return drawn


def _flag(at: float, total: float, bottom: float, words: str, *, wall: bool) -> str:
    """Draw the line to reach and its flag; the words stand on the side where there is room."""
    big, text_y = (28, 25.375) if wall else (16, 14.5)
    css = "v-flagtext v-flagtext--wall" if wall else "v-flagtext"
    right = at < total * 0.62
    x, anchor = (at + big + 8, "start") if right else (at - 8, "end")
    notch, half = big / 4, big * 0.4375
    return (
        f'<path class="v-line" d="M{_n(at)} 1V{_n(bottom)}"/>'
        f'<path class="v-flag" d="M{_n(at)} 2h{big}l-{_n(notch)} {_n(half)} {_n(notch)} {_n(half)}h-{big}z"/>'
        f'<text class="{css}" x="{_n(x)}" y="{text_y}" text-anchor="{anchor}">{escape(words)}</text>'
    )


def votes_grid(counts: Counts, needed: int | None, *, label: str, identity: str, columns: int = 12) -> str:
    """Draw votes as rows of tiles for narrow screens; a stroke after the tile to reach."""
    kinds = tiles_in_order(counts) if counts.present <= MOST_TILES else []
    rows = max(1, -(-len(kinds) // columns))
    drawn = []
    if counts.present > MOST_TILES:
        rows, scale = 2, columns * 26 / max(counts.present, needed or 0)
        drawn = _stripes(counts, scale, top=0, height=rows * 26, size=13)
        if needed:
            drawn.append(f'<path class="v-line" d="M{_n(needed * scale)} -2v{rows * 26 + 4}"/>')
            needed = None
    for number, kind in enumerate(kinds):
        x, y = 1.5 + number % columns * 26, 1.5 + number // columns * 26
        drawn.append(f'<rect class="v-{kind}" x="{_n(x)}" y="{_n(y)}" width="23" height="23" rx="2"/>')
        drawn.append(_glyph(kind, x + 11.5, y + 11.5, 13))
    if needed and needed <= rows * columns:
        column, row = (needed - 1) % columns + 1, (needed - 1) // columns
        drawn.append(f'<path class="v-line" d="M{column * 26} {row * 26 - 1}v28"/>')
    return (
        f'<svg viewBox="-2 -2 {columns * 26 + 4} {rows * 26 + 4}" role="img" aria-labelledby="{escape(identity)}-g">'
        f'<title id="{escape(identity)}-g">{escape(label)}</title>{"".join(drawn)}</svg>'
    )


def bar(parts: Sequence[tuple[str, int]], *, label: str, identity: str, mark: int | None = None) -> str:
    """Draw so many of so many in countable tiles; over 60 pieces a tile stands for several, and the text counts.

    `parts` are pairs of kind (done, now, late, open, self) and count, in order. `mark` puts a stroke after that piece.
    """
    whole = sum(count for _, count in parts)
    per_tile = max(1, -(-whole // 60))
    tiles = [kind for kind, count in parts for _ in range(-(-count // per_tile))]
    width = 14 * max(len(tiles), 1)
    drawn = [
        f'<rect class="b-{kind}" x="{1 + 14 * number}" y="2" width="11" height="16" rx="2"/>'
        for number, kind in enumerate(tiles)
    ]
    if mark:
        drawn.append(f'<path class="b-mark" d="M{_n(14 * mark / per_tile - 0.5)} 0v20"/>')
    return (
        f'<svg viewBox="0 0 {max(width, 168)} 20" role="img" aria-labelledby="{escape(identity)}-b">'
        f'<title id="{escape(identity)}-b">{escape(label)}</title>{"".join(drawn)}</svg>'
    )


@dataclass(frozen=True, slots=True)
class Tile:
    """A hromada on the map: place in columns and rows from the top left, its raion, and what is written on it.

    `kind`: plain, was, here, none (no data, dashed) or a step "1" to "5". `url` makes the tile a link.
    """

    x: int
    y: int
    raion: str
    name: str
    value: str = ""
    kind: str = "plain"
    url: str = ""


_STEP_X, _STEP_Y, _WIDTH, _HEIGHT = 108, 74, 104, 70


def tilemap(tiles: Iterable[Tile], *, title: str, description: str, identity: str, names: bool = True) -> str:
    """Draw the map of tiles with borders of raions; `names` writes the hromada on each tile."""
    placed = {(tile.x, tile.y): tile for tile in tiles}
    if not placed:
        return ""
    left, top = min(x for x, _ in placed), min(y for _, y in placed)
    columns, rows = max(x for x, _ in placed) - left + 1, max(y for _, y in placed) - top + 1
    drawn = [
        _tile(tile, (tile.x - left) * _STEP_X + 8, (tile.y - top) * _STEP_Y + 10, names=names)
        for tile in placed.values()
    ]
    return (
        f'<svg class="tilemap{"" if names else " tilemap--plain"}" viewBox="0 0 {columns * _STEP_X + 12} {rows * _STEP_Y + 16}"'
        f' role="{"group" if any(tile.url for tile in placed.values()) else "img"}"'
        f' aria-labelledby="{escape(identity)}-t" aria-describedby="{escape(identity)}-d">'
        f'<title id="{escape(identity)}-t">{escape(title)}</title><desc id="{escape(identity)}-d">{escape(description)}</desc>'
        f'{"".join(drawn)}<path class="border" d="{_borders(placed, left, top)}"/></svg>'
    )


def _tile(tile: Tile, x: int, y: int, *, names: bool) -> str:
    css, text = {"none": ("s0", "t0")}.get(tile.kind, (f"s-{tile.kind}", f"t-{tile.kind}"))
    if tile.kind.isdigit():
        css, text = f"s{tile.kind}", f"t{tile.kind}"
    middle = x + _WIDTH // 2
    drawn = f'<rect class="{css}" x="{x}" y="{y}" width="{_WIDTH}" height="{_HEIGHT}" rx="2"/>'
    if names:
        drawn += f'<text class="nm {text}" x="{middle}" y="{y + (24 if tile.value else 40)}">{escape(tile.name)}</text>'
    if tile.value:
        drawn += f'<text class="vl {text}" x="{middle}" y="{y + (52 if names else 50)}">{escape(tile.value)}</text>'
    if not tile.url:
        return drawn
    said = f"{tile.name}: {tile.value}" if tile.value else tile.name
    return f'<a href="{escape(tile.url)}" aria-label="{escape(said)}">{drawn}</a>'


def _borders(placed: Mapping[tuple[int, int], Tile], left: int, top: int) -> str:
    """Draw a line between neighbours of different raions, as long as the step of the grid."""
    lines = []
    for (x, y), tile in sorted(placed.items(), key=lambda pair: (pair[0][1], pair[0][0])):
        px, py = (x - left) * _STEP_X + 8 - 2, (y - top) * _STEP_Y + 10 - 2
        right, below = placed.get((x + 1, y)), placed.get((x, y + 1))
        if right is not None and right.raion != tile.raion:
            lines.append(f"M{px + _STEP_X} {py}v{_STEP_Y}")
        if below is not None and below.raion != tile.raion:
            lines.append(f"M{px} {py + _STEP_Y}h{_STEP_X}")
    return "".join(lines)


def trend(
    points: Sequence[tuple[str, int | None]], *, title: str, description: str, identity: str, going: str = ""
) -> str:
    """Draw shares of a hundred over years: a mark with its number above each year, a line between them, from zero.

    `points` are pairs of a word (a year) and a whole number of percent; None: not told, the line is broken there. `going` says
    under the last year that it is not over: the line to it is dashed, for its number still grows.
    """
    step, height, top = 120, 160, 34
    placed = [(60 + step * number, share) for number, (_, share) in enumerate(points)]
    last = placed[-1][0] if placed and going else 0
    drawn = [f'<path class="axis" d="M0 {top + height}h{step * max(len(points), 1)}"/>']
    drawn += [
        f'<path class="way{" way--going" if after_x == last else ""}" d="M{x} {_n(_level(share, top, height))}L{after_x} {_n(_level(after, top, height))}"/>'
        for (x, share), (after_x, after) in pairwise(placed)
        if share is not None and after is not None
    ]
    for (x, share), (word, _) in zip(placed, points, strict=True):
        if share is not None:
            y = _level(share, top, height)
            drawn.append(f'<rect class="dot" x="{x - 5}" y="{_n(y - 5)}" width="10" height="10" rx="2"/>')
            drawn.append(f'<text class="vl" x="{x}" y="{_n(y - 14)}">{share}\u00a0%</text>')
        drawn.append(f'<text class="nm" x="{x}" y="{top + height + 22}">{escape(word)}</text>')
    if last:
        drawn.append(f'<text class="nm" x="{last}" y="{top + height + 42}">{escape(going)}</text>')
    return (
        f'<svg class="trend" viewBox="0 0 {step * max(len(points), 1)} {top + height + (50 if last else 30)}" role="img"'
        f' aria-labelledby="{escape(identity)}-t" aria-describedby="{escape(identity)}-d">'
        f'<title id="{escape(identity)}-t">{escape(title)}</title><desc id="{escape(identity)}-d">{escape(description)}</desc>'
        f"{''.join(drawn)}</svg>"
    )


def _level(share: int, top: int, height: int) -> float:
    return top + height * (100 - share) / 100
