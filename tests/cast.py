"""The small cast, always the same, and plain makers of valid things. Nothing here surprises: values are what you pass."""

import hashlib
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path

from spilno.accounts.models import Grant, Right, User
from spilno.bodies.models import Body, Seat, Term
from spilno.members.models import Mandate, Membership, MembershipStep
from spilno.organisations.models import Organisation
from spilno.people.models import Person
from spilno.statute.models import Edition
from spilno.territories.models import Unit

MODEL = Path(__file__).parent.parent / "src" / "spilno" / "statute" / "editions" / "model.toml"
LONG_AGO = date(2021, 1, 1)
_numbers = count(10000)


def statute() -> Edition:
    text = MODEL.read_text(encoding="utf-8")
    return Edition.objects.create(
        name_uk="Модельна редакція",
        name_en="Model edition",
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        starts=date(2021, 5, 14),
        adopted_by_uk="модель",
    )


def make_unit(name: str, category: str = "H", parent: Unit | None = None) -> Unit:
    stable = f"{next(_numbers):05d}"
    return Unit.objects.create(
        code=f"UA6302001000{stable:0>7}"[:19].ljust(19, "0"), stable=stable, category=category, name=name, parent=parent
    )


def make_council(name: str, level: str = "city", **fields) -> Organisation:
    place = fields.pop("place_uk", name.split(maxsplit=1)[0])
    return Organisation.objects.create(kind="council", level=level, name_uk=name, place_uk=place, **fields)


def make_person(
    family: str,
    given: str = "Марія",
    patronymic: str = "Іванівна",
    gender: str = "f",
    user: User | None = None,
    **fields,
) -> Person:
    return Person.objects.create(
        family_name=family, given_name=given, patronymic=patronymic, gender=gender, user=user, fictional=True, **fields
    )


def make_user(email: str, **fields) -> User:
    return User.objects.create_user(email, "spilno-test-2026", **fields)


def make_member(organisation: Organisation, state: str = "confirmed", kind: str = "full", **fields) -> Membership:
    membership = Membership.objects.create(
        organisation=organisation, state=state, kind=kind, joined_on=LONG_AGO, **fields
    )
    MembershipStep.objects.create(membership=membership, state=state, on=LONG_AGO, ground="рішення Правління")
    return membership


def make_mandate(membership: Membership, person: Person, kind: str = "representative", **fields) -> Mandate:
    fields.setdefault("starts", LONG_AGO)
    return Mandate.objects.create(membership=membership, person=person, kind=kind, act="рішення ради № 1", **fields)


def grant(user: User, *rights: Right) -> None:
    for right in rights:
        Grant.objects.create(user=user, right=right, starts=LONG_AGO, ground="наказ")


@dataclass
class Cast:
    """The actors of tests."""

    lypova: Membership
    verbova: Membership
    stepova: Organisation
    general_meeting: Body
    board: Body
    president: Seat
    chair: User
    chair_person: Person
    secretary: User
    secretary_person: Person
    delegate: User
    delegate_person: Person
    verbova_delegate: User
    verbova_person: Person
    stranger: User


def gather() -> Cast:
    lypova = make_member(make_council("Липова міська рада"))
    verbova = make_member(make_council("Вербова міська рада"))
    stepova = make_council("Степова селищна рада", "settlement")
    body = Body.objects.create(
        kind="general_meeting", name_uk="Загальні збори", name_en="General Meeting", genitive_uk="Загальних зборів"
    )
    board = Body.objects.create(kind="board", name_uk="Правління", name_en="Board", genitive_uk="Правління", order=2)
    president_body = Body.objects.create(kind="president", name_uk="Президент", name_en="President", order=1)
    president = Seat.objects.create(
        body=president_body,
        role="chair",
        title_uk="Президент Асоціації",
        title_en="President of the Association",
        signs=True,
        rights=[Right.CHAIR],
    )
    chair, secretary = make_user("chair@example.org"), make_user("secretary@example.org")
    delegate, other, stranger = (
        make_user("delegate@example.org"),
        make_user("verbova@example.org"),
        make_user("stranger@example.org"),
    )
    chair_person = make_person("Калина", "Галина", "Петрівна", user=chair, email=chair.email)
    secretary_person = make_person("Явір", "Тарас", "Іванович", "m", user=secretary, email=secretary.email)
    delegate_person = make_person("Липовий", "Остап", "Юрійович", "m", user=delegate, email=delegate.email)
    verbova_person = make_person("Верба", "Олена", "Ігорівна", user=other, email=other.email)
    make_person("Мандрівник", "Іван", "Іванович", "m", user=stranger, email=stranger.email)
    Term.objects.create(seat=president, person=chair_person, starts=LONG_AGO, ground="рішення № 1")
    grant(chair, Right.CHAIR)
    grant(secretary, Right.SECRETARIAT, Right.REGISTRAR, Right.ACCOUNTS)
    make_mandate(lypova, delegate_person)
    make_mandate(verbova, verbova_person)
    return Cast(
        lypova,
        verbova,
        stepova,
        body,
        board,
        president,
        chair,
        chair_person,
        secretary,
        secretary_person,
        delegate,
        delegate_person,
        other,
        verbova_person,
        stranger,
    )
