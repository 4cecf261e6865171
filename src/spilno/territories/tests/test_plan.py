"""What a file would change: by example and by what holds for every file."""

import gzip
import time
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from spilno.territories.rules import codes
from spilno.territories.rules.codifier import DEFAULT_CATEGORIES, FileRow, Known, plan, why_not_read
from spilno.territories.rules.preview import counted, fingerprint, why_not_commit, why_not_preview

DATA = Path(codes.__file__).parent.parent / "data" / "katottg.tsv.gz"
KHARKIV = [
    FileRow(number, *line.split("\t"))
    for number, line in enumerate(gzip.decompress(DATA.read_bytes()).decode().splitlines()[1:], 2)
    if line.startswith("UA63")
]
KNOWN = {codes.stable_of(row.code): Known(row.code, row.category, row.name) for row in KHARKIV}
VALKY = next(row for row in KHARKIV if row.name == "Валківська")


def outcomes(rows, known=KNOWN):
    return plan(rows, known, categories=DEFAULT_CATEGORIES)


def only(rows, known=KNOWN):
    found = [outcome for outcome in outcomes(rows, known) if outcome.kind != "same" and outcome.number]
    assert len(found) == 1
    return found[0]


def changed(row, **fields):
    return [replace(row, **fields) if row == other else other for other in KHARKIV]


def test_the_same_file_changes_nothing():
    assert counted(outcomes(KHARKIV)) == {"error": 0, "warning": 0, "changed": 0, "new": 0, "same": 64}


def test_an_empty_register_takes_everything_as_new():
    assert counted(outcomes(KHARKIV, {}))["new"] == 64


def test_another_name_is_a_renaming():
    outcome = only(changed(VALKY, name="Нова Валківська"))
    assert (outcome.kind, outcome.does, outcome.facts["name"]) == ("changed", "update", "Валківська")


def test_another_code_with_the_same_five_digits_is_a_transfer():
    outcome = only(changed(VALKY, code="UA63120310000094096"))
    assert (outcome.kind, outcome.does) == ("changed", "update")
    assert "Transferred" in outcome.sentence


def test_a_former_name_in_an_old_file_does_not_rename_back():
    known = KNOWN | {codes.stable_of(VALKY.code): Known(VALKY.code, "H", VALKY.name, former=frozenset({"Стара"}))}
    outcome = only(changed(VALKY, name="Стара"), known)
    assert (outcome.kind, outcome.does) == ("warning", "")


def test_a_unit_missing_from_the_file_is_told_and_stays():
    found = [outcome for outcome in outcomes([row for row in KHARKIV if row != VALKY]) if outcome.number == 0]
    assert [(outcome.kind, outcome.code, outcome.does) for outcome in found] == [("warning", VALKY.code, "")]


def test_another_region_is_not_missing_from_a_file_of_one_region():
    elsewhere = {"00001": Known("UA05020010000000001", "H", "Інша")}
    assert all(outcome.code != "UA05020010000000001" for outcome in outcomes(KHARKIV, KNOWN | elsewhere))


def test_wrong_rows_are_errors_with_their_reason():
    assert "not a code" in only(changed(VALKY, code="UA63")).sentence
    assert "not a category" in only(changed(VALKY, category="Я")).sentence
    assert "does not fit" in only(changed(VALKY, category="P")).sentence
    assert "empty" in only(changed(VALKY, name=" ")).sentence
    assert "stand already" in only([*KHARKIV, replace(VALKY, number=99)]).sentence
    assert "above" in only([*KHARKIV, FileRow(99, "UA63990010000012345", "H", "Нічия")]).sentence


def test_a_cyrillic_letter_of_the_category_is_a_warning_that_writes_what_is_new():
    known = {stable: unit for stable, unit in KNOWN.items() if unit.code != VALKY.code}
    outcome = only(changed(VALKY, category="Н"), known)
    assert (outcome.kind, outcome.does) == ("warning", "create")


def test_a_file_with_errors_is_not_committed_and_one_that_drifted_neither():
    done = {"new": 1, "changed": 0, "warning": 0, "same": 0}
    good = {"state": "preview", "counts": {**done, "error": 0}, "writes": 1, "seen": "a", "now": "a"}
    assert why_not_commit(**good) is None
    assert why_not_commit(**good | {"counts": {**done, "error": 2}}).code == "import_errors"
    assert why_not_commit(**good | {"now": "b"}).code == "import_drift"
    assert why_not_commit(**good | {"state": "committed"}).code == "import_done"
    assert why_not_commit(**good | {"writes": 0}).code == "import_empty"


rows = st.lists(
    st.builds(
        FileRow,
        st.integers(2, 9999),
        st.one_of(st.sampled_from([row.code for row in KHARKIV]), st.text("UA0123456789", max_size=19)),
        st.sampled_from([*"OKPHMXCBН", "", "Я"]),
        st.text("Валкиськ ’'B", max_size=20),
    ),
    max_size=12,
    unique_by=lambda row: row.number,
)


@given(rows)
def test_every_row_of_the_file_has_one_outcome_and_nothing_is_lost(file):
    found = [outcome.number for outcome in outcomes(file) if outcome.number]
    assert sorted(found) == sorted(row.number for row in file)


@given(rows)
def test_an_error_never_writes_and_what_is_the_same_neither(file):
    assert all(not outcome.does for outcome in outcomes(file) if outcome.kind in {"error", "same"})


@given(rows)
def test_the_fingerprint_tells_plans_apart_only_by_what_they_say(file):
    assert fingerprint(outcomes(file)) == fingerprint(outcomes(list(file)))


def test_a_header_alone_is_no_file_to_preview():
    assert why_not_preview(name="r.csv", rows=1) is None
    assert why_not_preview(name="r.csv", rows=0).code == "import_no_rows"
    assert why_not_read(name="k.csv", rows=1) is None
    assert why_not_read(name="k.csv", rows=0).code == "codifier_no_rows"


def test_a_codifier_with_all_settlements_is_compared_in_one_pass():
    file = [
        FileRow(number, f"{VALKY.code[:9]}{number % 1000:03d}{number // 1000:02d}{number:05d}", "C", f"Село {number}")
        for number in range(1, 30_000)
    ]
    started = time.monotonic()
    assert len(outcomes(file)) >= len(file)
    assert time.monotonic() - started < 8  # a set of all codes built for each row took a quarter of an hour
