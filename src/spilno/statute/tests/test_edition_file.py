"""The file of an edition: what is read, and that everything wrong is told with its line."""

import tomllib
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spilno.statute.rules.edition_faults import Fault, WrongEdition
from spilno.statute.rules.edition_file import read_edition, read_head
from spilno.statute.rules.provisions import Base, Format, Provisions, Sure

MODEL = (Path(__file__).parent.parent / "editions" / "model.toml").read_text(encoding="utf-8")
LINES = MODEL.splitlines()


def faults(text: str) -> list[Fault]:
    with pytest.raises(WrongEdition) as wrong:
        read_edition(text)
    return wrong.value.faults


def line_of(text: str, start: str, section: str) -> int:
    here = False
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("["):
            here = line == f"[{section}]"
        if here and line.startswith(start):
            return number
    raise AssertionError(start)


def changed(section: str, key: str, value: str) -> tuple[str, int]:
    number = line_of(MODEL, f"{key} =", section)
    lines = [*LINES]
    lines[number - 1] = f"{key} = {value}"
    return "\n".join(lines), number


def without(section: str) -> str:
    kept, here = [], False
    for line in LINES:
        if line.startswith("["):
            here = line == f"[{section}]"
        if not here:
            kept.append(line)
    return "\n".join(kept)


def told(text: str) -> list[Fault]:
    try:
        assert isinstance(read_edition(text), Provisions)
        read_head(text)
    except WrongEdition as wrong:
        return wrong.faults
    return []


def test_the_model_says_what_the_association_lives_by():
    model = read_edition(MODEL)
    assert model.quorum.needed(62) == 32
    assert model.notice_days.value == 40
    assert model.matter("statute").majority.needed(42) == 32
    assert model.matter("procedural").majority.base == Base.CAST
    assert model.demands["members"].share.needed(62) == 21
    assert Format.ONLINE in model.formats.allowed
    assert model.dues_due.value == 331
    assert model.members_report.value == 1231
    assert model.members_report.ground.sure == Sure.LAW
    assert model.proxies.per_holder == 1


def test_the_head_names_the_edition():
    head = read_head(MODEL)
    assert head.name_uk == "Модельна редакція статуту"
    assert head.starts.isoformat() == "2021-05-14"


@pytest.mark.parametrize(
    ("section", "key", "value", "said"),
    [
        ("notice", "days", "-1", "from 0 to 366"),
        ("notice", "days", "400", "from 0 to 366"),
        ("notice", "days", '"сорок"', "a whole number is expected"),
        ("notice", "days", "40.5", "a whole number is expected"),
        ("notice", "days", "true", "a whole number is expected"),
        ("notice", "article", '""', "names its article"),
        ("notice", "article", '"  "', "names its article"),
        ("notice", "article", "5.2", "a text in quotes"),
        ("notice", "sure", '"maybe"', "one of law"),
        ("quorum", "share", '"half"', "like 1/2"),
        ("quorum", "share", '"0.5"', "like 1/2"),
        ("quorum", "share", '"1e999999"', "like 1/2"),
        ("quorum", "share", '"1/0"', "like 1/2"),
        ("quorum", "share", '"-1/2"', "like 1/2"),
        ("quorum", "share", '"0/2"', "more than 0"),
        ("quorum", "share", '"3/2"', "more than 0"),
        ("quorum", "share", "0.5", "a text in quotes"),
        ("quorum", "strict", '"yes"', "true or false"),
        ("quorum", "base", '"present"', "one of members"),
        ("majorities.ordinary", "base", '"all"', "one of members, present, cast"),
        ("formats", "allowed", "[]", "some of in_person"),
        ("formats", "allowed", '["in_person", "telepathy"]', "some of in_person"),
        ("formats", "allowed", "[[1], {a = 2}]", "some of in_person"),
        ("formats", "allowed", '["online", "online"]', "each once"),
        ("voting", "deciding", '"full"', "a list in square brackets"),
        ("dues", "due", '"02-30"', "month and day"),
        ("dues", "due", '"31.03"', "month and day"),
        ("proxies", "same_level_only", "1", "true or false"),
        ("status", "value", '"national"', "one of local"),
        ("speech.debate", "minutes", "0", "from 1 to 600"),
        ("frequency", "months", "0", "from 1 to 120"),
    ],
)
def test_a_wrong_value_is_told_with_its_line(section, key, value, said):
    text, number = changed(section, key, value)
    found = faults(text)
    assert [fault.line for fault in found] == [number]
    assert said in str(found[0])


def test_a_share_of_all_can_be_reached_and_not_exceeded():
    text, _ = changed("majorities.liquidation", "share", '"1/1"')
    assert read_edition(text).matter("liquidation").majority.needed(62) == 62
    text, _ = changed("majorities.ordinary", "share", '"1/1"')  # strict there
    assert "nobody can exceed" in str(faults(text)[0])


@pytest.mark.parametrize(
    "section", ["notice", "quorum", "proxies", "speech.debate", "majorities.dues", "status", "arrears", "voting"]
)
def test_a_missing_section_is_told_once(section):
    found = faults(without(section))
    assert [str(fault) for fault in found] == [f"the section [{section}] is missing"]


def test_all_faults_are_told_at_once_in_the_order_of_lines():
    text, _ = changed("notice", "days", "-1")
    text = text.replace('share = "2/3"', 'share = "two thirds"').replace("months = 12", "months = 0")
    found = faults(text)
    assert len(found) >= 4
    assert [fault.line for fault in found] == sorted(fault.line for fault in found)


def test_a_misspelt_section_or_key_is_a_fault_and_not_silence():
    assert "the section [notise] is not known" in [str(fault) for fault in faults(MODEL + "\n[notise]\ndays = 1\n")]
    text = MODEL.replace("same_level_only", "same_levels_only")
    said = [str(fault) for fault in faults(text)]
    assert "[proxies] has no “same_level_only”" in said
    assert "[proxies] does not know “same_levels_only”" in said
    assert "stands outside" in str(faults("loose = 1\n" + MODEL)[0])
    assert "is not known" in str(faults(MODEL + "\n[speech.song]\nminutes = 3\n")[0])


def test_a_code_of_a_matter_is_a_plain_word():
    text = MODEL + '\n[majorities."Статут"]\ntitle_uk = "x"\n'
    assert "a code is small Latin letters" in str(faults(text)[0])


def test_an_own_matter_is_welcome():
    extra = MODEL[MODEL.index("[majorities.dues]") :].split("\n\n")[0].replace("majorities.dues", "majorities.loan")
    assert read_edition(f"{MODEL}\n{extra}\n").matter("loan").majority.needed(42) == 22


def test_a_long_name_does_not_fit():
    text, number = changed("edition", "name_uk", '"' + "Ю" * 201 + '"')
    with pytest.raises(WrongEdition) as wrong:
        read_head(text)
    assert [(fault.line, fault.facts["longest"]) for fault in wrong.value.faults] == [(number, 200)]


@pytest.mark.parametrize(
    ("text", "line"), [("[quorum\nshare = 1", 1), ("x = 1\nx = 2\n", 2), ("[" * 5000, 0), ("a = " + "[" * 5000, 0)]
)
def test_what_is_not_toml_has_one_fault(text, line):
    found = faults(text)
    assert len(found) == 1
    assert "not TOML" in str(found[0])
    assert line == 0 or found[0].line == line


def test_an_empty_file_names_everything_that_is_missing():
    found = faults("")
    assert {fault.line for fault in found} == {0}
    assert len([fault for fault in found if "[majorities.ordinary] is missing" in str(fault)]) == 1
    assert len({str(fault) for fault in found}) == len(found)


keys = [
    (number, line.split(" =")[0])
    for number, line in enumerate(LINES)
    if " = " in line and not line.startswith(("#", "source", "sure", "words_en", "title", "name", "adopted"))
]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(keys), st.sampled_from(["[]", "{}", '"?"', "-7", "1.5", "[[[]]]", "1979-05-27", "inf"]))
def test_any_value_is_read_or_refused_with_its_line_and_never_breaks(key, value):
    number, name = key
    lines = [*LINES]
    lines[number] = f"{name} = {value}"
    text = "\n".join(lines)
    tomllib.loads(text)
    assert {fault.line for fault in told(text)} <= {number + 1}


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_refused_in_words(text):
    assert all(str(fault) for fault in faults(text))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, len(LINES) - 1), st.integers(1, 6))
def test_losing_the_article_of_a_number_is_noticed(start, number):
    lost = LINES[start : start + number]
    found = told("\n".join(LINES[:start] + LINES[start + number :]))
    assert found or not any(line.startswith("article") for line in lost)


def test_a_double_majority_has_a_share_of_its_own_within_each_level():
    within = read_edition(MODEL).matter("between_levels").within_level
    assert (within.share, within.strict, within.base) == (Fraction(1, 2), True, Base.PRESENT)
    assert read_edition(MODEL).matter("ordinary").within_level is None
    text, number = changed("majorities.between_levels", "level_share", '"0.5"')
    assert [(fault.line, fault.facts["key"]) for fault in faults(text)] == [(number, "level_share")]


def test_a_secret_vote_has_no_majority_within_levels():
    text = MODEL.replace('level_share = "1/2"', 'level_share = "1/2"\nsecret = true')
    assert "does not tell the level" in faults(text)[0].reason


def test_half_of_a_double_majority_is_a_fault():
    text = MODEL.replace("level_strict = true\n", "")
    assert "has no" in faults(text)[0].reason
