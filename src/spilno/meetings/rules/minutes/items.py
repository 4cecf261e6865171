"""How one item stands in minutes: СЛУХАЛИ – ВИСТУПИЛИ – ГОЛОСУВАЛИ – ВИРІШИЛИ."""

import re
from collections.abc import Iterator
from fractions import Fraction

from spilno.documents.rules.words import NBSP, counted, more_than, out_of, sentence
from spilno.meetings.rules.minutes.facts import (
    ItemHeard,
    Nominated,
    RollLine,
    Speaker,
    SpeechMade,
    VoteHeld,
)
from spilno.meetings.rules.minutes.lines import Annexes, Line, named, paragraphs
from spilno.meetings.rules.minutes.points import points_of, points_of_draft

# of a man, of a woman: who voted; of a council («рада») when nobody was there
VALUES = {
    "for": ("за", "за"),
    "against": ("проти", "проти"),
    "abstained": ("утримався", "утрималася"),
    "not_voted": ("не голосував", "не голосувала"),
    "absent": ("відсутній", "відсутня"),
    "recused": ("не голосував (конфлікт інтересів)", "не голосувала (конфлікт інтересів)"),
}
FEMININE_MEMBER = re.compile(r"\b(?:рада|асоціація)\b", re.IGNORECASE)
METHODS = {
    "roll_call": " (поіменно, додаток%(nbsp)s%(annex)d)",
    "by_hand": " (підняттям рук, підраховано лічильною комісією)",
    "secret": " (таємно, бюлетенями, які підраховано за оприлюдненим списком)",
    "open": "",
}
PURPOSES = {
    "procedure": " за процедурну пропозицію",
    "basis": " за проєкт рішення за основу",
    "amendment": " за поправку",
    "whole": "",
    "run_off": " у другому турі",
}
OUTCOMES = {
    ("procedure", True): "Пропозицію підтримано.",
    ("procedure", False): "Пропозицію не підтримано.",
    ("basis", True): "Проєкт рішення ухвалено за основу.",
    ("basis", False): "Проєкт рішення за основу не ухвалено.",
    ("amendment", True): "Поправку ухвалено.",
    ("amendment", False): "Поправку відхилено.",
    ("whole", True): "Рішення ухвалено.",
    ("whole", False): "Рішення не ухвалено.",
    ("run_off", True): "Рішення ухвалено.",
    ("run_off", False): "Нікого не обрано.",
}
COUNTED = {
    "plurality": "обрано того, хто набрав найбільше голосів і не менше, ніж вимагає Статут; якщо таких немає – другий тур",
    "approval": "за кожного кандидата окремо; місця отримують ті, хто набрав найбільше голосів і не менше, ніж вимагає Статут",
    "stv": "єдиний передаваний голос (квота Друпа, надлишки передаються точними частками від усіх бюлетенів)",
}
ANSWERS = {
    "stands": "згоду балотуватися надано",
    "refused": "балотуватися відмовлено",
    "withdrew": "заявлено самовідвід",
    "waits": "згоди балотуватися не надано",
}
PAST_VERB = re.compile(r"^[А-ЯҐЄІЇ][а-яґєії’']*(?:в|ла|ло|ли|вся|лася|лась|лися|лись)$")


def item_lines(item: ItemHeard, annexes: Annexes) -> list[Line]:
    """Write one item of the agenda as it was considered; lists it refers to are added to the annexes.

    Source: порядок СЛУХАЛИ – ВИСТУПИЛИ – ВИРІШИЛИ (DOMAIN §3.2); Statute 5.7.
    """
    number = item.number
    if item.has_parts and not (item.heard or item.speeches or item.votes or item.decisions):
        return [Line("item", f"{number}. {sentence(item.title)}", number)]
    lines: list[Line] = []
    if item.heard or item.speeches or item.votes or item.decisions:
        lines += [Line("item", f"{number}. СЛУХАЛИ:", number), Line("about", sentence(item.title), number)]
        lines += _reports(item)
        debate = [speech for speech in item.speeches if speech.kind != "report"]
        if debate or item.interests:
            lines.append(Line("word", "ВИСТУПИЛИ:", number))
        lines += [Line("text", _speech(speech), number) for speech in debate]
        lines += [Line("text", _interest(interest.member, interest.reason), number) for interest in item.interests]
        if item.nominations:
            lines.append(Line("text", _nominated(item.nominations), number))
        for vote in item.votes:
            lines += _vote(vote, item, annexes)
        how = ""
        if item.state == "noted" and item.decisions and not item.votes:
            how = " за загальною згодою"
            lines.append(
                Line(
                    "text", "Голосування не проводили: на запитання, чи є заперечення, заперечень не надійшло.", number
                )
            )
        for decision in item.decisions:
            lines.append(Line("word", f"ВИРІШИЛИ{how} (рішення №{NBSP}{decision.number}):", number))
            lines += [Line("point", point, number) for point in points_of(decision)]
    else:
        lines.append(Line("item", f"{number}. {sentence(item.title)}", number))
    ending = _ending(item)
    if ending:  # what was not voted is told as a fact: «ВИРІШИЛИ» follows a vote or the consent of all
        lines.append(Line("text", ending, number))
    return lines


def _reports(item: ItemHeard) -> Iterator[Line]:
    reports = [speech for speech in item.speeches if speech.kind == "report"]
    first = item.rapporteur
    held = [speech for speech in reports if first is not None and speech.speaker.name == first.name]
    if first is not None and (held or item.heard):  # who never had the floor did not report
        yield from _report(first, item.heard or held[0].summary, item.number)
    elif item.heard:
        yield from (Line("text", sentence(part), item.number) for part in paragraphs(item.heard))
    for speech in reports:
        if first is None or speech.speaker.name != first.name:
            yield from _report(speech.speaker, speech.summary, item.number)


def _report(speaker: Speaker, words: str, number: str) -> Iterator[Line]:
    told = paragraphs(words) or [_verb(speaker, "доповів", "доповіла") + " з цього питання"]
    yield Line("text", f"{_voiced(speaker)} – {sentence(_lowered(told[0]))}", number)
    for part in told[1:]:
        yield Line("text", sentence(part), number)


def _voiced(speaker: Speaker) -> str:
    """A post stands between commas; a bare name takes none before the dash."""
    return f"{named(speaker)}," if speaker.post.strip() else named(speaker)


def _speech(speech: SpeechMade) -> str:
    verbs = {
        "question": ("поставив запитання", "поставила запитання"),
        "order": ("звернувся щодо порядку ведення", "звернулася щодо порядку ведення"),
        "pro": ("виступив на підтримку проєкту рішення", "виступила на підтримку проєкту рішення"),
        "contra": ("виступив проти проєкту рішення", "виступила проти проєкту рішення"),
        "reply": ("відповів на запитання", "відповіла на запитання"),
    }
    masculine, feminine = verbs.get(speech.kind, ("виступив в обговоренні", "виступила в обговоренні"))
    own = " ".join(paragraphs(speech.summary))
    words = _lowered(own) if own else _verb(speech.speaker, masculine, feminine)
    return f"{_voiced(speech.speaker)} – {sentence(words)}"


def _interest(member: str, reason: str) -> str:
    ground = f" ({reason.strip().rstrip('.')})" if reason.strip() else ""
    return (
        f"{member} – заявлено про конфлікт інтересів{ground}; у голосуванні з цього питання участі не бере "
        "(частина третя статті 98 Цивільного кодексу України)."
    )


def _nominated(nominations: tuple[Nominated, ...]) -> str:
    told = (f"{one.name} (висуває: {one.by}) – {ANSWERS[one.answer]}" for one in nominations)
    return f"Висунуто кандидатів: {'; '.join(told)}."


def _vote(vote: VoteHeld, item: ItemHeard, annexes: Annexes) -> Iterator[Line]:
    number = item.number
    annex = 0
    purpose = PURPOSES[vote.purpose]
    if vote.purpose == "whole" and len(item.votes) > 1:
        purpose = " за рішення в цілому"
    if vote.method == "roll_call" and vote.roll and not vote.cancelled:
        annex = annexes.add(
            f"Результати поіменного голосування{purpose} з питання {number} «{item.title.replace('«', '„').replace('»', '“')}»",
            ("№", "Член Асоціації", "Представник", "Голос"),
            (12, 62, 60, 36),
            tuple(_roll_row(order, line) for order, line in enumerate(vote.roll, start=1)),
        )
    method = METHODS[vote.method] % {"nbsp": NBSP, "annex": annex} if annex or vote.method != "roll_call" else ""
    yield Line("word", f"ГОЛОСУВАЛИ{purpose}{method}:", number)
    if vote.purpose in {"procedure", "amendment"} and vote.text.strip():
        inner = vote.text.strip().rstrip(".").replace("«", "„").replace("»", "“")
        yield Line("text", f"«{inner}».", number)
    if vote.rounds:
        yield from _paper(vote, number)
    elif vote.purpose == "whole" and not vote.carried and not vote.cancelled:
        yield from _draft(vote, item)
    if vote.cancelled:
        yield Line("text", f"Голосування скасовано: {sentence(vote.cancelled)}", number)
        return
    yield Line("vote", vote_line(vote), number)
    if vote.on_paper is not None:
        yield Line("text", paper_line(vote.on_paper), number)
    if vote.level_share is not None:
        yield Line("text", levels_line(vote), number)
    if vote.seal:
        yield Line("text", papers_line(vote), number)
        yield Line("seal", seal_line(vote), number)
    yield from (Line("text", told, number) for told in election_lines(vote))
    yield Line("text", OUTCOMES[vote.purpose, vote.carried], number)


def _paper(vote: VoteHeld, number: str) -> Iterator[Line]:
    """The words in which an election was put: the seats and who stood on the ballot paper."""
    yield from (Line("text", part, number) for part in paragraphs(vote.text))


def election_lines(vote: VoteHeld) -> list[str]:
    """Write the protocol of an election: how votes were counted, then each round with its candidates and what came of it.

    Source: docs/adr/0018-elections.md.
    """
    if not vote.rounds:
        return []
    lines = [f"Спосіб підрахунку: {COUNTED[vote.kind]}."]
    for order, held in enumerate(vote.rounds, start=1):
        told = "; ".join(f"{name} – {votes}" for name, votes in held.standings)
        nobody = "не передано далі" if vote.kind == "stv" else "проти всіх"
        idle = f"; {nobody} – {held.idle}" if held.idle else ""
        head = f"Підрахунок {order}: " if len(vote.rounds) > 1 else "Голоси за кандидатів: "
        lines.append(f"{head}{told}{idle}.")
        lines += [sentence(step) for step in held.said]
    return lines


def _draft(vote: VoteHeld, item: ItemHeard) -> Iterator[Line]:
    """The words of a draft that was not adopted: without them nobody would know what was refused."""
    points = points_of_draft(vote.text)
    if points and not (len(points) == 1 and points[0] == sentence(item.title)):
        yield Line("text", "Текст проєкту рішення, поставленого на голосування:", item.number)
        yield from (Line("point", point, item.number) for point in points)


def _ending(item: ItemHeard) -> str:
    if item.decisions:
        return ""
    because = f": {item.end_note.strip().rstrip('.')}" if item.end_note.strip() else ""
    whose = f" {item.rapporteur.genitive}" if item.rapporteur is not None and item.rapporteur.genitive else ""
    put = any(vote.purpose in {"whole", "run_off"} and not vote.cancelled for vote in item.votes)
    endings = {
        "withdrawn": f"Питання знято з порядку денного{because}.",
        "postponed": f"Розгляд питання перенесено{because}.",
        "noted": f"Інформацію{whose} взято до відома.",
        "rejected": "" if put else "Рішення не ухвалено.",
        "waiting": "" if item.has_parts else "Питання не розглядали.",
    }
    return endings.get(item.state, "")


def vote_line(vote: VoteHeld) -> str:
    """Write the counts of a vote and what was needed, with the reckoning and the article.

    Source: Statute 5.7; DOMAIN R25: за, проти, утримались, не голосували, відсутні.
    """
    counts = [
        ("За кандидатів" if vote.rounds else "За", vote.votes_for),
        ("проти всіх" if vote.rounds else "проти", vote.against),
        ("утримались", vote.abstained),
        ("не голосували", vote.not_voted),
        ("відсутні", vote.absent),
    ]
    if vote.recused:
        counts.append(("не брали участі через конфлікт інтересів", vote.recused))
    told = ", ".join(f"{word} – {count}" for word, count in counts)
    needed = counted(vote.needed, "голос", "голоси", "голосів")
    share = more_than(vote.share, strict=vote.strict)
    if vote.base == "cast" and not vote.votes_for + vote.against:
        return f"{told}. Голосів «за» і «проти» не подано (п.{NBSP}{vote.article} Статуту)."
    return f"{told}. Потрібно {needed} «за» ({share} від {_base(vote)}, п.{NBSP}{vote.article} Статуту)."


def paper_line(counted_by_hand: tuple[int, int, int]) -> str:
    """Write how many of the votes came from the sheets of the counting commission, when phones failed.

    Source: Rules of voting: two members of the counting commission count, and their sheets agree.
    """
    for_, against, abstained = counted_by_hand
    return f"З них за відомостями лічильної комісії: за – {for_}, проти – {against}, утримались – {abstained}."


WITHIN = {"members": "усіх членів рівня", "present": "присутніх членів рівня", "cast": "поданих голосів «за» і «проти»"}


def levels_line(vote: VoteHeld) -> str:
    """Write the second reckoning of a double majority: each level of councils with its votes for and what was needed.

    Source: Statute: the article named in the majority within a level.
    """
    share = more_than(vote.level_share or Fraction(1, 2), strict=vote.level_strict)
    told = "; ".join(
        f"{level.name} – {level.votes_for} із {level.whole}, потрібно {level.needed}"
        f" ({'є' if level.votes_for >= level.needed else 'немає'})"
        for level in vote.levels
    )
    return f"Більшість у межах кожного рівня рад ({share} {WITHIN[vote.level_base]}): {told}."


def papers_line(vote: VoteHeld) -> str:
    """Tell how many papers of a secret vote were given out and how many ballots were in the box, and of those on paper.

    Source: docs/adr/0016-secret-votes.md.
    """
    if not vote.handed:
        return f"Видано бюлетенів – {vote.papers}, у скриньці – {vote.ballots}."
    counted = sum(vote.on_paper or (0, 0, 0))
    return (
        f"Видано бюлетенів на телефони – {vote.papers}, в електронній скриньці – {vote.ballots}; "
        f"видано на папері – {vote.handed}, дійсних паперових – {counted}."
    )


def seal_line(vote: VoteHeld) -> str:
    """Write what proves a secret vote: the digest of the published list of its ballots.

    Source: docs/adr/0016-secret-votes.md.
    """
    return f"Контрольна сума оприлюдненого переліку бюлетенів (SHA-256): {vote.seal}."


def _roll_row(order: int, line: RollLine) -> tuple[str, ...]:
    person = f"{line.person} (за довіреністю)" if line.by_proxy else line.person
    if line.value == "absent" or not line.person:
        return (str(order), line.member, "", VALUES[line.value][FEMININE_MEMBER.search(line.member) is not None])
    return (str(order), line.member, person, VALUES[line.value][line.feminine] if line.value in VALUES else line.value)


def _base(vote: VoteHeld) -> str:
    if vote.base == "members":
        return out_of(vote.entitled, "члена", "членів")
    if vote.base == "cast":
        return f"{out_of(vote.votes_for + vote.against, 'голосу', 'голосів')} «за» і «проти»"
    less = " без тих, хто має конфлікт інтересів" if vote.recused else ""
    here = vote.present - vote.recused
    return f"{out_of(here, 'присутнього', 'присутніх')}{less}"


def _verb(speaker: Speaker, masculine: str, feminine: str) -> str:
    return feminine if speaker.feminine else masculine


def _lowered(words: str) -> str:
    """Begin with a small letter when the first word is a verb in the past tense: «Доповіла, що…» → «доповіла, що…»."""
    first = re.split(r"[\s,:]", words, maxsplit=1)[0]
    return words[0].lower() + words[1:] if PAST_VERB.match(first) else words
