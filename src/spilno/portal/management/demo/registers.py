"""The registers of the demo: territories, councils, persons, members, bodies, accounts."""

import tomllib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import make_password
from translitua import UkrainianKMU, translit

from spilno.accounts.models import Right, User
from spilno.bodies.models import Body, Seat
from spilno.bodies.services import add_body, add_seat, elect
from spilno.members.models import Membership
from spilno.members.services.mandates import give_mandate
from spilno.members.services.path import enrol, follow_succession
from spilno.organisations.models import Organisation, OrganisationName, Succession
from spilno.people.models import Office, Person
from spilno.territories.models import Unit

DATA = Path(__file__).resolve().parent.parent.parent / "data" / "kharkiv"
PASSWORD = "spilno-demo"  # noqa: S105 - the demo has fictional persons only and prints it
FOUNDING = "Установчі збори 10 квітня 2007 року"
REFORMED = date(2020, 12, 1)


def told(name: str) -> dict[str, Any]:
    """Read one file of the demo."""
    with (DATA / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


@dataclass
class World:
    """What the story speaks of, by its short names."""

    council: dict[str, Organisation] = field(default_factory=dict)
    member: dict[str, Membership] = field(default_factory=dict)
    head: dict[str, Person] = field(default_factory=dict)
    officer: dict[str, Person] = field(default_factory=dict)
    body: dict[str, Body] = field(default_factory=dict)
    seat: dict[str, Seat] = field(default_factory=dict)
    partner: dict[str, Organisation] = field(default_factory=dict)
    association: Organisation | None = None

    def user(self, place: str) -> User:
        """Return the account of the head of a council, or of an officer."""
        person = self.head.get(place) or self.officer[place]
        if person.user is None:
            raise LookupError(place)
        return person.user


def enter() -> World:
    """Enter all registers into an empty database; the codifier and the statute stand there already."""
    world = World()
    for part in (councils, persons, founders, members, bodies):
        part(world)
    return world


def councils(world: World) -> None:
    """Enter the councils of the oblast and the association itself."""
    units = {unit.code: unit for unit in Unit.objects.all()}
    rows = [
        Organisation(
            kind=Organisation.Kind.COUNCIL,
            level=row["level"],
            name_uk=row["name_uk"],
            name_en=row.get("name_en", ""),
            place_uk=row["place_uk"],
            place_en=row.get("place_en", ""),
            territory=units[row["territory"]],
            email=f"rada.{_latin(row['place_uk'])}@demo.example",
        )
        for row in told("councils")["council"]
    ]
    Organisation.objects.bulk_create(rows)
    for row in rows:
        world.council["oblast" if row.level == Organisation.Level.REGION else row.place_uk] = row
    world.association = Organisation.objects.create(
        kind=Organisation.Kind.ASSOCIATION,
        name_uk="Асоціація органів місцевого самоврядування Харківської області",
        name_en="Association of local self-government authorities of Kharkiv oblast",
        place_uk="Асоціація",
        ours=True,
        place_en="Association",
        territory=units["UA63000000000041885"],
    )


def persons(world: World) -> None:
    """Enter fictional heads of councils and officers of the association, each with an account."""
    data = told("persons")
    hashed = make_password(PASSWORD)
    by_name = {organisation.name_uk: (place, organisation) for place, organisation in world.council.items()}
    users, people, offices = [], [], []
    for row in data["person"]:
        officer = row["organisation"] == "association"
        place, organisation = ("", world.association) if officer else by_name[row["organisation"]]
        chief = row.get("category") == "head"
        local = row.get("role") if officer else _latin(place) if chief else f"{_latin(place)}.{len(users)}"
        user = User(email=f"{local or len(users)}@demo.example", password=hashed)
        person = Person(
            family_name=row["family_name"], given_name=row["given_name"], patronymic=row["patronymic"], gender=row["gender"],
            user=user, email=user.email, fictional=True,
        )  # fmt: skip
        users.append(user)
        people.append(person)
        offices.append(
            Office(
                person=person, organisation=organisation, post_uk=row["post_uk"],
                post_en=row.get("post_en", ""), category=row.get("category", "official"),
                starts=row.get("starts", data.get("starts", REFORMED)), act=row.get("act", data["act"]),
            )
        )  # fmt: skip
        if chief and not officer:
            world.head[place] = person
        if row.get("role"):
            world.officer[row["role"]] = person
    User.objects.bulk_create(users)
    for person in people:
        person.user_id = person.user.pk
    Person.objects.bulk_create(people)
    for office in offices:
        office.person_id = office.person.pk
    Office.objects.bulk_create(offices)
    world.officer.setdefault("president", world.head["oblast"])


def founders(world: World) -> None:
    """Enter the founders of 2007: those who exist, and those who ended with the reform of 2020, with their successors."""
    data = told("founders")
    by_name = {organisation.name_uk: (place, organisation) for place, organisation in world.council.items()}
    for row in data["founder"]:
        if "council" in row:
            place, council = by_name[row["council"]]
            if row.get("former_name"):
                OrganisationName.objects.create(organisation=council, name_uk=row["name_uk"], ground=row["source"])
        else:
            place, council = "", _ended(row)
        membership = enrol(
            council, founder=True, decision=data["founding_decision"], admitted_on=data["founded_on"], admitted_by=FOUNDING,
            confirmed_on=data["founded_on"], confirmed_by=FOUNDING, by=None,
        )  # fmt: skip
        if place:
            world.member[place] = membership
            continue
        heir_place, heir = by_name[row["successor"]]
        succession = Succession.objects.create(
            predecessor=council, successor=heir, kind=row["succession"], on=row["ended"], ground=row["ground"]
        )
        inherited = follow_succession(succession, by=None)
        if inherited is not None:
            world.member[heir_place] = inherited


def _ended(row: dict[str, Any]) -> Organisation:
    return Organisation.objects.create(
        kind=Organisation.Kind.COUNCIL, level=row["level"], name_uk=row["name_uk"], name_en=row["name_en"], place_uk=row["place_uk"],
        place_en=row["place_en"], ended=row["ended"],
    )  # fmt: skip


def members(world: World) -> None:
    """Enter the other members of the 62, and a representative of each."""
    rows = {row["name_uk"]: row for row in told("councils")["council"]}
    joined = "Загальні збори, протокол № 64 від 14 травня 2021 року (для показу)"
    for place, council in world.council.items():
        if not rows[council.name_uk].get("member", True):
            continue
        if place not in world.member:
            world.member[place] = enrol(
                council, decision="рішення сесії ради про вступ (для показу)", admitted_on=date(2021, 2, 18),
                admitted_by="рішення Правління від 18 лютого 2021 року (для показу)", confirmed_on=date(2021, 5, 14), confirmed_by=joined, by=None,
            )  # fmt: skip
        give_mandate(
            world.member[place],
            world.head[place],
            act="рішення сесії ради про уповноваженого представника",
            starts=date(2021, 5, 14),
            by=None,
        )


ELECTED = date(2024, 6, 28)
GROUND = "статут; вигаданий склад для показу"
STAFF = [Right.SECRETARIAT, Right.REGISTRAR, Right.ACCOUNTS]
BODIES = (  # key, kind, names, genitive, level
    ("general_meeting", "general_meeting", "Загальні збори", "General Meeting", "Загальних зборів", ""),
    ("president", "president", "Президент Асоціації", "President of the Association", "Президента Асоціації", ""),
    ("board", "board", "Правління", "Board", "Правління", ""),
    ("section_raion", "section", "Секція районних рад", "Section of raion councils", "Секції районних рад", "raion"),
    ("section_city", "section", "Секція міських рад", "Section of city councils", "Секції міських рад", "city"),
    ("section_settlement", "section", "Секція селищних рад", "Section of settlement councils", "Секції селищних рад", "settlement"),
    ("section_village", "section", "Секція сільських рад", "Section of village councils", "Секції сільських рад", "village"),
    ("commission_budget", "commission", "Комісія з питань бюджету і фінансів", "Commission on budget and finance", "Комісії з питань бюджету і фінансів", ""),
    ("commission_recovery", "commission", "Комісія з питань відновлення", "Commission on recovery", "Комісії з питань відновлення", ""),
    ("audit", "audit", "Ревізійна комісія", "Audit commission", "Ревізійної комісії", ""),
    ("directorate", "directorate", "Виконавча дирекція", "Executive Directorate", "Виконавчої дирекції", ""),
)  # fmt: skip
SEATS = (  # key, body, role, titles, whether it signs, rights, who holds it
    ("president", "president", "chair", "Президент Асоціації", "President of the Association", True, [Right.CHAIR], "president"),
    ("vp_raion", "section_raion", "chair", "віцепрезидент від секції районних рад", "vice-president of raion councils", False, [], "Чугуївський район"),
    ("vp_city", "section_city", "chair", "віцепрезидент від секції міських рад", "vice-president of city councils", False, [], "Валки"),
    ("vp_settlement", "section_settlement", "chair", "віцепрезидент від секції селищних рад", "vice-president of settlement councils", False, [], ""),
    ("vp_village", "section_village", "chair", "віцепрезидент від секції сільських рад", "vice-president of village councils", False, [], "Наталине"),
    ("budget", "commission_budget", "chair", "голова комісії", "chair of the commission", False, [], "Мерефа"),
    ("recovery", "commission_recovery", "chair", "голова комісії", "chair of the commission", False, [], "Балаклія"),
    *((f"recovery_{place}", "commission_recovery", "member", "член Комісії з питань відновлення", "member of the commission on recovery", False, [], "") for place in (1, 2, 3)),
    *((f"audit_{place}", "audit", "member", "член Ревізійної комісії", "member of the audit commission", False, [], "") for place in (1, 2)),
    ("audit", "audit", "chair", "голова Ревізійної комісії", "chair of the audit commission", True, [Right.AUDIT], "audit"),
    ("director", "directorate", "chair", "перший віцепрезидент – виконавчий директор", "First Vice-President, Executive Director", True, [Right.SECRETARIAT], "executive_director"),
    ("secretary", "directorate", "secretary", "начальник секретаріату", "head of the secretariat", True, STAFF, "secretary"),
    ("registrar", "directorate", "member", "спеціалістка з реєстрації учасників", "registrar", False, [Right.REGISTRAR], "registrar"),
)  # fmt: skip


def bodies(world: World) -> None:
    """Enter bodies, seats and who holds them."""
    for key, kind, uk, en, genitive, level in BODIES:
        world.body[key] = add_body(
            kind=kind,
            name_uk=uk,
            name_en=en,
            genitive_uk=genitive,
            level=level,
            order=len(world.body),
            ground=GROUND,
            by=None,
        )
    for key, body, role, uk, en, signs, rights, holder in SEATS:
        world.seat[key] = add_seat(
            world.body[body],
            role=role,
            title_uk=uk,
            title_en=en,
            order=len(world.seat),
            signs=signs,
            rights=[str(right) for right in rights],
            ground=GROUND,
            by=None,
        )
        person = world.officer.get(holder) or world.head.get(holder)
        if person is not None:
            _elect(world.seat[key], person)
    _board(world)


def _board(world: World) -> None:
    for order, place in enumerate(("Харків", "Лозова", "Чугуїв", "Ізюм", "Богодухів", "Краснокутськ", "Дергачі")):
        seat = add_seat(
            world.body["board"],
            role="member",
            title_uk="член Правління",
            title_en="member of the Board",
            order=order,
            ground=GROUND,
            by=None,
        )
        _elect(seat, world.head[place])


def _elect(seat: Seat, person: Person) -> None:
    elect(
        seat,
        person,
        starts=ELECTED,
        ends=date(2028, 6, 27),
        ground="Загальні збори 28 червня 2024 року (вигадано для показу)",
        by=None,
    )


def _latin(place: str) -> str:
    latin = translit(place.replace("’", ""), UkrainianKMU).lower()
    return "".join(letter if letter.isalnum() else "-" for letter in latin).strip("-")
