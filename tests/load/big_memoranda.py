"""Three hundred memoranda with plans of three years, reports and activities, for the measures."""

from datetime import date, datetime, timedelta

from django.urls import reverse

from spilno.events.models import Event
from spilno.memoranda.models import Area as AreaOfList
from spilno.memoranda.models import Contribution, Measure, Memorandum, MemorandumArea, Party, Version
from spilno.memoranda.services.drafting import take_library
from spilno.organisations.models import Organisation
from spilno.people.models import Person
from spilno.territories.rules.codes import search_key
from spilno.undertakings.models import Report, Undertaking

MEMORANDA, YEARS, LINES, ACTS = 300, 3, 4, 10
KINDS = ["training", "interregional", "border", "international"]
COUNTRIES = ["UA", "UA", "PL", "DE", "LT"]
STATES = ["accepted", "accepted", "reported", "open"]


def fill_memoranda(people: list[Person], now: datetime) -> None:
    """Write memoranda of our association with a partner each: three areas, lines of three years, activities that are events."""
    take_library(by=None)
    areas = list(AreaOfList.objects.all())
    ours = Organisation.objects.create(kind="association", name_uk="Асоціація громад", ours=True)
    partners = Organisation.objects.bulk_create(
        Organisation(kind="education", name_uk=f"Партнер {n}", name_en=f"Partner {n}", country=COUNTRIES[n % 5])
        for n in range(MEMORANDA)
    )
    events = list(Event.objects.filter(state="held").order_by("pk"))
    number = Undertaking.objects.count()
    today = now.date()
    for n in range(MEMORANDA):
        signed = today - timedelta(days=YEARS * 365 + n)
        title = f"Меморандум про співпрацю {n}"
        memorandum = Memorandum.objects.create(
            number=n + 1, kind=KINDS[n % 4], state="signed", title_uk=title, purpose_uk="навчання громад", signed_on=signed,
            starts_on=signed, search_key=search_key(f"{title} {partners[n].name_uk}"), ends_on=today + timedelta(days=n) if n % 3 == 0 else None,
        )  # fmt: skip
        sides = Party.objects.bulk_create(
            Party(memorandum=memorandum, organisation=side, position=at, signatory=people[n], post_uk="голова", powers_uk="Статуту", signed_on=signed)
            for at, side in enumerate([ours, partners[n]], start=1)
        )  # fmt: skip
        agreed = MemorandumArea.objects.bulk_create(
            MemorandumArea(memorandum=memorandum, area=areas[(n + at) % len(areas)], position=at) for at in range(3)
        )
        Version.objects.create(memorandum=memorandum, number=1, state="signed", sha256="a" * 64, signed_on=signed)
        measures = []
        for k in range(YEARS * LINES):
            number += 1
            measures.append(_line(number, today.year - k // LINES, k, agreed[k % 3], sides[k % 2]))
        Contribution.objects.bulk_create(
            Contribution(
                agreed_area=measures[k].agreed_area, measure=measures[k] if k % 2 else None, source_type="events.event", source_id=str(event.pk),
                day=event.day,
            )
            for k, event in enumerate(events[(n * ACTS + k) % len(events)] for k in range(ACTS))
        )  # fmt: skip


def _line(number: int, year: int, k: int, area: MemorandumArea, side: Party) -> Measure:
    state, due = STATES[k % 4], date(year, 3 + k % 9, 1)
    duty = Undertaking.objects.create(
        number=number, what=f"провести захід {k}", organisation=side.organisation, due_on=due, state=state, ground="план",
        source_type="memoranda.measure", source_id="0", opened_on=date(year, 1, 20), ended_on=due if state == "accepted" else None,
    )  # fmt: skip
    if state != "open":
        Report.objects.create(undertaking=duty, text="проведено", accepted=True if state == "accepted" else None)
    return Measure.objects.create(
        agreed_area=area, year=year, kind="event", what=duty.what, party=side, due_on=due, undertaking=duty
    )


def memoranda_addresses() -> list[str]:
    """Name the public pages of memoranda to measure: register, search, one memorandum, its plan and report, all in numbers."""
    one = Memorandum.objects.order_by("pk")[MEMORANDA // 2]
    year = one.agreed_areas.first().measures.latest("year").year
    return [
        reverse("memoranda:memoranda"),
        reverse("memoranda:memoranda") + "?kind=international&country=PL",
        reverse("memoranda:memorandum", args=[one.number]),
        reverse("memoranda:plan", args=[one.number, year]),
        reverse("memoranda:report", args=[one.number, year]),
        reverse("memoranda:numbers"),
    ]
