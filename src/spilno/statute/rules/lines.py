"""The statute in plain lines: each number as a sentence with its article; what changed between two editions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from spilno.statute.rules.provisions import Base, Ground, Matter, Number, Provisions, Share, Switch
from spilno.statute.rules.refusal import gettext_noop, ngettext

MEETING = gettext_noop("General Meeting")
DECISIONS = gettext_noop("Decisions: which majority")
NOTICE = gettext_noop("Notice and materials")
VOTES = gettext_noop("Votes and proxies")
DEMANDS = gettext_noop("Who may demand an extraordinary meeting")
MINUTES = gettext_noop("Speeches and minutes")
TERMS = gettext_noop("Terms of bodies")
MONEY = gettext_noop("Membership and dues")
GROUPS = (MEETING, DECISIONS, NOTICE, VOTES, DEMANDS, MINUTES, TERMS, MONEY)


@dataclass(frozen=True, slots=True)
class Line:
    """One number of the statute in words.

    `label` is an English sentence to translate; where the file itself names the thing, `label_uk` and `label_en` do.
    `sentence` is filled from `facts`; with `plural`, the fact named by `count` decides. `words` are translated and
    listed after the sentence.
    """

    group: str
    code: str
    sentence: str
    ground: Ground
    label: str = ""
    label_uk: str = ""
    label_en: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    plural: str = ""
    count: str = ""
    words: tuple[str, ...] = ()

    @property
    def value(self) -> tuple[object, ...]:
        """What counts as the same: the sentence and its facts, not the article or the label.

        Source: docs/how-to/statute.md, comparing editions.

        Source: docs/how-to/statute.md, the form of the file.
        """
        return (self.sentence, tuple(sorted((key, str(value)) for key, value in self.facts.items())), self.words)


SHARES = {
    (Base.MEMBERS, True): gettext_noop("more than %(share)s of all members with a deciding vote"),
    (Base.MEMBERS, False): gettext_noop("not less than %(share)s of all members with a deciding vote"),
    (Base.PRESENT, True): gettext_noop("more than %(share)s of the members present"),
    (Base.PRESENT, False): gettext_noop("not less than %(share)s of the members present"),
    (Base.CAST, True): gettext_noop("more than %(share)s of the votes for and against"),
    (Base.CAST, False): gettext_noop("not less than %(share)s of the votes for and against"),
}
LEVEL_SHARES = {
    (Base.MEMBERS, True): gettext_noop("and within each level of councils more than %(level)s of all its members"),
    (Base.MEMBERS, False): gettext_noop("and within each level of councils not less than %(level)s of all its members"),
    (Base.PRESENT, True): gettext_noop("and within each level of councils more than %(level)s of its members present"),
    (Base.PRESENT, False): gettext_noop("and within each level of councils not less than %(level)s of its members present"),
    (Base.CAST, True): gettext_noop("and within each level of councils more than %(level)s of its votes for and against"),
    (Base.CAST, False): gettext_noop("and within each level of councils not less than %(level)s of its votes for and against"),
}  # fmt: skip
_DAYS = ngettext("%(number)d day", "%(number)d days")
_MONTHS = ngettext("%(number)d month", "%(number)d months")
_YEARS = ngettext("%(number)d year", "%(number)d years")
_MINUTES = ngettext("up to %(number)d minute", "up to %(number)d minutes")
_PROXIES = ngettext("of %(number)d other member", "of %(number)d other members")
FORMAT_WORDS = {
    "in_person": gettext_noop("in person"),
    "visiting": gettext_noop("visiting, at a member's place"),
    "online": gettext_noop("remotely"),
    "mixed": gettext_noop("in a mixed format"),
}
KIND_WORDS = {
    "full": gettext_noop("full members"),
    "collective": gettext_noop("collective members"),
    "associate": gettext_noop("associate members"),
    "honorary": gettext_noop("honorary members"),
}
STATUS_WORDS = {"local": gettext_noop("local"), "all_ukrainian": gettext_noop("all-Ukrainian")}
BODY_WORDS = {
    "president": gettext_noop("President"),
    "board": gettext_noop("Board"),
    "audit": gettext_noop("Audit commission"),
    "section": gettext_noop("Section"),
    "commission": gettext_noop("Commission"),
    "directorate": gettext_noop("Directorate"),
}


def share_in_words(share: Fraction) -> str:
    """Write a share as the statute's reader says it: 1/2, 2/3; the whole is 1.

    Source: docs/how-to/statute.md, the form of the file.
    """
    return f"{share.numerator}/{share.denominator}" if share.denominator > 1 else str(share.numerator)


def _share(group: str, code: str, share: Share, *, label: str = "", label_uk: str = "", label_en: str = "") -> Line:
    return Line(
        group,
        code,
        SHARES[share.base, share.strict],
        share.ground,
        label=label,
        label_uk=label_uk,
        label_en=label_en,
        facts={"share": share_in_words(share.share)},
    )


def _matter(matter: Matter) -> Line:
    line = _share(
        DECISIONS,
        f"majorities.{matter.code}",
        matter.majority,
        label_uk=matter.title_uk,
        label_en=matter.title_en,
    )
    within = matter.within_level
    if within is None:
        return line
    facts = {**line.facts, "level": share_in_words(within.share)}
    return replace(line, facts=facts, words=(LEVEL_SHARES[within.base, within.strict],))


def _number(group: str, code: str, label: str, number: Number, words: tuple[str, str]) -> Line:
    return Line(
        group,
        code,
        words[0],
        number.ground,
        label=label,
        facts={"number": number.value},
        plural=words[1],
        count="number",
    )


def _switch(group: str, code: str, label: str, switch: Switch) -> Line:
    return Line(group, code, gettext_noop("yes") if switch.value else gettext_noop("no"), switch.ground, label=label)


def _day(group: str, code: str, label: str, number: Number) -> Line:
    month, day = divmod(number.value, 100)
    facts = {"day": f"{day:02d}.{month:02d}"}
    return Line(group, code, gettext_noop("by %(day)s every year"), number.ground, label=label, facts=facts)


def lines_of(provisions: Provisions) -> list[Line]:
    """Return every number of the statute as a line, in the order of a reader: meeting, decisions, notice, votes …

    Source: docs/how-to/statute.md, the form of the file.
    """
    return [
        *_meeting(provisions),
        *(_matter(matter) for matter in provisions.matters.values()),
        *_notice(provisions),
        *_votes(provisions),
        *(
            _share(DEMANDS, f"demands.{demand.code}", demand.share, label_uk=demand.title_uk, label_en=demand.title_en)
            for demand in provisions.demands.values()
        ),
        *_minutes(provisions),
        *(
            _number(TERMS, f"terms.{name}", BODY_WORDS.get(name, name), number, _YEARS)
            for name, number in provisions.terms_years.items()
        ),
        *_money(provisions),
    ]  # fmt: skip


def _meeting(provisions: Provisions) -> list[Line]:
    return [
        Line(
            MEETING,
            "status",
            STATUS_WORDS[provisions.status.value],
            provisions.status.ground,
            label=gettext_noop("Status of the Association"),
        ),
        _number(MEETING, "frequency", gettext_noop("Not less often than once in"), provisions.meeting_every_months, _MONTHS),
        _share(MEETING, "quorum", provisions.quorum, label=gettext_noop("Quorum")),
        _switch(
            MEETING,
            "quorum_counts_suspended",
            gettext_noop("Suspended members count in the base of the quorum"),
            provisions.quorum_counts_suspended,
        ),
        Line(
            MEETING,
            "formats",
            "",
            provisions.formats.ground,
            label=gettext_noop("Formats"),
            words=tuple(FORMAT_WORDS[name] for name in FORMAT_WORDS if name in provisions.formats.allowed),
        ),
    ]  # fmt: skip


def _notice(provisions: Provisions) -> list[Line]:
    return [
        _number(NOTICE, "notice", gettext_noop("Notice of a regular meeting"), provisions.notice_days, _DAYS),
        _number(
            NOTICE,
            "notice_extraordinary",
            gettext_noop("Notice of an extraordinary meeting"),
            provisions.extraordinary_notice_days,
            _DAYS,
        ),
        _number(NOTICE, "materials", gettext_noop("Draft decisions before the meeting"), provisions.materials_days, _DAYS),
    ]  # fmt: skip


def _votes(provisions: Provisions) -> list[Line]:
    proxies = provisions.proxies
    conditions = {
        gettext_noop("of the same level only"): proxies.same_level_only,
        gettext_noop("with a document"): proxies.document_required,
        gettext_noop("the holder is a representative himself"): proxies.holder_must_be_representative,
    }
    return [
        Line(
            VOTES,
            "voting",
            "",
            provisions.voting.ground,
            label=gettext_noop("A deciding vote have"),
            words=tuple(KIND_WORDS[kind] for kind in KIND_WORDS if kind in provisions.voting.deciding),
        ),
        _switch(
            VOTES,
            "vote_before_confirmation",
            gettext_noop("A member admitted by the Board votes before it is confirmed"),
            provisions.vote_before_confirmation,
        ),
        Line(
            VOTES,
            "proxies",
            _PROXIES[0],
            proxies.ground,
            label=gettext_noop("One holder carries by proxy the votes"),
            facts={"number": proxies.per_holder},
            plural=_PROXIES[1],
            count="number",
            words=tuple(words for words, holds in conditions.items() if holds),
        ),
    ]


def _minutes(provisions: Provisions) -> list[Line]:
    return [
        _number(MINUTES, "speech.rapporteur", gettext_noop("A report"), provisions.rapporteur_minutes, _MINUTES),
        _number(MINUTES, "speech.debate", gettext_noop("A speech in the debate"), provisions.speech_minutes, _MINUTES),
        _number(MINUTES, "minutes", gettext_noop("Minutes are drawn up within"), provisions.minutes_days, _DAYS),
        _number(
            MINUTES, "objections", gettext_noop("Objections to the minutes within"), provisions.objection_days, _DAYS
        ),
    ]


def _money(provisions: Provisions) -> list[Line]:
    return [
        _day(MONEY, "dues", gettext_noop("Dues are paid"), provisions.dues_due),
        _number(
            MONEY,
            "arrears",
            gettext_noop("Membership may be suspended when dues are unpaid for more than"),
            provisions.arrears_months_to_suspend,
            _MONTHS,
        ),
        _day(MONEY, "members_report", gettext_noop("The number of members is reported"), provisions.members_report),
    ]


@dataclass(frozen=True, slots=True)
class Change:
    """One line in two editions; `before` is None for a new one, `after` for one that is gone."""

    before: Line | None
    after: Line | None

    @property
    def kind(self) -> str:
        """Tell what happened: new, gone, changed (the value), moved (only the article or its words).

        Source: docs/how-to/statute.md, comparing editions.

        Source: docs/how-to/statute.md, the form of the file.
        """
        if self.before is None:
            return "new"
        if self.after is None:
            return "gone"
        return "changed" if self.before.value != self.after.value else "moved"


def changes(before: Provisions, after: Provisions) -> list[Change]:
    """Return the lines that differ between two editions, in the order of the later one; those that are gone last.

    Source: docs/how-to/statute.md, comparing editions.
    """
    old = {line.code: line for line in lines_of(before)}
    new = {line.code: line for line in lines_of(after)}
    changed = [Change(old.get(code), line) for code, line in new.items() if old.get(code) != line]
    return changed + [Change(line, None) for code, line in old.items() if code not in new]


def by_group(lines: Iterable[Line]) -> dict[str, list[Line]]:
    """Gather lines under their headings, in the order of a reader; empty headings are left out.

    Source: docs/how-to/statute.md, the form of the file.
    """
    gathered: dict[str, list[Line]] = {group: [] for group in GROUPS}
    for line in lines:
        gathered[line.group].append(line)
    return {group: found for group, found in gathered.items() if found}
