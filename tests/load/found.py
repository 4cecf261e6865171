"""Fill an empty database with 100,000 documents to search, and print what to ask and how many were found by other forms.

Texts are made of words that associations use, in forms taken at random, and of real hromadas. Each pair of forms has
documents of its own: one form stands in the title, the other one is asked.
"""

import json
import os
import random
import sys
from collections.abc import Iterator

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spilno.config.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402

from spilno.people.gateways.dictionary import dictionary  # noqa: E402
from spilno.portal.gateways.dictionary import index_words  # noqa: E402
from spilno.portal.models import SearchEntry  # noqa: E402
from spilno.portal.queries.search import entries, find  # noqa: E402
from spilno.territories.models import Unit  # noqa: E402
from spilno.territories.services import load_codifier  # noqa: E402

DOCUMENTS, PLACES = 100_000, 10
TOP = 10
PAIRS = [  # one form stands in the document, the other one is asked
    ("вода", "води"), ("водою", "вода"), ("водопостачання", "водопостачанню"), ("водовідведення", "водовідведенням"),
    ("громада", "громад"), ("громадами", "громада"), ("рішення", "рішень"), ("укриття", "укриттів"),
    ("внесок", "внески"), ("внесками", "внесок"), ("староста", "старост"), ("старостою", "старости"),
    ("збори", "зборів"), ("зборами", "збори"), ("меморандум", "меморандумів"), ("довіреність", "довіреності"),
    ("протокол", "протоколу"), ("протоколами", "протокол"), ("витяг", "витяги"), ("рада", "рад"),
    ("селищна", "селищні"), ("сільська", "сільських"), ("обласна", "обласної"), ("районний", "районних"),
    ("депутат", "депутатів"), ("голова", "голови"), ("секретар", "секретаря"), ("президент", "президентом"),
    ("правління", "правлінню"), ("статут", "статуті"), ("бюджет", "бюджетів"), ("субвенція", "субвенцій"),
    ("тариф", "тарифи"), ("дорога", "доріг"), ("школа", "шкіл"), ("ліцей", "ліцею"), ("лікарня", "лікарень"),
    ("амбулаторія", "амбулаторій"), ("відходи", "відходів"), ("сміттєзвалище", "сміттєзвалищ"), ("опалення", "опаленням"),
    ("котельня", "котелень"), ("енергія", "енергії"), ("земля", "земель"), ("ділянка", "ділянок"),
    ("навчання", "навчанню"), ("семінар", "семінарів"), ("посвідчення", "посвідчень"), ("грант", "гранти"),
    ("співробітництво", "співробітництва"), ("кордон", "кордоні"), ("захист", "захисту"), ("евакуація", "евакуації"),
    ("відбудова", "відбудови"), ("звіт", "звітів"),
]  # fmt: skip
JOINING = ["про", "та", "у", "щодо", "для", "на", "з", "до", "від"]


def declined(place: str) -> str:
    """Return an adjective of a hromada in the genitive: Лозівська, of Лозівської."""
    return place[:-1] + "ої"


def hromadas() -> list[str]:
    """Return names of hromadas that are adjectives, each once, always in the same order."""
    named = Unit.objects.filter(category=Unit.Category.HROMADA).values_list("name", flat=True)
    return sorted({name.split()[0] for name in named if name.split()[0].endswith("ька")})


def forms() -> list[str]:
    """Return forms of the words of all pairs: every document of the crowd has some, so that no word is rare."""
    known = [form for pair in PAIRS for form in pair]
    shapes = dictionary()
    for one, _ in PAIRS:
        known += [form.word for form in shapes.parse(one)[0].lexeme]
    return sorted(set(known))


def crowd(places: list[str]) -> Iterator[tuple[str, str]]:
    """Write documents, each with a title and a text of forty words; frequent words are frequent, as in speech."""
    words, chance = forms(), random.Random(55)
    chance.shuffle(words)
    weights = [1 / (place + 1) for place in range(len(words))]
    for _ in range(DOCUMENTS - len(PAIRS) * (PLACES + 1)):
        said = chance.choices(words, weights, k=44)
        where = declined(chance.choice(places))
        title = f"Про {said[0]} {chance.choice(JOINING)} {said[1]} {where} громади"
        yield title, " ".join(f"{chance.choice(JOINING)} {word}" for word in said[2:])


def planted(places: list[str]) -> Iterator[tuple[str, str]]:
    """Return titles to be found and what is asked for each: another form of the word, another form of the place."""
    for n, (written, asked) in enumerate(PAIRS):
        yield f"Про {written}, справа {mark(n)}", f"{asked} {mark(n)} "
        for place in places[n * PLACES : (n + 1) * PLACES]:
            yield f"Про {written} {declined(place)} громади", f"{asked} {place} "


def mark(pair: int) -> str:
    """Return a word that stands in one document only."""
    return f"позначка{pair}"


@transaction.atomic
def fill() -> list[tuple[str, str]]:
    """Write all documents; return titles that must be found, with what is asked."""
    places = hromadas()
    wanted = list(planted(places))
    others = places[len(PAIRS) * PLACES :]
    waiting = []
    for number, (title, text) in enumerate([*((title, "") for title, _ in wanted), *crowd(others)]):
        waiting.append(
            SearchEntry(
                kind="decision", object_type="load.document", object_id=str(number), title=title, text=text, url="/decisions/",
                title_words=index_words(title), text_words=index_words(text),
            )
        )  # fmt: skip
        if len(waiting) == 1000:
            SearchEntry.objects.bulk_create(waiting)
            waiting = []
    SearchEntry.objects.bulk_create(waiting)
    return wanted


def missed(wanted: list[tuple[str, str]]) -> list[str]:
    """Return what was asked and did not bring its document among the first ten, with every word asked."""
    lost = []
    for title, asked in wanted:
        finding = find(*dictionary.asked(asked))
        top = [entry.title for entry in entries(finding.ids[:TOP])]
        if not finding.every or title not in top:
            lost.append(asked)
    return lost


def main() -> int:
    """Fill, ask, and print one line of JSON."""
    load_codifier(by=None)
    wanted = fill()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    lost = missed(wanted)
    pairs = sum(1 for _, asked in wanted if "позначка" in asked and asked not in lost)
    questions = [asked.strip() for _, asked in PAIRS] + [asked.strip() for _, asked in wanted[1 :: PLACES + 1]]
    told = {
        "documents": SearchEntry.objects.count(),
        "pairs": f"{pairs} of {len(PAIRS)}",
        "recall_at_10": round(1 - len(lost) / len(wanted), 4),
        "missed": lost,
        "questions": questions,
    }
    print(json.dumps(told, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
