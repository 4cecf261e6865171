"""The text of minutes as it follows from the record, in the order of ДСТУ 4163:2020; Ukrainian, it is a document."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from spilno.documents.rules.words import (
    NBSP,
    clock_in_words,
    counted,
    day_in_digits,
    day_in_words,
    more_than,
    out_of,
    sentence,
)
from spilno.meetings.rules.minutes.facts import MeetingHeld, MemberPresent, Speaker
from spilno.meetings.rules.minutes.items import item_lines
from spilno.meetings.rules.minutes.lines import Annex, Annexes, Line, MinutesText, named, paragraphs, printed
from spilno.meetings.rules.writing import with_apostrophes

KINDS = {"ordinary": "чергових", "extraordinary": "позачергових"}
NAMED_ABSENT = 15  # so many absent members are named in the text, more of them in an annex


def compose(meeting: MeetingHeld) -> MinutesText:
    """Write the minutes of a meeting: head, presence, quorum, agenda, items in their order, closing, annexes, signatures.

    Source: ДСТУ 4163:2020; порядок СЛУХАЛИ – ВИСТУПИЛИ – ВИРІШИЛИ; Statute, chapter on the General Meeting.
    """
    annexes = Annexes()
    lines = [*_people(meeting, annexes), *_quorum(meeting)]
    if meeting.held:
        lines += [*_working_bodies(meeting), *_agenda(meeting)]
        for item in meeting.items:
            lines += item_lines(item, annexes)
    lines += [*_objections(meeting, annexes), *_closing(meeting)]
    if annexes.kept:
        lines += [Line("part", "Додатки:")]
        lines += [Line("annex", f"{annex.number}. {sentence(annex.title)}") for annex in annexes.kept]
    return MinutesText(
        association=meeting.association,
        kind="ПРОТОКОЛ",
        heading=heading_of(meeting),
        day=day_in_words(meeting.day),
        number=f"№{NBSP}{meeting.number}",
        settlement=meeting.settlement,
        lines=tuple(replace(line, text=printed(line.text)) for line in lines),
        annexes=tuple(_printed_annex(annex) for annex in annexes.kept),
        signatures=tuple(
            (title, speaker.name)
            for title, speaker in ((presiding(meeting.chair), meeting.chair), ("Секретар", meeting.secretary))
            if speaker is not None
        ),
        mark=_mark(meeting),
    )


def _printed_annex(annex: Annex) -> Annex:
    rows = tuple(tuple(with_apostrophes(cell) for cell in row) for row in annex.rows)
    return replace(annex, title=printed(annex.title), rows=rows)


def heading_of(meeting: MeetingHeld) -> str:
    """Write the heading to the text in the genitive: чергових Загальних зборів Асоціації … (виїзне засідання).

    Source: ДСТУ 4163:2020, 5.19 (heading agrees with the kind of the document).
    """
    parts = [KINDS[meeting.kind], meeting.body_genitive, meeting.association_genitive]
    words = " ".join(part for part in parts if part)
    formats = {"visiting": " (виїзне засідання)", "online": " (дистанційне засідання)", "mixed": " (змішаний формат)"}
    return words + formats.get(meeting.format, "")


def _people(meeting: MeetingHeld, annexes: Annexes) -> Iterator[Line]:
    if meeting.chair is not None:
        yield Line("fact", f"{presiding(meeting.chair)} – {named(meeting.chair)}.")
    if meeting.secretary is not None:
        yield Line("fact", f"Секретар – {named(meeting.secretary)}.")
    if meeting.place:
        host = f" (приймає {meeting.host})" if meeting.host else ""
        yield Line("fact", f"Місце проведення: {meeting.place}{host}.")
    yield from _convening(meeting)
    if meeting.opened:
        yield Line("fact", f"Початок – о{NBSP}{clock_in_words(meeting.opened)}.")
    yield from _presence(meeting, annexes)


def _convening(meeting: MeetingHeld) -> Iterator[Line]:
    if meeting.convened_by:
        yield Line("fact", f"Підстава скликання: {sentence(meeting.convened_by)}")
    if meeting.noticed:
        yield Line("fact", f"Членів Асоціації повідомлено {day_in_words(meeting.noticed)}.")
    if meeting.demand:
        yield Line("fact", f"Підстава позачергового скликання: {sentence(meeting.demand)}")


def _presence(meeting: MeetingHeld, annexes: Annexes) -> Iterator[Line]:
    ref = ""
    if meeting.members:
        came = "взяли участь у Загальних зборах" if meeting.held else "зареєструвалися для участі в Загальних зборах"
        number = annexes.add(
            f"Список членів Асоціації, які {came}",
            ("№", "Член Асоціації", "Представник", "Участь", "Час"),
            (12, 50, 64, 28, 16),
            tuple(_member_row(order, member) for order, member in enumerate(meeting.members, start=1)),
        )
        ref = f" (список додається, додаток{NBSP}{number})"
    by_proxy = sum(1 for member in meeting.members if member.proxy and here_at(member, meeting.opened))
    proxies = f", з них {by_proxy} – за довіреністю" if by_proxy else ""
    yield Line(
        "fact",
        f"Присутні: {meeting.present} із {out_of(meeting.entitled, 'члена', 'членів')} Асоціації "
        f"з правом вирішального голосу{proxies}{ref}.",
    )
    if meeting.absent:
        yield Line("fact", _absent(meeting, annexes))
    yield from _movements(meeting)
    for member in meeting.members:
        if member.proxy:
            yield Line("fact", f"За довіреністю: {member.member} – {sentence(member.proxy)}")
    advisory = [member for member in meeting.members if not member.deciding]
    if advisory:
        yield Line("fact", f"З дорадчим голосом: {', '.join(member.member for member in advisory)}.")
    if meeting.guests:
        yield Line("fact", "Запрошені:")
        for guest in meeting.guests:
            yield Line("under", f"{named(guest)};" if guest is not meeting.guests[-1] else f"{named(guest)}.")


def _absent(meeting: MeetingHeld, annexes: Annexes) -> str:
    many = counted(len(meeting.absent), "член", "члени", "членів")
    if len(meeting.absent) <= NAMED_ABSENT:
        return f"Відсутні: {many} Асоціації – {', '.join(meeting.absent)}."
    number = annexes.add(
        "Список відсутніх членів Асоціації",
        ("№", "Член Асоціації"),
        (12, 158),
        tuple((str(order), name) for order, name in enumerate(meeting.absent, start=1)),
    )
    return f"Відсутні: {many} Асоціації (список додається, додаток{NBSP}{number})."


def _movements(meeting: MeetingHeld) -> Iterator[Line]:
    if meeting.opened is None:
        return
    came = [
        f"{member.member} (о{NBSP}{clock_in_words(arrived)})"
        for member in meeting.members
        for arrived, _left in member.times
        if arrived > meeting.opened
    ]
    went = [
        f"{member.member} (о{NBSP}{clock_in_words(left)})"
        for member in meeting.members
        for _arrived, left in member.times
        if left is not None and meeting.opened < left < meeting.closed
    ]
    if came:
        yield Line("fact", f"Прибули після відкриття: {', '.join(came)}.")
    if went:
        yield Line("fact", f"Вибули до закриття: {', '.join(went)}.")


def _quorum(meeting: MeetingHeld) -> Iterator[Line]:
    share = more_than(meeting.quorum_share, strict=meeting.quorum_strict)
    entitled = counted(meeting.entitled, "член", "члени", "членів")
    reckoning = (
        f"Відповідно до пункту {meeting.quorum_article} Статуту Загальні збори повноважні, якщо в них беруть участь {share} членів "
        f"Асоціації. З правом вирішального голосу – {entitled}; {share} від {meeting.entitled} – це "
        f"{meeting.quorum_needed}. Зареєстровано {meeting.present}."
    )
    if meeting.held:
        yield Line("text", f"{reckoning} Кворум є, Загальні збори повноважні.")
    else:
        missing = meeting.quorum_needed - meeting.present
        yield Line(
            "text",
            f"{reckoning} Для кворуму бракує {counted(missing, 'члена', 'членів', 'членів')}. "
            "Кворуму немає, Загальні збори не відбулися.",
        )


def _working_bodies(meeting: MeetingHeld) -> Iterator[Line]:
    for body in meeting.bodies:
        members = "член –" if len(body.others) == 1 else "члени:"
        others = f"; {members} {', '.join(body.others)}" if body.others else ""
        head = f"голова – {body.head}" if body.head else ""
        yield Line("text", f"{body.title}, обрана Загальними зборами: {head}{others}.".replace(": ;", ":"))


def _agenda(meeting: MeetingHeld) -> Iterator[Line]:
    yield Line("part", "Порядок денний:")
    for item in meeting.items:
        yield Line("agenda", f"{item.number}. {sentence(item.title)}", item.number)
        if item.rapporteur is not None:
            yield Line("under", f"Доповідає: {named(item.rapporteur)}.", item.number)


def _objections(meeting: MeetingHeld, annexes: Annexes) -> Iterator[Line]:
    if not meeting.objections:
        return
    number = annexes.add(
        "Зауваження до протоколу, які не враховано, з відповідями",
        ("№", "Хто подав", "Питання", "Зауваження", "Відповідь"),
        (12, 40, 20, 49, 49),
        tuple(
            (
                str(order),
                f"{kept.member}, {kept.person}, {day_in_digits(kept.filed)}",
                kept.item or "у цілому",
                kept.text,
                kept.answer,
            )
            for order, kept in enumerate(meeting.objections, start=1)
        ),
    )
    many = counted(len(meeting.objections), "зауваження, яке", "зауваження, які", "зауважень, які")
    yield Line("text", f"До протоколу додано {many} не враховано (додаток{NBSP}{number}).")


def _closing(meeting: MeetingHeld) -> Iterator[Line]:
    for part in paragraphs(meeting.note):
        yield Line("text", sentence(part))
    for began, ended in meeting.recesses:
        until = f" до {clock_in_words(ended)}" if ended is not None else ""
        yield Line("text", f"Перерва: з {clock_in_words(began)}{until}.")
    if meeting.held:
        yield Line("text", f"Порядок денний вичерпано. Загальні збори закрито о{NBSP}{clock_in_words(meeting.closed)}.")


def _mark(meeting: MeetingHeld) -> str:
    if meeting.mark is None:
        return ""
    at = f"{day_in_digits(meeting.mark.at.date())} {clock_in_words(meeting.mark.at)}"
    return f"Контрольний запис журналу: №{NBSP}{meeting.mark.number} від {at}, SHA-256 {meeting.mark.hash}"


def _member_row(order: int, member: MemberPresent) -> tuple[str, ...]:
    how = "за довіреністю" if member.proxy else ("відеозв’язок" if member.remote else "у залі")
    if not member.deciding:
        how += ", дорадчий голос"
    times = "; ".join(
        clock_in_words(arrived) + (f"–{clock_in_words(left)}" if left is not None else "")
        for arrived, left in member.times
    )
    person = ", ".join(part for part in (member.person, member.post) if part)
    return (str(order), member.member, person, how, times)


def here_at(member: MemberPresent, moment: datetime | None) -> bool:
    """Tell whether a member was here at a moment, its leaving excluded; without a moment every one was.

    Source: Statute 5.5: a member is present from its registration to its leaving.
    """
    return moment is None or any(
        arrived <= moment and (left is None or left > moment) for arrived, left in member.times
    )


def presiding(chair: Speaker | None) -> str:
    """Name the one who presides, in the gender of the person: Головуюча, Головуючий.

    Source: ДСТУ 4163:2020, 5.22.
    """
    return "Головуюча" if chair is not None and chair.feminine else "Головуючий"
