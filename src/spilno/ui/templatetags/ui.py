"""Tags and filters of the look: signs, dates, counts, refusals."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.core.paginator import Page
from django.db.models import Model
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, FileInput, RadioSelect
from django.forms.utils import flatatt
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext, pgettext

from spilno.statute.rules.refusal import Refusal
from spilno.ui import charts, registry
from spilno.ui.forms import worded
from spilno.ui.icons import ICONS
from spilno.ui.sentences import Said, say
from spilno.ui.words import NBSP, keep_together, name_in_letters, ordinal, settlement_in_language

register = template.Library()

MONTHS_UK = ("січ.", "лют.", "бер.", "квіт.", "трав.", "черв.", "лип.", "серп.", "вер.", "жовт.", "лист.", "груд.")
SOON_DAYS = 14  # from here on a deadline is drawn as near


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw a sign; it is decoration, the word beside it tells."""
    return mark_safe(f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{ICONS[name]}</svg>')


@register.simple_tag
def mark() -> SafeString:
    """Draw the mark: a table of eight seats, the wheat one has the floor."""
    return mark_safe(
        f'<svg class="mark" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{ICONS["mark"]}</svg>'
    )


@register.filter
def day(value: date | datetime | None) -> str:
    """Write a day as text does: 27 листопада 2026 року."""
    return _formatted(value, "DATE_FORMAT")


@register.filter
def short_day(value: date | datetime | None) -> str:
    """Write a day as tables do: 27.11.2026."""
    return _formatted(value, "SHORT_DATE_FORMAT")


@register.filter
def moment(value: datetime | None) -> str:
    """Write a day and time: 27 листопада 2026 року, 10:00."""
    return _formatted(value, "DATETIME_FORMAT")


@register.filter
def clock(value: datetime | None) -> str:
    """Write hours and minutes, in Kyiv time."""
    return _formatted(value, "TIME_FORMAT")


def _formatted(value: date | datetime | None, name: str) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = _in_kyiv(value).replace(second=0, microsecond=0)
    return _written(value, name, get_language())


def _in_kyiv(value: datetime) -> datetime:
    """Return a time by the clocks of Kyiv, without its zone."""
    if timezone.is_naive(value):
        return value
    return value.astimezone(timezone.get_default_timezone()).replace(tzinfo=None)


@lru_cache(maxsize=8192)
def _written(value: date | datetime, name: str, _language: str | None) -> str:
    """Write a day or a time by a format of the language. Lists write the same days again and again."""
    return date_format(value, name).replace(" ", NBSP)


@register.filter
def said(refusal: Refusal | None) -> Said | None:
    """Put a refusal into the reader's words."""
    return say(refusal) if refusal is not None else None


@register.filter
def settlement(value: str) -> str:
    """Write a settlement in the reader's language: «м. Валки», Valky."""
    return settlement_in_language(value)


@register.filter
def in_letters(person: Any) -> str:
    """Write a person's name in the letters of the reader: {{ term.person|in_letters }}; nothing for nobody."""
    return name_in_letters(str(person)) if person is not None else ""


@register.filter
def named(value: Any, attribute: str) -> str:
    """Return a bilingual field in the reader's language: {{ body|named:"name" }}; Ukrainian when English is empty."""
    chosen = getattr(value, f"{attribute}_{get_language() or 'uk'}", "") if value is not None else ""
    return chosen or (getattr(value, f"{attribute}_uk", "") if value is not None else "")


@register.simple_tag
def status(kind: str, sign: str, word: str) -> SafeString:
    """Draw a status: sign and word; kinds ok, now, soon, no, info, wait."""
    return format_html('<span class="status status--{}">{}{}</span>', kind, icon(sign), word)


@register.simple_tag
def due(value: date | None, done: Any = None) -> SafeString:
    """Draw how much time is left until a day, in words; overdue in days. `done`: it is fulfilled, nothing hurries."""
    if done:
        return status("ok", "check", gettext("Done"))
    if value is None:
        return status("wait", "dash", gettext("No term"))
    left = (value - timezone.localdate()).days
    if left < 0:
        words = ngettext("Overdue by %(days)d day", "Overdue by %(days)d days", -left) % {"days": -left}
        return status("no", "stop", words)
    if left == 0:
        return status("soon", "clock", gettext("Today is the last day"))
    words = ngettext("%(days)d day left", "%(days)d days left", left) % {"days": left}
    return status("soon" if left <= SOON_DAYS else "info", "clock", words)


@register.simple_tag
def day_box(value: date | datetime) -> SafeString:
    """Draw a day as lists of days have it: the number large, month and weekday under it."""
    if isinstance(value, datetime):
        value = _in_kyiv(value).date()
    return _day_box(value, get_language(), here=value.year == timezone.localdate().year)


@lru_cache(maxsize=2048)
def _day_box(value: date, language: str | None, *, here: bool) -> SafeString:
    month = MONTHS_UK[value.month - 1] if language != "en" else date_format(value, "M")
    weekday = date_format(value, "D").lower()
    words = f"{month}, {weekday}" if here else f"{month} {value.year}"
    year = format_html('<span class="sr">{}</span>', value.year) if here else ""
    return format_html('<p class="day"><b>{}</b><span>{}</span>{}</p>', value.day, words, year)


@register.filter(name="ordinal")
def in_order(number: int, case: str = "nominative") -> str:
    """Write a number in order: 71-ші (71-х with "genitive"), in English 71st."""
    return ordinal(int(number), case)


@register.filter
def typo(text: Any) -> Any:
    """Keep together what a Ukrainian line must not part. Plain text comes out unsafe, as it came."""
    kept = keep_together(str(text))
    return mark_safe(kept) if isinstance(text, SafeString) else kept


@register.filter
def grouped(value: Any) -> str:
    """Write a number with its thousands apart: 1 284."""
    return "" if value in (None, "") else number_format(value, force_grouping=True)


@register.filter
def money(value: Decimal | None) -> str:
    """Write hryvnias: 18 400,00 грн."""
    if value is None:
        return ""
    hryvnias = gettext("UAH")
    return f"{number_format(value, 2, force_grouping=True)}{NBSP}{hryvnias}"


_WORDS = {
    "for": lambda: gettext("For"),
    "against": lambda: gettext("Against"),
    "abstained": lambda: gettext("Abstained"),
    "waiting": lambda: gettext("Did not vote"),
    "absent": lambda: gettext("Absent"),
}
_SIGNS = {"for": "check", "against": "cross", "abstained": "dash", "waiting": "", "absent": "dots"}


@register.simple_tag
def chip(kind: str) -> SafeString:
    """Draw a vote: for, against, abstained, waiting, absent. The word stands beside it."""
    sign = icon(_SIGNS[kind]) if _SIGNS[kind] else ""
    return format_html('<span class="chip chip--{}">{}</span>', kind, sign)


_ONE = {
    **_WORDS,
    "abstained": lambda: pgettext("one vote", "Abstained"),
    "waiting": lambda: pgettext("one vote", "Did not vote"),
    "absent": lambda: pgettext("one vote", "Absent"),
}


@register.filter
def vote_word(kind: str) -> str:
    """Write one vote in words that fit a council, a woman and a man alike."""
    return _ONE[kind]() if kind in _ONE else ""


@register.simple_tag
def tally(result: Any) -> SafeString:
    """Draw the counts of a vote as chips; `result` has votes_for, votes_against, votes_abstained, not_voted, absent."""
    counts = charts.counts_of(result)
    rows = ((chip(kind), _WORDS[kind](), getattr(counts, field)) for kind, field in charts.FIELDS.items())
    return format_html('<ul class="tally">{}</ul>', format_html_join("", "<li>{} {} <b>{}</b></li>", rows))


@register.simple_tag
def votes(result: Any, needed: int | None = None, *, name: str = "votes", wall: bool = False) -> SafeString:
    """Draw a vote: one tile is one council, the flag stands at the line to reach; in rows on a narrow screen.

    `name` must be unlike the names of other charts on the page. Words with the same numbers are the text alternative.
    """
    counts = charts.counts_of(result)
    label = gettext(
        "Votes of %(present)d present: for %(for)d, against %(against)d, abstained %(abstained)d, not voted %(waiting)d."
    ) % {
        "present": counts.present,
        "for": counts.votes_for,
        "against": counts.votes_against,
        "abstained": counts.votes_abstained,
        "waiting": counts.not_voted,
    }
    flag = under = ""
    if needed:
        flag = ngettext("%(needed)d vote for is needed", "%(needed)d votes for are needed", needed) % {"needed": needed}
        tile = gettext("The stroke after tile %(needed)d: as many votes for are needed") % {"needed": needed}
        under = tile if counts.present <= charts.MOST_TILES else flag
        label = f"{label} {flag}."
    line = charts.votes_line(counts, needed, label=label, flag=flag, identity=name, wall=wall)
    grid = charts.votes_grid(counts, needed, label=label, identity=name)
    return format_html(
        '<div class="votes"><div class="votes__line">{}</div><div class="votes__grid">{}{}</div></div>',
        mark_safe(line),
        mark_safe(grid),
        format_html('<p class="fine soft">{}</p>', under) if under else "",
    )


@register.simple_tag
def bar(
    text: str, *, done: int = 0, now: int = 0, late: int = 0, ahead: int = 0, mark: int | None = None, name: str = "bar"
) -> SafeString:
    """Draw so many of so many in countable tiles, with the words that say the same under them."""
    parts = [("done", done), ("now", now), ("late", late), ("open", ahead)]
    drawn = charts.bar(parts, label=str(text), identity=name, mark=mark)
    return format_html('<div class="bar">{}<p>{}</p></div>', mark_safe(drawn), text)


@register.simple_tag
def tilemap(
    tiles: Iterable[charts.Tile], *, title: str, description: str = "", name: str = "map", names: bool = True
) -> SafeString:
    """Draw the map of hromadas; a list or a table with the same facts stands beside it."""
    return mark_safe(charts.tilemap(tiles, title=title, description=description, identity=name, names=names))


@register.simple_tag
def trend(
    points: Iterable[tuple[str, int | None]], *, title: str, description: str = "", name: str = "trend", going: str = ""
) -> SafeString:
    """Draw shares over years; a table with the same numbers stands beside it. `going` tells that the last year is not over."""
    return mark_safe(charts.trend(list(points), title=title, description=description, identity=name, going=going))


_NUMBERS = re.compile(r"(\d[\d\u00a0 ]*\d|\d)(?![\d.,]*\d*-)")


@register.simple_tag
def derivation(*sentences: str, so: str = "") -> SafeString:
    """Draw a count with its own reckoning: each sentence in its place, numbers strong, then what follows."""
    spans = format_html_join(" ", "<span>{}</span>", ((_strong(sentence),) for sentence in sentences if sentence))
    end = format_html(' <span class="derivation__so">{}</span>', _strong(so)) if so else ""
    return format_html('<p class="derivation">{}{}</p>', spans, end)


def _strong(sentence: str) -> SafeString:
    return mark_safe(_NUMBERS.sub(r"<b>\1</b>", conditional_escape(sentence)))


@register.simple_tag(takes_context=True)
def beside(context: dict[str, Any], source: Model) -> SafeString:
    """Draw what upper apps put on the page of an object."""
    request = context["request"]
    parts = [
        render_to_string(template, {"source": source}, request)
        for template in registry.beside(source._meta.label_lower)
    ]
    return mark_safe("".join(parts))


@register.simple_tag
def options(choices: Iterable[tuple[Any, Any]], chosen: Any) -> SafeString:
    """Draw the options of a select from pairs of value and label; the chosen one is marked.

    A list of raions is hundreds of lines: built as one text it takes a tenth of what a loop of the template takes.
    """
    rows = (
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(label)}</option>'
        for value, label in choices
    )
    return mark_safe("\n".join(rows))


@register.simple_tag
def option_groups(groups: Iterable[tuple[Any, list[dict[str, Any]], int]], required: bool) -> SafeString:  # noqa: FBT001 - as a template calls it
    """Draw the options of a form's select, as its widget gives them; the empty one in words."""
    drawn = []
    for name, members, _index in groups:
        rows = "\n".join(
            f'<option value="{escape(option["value"])}"{flatatt(option["attrs"])}>{escape(worded(option["label"], required=required))}</option>'
            for option in members
        )
        drawn.append(f'<optgroup label="{escape(name)}">{rows}</optgroup>' if name else rows)
    return mark_safe("\n".join(drawn))


@register.inclusion_tag("ui/_pages.html", takes_context=True)
def pages(context: dict[str, Any], page: Page) -> dict[str, Any]:
    """Draw the way through a long list; the rest of the query stays as it was."""
    return {
        "request": context["request"],
        "page": page,
        "numbers": page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1),
        "gap": page.paginator.ELLIPSIS,
    }


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """Draw the control of a form field in our look, whatever class its form forgot."""
    widget = field.field.widget
    given = widget.attrs.get("class", "")
    if field.field.show_hidden_initial:
        return _drawn(field, widget, given) + field.as_hidden(only_initial=True)
    return _drawn(field, widget, given)


def _drawn(field: BoundField, widget: Any, given: str) -> SafeString:
    if given or isinstance(widget, CheckboxInput | CheckboxSelectMultiple | RadioSelect):
        return field.as_widget()
    return field.as_widget(attrs={"class": "input input--file" if isinstance(widget, FileInput) else "input"})


@register.filter
def named_key(value: Any, key: str) -> str:
    """Return a bilingual value of a plain dictionary in the reader's language; Ukrainian when English is empty."""
    return value.get(f"{key}_{get_language() or 'uk'}") or value.get(f"{key}_uk", "")
