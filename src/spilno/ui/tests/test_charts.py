import xml.etree.ElementTree as ET

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from spilno.ui.charts import (
    MOST_TILES,
    Counts,
    Tile,
    bar,
    counts_of,
    tilemap,
    tiles_in_order,
    trend,
    votes_grid,
    votes_line,
)

few = st.integers(min_value=0, max_value=MOST_TILES // 4)
counts = st.builds(Counts, few, few, few, few, few)


def parsed(svg):
    return ET.fromstring(svg)  # noqa: S314 - our own drawing; it must be well-formed


def tiles(svg):
    return [node.get("class") for node in parsed(svg).iter("rect")]


@given(counts, st.integers(min_value=0, max_value=300))
def test_one_tile_is_one_vote(given_counts, needed):
    for svg in (
        votes_line(given_counts, needed, label="", flag="", identity="a"),
        votes_grid(given_counts, needed, label="", identity="a"),
    ):
        drawn = tiles(svg)
        assert drawn.count("v-for") == given_counts.votes_for
        assert drawn.count("v-against") == given_counts.votes_against
        assert drawn.count("v-abstained") == given_counts.votes_abstained
        assert drawn.count("v-waiting") == given_counts.not_voted
        assert len(drawn) == given_counts.present


many = st.integers(min_value=0, max_value=3000)


@given(st.builds(Counts, st.integers(min_value=MOST_TILES + 1, max_value=3000), many, many, many), many)
def test_among_thousands_a_stripe_is_as_long_as_its_share(given_counts, needed):
    for svg in (
        votes_line(given_counts, needed, label="", flag="", identity="a"),
        votes_grid(given_counts, needed, label="", identity="a"),
    ):
        length = {node.get("class"): float(node.get("width")) for node in parsed(svg).iter("rect")}
        assert len(length) == sum(
            bool(count)
            for count in (
                given_counts.votes_for,
                given_counts.votes_against,
                given_counts.votes_abstained,
                given_counts.not_voted,
            )
        )
        one = length["v-for"] / given_counts.votes_for
        assert length.get("v-against", 0) == pytest.approx(one * given_counts.votes_against, rel=1e-4)
        line = [node for node in parsed(svg).iter("path") if node.get("class") == "v-line"]
        assert len(line) == bool(needed)
        if needed:
            at = float(line[0].get("d")[1:].split()[0])
            assert at == pytest.approx(one * needed, rel=1e-4)


@given(counts)
def test_for_grows_from_the_left_and_the_others_come_from_the_right(given_counts):
    order = tiles_in_order(given_counts)
    assert order == sorted(order, key=("for", "waiting", "abstained", "against").index)


def test_the_line_to_reach_stands_right_after_its_tile():
    svg = votes_line(Counts(3, 0, 0, 7), 4, label="", flag="треба 4", identity="a")
    rects = [float(node.get("x")) for node in parsed(svg).iter("rect")]
    line = next(node for node in parsed(svg).iter("path") if node.get("class") == "v-line")
    at = float(line.get("d")[1:].split()[0])
    assert rects[3] + 13 < at < rects[4]


@pytest.mark.parametrize("source", [{"votes_for": 3, "votes_against": None}, type("Q", (), {"votes_for": 3})()])
def test_counts_are_read_from_whatever_has_the_names(source):
    assert counts_of(source) == Counts(votes_for=3)


@given(st.integers(0, 500), st.integers(0, 500))
def test_a_bar_never_grows_too_long_and_never_hides_a_kind(done, late):
    drawn = tiles(bar([("done", done), ("late", late)], label="", identity="b"))
    assert len(drawn) <= 62
    assert bool(done) == ("b-done" in drawn)
    assert bool(late) == ("b-late" in drawn)


def test_words_in_a_chart_are_escaped():
    svg = tilemap([Tile(0, 0, "a", '<b>"Валки"', "1")], title="<x>", description="&", identity='"m')
    parsed(svg)
    assert "<b>" not in svg


def test_a_border_stands_between_raions_only():
    same = tilemap([Tile(0, 0, "a", "А"), Tile(1, 0, "a", "Б")], title="", description="", identity="m")
    other = tilemap([Tile(0, 0, "a", "А"), Tile(1, 0, "b", "Б")], title="", description="", identity="m")
    assert 'class="border" d=""' in same
    assert 'class="border" d="M' in other


def test_a_map_of_nothing_is_nothing():
    assert tilemap([], title="", description="", identity="m") == ""


def render(text, **context):
    return Template(text).render(Context(context))


def test_a_chart_tells_its_numbers_in_words():
    page = render("{% votes result 24 name='v' %}{% tally result %}", result=Counts(22, 5, 4, 16, 15))
    assert page.count("<title") == 2
    for number in ("47", "22", "5", "4", "16", "24"):
        assert number in page
    assert page.count("<li>") == 5


def test_a_derivation_makes_its_numbers_strong_and_stays_safe():
    page = render("{% derivation one so=two %}", one="З 62 членів <b>", two="є 47")
    assert "<b>62</b>" in page
    assert "<b>47</b>" in page
    assert "&lt;b&gt;" in page


def test_a_trend_stands_on_zero_and_breaks_where_a_year_is_not_told():
    svg = trend([("2023", 0), ("2024", None), ("2025", 50), ("2026", 100)], title="<x>", description="&", identity='"t')
    ET.fromstring(svg)  # noqa: S314 - our own text
    assert svg.count('class="dot"') == 3
    assert svg.count('class="way"') == 1
    assert 'y="189"' in svg  # the mark of zero lies on the line
    assert "M0 194h480" in svg
    assert trend([], title="", description="", identity="t").count('class="dot"') == 0


def test_the_year_of_a_trend_that_is_not_over_is_told_and_the_way_to_it_is_dashed():
    points = [("2025", 53), ("2026", 50), ("2027", 0)]
    svg = trend(points, title="t", description="d", identity="t", going="рік триває")
    ET.fromstring(svg)  # noqa: S314 - our own text
    assert (svg.count('class="way"'), svg.count('class="way way--going"')) == (1, 1)
    assert "рік триває" in svg
    assert "way--going" not in trend(points, title="t", description="d", identity="t")
    assert "рік триває" not in trend([], title="", description="", identity="t", going="рік триває")
