"""One valid memorandum, draft or signed; values are what you pass."""

from datetime import date
from itertools import count

from tests import cast as people

from spilno.accounts.models import User
from spilno.memoranda.models import Area, Memorandum, MemorandumArea, Party, Version
from spilno.organisations.models import Organisation
from spilno.people.models import Office, Person
from spilno.ui.words import in_latin

SIGNED = date(2023, 7, 6)
_numbers = count(900)


def make_organisation(name: str, kind: str = "civil", **fields) -> Organisation:
    return Organisation.objects.create(kind=kind, name_uk=name, **fields)


def make_ours() -> Organisation:
    return make_organisation("Асоціація громад", "association", ours=True, name_en="Association of hromadas")


def make_head(organisation: Organisation, family: str, post: str = "голова", **fields) -> Person:
    """A head of an organisation with an account: he speaks for it."""
    user: User = people.make_user(f"{in_latin(family).lower()}@example.org")
    person = people.make_person(family, user=user, email=user.email, **fields)
    Office.objects.create(
        person=person, organisation=organisation, post_uk=post, category="head", starts=people.LONG_AGO, act="рішення"
    )
    return person


def make_area(code: str = "events", title: str = "організація та проведення спільних заходів") -> Area:
    return Area.objects.get_or_create(code=code, defaults={"title_uk": title, "title_en": "organising joint events"})[0]


def make_memorandum(*organisations: Organisation, state: str = "signed", **fields) -> Memorandum:
    """A memorandum of the organisations with one area; a signed one is in force since 6 July 2023 without a term."""
    if state == "signed":
        fields = {"signed_on": SIGNED, "starts_on": SIGNED, **fields}
    fields = {
        "number": next(_numbers),
        "kind": "training",
        "title_uk": "Про співпрацю",
        "purpose_uk": "навчати",
        **fields,
    }
    memorandum = Memorandum.objects.create(state=state, **fields)
    for position, organisation in enumerate(organisations, start=1):
        office = organisation.offices.select_related("person").first()
        signatory = office.person if office else people.make_person("Терен")
        Party.objects.create(
            memorandum=memorandum, organisation=organisation, position=position, signatory=signatory, post_uk="голова",
            powers_uk="Статуту", signed_on=fields.get("signed_on"),
        )  # fmt: skip
    MemorandumArea.objects.create(memorandum=memorandum, area=make_area(), position=1)
    if memorandum.signed_on is not None:
        Version.objects.create(
            memorandum=memorandum, number=1, state="signed", sha256="a" * 64, signed_on=memorandum.signed_on
        )
    return memorandum
