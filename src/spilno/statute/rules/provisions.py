"""Provisions of a statute as one frozen value: each number with its article."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Base(StrEnum):
    """Of whom a share is taken."""

    MEMBERS = "members"  # all members with a deciding vote
    PRESENT = "present"  # members present when the question is put, less those recused
    CAST = "cast"  # votes for and against only; abstentions do not count


class Sure(StrEnum):
    """Where a value comes from, and so how sure it is."""

    LAW = "law"  # a law sets it
    STATUTE = "statute"  # read in the association's own statute
    COMMON = "common"  # common among associations; to be checked against the own statute
    CHOICE = "choice"  # the model's choice; to be replaced by the own one


class Format(StrEnum):
    """How a meeting is held."""

    IN_PERSON = "in_person"
    VISITING = "visiting"
    ONLINE = "online"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Cite:
    """A provision of the statute named by its field: its article is looked up in the edition in force when it is said.

    A rule that has no provisions at hand cites with this, so that no article is written into the code.
    """

    provision: str

    def __str__(self) -> str:
        """Return the name of the field, for logs."""
        return self.provision


@dataclass(frozen=True, slots=True)
class Ground:
    """Where a number stands: the article, its words in both languages, and how sure we are of it.

    `source` tells where the value was taken from, in Ukrainian (`source_en` in English); `sure` is the kind of it.
    """

    article: str
    words_uk: str
    words_en: str
    source: str
    source_en: str = ""
    sure: Sure = Sure.CHOICE

    @property
    def source_uk(self) -> str:
        """The source in Ukrainian, beside `source_en`.

        Source: docs/how-to/statute.md, the form of the file.
        """
        return self.source


@dataclass(frozen=True, slots=True)
class Share:
    """A share to be reached (`strict=False`) or exceeded (`strict=True`), of `base`."""

    share: Fraction
    strict: bool
    base: Base
    ground: Ground

    def needed(self, whole: int) -> int:
        """Return the smallest count that satisfies this share of `whole`, in whole votes.

        Of 62: more than half is 32, not less than two thirds are 42. Of nothing, one more than nothing is needed when
        the share must be exceeded.

        Source: Statute: the article named in `ground`.
        """
        exact = self.share * whole
        floor = exact.numerator // exact.denominator
        if self.strict:
            return floor + 1
        return floor if exact.denominator == 1 else floor + 1

    def reached(self, count: int, *, of: int) -> bool:
        """Tell whether `count` of `of` satisfies this share.

        Source: Statute: the article named in `ground`.
        """
        return count >= self.needed(of)


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the statute (days, years, minutes, pieces: the field's name says which) with its article."""

    value: int
    ground: Ground


@dataclass(frozen=True, slots=True)
class Switch:
    """A yes or no of the statute with its article."""

    value: bool
    ground: Ground


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the statute out of a short list, with its article."""

    value: str
    ground: Ground


@dataclass(frozen=True, slots=True)
class Matter:
    """A kind of matter and the majority that the statute asks for it.

    `within_level` makes it a double one: this share is asked among the councils of each level too.
    """

    code: str
    title_uk: str
    title_en: str
    majority: Share
    secret: bool = False
    within_level: Share | None = None


@dataclass(frozen=True, slots=True)
class Demand:
    """Who may demand an extraordinary meeting, and which share of them is enough."""

    code: str
    title_uk: str
    title_en: str
    share: Share


@dataclass(frozen=True, slots=True)
class ProxyLimits:
    """How many other members one holder may carry, and under what conditions."""

    per_holder: int
    same_level_only: bool
    document_required: bool
    holder_must_be_representative: bool
    ground: Ground


@dataclass(frozen=True, slots=True)
class Formats:
    """Formats of a meeting that the statute, or a regulation it allows, permits."""

    allowed: frozenset[Format]
    ground: Ground


@dataclass(frozen=True, slots=True)
class VotingKinds:
    """Kinds of membership with a deciding vote; every other kind has a consultative voice."""

    deciding: frozenset[str]
    ground: Ground


@dataclass(frozen=True, slots=True)
class Provisions:
    """All that the statute in force says in numbers. Nothing in the product knows these numbers otherwise."""

    edition: str
    status: Word  # «local» or «all_ukrainian»
    quorum: Share
    quorum_counts_suspended: Switch
    matters: Mapping[str, Matter]
    notice_days: Number
    extraordinary_notice_days: Number
    materials_days: Number
    formats: Formats
    voting: VotingKinds
    vote_before_confirmation: Switch
    proxies: ProxyLimits
    demands: Mapping[str, Demand]
    meeting_every_months: Number
    minutes_days: Number
    objection_days: Number
    rapporteur_minutes: Number
    speech_minutes: Number
    terms_years: Mapping[str, Number]
    dues_due: Number  # day of the year as month * 100 + day: 331 is 31 March
    arrears_months_to_suspend: Number
    members_report: Number  # as month * 100 + day: 1231 is 31 December

    def matter(self, code: str) -> Matter:
        """Return the kind of matter; KeyError when the statute does not know it.

        Source: Statute: chapter on decisions.
        """
        return self.matters[code]
