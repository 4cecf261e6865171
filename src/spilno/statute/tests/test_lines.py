"""The statute in plain lines, and what changed."""

from pathlib import Path

from spilno.statute.rules.edition_file import read_edition
from spilno.statute.rules.lines import by_group, changes, lines_of

TEXT = (Path(__file__).parent.parent / "editions" / "model.toml").read_text(encoding="utf-8")
MODEL = read_edition(TEXT)


def test_every_number_has_a_line_with_its_article_and_each_only_once():
    lines = lines_of(MODEL)
    codes = [line.code for line in lines]
    assert len(set(codes)) == len(codes)
    assert all(line.ground.article for line in lines)
    assert {f"majorities.{code}" for code in MODEL.matters} <= set(codes)
    sections = {line[1:-1] for line in TEXT.splitlines() if line.startswith("[")} - {"edition"}
    assert sections == set(codes)  # nothing in the file is left unsaid


def test_the_lines_stand_under_headings_and_none_is_lost():
    assert sum(len(lines) for lines in by_group(lines_of(MODEL)).values()) == len(lines_of(MODEL))


def test_the_same_edition_has_no_changes():
    assert changes(MODEL, MODEL) == []


def test_changes_tell_what_changed_moved_came_and_went():
    after = read_edition(
        TEXT.replace("days = 40", "days = 30")
        .replace('article = "6.3"', 'article = "6.4"')
        .replace("[majorities.property]", "[majorities.loan]")
    )
    found = {(change.after or change.before).code: change.kind for change in changes(MODEL, after)}
    assert found == {
        "notice": "changed",
        "dues": "moved",
        "majorities.loan": "new",
        "majorities.property": "gone",
    }
