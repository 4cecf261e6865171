"""Words of letters about minutes, and of a decision as a document of its own; Ukrainian, they are documents."""

from dataclasses import dataclass
from datetime import date

from spilno.documents.rules.words import NBSP, day_in_words
from spilno.meetings.rules.minutes.facts import DecisionMade, ItemHeard, MeetingHeld
from spilno.meetings.rules.minutes.items import vote_line
from spilno.meetings.rules.minutes.lines import printed
from spilno.meetings.rules.minutes.points import points_of
from spilno.meetings.rules.minutes.text import heading_of, presiding


@dataclass(frozen=True, slots=True)
class DecisionText:
    """A decision ready to be set on its own sheet."""

    association: str
    body: str
    day: str
    settlement: str
    number: str
    title: str
    points: tuple[str, ...]
    vote: str
    post: str
    name: str
    note: str


def decision_text(meeting: MeetingHeld, item: ItemHeard, decision: DecisionMade) -> DecisionText:
    """Write a decision as a separate document: Р І Ш Е Н Н Я, whose, day, number, «Про …», points, signature.

    Source: DOMAIN §3.2 (decisions as separate documents); ДСТУ 4163:2020, 4.4.
    """
    final = [
        vote for vote in item.votes if vote.purpose in {"whole", "run_off"} and vote.carried and not vote.cancelled
    ]
    return DecisionText(
        association=meeting.association,
        body=heading_of(meeting),
        day=day_in_words(meeting.day),
        settlement=meeting.settlement,
        number=f"№{NBSP}{decision.number}",
        title=printed(decision.title),
        points=tuple(printed(point) for point in points_of(decision)),
        vote=f"Голосування: {lowered(vote_line(final[-1]))}" if final else "",
        post=presiding(meeting.chair),
        name=meeting.chair.name if meeting.chair else "",
        note=f"Протокол від {day_in_words(meeting.day)} №{NBSP}{meeting.number}, питання {item.number}.",
    )


def lowered(words: str) -> str:
    """Begin with a small letter, as after a colon.

    Source: Український правопис 2019, § 161.
    """
    return words[:1].lower() + words[1:]


def laid_open_letter(meeting: MeetingHeld, *, last: date, article: str, address: str) -> tuple[str, str]:
    """Write the letter to those who attended: subject and text, the last day for objections included.

    Source: Statute 5.14.
    """
    subject = f"Протокол №{NBSP}{meeting.number} від {day_in_words(meeting.day)}: можна подати зауваження"
    text = (
        f"Протокол {heading_of(meeting)} від {day_in_words(meeting.day)} №{NBSP}{meeting.number} складено й оприлюднено.\n\n"
        f"За пунктом {article} Статуту учасники зборів можуть подати зауваження до протоколу до кінця дня "
        f"{day_in_words(last)}. Зауваження подають на сторінці протоколу:\n{address}\n\n"
        "Якщо зауважень не буде, протокол затвердять і підпишуть у цій редакції. Текст протоколу додано до листа."
    )
    return subject, text
