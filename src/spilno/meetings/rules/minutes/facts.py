"""What minutes are made of: plain values gathered from the record of a meeting. All times are in Kyiv time."""

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Speaker:
    """Someone who speaks or presides: name as in minutes («Галина КАЛИНА»), the same in the genitive, post, gender."""

    name: str
    post: str = ""
    feminine: bool = False
    genitive: str = ""


@dataclass(frozen=True, slots=True)
class MemberPresent:
    """A member that took part. `times` are pairs of arrival and leaving; the last leaving is None: stayed to the end.

    `proxy` is empty, or names the power of attorney by which another member's representative carried the vote.
    """

    member: str
    person: str
    times: tuple[tuple[datetime, datetime | None], ...]
    post: str = ""
    proxy: str = ""
    remote: bool = False
    deciding: bool = True


@dataclass(frozen=True, slots=True)
class SpeechMade:
    """A speech that was begun; `kind` as in the record: report, debate, question, order, reply."""

    speaker: Speaker
    kind: str
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Interest:
    """A declared conflict of interest of a member."""

    member: str
    reason: str


@dataclass(frozen=True, slots=True)
class RollLine:
    """One vote of a roll-call; value: for, against, abstained, not_voted, absent, recused. `feminine`: of the person."""

    member: str
    person: str
    value: str
    by_proxy: bool = False
    feminine: bool = False


@dataclass(frozen=True, slots=True)
class RoundHeld:
    """A round of an election: who stands with how many votes, how many stand with nobody, what happened, in words."""

    standings: tuple[tuple[str, str], ...]
    idle: str
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LevelHeld:
    """A double majority within one level of councils: its name, votes for, of how many, how many were needed."""

    name: str
    votes_for: int
    whole: int
    needed: int


@dataclass(frozen=True, slots=True)
class VoteHeld:
    """A vote: what was put, the five counts, what the statute asked. `base`: members, present, cast.

    `papers`, `ballots` and `seal` are of a secret one: papers given out, ballots in the box, digest of their list;
    `handed` are ballots given out on paper.
    `rounds` are of an election of that `kind`: plurality, approval, stv. `levels` are of a double majority, with its share.
    """

    purpose: str
    method: str
    text: str
    entitled: int
    present: int
    recused: int
    votes_for: int
    against: int
    abstained: int
    not_voted: int
    absent: int
    needed: int
    carried: bool
    share: Fraction
    strict: bool
    base: str
    article: str
    cancelled: str = ""
    roll: tuple[RollLine, ...] = ()
    papers: int = 0
    ballots: int = 0
    seal: str = ""
    handed: int = 0
    kind: str = "motion"
    rounds: tuple[RoundHeld, ...] = ()
    levels: tuple[LevelHeld, ...] = ()
    level_share: Fraction | None = None
    level_strict: bool = False
    level_base: str = ""
    on_paper: tuple[int, int, int] | None = None  # for, against, abstained: of them from the sheets of the commission


@dataclass(frozen=True, slots=True)
class Duty:
    """Somebody bound by a decision: whom in the dative, what, until when (that day included)."""

    whom: str
    what: str
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Election:
    """Somebody elected: whom in the accusative, to be what in the ablative («Президентом Асоціації»), until when."""

    whom: str
    family: str
    what: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Dismissal:
    """A term ended early: whose and of what seat, both in the genitive."""

    whose: str
    family: str
    what: str


@dataclass(frozen=True, slots=True)
class DecisionMade:
    """A decision with its number, and what follows from it."""

    number: int
    title: str
    text: str
    duties: tuple[Duty, ...] = ()
    elections: tuple[Election, ...] = ()
    dismissals: tuple[Dismissal, ...] = ()


@dataclass(frozen=True, slots=True)
class Nominated:
    """Who was nominated, by whom, and the answer: stands, refused, withdrew, or waits for one."""

    name: str
    by: str
    answer: str


@dataclass(frozen=True, slots=True)
class ItemHeard:
    """An item of the agenda. `state` as in the record; `heard` is the report in the third person.

    `considered` is the moment of its outcome, or of its beginning; None when it was not reached.
    """

    number: str
    title: str
    state: str
    rapporteur: Speaker | None = None
    heard: str = ""
    speeches: tuple[SpeechMade, ...] = ()
    interests: tuple[Interest, ...] = ()
    nominations: tuple[Nominated, ...] = ()
    votes: tuple[VoteHeld, ...] = ()
    decisions: tuple[DecisionMade, ...] = ()
    end_note: str = ""
    has_parts: bool = False
    considered: datetime | None = None


@dataclass(frozen=True, slots=True)
class WorkingBody:
    """A commission that the meeting elected for itself."""

    title: str
    head: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ObjectionKept:
    """An objection that was declined and stays with the minutes."""

    member: str
    person: str
    item: str
    text: str
    filed: date
    answer: str


@dataclass(frozen=True, slots=True)
class JournalMark:
    """The head of the journal when the minutes were drawn up."""

    number: int
    hash: str
    at: datetime


@dataclass(frozen=True, slots=True)
class MeetingHeld:
    """Everything that the minutes of one meeting tell. `absent` are names of members with a deciding vote."""

    association: str
    association_genitive: str
    body_genitive: str
    number: str
    meeting_number: int
    day: date
    settlement: str
    place: str
    kind: str
    format: str
    host: str
    chair: Speaker | None
    secretary: Speaker | None
    entitled: int
    present: int
    quorum_needed: int
    quorum_share: Fraction
    quorum_strict: bool
    quorum_article: str
    opened: datetime | None
    closed: datetime
    held: bool = True
    also_online: bool = False
    convened_by: str = ""
    noticed: date | None = None
    demand: str = ""
    members: tuple[MemberPresent, ...] = ()
    absent: tuple[str, ...] = ()
    guests: tuple[Speaker, ...] = ()
    bodies: tuple[WorkingBody, ...] = ()
    recesses: tuple[tuple[datetime, datetime | None], ...] = ()
    items: tuple[ItemHeard, ...] = ()
    note: str = ""
    objections: tuple[ObjectionKept, ...] = ()
    mark: JournalMark | None = None
