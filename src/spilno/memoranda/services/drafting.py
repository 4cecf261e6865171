"""Acts of writing: begin a memorandum, write its parts, name its parties."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from spilno.accounts.models import User
from spilno.journal.services import record, take_turn
from spilno.memoranda.models import Area, Clause, Memorandum, MemorandumArea, Party, Version
from spilno.memoranda.queries.texts import in_latin_name, on_the_table, terms_of
from spilno.memoranda.rules.agreement import why_not_term
from spilno.memoranda.rules.drafting import as_points, in_other_language, why_not_add_party, why_not_write
from spilno.memoranda.rules.library import Library, read_library
from spilno.memoranda.rules.text import AreaText, Both, ClauseText, PartyText, Terms, TermText, terms_as_values
from spilno.organisations.models import Organisation
from spilno.organisations.rules.phrases import decline_phrase
from spilno.people.gateways import declined
from spilno.people.models import Office, Person
from spilno.statute.rules.refusal import refuse
from spilno.territories.rules.codes import search_key
from spilno.ui.words import in_latin

STATUTE_IN_ENGLISH = (("Статуту", "the Statute"),)  # the ground of powers of nearly all; others are translated by hand
NAMED_NO_MORE = "У наступній редакції стороною не названо."
LIBRARY = Path(__file__).resolve().parent.parent / "data" / "library.toml"


@transaction.atomic
def take_library(*, by: User | None) -> int:
    """Take in areas and clauses of the house that are not there yet; what the secretariat changed stays. Returns how many came."""
    library = read_library(LIBRARY.read_text(encoding="utf-8"))
    came = _take_areas(library) + _take_clauses(library)
    if came:
        record("memorandum.library_taken", Area.objects.order_by("pk")[0], by=by, facts={"rows": came})
    return came


def _take_areas(library: Library) -> int:
    known = set(Area.objects.values_list("code", flat=True))
    rows = [
        Area(code=code, title_uk=uk, title_en=en, source=source, position=position)
        for position, (code, uk, en, source) in enumerate(library.areas, start=1)
        if code not in known
    ]
    return len(Area.objects.bulk_create(rows))


def _take_clauses(library: Library) -> int:
    known = set(Clause.objects.values_list("code", flat=True))
    rows = [
        Clause(
            code=each.code, title_uk=each.title_uk, title_en=each.title_en, text_uk=each.text_uk, text_en=each.text_en,
            kinds=list(each.kinds), required=each.required, position=position,
        )
        for position, each in enumerate(library.clauses, start=1)
        if each.code not in known
    ]  # fmt: skip
    return len(Clause.objects.bulk_create(rows))


@transaction.atomic
def draft_memorandum(
    *,
    kind: str,
    form: str = "",
    title: Both,
    second_language: str = "",
    title_en: str = "",
    coordinator: Person | None = None,
    public: bool = True,
    by: User | None,
) -> Memorandum:
    """Begin a memorandum with the next number of the register and its first text: the clauses that its kind requires."""
    take_library(by=by)
    take_turn()  # the next number is given once
    memorandum = Memorandum.objects.create(
        number=(Memorandum.objects.aggregate(last=Max("number"))["last"] or 0) + 1,
        kind=kind,
        form=form,
        title_uk=title.uk,
        title_en=title_en,
        second_language=second_language,
        coordinator=coordinator,
        public=public,
        created_by=by.pk if by else None,
    )
    clauses = [
        clause_text(clause, second_language)
        for clause in Clause.objects.filter(retired=False)
        if clause.required and (not clause.kinds or kind in clause.kinds)
    ]
    terms = Terms(
        title=title, second_language=second_language, place=Both(""), parties=(), purpose=Both(""), areas=(),
        clauses=tuple(clauses), term=TermText(),
    )  # fmt: skip
    Version.objects.create(
        memorandum=memorandum, number=1, body=terms_as_values(terms), created_by=memorandum.created_by
    )
    mirror(memorandum, terms)
    record("memorandum.drafted", memorandum, by=by, facts={"number": memorandum.number, "kind": kind})
    return memorandum


def clause_text(clause: Clause, second_language: str) -> ClauseText:
    """Copy a clause of the library; the second language is known for English only."""
    english = second_language == "en"
    return ClauseText(
        clause.code,
        Both(clause.title_uk, clause.title_en if english else ""),
        Both(as_points(clause.text_uk), as_points(clause.text_en) if english else ""),
    )


@transaction.atomic
def write_terms(memorandum: Memorandum, *, by: User | None, note: str | None = None, **changes: Any) -> Version:
    """Write parts of the text on the table: title, place, purpose, areas, clauses, term, second_language, parties.

    Parts that are not named stay as they are, so that two people may write different parts. Raises RuleBroken when the text is
    no longer a draft, or its term ends before it begins.
    """
    memorandum = Memorandum.objects.select_for_update().get(pk=memorandum.pk)
    version = _draft_of(memorandum)
    stood = before = terms_of(version)
    language = changes.get("second_language", before.second_language)
    if language != before.second_language:
        known = _words_in(language, before)
        if "title" in changes and changes["title"].second == before.title.second:
            changes["title"] = Both(changes["title"].uk)  # nobody translated it yet
        before = in_other_language(before, language, known=known)
    terms: Terms = replace(before, **changes)
    refuse(why_not_term(terms.term.starts_on, terms.term.ends_on))
    version.body = terms_as_values(terms)
    written = [name for name in sorted(changes) if getattr(terms, name) != getattr(stood, name)]
    if note is not None and note.strip() != version.note:
        version.note = note.strip()
        written.append("note")
    version.save(update_fields=["body", "note"])
    if memorandum.signed_on is None:
        mirror(memorandum, terms)
    record(
        "memorandum.text_written",
        memorandum,
        by=by,
        facts={"version": version.number, "parts": written, "sha256": version.sha256},
    )
    return version


def _words_in(language: str, terms: Terms) -> dict[str, str]:
    """Return what the house can say in a language, by Ukrainian words: English of areas, clauses and names of parties."""
    if language != "en":
        return {}
    pairs = [*Area.objects.values_list("title_uk", "title_en"), *Clause.objects.values_list("title_uk", "title_en")]
    pairs += Clause.objects.values_list("text_uk", "text_en")
    pairs += Organisation.objects.filter(pk__in=[each.organisation for each in terms.parties]).values_list(
        "name_uk", "name_en"
    )
    people = Person.objects.in_bulk([each.person for each in terms.parties])
    pairs += [(str(person), in_latin_name(person)) for person in people.values()]
    offices = Office.objects.filter(person__in=people).values_list("post_uk", "post_en")
    pairs += [*offices, *STATUTE_IN_ENGLISH]
    return {as_points(uk): as_points(english) for uk, english in pairs if english}


def _draft_of(memorandum: Memorandum) -> Version:
    table = on_the_table(memorandum)
    refuse(why_not_write(state=table.state if table else ""))
    return memorandum.versions.get(state=Version.State.DRAFT)


@transaction.atomic
def describe(memorandum: Memorandum, fields: dict[str, Any], *, by: User | None) -> Memorandum:
    """Change what stands beside the text: kind, form, English title, publicity, coordinator."""
    memorandum = Memorandum.objects.select_for_update().get(pk=memorandum.pk)
    for name, value in fields.items():
        setattr(memorandum, name, value)
    memorandum.save(update_fields=list(fields))
    record("memorandum.described", memorandum, by=by, facts={"fields": sorted(fields)})
    return memorandum


@transaction.atomic
def add_party(
    memorandum: Memorandum,
    organisation: Organisation,
    person: Person,
    *,
    post: Both,
    powers: Both,
    name_second: str = "",
    signatory_second: str = "",
    by: User | None,
) -> Version:
    """Name a party with its signatory, or write it anew; a party of a memorandum in force keeps its place.

    Raises RuleBroken when a text that changes what is in force names an organisation that is no party.
    """
    memorandum = Memorandum.objects.select_for_update().get(pk=memorandum.pk)
    version = _draft_of(memorandum)
    terms = terms_of(version)
    known = {party.organisation for party in terms.parties}
    refuse(why_not_add_party(in_force=memorandum.signed_on is not None, known=organisation.pk in known))
    said = party_text(
        organisation,
        person,
        post=post,
        powers=powers,
        name_second=name_second,
        signatory_second=signatory_second,
    )
    if organisation.pk in known:
        parties = tuple(said if party.organisation == organisation.pk else party for party in terms.parties)
    else:
        parties = (*terms.parties, said)
    return write_terms(memorandum, parties=parties, by=by)


@transaction.atomic
def remove_party(memorandum: Memorandum, organisation: int, *, by: User | None) -> Version:
    """Take a party out of a first text; from a memorandum in force a party withdraws."""
    memorandum = Memorandum.objects.select_for_update().get(pk=memorandum.pk)
    version = _draft_of(memorandum)
    refuse(why_not_add_party(in_force=memorandum.signed_on is not None, known=False))
    parties = tuple(party for party in terms_of(version).parties if party.organisation != organisation)
    return write_terms(memorandum, parties=parties, by=by)


@transaction.atomic
def move_party(memorandum: Memorandum, organisation: int, *, by: User | None) -> Version:
    """Put a party one place higher in the text; the first one, and one that does not stand there, change nothing."""
    memorandum = Memorandum.objects.select_for_update().get(pk=memorandum.pk)
    version = _draft_of(memorandum)
    parties = list(terms_of(version).parties)
    place = next((place for place, party in enumerate(parties) if party.organisation == organisation), 0)
    if not place:
        return version
    parties[place - 1 : place + 1] = parties[place], parties[place - 1]
    return write_terms(memorandum, parties=tuple(parties), by=by)


def party_text(
    organisation: Organisation,
    person: Person,
    *,
    post: Both,
    powers: Both,
    name_second: str,
    signatory_second: str,
) -> PartyText:
    """Put a party into words: cases of post and name are made here, once, and stay as they are signed."""
    return PartyText(
        organisation=organisation.pk,
        person=person.pk,
        name=Both(organisation.name_uk, name_second),
        signatory=Both(str(person), signatory_second),
        signatory_genitive=declined(person, "genitive").full,
        post=post,
        post_genitive=decline_phrase(post.uk[:1].lower() + post.uk[1:], "genitive"),
        powers=powers,
        feminine=person.gender == Person.Gender.FEMININE,
        code=organisation.edrpou,
        address=Both(
            organisation.address,
            in_latin(organisation.address) if organisation.country == "UA" else organisation.address,
        ),
    )


def mirror(memorandum: Memorandum, terms: Terms) -> None:
    """Repeat in the rows what a text says, for lists, search, answers and plans. Days are written when it is signed."""
    english = terms.second_language == "en"
    memorandum.title_uk, memorandum.second_language = terms.title.uk, terms.second_language
    memorandum.purpose_uk, memorandum.purpose_en = terms.purpose.uk, terms.purpose.second if english else ""
    memorandum.signed_at_uk, memorandum.signed_at_en = terms.place.uk, terms.place.second if english else ""
    memorandum.notice_days = terms.term.notice_days
    if english and terms.title.second:
        memorandum.title_en = terms.title.second
    names = " ".join(f"{party.name.uk} {party.name.second}" for party in terms.parties)
    memorandum.search_key = search_key(f"{memorandum.title_uk} {memorandum.title_en} {names}")[:1200]
    memorandum.save()
    _mirror_parties(memorandum, terms.parties, english=english)
    _mirror_areas(memorandum, terms.areas, english=english)


def _mirror_parties(memorandum: Memorandum, parties: Sequence[PartyText], *, english: bool) -> None:
    if memorandum.signed_on is None:
        gone = memorandum.parties.filter(withdrew_on__isnull=True)  # one that left by itself stays with its reason
        gone = gone.exclude(organisation__in=[party.organisation for party in parties])
        gone.filter(approvals__isnull=True, signings__isnull=True).delete()
        gone.update(  # its answers stay with the text that it answered
            withdrew_on=timezone.localdate(), withdrew_because=NAMED_NO_MORE
        )
    for position, party in enumerate(parties, start=1):
        Party.objects.update_or_create(
            memorandum=memorandum,
            organisation_id=party.organisation,
            defaults={
                "position": position,
                "signatory_id": party.person,
                "post_uk": party.post.uk,
                "post_en": party.post.second if english else "",
                "powers_uk": party.powers.uk,
                "powers_en": party.powers.second if english else "",
                **({"withdrew_on": None, "withdrew_because": ""} if memorandum.signed_on is None else {}),
            },
        )


def _mirror_areas(memorandum: Memorandum, areas: Sequence[AreaText], *, english: bool) -> None:
    """Areas that a later text drops stay with the day: plans of earlier years point at them."""
    known = {area.code: area for area in Area.objects.filter(code__in=[each.code for each in areas])}
    gone = memorandum.agreed_areas.exclude(area__code__in=known)
    if memorandum.signed_on is None:
        gone.delete()
    else:
        gone.filter(dropped_on__isnull=True).update(dropped_on=memorandum.versions.latest("number").signed_on)
    for position, each in enumerate(areas, start=1):
        MemorandumArea.objects.update_or_create(
            memorandum=memorandum,
            area=known[each.code],
            defaults={
                "position": position,
                "words_uk": each.words.uk,
                "words_en": each.words.second if english else "",
                "dropped_on": None,
            },
        )
