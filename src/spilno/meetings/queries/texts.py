"""The texts of minutes that people write: what was heard, speeches, the note; their marks and corrections."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from spilno.documents.rules.differences import Piece, words_changed
from spilno.meetings.models import Item, Minutes, Objection, Put, Speech
from spilno.meetings.queries.minutes import item_numbers
from spilno.meetings.queries.outcomes import drafted_text


def text_to_put(item: Item) -> str:
    """Return the text that is offered for the vote: the one put last in principle or as a whole, else the draft with its effects, else nothing."""
    texts = (Put.Purpose.WHOLE, Put.Purpose.BASIS)
    last = item.puts.filter(purpose__in=texts).order_by("-pk").values_list("text", flat=True).first()
    return last or drafted_text(item)


@dataclass(frozen=True, slots=True)
class WrittenText:
    """A text of the minutes that a person writes: where it stands (`target`), what it is, its words, their mark."""

    target: str
    item: int | None
    label: str
    text: str
    mark: str

    @property
    def anchor(self) -> str:
        """Return the place of its form on the page."""
        return self.target.replace(":", "-")


def texts_of(minutes: Minutes) -> list[WrittenText]:
    """Return every text of the minutes that a person writes: by item what was heard, then each speech, last the note."""
    meeting = minutes.meeting
    numbers = item_numbers(meeting)
    items = {
        item.pk: item
        for item in meeting.items.select_related("rapporteur").prefetch_related(
            Prefetch("speeches", Speech.objects.filter(begun_at__isnull=False).order_by("begun_at", "pk"))
        )
    }
    parents = {item.parent_id for item in items.values()}
    found: list[WrittenText] = []
    heard = _("HEARD")
    for pk, number in numbers.items():
        item = items[pk]
        if pk in parents or (item.started_at is None and not item.heard):
            continue  # it was not considered by itself: nothing was heard
        who = str(item.rapporteur or "") or item.rapporteur_name or item.title
        found.append(_written(f"item:{pk}", pk, f"{number}. {heard}: {who}", item.heard))
        found += [
            _written(f"speech:{speech.pk}", pk, f"{number}. {speech.name}", speech.summary)
            for speech in item.speeches.all()
            if not (speech.kind == Speech.Kind.REPORT and speech.person_id == item.rapporteur_id)
        ]
    found.append(_written("note", None, _("Other facts, before the closing"), minutes.note))
    return found


@dataclass(frozen=True, slots=True)
class Correction:
    """What an accepted objection changed: the text by its label, its words kept, dropped and added."""

    label: str
    pieces: tuple[Piece, ...]


def corrections_of(objection: Objection, texts: Iterable[WrittenText]) -> list[Correction]:
    """Return what an objection changed, in the order in which it is read."""
    labels = {text.target: text.label for text in texts}
    return [
        Correction(labels.get(one["target"], ""), words_changed(one["was"], one["became"]))
        for one in objection.corrections
    ]


def mark_of(text: str) -> str:
    """Return the mark of a text as it was seen on a page: changes when the text does."""
    return hashlib.sha256(text.replace("\r\n", "\n").strip().encode()).hexdigest()[:16]


def mark_of_all(texts: Iterable[WrittenText]) -> str:
    """Return one mark of several texts: changes when one of them does."""
    return mark_of("\n".join(f"{text.target} {text.mark}" for text in texts))


def _written(target: str, item: int | None, label: str, text: str) -> WrittenText:
    return WrittenText(target, item, label, text, mark_of(text))
