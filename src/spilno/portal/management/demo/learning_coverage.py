"""Officials of the hromadas of the demo and what they learned over the years, so that coverage shows where learning lacks.

All of them are made up: their names are put together from the fictional ones of persons.toml, their shares by plain
arithmetic, so that every demo of a day is the same.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from spilno.learning.models import CreditRow
from spilno.learning.models.ledger import RowKind
from spilno.learning.queries.standings import offices_that_count
from spilno.learning.services.standings import remake
from spilno.organisations.models import Organisation
from spilno.people.models import Office, Person
from spilno.portal.management.demo.registers import REFORMED, World, told

YEARS = 4  # this year and the three before it
NOT_TOLD = ("Вільхуватка", "Дворічна", "Куньє")  # councils that sent no list of their staff
# how many of a hundred have done what is due at the end of a year, by raion
DONE = {
    "Харківський": 88,
    "Лозівський": 80,
    "Богодухівський": 74,
    "Берестинський": 68,
    "Чугуївський": 60,
    "Ізюмський": 46,
    "Куп’янський": 33,
}
GROWTH = (-22, -12, -4, -8)  # by year, the present one last: it is not over yet
POSTS = (
    ("заступник міського голови", "deputy"),
    ("начальник фінансового відділу", "official"),
    ("головний спеціаліст відділу освіти", "official"),
    ("староста старостинського округу № 1", "starosta"),
    ("начальник відділу містобудування", "official"),
    ("секретар ради", "council_secretary"),
    ("спеціаліст центру надання адміністративних послуг", "official"),
    ("староста старостинського округу № 2", "starosta"),
    ("начальник відділу соціального захисту", "official"),
    ("головний бухгалтер", "official"),
    ("спеціаліст відділу кадрів", "official"),
    ("начальник юридичного відділу", "official"),
    ("спеціаліст із земельних питань", "official"),
    ("староста старостинського округу № 3", "starosta"),
)  # fmt: skip
OF_RAIONS = (
    ("заступник голови ради", "deputy"),
    ("начальник організаційного відділу", "official"),
    ("начальник фінансово-господарського відділу", "official"),
    ("спеціаліст юридичного відділу", "official"),
    ("спеціаліст із кадрових питань", "official"),
    ("консультант відділу із забезпечення роботи ради", "official"),
)
UPPER = (Organisation.Level.RAION, Organisation.Level.REGION)
TITLES = ("Публічні закупівлі", "Доступ до публічної інформації", "Бюджет участі", "Електронні послуги громади")


def staff(world: World, today: date) -> None:
    """Enter the staff of the hromadas: six to fourteen in each; some came this year, some moved, some left."""
    names = _names()
    people, offices = [], []
    for place, (number, council) in enumerate(_hromadas(world)):
        taken = set(council.offices.filter(category="council_secretary").values_list("category", flat=True))
        for order, (post, category) in enumerate(POSTS[: 6 + number * 7 % 9]):
            if category in taken:
                continue
            family, given, patronymic, gender = next(names)
            person = Person(
                family_name=family,
                given_name=given,
                patronymic=patronymic,
                gender=gender,
                email=f"staff{len(people) + 1}@demo.example",
                fictional=True,
            )
            people.append(person)
            offices.append(_office(person, council, post, category, _first_day(place * 5 + order, today)))
    for number, council in enumerate(council for council in world.council.values() if council.level in UPPER):
        for order, (post, category) in enumerate(OF_RAIONS[: 5 + number % 2]):
            family, given, patronymic, gender = next(names)
            person = Person(
                family_name=family,
                given_name=given,
                patronymic=patronymic,
                gender=gender,
                email=f"staff{len(people) + 1}@demo.example",
                fictional=True,
            )
            people.append(person)
            offices.append(_office(person, council, post, category, _first_day(number * 3 + order, today)))
    Person.objects.bulk_create(people)
    for office in offices:
        office.person_id = office.person.pk
    Office.objects.bulk_create(offices)


def _office(person: Person, council: Organisation, post: str, category: str, starts: date) -> Office:
    if category == "deputy" and council.level != Organisation.Level.CITY:
        post = (
            "заступник селищного голови"
            if council.level == Organisation.Level.SETTLEMENT
            else "заступник сільського голови"
        )
    return Office(
        person=person,
        organisation=council,
        post_uk=post,
        category=category,
        starts=starts,
        act="вигадане розпорядження для показу",
    )


def _first_day(number: int, today: date) -> date:
    """Most came with the reform of 2020, one of seven within the last eleven months, one of nine in between."""
    if number % 7 == 3:
        return today - timedelta(days=20 + number * 13 % 320)
    if number % 9 == 4:
        return REFORMED + timedelta(days=number * 37 % 1500)
    return REFORMED


def _hromadas(world: World) -> list[tuple[int, Organisation]]:
    levels = {Organisation.Level.CITY, Organisation.Level.SETTLEMENT, Organisation.Level.VILLAGE}
    councils = sorted(
        (council for council in world.council.values() if council.level in levels), key=lambda each: each.sort_key
    )
    return [(number, council) for number, council in enumerate(councils) if council.place_uk not in NOT_TOLD]


def _names() -> Iterator[tuple[str, str, str, str]]:
    """Put together names that nobody of persons.toml has, one after another; a family name keeps its gender."""
    rows = told("persons")["person"]
    families = {row["family_name"]: row["gender"] for row in rows}  # «Ясенева» is a woman, «Гайовий» a man
    known = {(row["family_name"], row["given_name"]) for row in rows}
    given = {
        gender: list(dict.fromkeys((row["given_name"], row["patronymic"]) for row in rows if row["gender"] == gender))
        for gender in set(families.values())
    }
    for round_ in range(len(rows)):
        for number, (family, gender) in enumerate(families.items()):
            name, patronymic = given[gender][(number * 7 + round_ * 11) % len(given[gender])]
            if (family, name) not in known:
                known.add((family, name))
                yield family, name, patronymic, gender


def learned(today: date) -> None:
    """Enter what the staff learned in each year, recognised by their personnel services, and make the standings."""
    offices = offices_that_count().filter(organisation__kind=Organisation.Kind.COUNCIL, ends=None)
    offices = offices.exclude(category=Office.Category.COUNCILLOR).filter(person__credits=None)
    offices = offices.select_related("organisation__territory__parent")
    rows: list[CreditRow] = []
    for number, office in enumerate(offices.order_by("pk")):
        territory = office.organisation.territory
        raion = territory if territory is None or territory.category == "P" else territory.parent
        share = DONE.get(raion.name, 70) if raion else 70
        for back, growth in enumerate(reversed(GROWTH)):
            year = today.year - back
            if office.starts.year > year:
                continue
            luck = (number * 61 + year * 17 + number * number * 3) % 100
            rows += _year(
                office, year, today, newcomer=office.starts.year == year, luck=luck, share=share + growth, number=number
            )
    CreditRow.objects.bulk_create(rows)
    remake(today=today)


def _year(
    office: Office, year: int, today: date, *, newcomer: bool, luck: int, share: int, number: int
) -> list[CreditRow]:
    """Tell what one official learned in a year: all that is due, a part of it, or nothing."""
    first = max(office.starts, date(year, 1, 10))
    last = min(today - timedelta(days=3), date(year, 12, 20))
    if last <= first:
        return []
    on = first + timedelta(days=(number * 29 + year) % (last - first).days)
    if luck < share:
        whole = "2.00" if newcomer or number % 4 == 0 else "0.90"
        return [_row(office, RowKind.EDITION, whole, on, number), _row(office, RowKind.SELF, "0.10", on, number)]
    if luck < share + 25:
        return [_row(office, RowKind.EDITION, "0.50", on, number)]
    return []


def _row(office: Office, kind: RowKind, earned: str, on: date, number: int) -> CreditRow:
    alone = kind == RowKind.SELF
    return CreditRow(
        person_id=office.person_id, organisation_id=office.organisation_id, kind=kind, state=CreditRow.State.RECOGNISED, year=on.year, on=on,
        title=("Самоосвіта: " if alone else "") + TITLES[number % len(TITLES)], hours=int(Decimal(earned) * 30), credits=Decimal(earned),
        ground="вигаданий документ для показу", source_type="demo", source_id=f"{kind}-{on.year}",
    )  # fmt: skip
