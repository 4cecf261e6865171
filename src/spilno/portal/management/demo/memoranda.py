"""Memoranda of the demo, told through the services that everyone uses."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import make_password
from django.core.files.base import ContentFile
from django.utils import timezone

from spilno.accounts.models import User
from spilno.documents.queries import content_of
from spilno.memoranda.models import Area, Clause, Memorandum, Party
from spilno.memoranda.queries.texts import on_the_table, terms_of
from spilno.memoranda.rules.text import AreaText, Both, TermText
from spilno.memoranda.services.agreeing import answer, send, write_next
from spilno.memoranda.services.coordinators import name_coordinator
from spilno.memoranda.services.drafting import add_party, clause_text, draft_memorandum, write_terms
from spilno.memoranda.services.signing import sign_on_paper
from spilno.organisations.models import Organisation
from spilno.people.models import Office, Person
from spilno.portal.management.demo.registers import PASSWORD, World, told
from spilno.ui.words import in_latin

KYIV = ZoneInfo("Europe/Kyiv")
Event = tuple[datetime, Callable[[], object]]


class Cooperation:
    """Partners and their people by short names, and the memoranda told of them."""

    def __init__(self, world: World) -> None:
        """Enter partners and their people."""
        self.world = world
        self.organisation: dict[str, Organisation] = {}
        self.person: dict[str, Person] = {}
        self.made: dict[str, Memorandum] = {}
        self.story = told("memoranda")
        if world.association is not None:
            self.organisation["ours"] = world.association
        for row in self.story["organisation"]:
            fields = {key: value for key, value in row.items() if key not in {"key", "partner"}}
            organisation = world.partner.get(row.get("partner", "")) or Organisation()
            for name, value in fields.items():
                setattr(organisation, name, value)
            organisation.save()
            self.organisation[row["key"]] = organisation
        for row in self.story["person"]:
            self.person[row["key"]] = self._person(row)

    def _person(self, row: dict[str, Any]) -> Person:
        real = row.get("real", False)
        user = (
            None if real else User.objects.create(email=f"{row['key']}@demo.example", password=make_password(PASSWORD))
        )
        person = Person.objects.create(
            family_name=row["family_name"], given_name=row["given_name"], patronymic=row.get("patronymic", ""),
            gender=row["gender"], user=user, email=user.email if user else "", fictional=not real,
        )  # fmt: skip
        Office.objects.create(
            person=person, organisation=self.organisation[row["organisation"]], post_uk=row["post_uk"], post_en=row["post_en"],
            category=row.get("category", "official"), starts=date(2021, 1, 1), act="повідомлення партнера (для показу)",
        )  # fmt: skip
        return person

    def whose(self, key: str) -> Organisation:
        """Return an organisation: «council:Валки» is a member of the association."""
        kind, _, place = key.partition(":")
        return self.world.council[place] if kind == "council" else self.organisation[key]

    def who(self, key: str) -> Person:
        """Return a person: «head:Валки», an officer of the association, or one of a partner."""
        kind, _, place = key.partition(":")
        if kind == "head":
            return self.world.head[place]
        return self.person.get(key) or self.world.officer[key]

    def events(self, now: datetime) -> list[Event]:
        """Return what happened and when, each memorandum in its order."""
        found: list[Event] = []
        for row in self.story["memorandum"]:
            sent = _moment(now, row, "sent", 10)
            found.append((sent, lambda row=row: self.sent(row, now)))
            if "signed" in row or "signed_days" in row:
                signed = _moment(now, row, "signed", 15)
                found.append((signed - timedelta(hours=2), lambda row=row: self.agreed(row)))
                found.append((signed, lambda row=row: self.signed(row)))
            if "remarks" in row:
                found.append((_moment(now, row, "returned", 12), lambda row=row: self.returned(row)))
                found.append((_moment(now, row, "again", 11), lambda row=row: self.again(row)))
        return found

    def sent(self, row: dict[str, Any], now: datetime) -> None:
        """The text is written and put to the parties."""
        by = self.world.user("secretary")
        second = "en" if row["purpose_en"] else ""
        memorandum = draft_memorandum(
            kind=row["kind"], form=row.get("form", ""), title=Both(row["title_uk"], row["title_en"] if second else ""),
            title_en=row["title_en"], second_language=second, coordinator=self.world.officer["secretary"], by=by,
        )  # fmt: skip
        self.made[row["key"]] = memorandum
        for organisation, person in row["parties"]:
            self._party(memorandum, row, self.whose(organisation), self.who(person), by)
        ends = timezone.localdate(now) + timedelta(row["lasts_days"]) if "lasts_days" in row else None
        write_terms(
            memorandum,
            purpose=Both(row["purpose_uk"], row["purpose_en"]),
            place=Both(row.get("place_uk", ""), row.get("place_en", "")),
            areas=self._areas(row, second),
            term=TermText(ends_on=ends, years=row.get("years")),
            by=by,
        )
        self._clauses(memorandum, row, second, by)
        send(memorandum, by=by)

    def _party(
        self, memorandum: Memorandum, row: dict[str, Any], organisation: Organisation, person: Person, by: User
    ) -> None:
        office = person.offices.filter(organisation=organisation).first() or person.offices.first()
        ours = organisation == self.world.association
        post = Both("Президент", "President") if ours else Both(office.post_uk, office.post_en) if office else Both("")
        second = bool(row["purpose_en"])
        add_party(
            memorandum, organisation, person,
            post=post if second else Both(post.uk), powers=Both(row["powers_uk"], row["powers_en"]),
            name_second=organisation.name_en if second else "",
            signatory_second=f"{in_latin(person.given_name)} {in_latin(person.family_name).upper()}" if second else "", by=by,
        )  # fmt: skip

    def _areas(self, row: dict[str, Any], second: str) -> tuple[AreaText, ...]:
        areas = {area.code: area for area in Area.objects.all()}
        chosen = [areas[code] for code in row["areas"]]
        return tuple(AreaText(area.code, Both(area.title_uk, area.title_en if second else "")) for area in chosen)

    def _clauses(self, memorandum: Memorandum, row: dict[str, Any], second: str, by: User) -> None:
        version = on_the_table(memorandum)
        clauses = list(terms_of(version).clauses) if version else []
        if "only" in row:  # the seed tells one paragraph: joint activities
            clauses = [clause for clause in clauses if clause.code in row["only"]]
            first = [Both(each.text.uk.split("\n")[0], each.text.second.split("\n")[0]) for each in clauses]
            clauses = [replace(clause, text=text) for clause, text in zip(clauses, first, strict=True)]
        added = Clause.objects.filter(code__in=row.get("add", []))
        clauses[-2:-2] = [clause_text(clause, second) for clause in added]
        write_terms(memorandum, clauses=tuple(clauses), by=by)

    def agreed(self, row: dict[str, Any]) -> None:
        """Every side approves the same text."""
        for party, key in zip(self._parties(row), row["answer_by"], strict=True):
            self._answer(row, party, key)

    def _answer(self, row: dict[str, Any], party: Party, key: str, remarks: str = "") -> None:
        version = on_the_table(party.memorandum)
        user = self.who(key).user
        if version is not None and user is not None:
            answer(
                party, sha256=version.sha256, agreed=not remarks, remarks=remarks, ground=row.get("ground", ""), by=user
            )

    def signed(self, row: dict[str, Any]) -> None:
        """All sign on paper on one day; the scan of the demo is the text itself."""
        for party in self._parties(row):
            version = on_the_table(party.memorandum)
            if version is not None and version.document is not None:
                scan = ContentFile(content_of(version.document), "skan.pdf")
                sign_on_paper(party, on=timezone.localdate(), scan=scan, by=self.world.user("secretary"))
        for party, key in zip(self._parties(row), row["answer_by"], strict=True):
            person = self.who(key)
            if person.user is not None:
                name_coordinator(party, person, by=person.user)

    def returned(self, row: dict[str, Any]) -> None:
        """The partner returns the text with remarks."""
        self._answer(row, self._parties(row)[-1], row["answer_by"][-1], remarks=row["remarks"])

    def again(self, row: dict[str, Any]) -> None:
        """The next version answers the remarks; our side has approved it, the partner has not answered yet."""
        by = self.world.user("secretary")
        memorandum = self.made[row["key"]]
        version = write_next(memorandum, by=by)
        clauses = list(terms_of(version).clauses)
        added = Clause.objects.filter(code__in=row["again_add"])
        clauses[-1:-1] = [clause_text(clause, memorandum.second_language) for clause in added]
        write_terms(memorandum, clauses=tuple(clauses), by=by)
        send(memorandum, note=row["note"], by=by)
        self._answer(row, self._parties(row)[0], row["answer_by"][0])

    def _parties(self, row: dict[str, Any]) -> list[Party]:
        return list(self.made[row["key"]].parties.select_related("memorandum", "organisation", "signatory"))


def _moment(now: datetime, row: dict[str, Any], name: str, hour: int) -> datetime:
    day = row[name] if name in row else timezone.localdate(now) + timedelta(row[f"{name}_days"])
    return datetime.combine(day, time(hour), tzinfo=KYIV)
