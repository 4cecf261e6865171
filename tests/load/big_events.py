"""Two thousand events with two hundred thousand registrations, for the measures."""

from datetime import datetime, timedelta
from random import Random
from urllib.parse import quote

from spilno.events.models import Event, Owner, Registration, Series, Session, Speaker
from spilno.organisations.models import Organisation

EVENTS, REGISTRATIONS = 2000, 200_000
KINDS = [kind.value for kind in Event.Kind]
TITLES = [
    "Бюджет громади",
    "Вода й тепло",
    "Послуги поруч",
    "Співробітництво громад",
    "Відбудова житла",
    "Цифрова рада",
]


def fill_events(councils: list[Organisation], now: datetime) -> None:
    """Write the events: most of them past, each tenth ahead, a large one with ten thousand registrations among them."""
    choose = Random(2026)
    school = Organisation.objects.create(kind="education", name_uk="Вища школа публічного управління")
    series = Series.objects.bulk_create(Series(title_uk=f"Цикл {n}") for n in range(40))
    rows = []
    for n in range(EVENTS):
        starts = now.replace(hour=8, minute=0, second=0, microsecond=0) + timedelta(days=(EVENTS // 10 - n) * 1.0)
        row = Event(
            kind=KINDS[n % len(KINDS)], format=["in_person", "online", "mixed"][n % 3], title_uk=f"{TITLES[n % len(TITLES)]}, {n}",
            state="announced" if starts > now else "held", starts_at=starts, ends_at=starts + timedelta(hours=6),
            summary_uk="Про що говоритимемо і що з цього візьмуть громади. " * 4, venue="Зала засідань", address="вул. Сумська, 64",
            territory=councils[n % len(councils)].territory, series=series[n % 40] if n % 5 == 0 else None, series_position=n // 200 + 1,
            places=150, programme_version=1, online_link="https://video.example.org/room",
        )  # fmt: skip
        row.fold_name()
        rows.append(row)
    events = Event.objects.bulk_create(rows, batch_size=500)
    Owner.objects.bulk_create(
        [Owner(event=event, organisation=school, position=1) for event in events]
        + [Owner(event=event, organisation=councils[n % len(councils)], position=2) for n, event in enumerate(events)],
        batch_size=1000,
    )
    sessions = Session.objects.bulk_create(
        [
            Session(event=event, title_uk=f"Частина {k}", starts_at=event.starts_at + timedelta(hours=k), ends_at=event.starts_at + timedelta(hours=k + 1),
                    place="Зала", hours=1)
            for event in events
            for k in range(5)
        ],
        batch_size=1000,
    )  # fmt: skip
    Speaker.objects.bulk_create(
        [
            Speaker(session=session, name_uk=f"Марія ЛІЩИНА {k}", post="експертка")
            for session in sessions
            for k in range(2)
        ],
        batch_size=1000,
    )
    crowd = 10_000
    spread = [*[0] * crowd, *(choose.randrange(EVENTS) for _ in range(REGISTRATIONS - crowd))]
    queue = [0] * EVENTS
    batch = []
    for k, n in enumerate(spread):
        queue[n] += 1
        batch.append(
            Registration(
                event=events[n], family_name=f"Гість{k}", given_name="Олена", email=f"guest{k}@example.org",
                organisation=councils[k % len(councils)], state="confirmed" if queue[n] <= 150 else "waiting", queue=queue[n],
                code=f"c{k}", token=f"t{k}",
            )
        )  # fmt: skip
        if len(batch) == 5000:
            Registration.objects.bulk_create(batch, batch_size=1000)
            batch = []
    Registration.objects.bulk_create(batch, batch_size=1000)


def event_addresses() -> list[str]:
    """Name the public pages of events to measure: ahead, past, a search, the largest event."""
    largest = Event.objects.order_by("pk")[0]
    return ["/events/", "/events/?when=past&page=40", f"/events/?q={quote('вода')}&when=past", f"/events/{largest.pk}/"]
