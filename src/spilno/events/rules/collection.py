"""The collection of papers: when it is published, its ISBN, the index of authors."""

from collections.abc import Iterable
from dataclasses import dataclass

from stdnum import isbn as stdnum_isbn

from spilno.statute.rules.refusal import Refusal, gettext_noop
from spilno.territories.rules.codes import sort_key

SOURCE = gettext_noop("Rules of joint events, collection of papers")


@dataclass(frozen=True, slots=True)
class Indexed:
    """An author in the index: the family name first, and the numbers of his papers."""

    name: str
    papers: tuple[int, ...]


def written_isbn(said: str) -> str:
    """Return an ISBN as it is printed, 978-617-…; empty when it is none. One of ten digits becomes one of thirteen.

    Source: ДСТУ ISO 2108 (ISBN), the check digit, by `stdnum.isbn`.
    """
    if not stdnum_isbn.is_valid(said):
        return ""
    return str(stdnum_isbn.format(stdnum_isbn.to_isbn13(said)))


def why_wrong_isbn(said: str) -> Refusal | None:
    """Say why an ISBN is not taken; None when it is right or none is given: not every collection has one.

    Source: ДСТУ ISO 2108 (ISBN), the check digit, by `stdnum.isbn`.
    """
    if not said.strip() or written_isbn(said):
        return None
    return Refusal(
        code="wrong_isbn",
        title=gettext_noop("The collection is not kept"),
        sentence=gettext_noop("This is not an ISBN: its digits do not agree with the check digit."),
        source=gettext_noop("ДСТУ ISO 2108, ISBN"),
        advice=gettext_noop("Copy it from the letter of the Book Chamber, or leave it empty."),
    )


def why_not_publish(*, papers: int, announced: bool, described: bool, waiting: int) -> Refusal | None:
    """Say why the collection is not published; None when it may be.

    `papers` stand in it, `waiting` were accepted with changes whose day has not passed, so they may still come.

    Source: Rules of joint events, collection of papers: it holds every accepted paper, so it waits for the new versions.
    """
    title = gettext_noop("The collection is not published")

    def no(code: str, sentence: str, advice: str, **facts: object) -> Refusal:
        return Refusal(code=code, title=title, sentence=sentence, source=SOURCE, advice=advice, facts=facts)

    if not announced:
        return no(
            "not_announced",
            gettext_noop("Decisions on papers were not announced yet."),
            gettext_noop("Announce them, then publish the collection."),
        )
    if not described:
        return no(
            "no_imprint",
            gettext_noop("It is not said who publishes the collection, where and when."),
            gettext_noop("Fill in the form below and save it."),
        )
    if waiting:
        return no(
            "changes_may_come",
            gettext_noop("New versions may still come: %(waiting)d."),
            gettext_noop("Wait for the day that the committee set, or for the last of them."),
            waiting=waiting,
        )
    if not papers:
        return no("no_papers", gettext_noop("No paper stands in the collection."), "")
    return None


def family_first(name: str) -> str:
    """Write a name with the family name first: «Олена АВТОРКА» → «АВТОРКА Олена»; «Авторка О. П.» stays.

    The family name is what stands in capitals; where nothing does, the last word that is no initial.

    Source: ДСТУ 8302:2015 (an author is named by the family name first).
    """
    words = name.split()
    capital = [word for word in words if len(word.strip(".’'-")) > 1 and word == word.upper()]
    if capital and len(capital) < len(words):
        return " ".join([*capital, *(word for word in words if word not in capital)])
    if capital or len(words) < 2 or words[-1].endswith("."):
        return " ".join(words)
    return " ".join([words[-1], *words[:-1]])


def index_of_authors(authors: Iterable[tuple[str, int]]) -> list[Indexed]:
    """Return the index of authors from pairs of name and number of the paper, in the Ukrainian order.

    Source: Український правопис 2019, § 1 (the order of the alphabet); Rules of joint events, collection of papers.
    """
    found: dict[str, set[int]] = {}
    for name, number in authors:
        if name.strip():
            found.setdefault(family_first(name), set()).add(number)
    return [
        Indexed(name, tuple(sorted(found[name]))) for name in sorted(found, key=lambda each: (sort_key(each), each))
    ]
