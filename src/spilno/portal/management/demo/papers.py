"""Papers of the demo: a joint conference held with its collection, and one whose papers are under review now."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.core.files.base import ContentFile
from django.utils import timezone

from spilno.documents.gateways.pdf import make_pdf
from spilno.events.models import CallForPapers, Event, Paper, Review
from spilno.events.queries.reviews import criteria_of
from spilno.events.services.certificates import issue_for
from spilno.events.services.collection import keep_collection, publish_collection
from spilno.events.services.decisions import announce_decisions, decide, put_into_programme
from spilno.events.services.events import add_owner, announce_event, close_event, draft_event
from spilno.events.services.papers import change_paper, draft_paper, keep_call, submit_paper
from spilno.events.services.programme import keep_session, publish_programme
from spilno.events.services.reviews import give_review, name_reviewer, share_out
from spilno.memoranda.queries import areas_open_for
from spilno.memoranda.services.plan import contribute
from spilno.organisations.models import Organisation
from spilno.people.models import Person
from spilno.portal.management.demo import presence
from spilno.portal.management.demo.registers import World, told

PAPER = Path(__file__).parent.parent.parent / "data" / "paper.typ"
KYIV = ZoneInfo("Europe/Kyiv")
Happening = tuple[datetime, Callable[[], None]]
REVIEWERS = ("reviewer", "reviewer2", "small_cities")
SECOND_WORD = {
    "accept": "Погоджуюся з головним висновком; у виступі варто показати числа на одному слайді.",
    "revise": "Висновок правильний, але його ще треба показати на числах.",
    "reject": "Тема завелика для тез, а власного досвіду громади в них немає.",
}
TEXTS = ("title", "abstract", "keywords", "other_title", "other_abstract", "other_keywords", "language")


def people(world: World, enter: Callable[[Organisation, dict[str, Any]], Person]) -> None:
    """Enter the fictional institutions of reviewers and of an author, each with its person."""
    for row in told("papers")["person"]:
        institution, _made = Organisation.objects.get_or_create(
            name_uk=row["institution"], defaults={"kind": "education", "name_en": row["institution_en"]}
        )
        world.partner[row["key"]] = institution
        world.officer[row["key"]] = enter(institution, row["officer"])


def happenings(world: World, now: datetime) -> list[Happening]:
    """Return what happens with papers, each with its moment."""
    data = told("papers")
    past, ahead = Conference(world, data["past"]), Conference(world, data["ahead"])
    held = now + timedelta(days=data["past"]["days"])

    def before(days: float) -> datetime:
        return held - timedelta(days=days)

    return [
        (before(110), lambda: past.prepare(now)),
        (before(80), past.collect),
        (before(59), past.share_out),
        (before(50), past.review),
        (before(40), past.announce),
        (before(35), past.mend),
        (before(21), past.register),
        (_at(timezone.localdate(held), past.data["hours"][1] + 1), past.attended),
        (held + timedelta(days=20), past.publish),
        (now - timedelta(days=17), lambda: ahead.call_for_papers(now - timedelta(days=17), now - timedelta(days=3))),
        (now - timedelta(days=9), ahead.collect),
        (now - timedelta(days=2), ahead.share_out),
        (now - timedelta(days=1), lambda: ahead.review(only="reviewer2")),
    ]


class Conference:
    """A conference of the demo with its papers, told step by step."""

    def __init__(self, world: World, data: dict[str, Any]) -> None:
        """Remember what the file tells of it."""
        self.world, self.data = world, data

    @property
    def by(self) -> Any:
        """Return the account that keeps the conference."""
        return self.world.user(self.data["by"])

    @property
    def event(self) -> Event:
        """Return the event itself."""
        return Event.objects.get(title_uk=self.data["title_uk"])

    @property
    def call(self) -> CallForPapers:
        """Return its call."""
        return CallForPapers.objects.select_related("event").get(event__title_uk=self.data["title_uk"])

    def prepare(self, now: datetime) -> None:
        """Prepare and announce a conference of one day with a session for each section, and call for papers."""
        day = timezone.localdate(now) + timedelta(days=self.data["days"])
        first, last = self.data["hours"]
        names = ("title_uk", "title_en", "summary_uk", "summary_en", "venue", "address")
        values = {name: self.data[name] for name in names}
        values |= {"kind": Event.Kind.CONFERENCE, "starts_at": _at(day, first), "ends_at": _at(day, last)}
        owners = [self.world.partner[key] for key in self.data["owners"]]
        event = draft_event(values, owner=owners[0], by=self.by)
        for owner in owners[1:]:
            add_owner(event, owner, by=self.by)
        for number, (uk, en) in enumerate(self.data["sections"], 1):
            session = {"kind": "section", "title_uk": f"Секція {number}. {uk}", "title_en": f"Section {number}. {en}"}
            begins = first + 2 * (number - 1)
            times = {"starts_at": _at(day, begins), "ends_at": _at(day, begins + 2)}
            keep_session(event, {**session, **times}, [], by=self.by)
        announce_event(event, by=self.by)
        self.call_for_papers(timezone.now(), timezone.now() + timedelta(days=50))

    def call_for_papers(self, opens: datetime, deadline: datetime) -> None:
        """Open the call; reviews are asked for within a fortnight after the deadline."""
        values = {
            "text_uk": self.data["call_uk"],
            "text_en": self.data["call_en"],
            "opens_at": opens,
            "deadline": datetime.combine(timezone.localdate(deadline), time(23, 59), tzinfo=KYIV),
            "reviews_needed": 2,
            "reviews_due": timezone.localdate(deadline) + timedelta(days=14),
            "blind": True,
            "abstract_limit": 2500,
        }
        keep_call(self.event, values, [tuple(each) for each in self.data["sections"]], by=self.by)

    def collect(self) -> None:
        """Let each author write his paper and submit it."""
        codes = [each["code"] for each in self.call.sections]
        for each in self.data["paper"]:
            user = self.world.user(each["by"])
            values = {**self._texts(each), "section": codes[each["section"]]}
            submit_paper(draft_paper(self.call, values, [self._author(each["by"])], _file(values), by=user), by=user)

    def _texts(self, each: dict[str, Any]) -> dict[str, Any]:
        return {name: str(each[name]).strip() for name in TEXTS if name in each}

    def _author(self, key: str) -> dict[str, Any]:
        person = self.world.head.get(key) or self.world.officer[key]
        office = person.offices.select_related("organisation").first()
        return {
            "name": str(person),
            "post": office.post_uk if office else "",
            "organisation_name": office.organisation.name_uk if office else "",
            "email": self.world.user(key).email,
        }

    def share_out(self) -> None:
        """Name reviewers, also from the other holder, and share the papers out."""
        for key in REVIEWERS:
            name_reviewer(self.call, self.world.user(key).email, by=self.by)
        share_out(self.call, by=self.by)

    def review(self, only: str = "") -> None:
        """Let reviewers give what they were asked for; where `only` is said, that one alone and only his first paper."""
        told_of = {each["title"]: each for each in self.data["paper"]}
        for key in (only,) if only else REVIEWERS:
            user = self.world.user(key)
            rows = Review.objects.filter(paper__call=self.call, reviewer__user=user).select_related("paper__call")
            for review in rows[:1] if only else rows:
                each = told_of[review.paper.title]
                codes = [one.code for one in criteria_of(review.paper.call)]
                marks = each.get("scores", [4, 4, 5, 5])
                turn = 1 if key == "reviewer2" and marks[0] > 2 else 0  # not all of one mind
                scores = dict(zip(codes, [*marks[:-1], marks[-1] - turn], strict=True))
                advice = each.get("advice", "accept")
                first = not review.paper.reviews.filter(given_at__isnull=False).exists()
                word = each["word"] if first and "word" in each else SECOND_WORD[advice]
                values = {"advice": advice, "to_author": word, "to_committee": ""}
                give_review(review, values, scores, by=user)

    def announce(self) -> None:
        """Decide on every paper and tell all authors at once."""
        for each in self.data["paper"]:
            paper = self._paper(each)
            until = timezone.localdate() + timedelta(days=14) if "changes" in each else None
            note = each.get("reject") or each.get("changes", "")
            decide(paper, accepts="reject" not in each, talk=each.get("talk", "talk"), changes_until=until, note=note, by=self.by)  # fmt: skip
        announce_decisions(self.call, by=self.by)

    def mend(self) -> None:
        """Let those asked for changes send a new version, and put the talks into the programme."""
        for each in (one for one in self.data["paper"] if "changes" in one):
            formula = "\nФормула: 40 % за населенням, 20 % за площею, 40 % за викликами попереднього року; договір зареєстровано (номер вигадано)."
            values = {**self._texts(each), "abstract": each["abstract"].strip() + formula}
            authors = [self._author(each["by"])]
            change_paper(self._paper(each), values, authors, _file(values), by=self.world.user(each["by"]))
        sessions = list(self.event.sessions.all())
        codes = [each["code"] for each in self.call.sections]
        put_into_programme(self.call, dict(zip(codes, sessions, strict=True)), by=self.by)
        publish_programme(self.event, by=self.by)

    def register(self) -> None:
        """Register authors, reviewers and heads of councils for the conference."""
        speaking = {each["by"] for each in self.data["paper"]} | set(REVIEWERS)
        presence.conference_registered(self.world, self.event, sorted(speaking), by=self.by)

    def attended(self) -> None:
        """Put the paper lists of its sections in."""
        presence.conference_attended(self.event, by=self.by)

    def publish(self) -> None:
        """Publish the collection, close the conference as held, certify its authors, count it for the memorandum."""
        names = ("title_uk", "title_en", "place", "publisher", "udc", "editors", "foreword")
        values = {**{name: self.data[name] for name in names}, "year": timezone.localdate().year}
        keep_collection(self.call, values, by=self.by)
        publish_collection(self.call, by=self.by)
        event = close_event(self.event, by=self.by)
        issue_for(event, "paper", by=self.by)
        day = event.day or date.max
        areas = areas_open_for([self.world.partner[key].pk for key in self.data["owners"]], day)
        area = areas.filter(area__code="joint-events", memorandum__signed_on__year=2023).first()
        if area is not None:
            contribute(area, source=event, day=day, by=self.by)

    def _paper(self, each: dict[str, Any]) -> Paper:
        return Paper.objects.select_related("call__event").get(call=self.call, title=each["title"])


def _file(values: dict[str, Any]) -> ContentFile:
    """Typeset what the author sends as a file; no name stands in it, the review is blind."""
    english = values.get("language") == "en"
    words = {"keywords_word": "Ключові слова", "other_keywords_word": "Key words"}
    data = {
        "text": values["abstract"].split("\n\n"),
        "keywords": values["keywords"],
        "other_language": "uk" if english else "en",
        "other_title": values.get("other_title", ""),
        "other_text": [part for part in values.get("other_abstract", "").split("\n\n") if part],
        "other_keywords": values.get("other_keywords", ""),
        **(dict(zip(words, reversed(words.values()), strict=True)) if english else words),
    }
    made = make_pdf(PAPER, data, title=values["title"], language="en" if english else "uk")
    return ContentFile(made, name="paper.pdf" if english else "tezy.pdf")


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=KYIV)
