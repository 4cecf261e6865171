"""Texts: what stands in a version, how parties answered it, which one is on the table or in force."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from spilno.documents.rules.differences import Change, differences
from spilno.memoranda.models import Approval, Memorandum, Party, Signing, Version
from spilno.memoranda.rules.life import LifeFacts
from spilno.memoranda.rules.term import Term
from spilno.memoranda.rules.text import Paragraph, Terms, compose, terms_from
from spilno.people.models import Person
from spilno.ui.words import in_latin

ON_THE_TABLE = (Version.State.DRAFT, Version.State.SENT, Version.State.AGREED)


def terms_of(version: Version) -> Terms:
    """Return what a version says, with its types."""
    return terms_from(version.body)


def paragraphs_of(version: Version) -> list[Paragraph]:
    """Return the text: as it was frozen when sent, composed anew while it is being written; of a scan none."""
    if version.reason == Version.Reason.ENTERED:
        return []
    kept: list[Mapping[str, Any]] = version.body.get("text") or []
    return [Paragraph(**each) for each in kept] if kept else compose(terms_of(version))


def on_the_table(memorandum: Memorandum) -> Version | None:
    """Return the text that is being written, answered or signed; None when there is none."""
    return memorandum.versions.select_related("document").filter(state__in=ON_THE_TABLE).first()


def term_of(memorandum: Memorandum) -> Term:
    """Return the days of a memorandum for the rules."""
    return Term(
        signed_on=memorandum.signed_on,
        starts_on=memorandum.starts_on,
        ends_on=memorandum.ends_on,
        ended_on=memorandum.ended_on,
        notice_days=memorandum.notice_days,
    )


def life_of(memorandum: Memorandum) -> LifeFacts:
    """Gather how a memorandum stands for acts that change its life."""
    return LifeFacts(
        term=term_of(memorandum),
        on_the_table=memorandum.versions.filter(state__in=ON_THE_TABLE).exists(),
        parties=memorandum.parties.filter(withdrew_on__isnull=True).count(),
    )


@dataclass(frozen=True, slots=True)
class Side:
    """A party with its answer to a text and its signature under it."""

    party: Party
    answer: Approval | None
    signing: Signing | None
    mine: bool


def sides_of(memorandum: Memorandum, version: Version | None, mine: set[int]) -> list[Side]:
    """Return the parties in their order with what they did about a text; two queries besides the parties."""
    answers = {each.party_id: each for each in version.approvals.all()} if version else {}
    signings = {each.party_id: each for each in version.signings.all()} if version else {}
    return [
        Side(party, answers.get(party.pk), signings.get(party.pk), party.pk in mine)
        for party in memorandum.parties.all()
    ]


def changes_since(version: Version) -> list[Change]:
    """Compare a text with the one before it, in the language of the reader where it has one; empty for the first."""
    before = version.memorandum.versions.filter(number__lt=version.number).exclude(state=Version.State.DROPPED).first()
    if before is None:
        return []
    return differences(_lines(before), _lines(version))


def _lines(version: Version) -> list[str]:
    english = get_language() == "en" and terms_of(version).second_language == "en"
    said = [paragraph.second if english else paragraph.uk for paragraph in paragraphs_of(version)]
    return [text for text in said if text]  # without numbers: a clause put in between changes those of all that follow


def in_latin_name(person: Person) -> str:
    """Write a name in Latin letters as the text in the second language has it: Yuliia LYKHACH."""
    return f"{in_latin(person.given_name)} {in_latin(person.family_name).upper()}"
