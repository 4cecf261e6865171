"""Rules of planning, by example at the edges and by property; no database."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spilno.meetings.rules import agenda, issues, notice, proxies, registration
from spilno.meetings.rules.demand import Demanded, why_not_demanded
from spilno.meetings.rules.effects import why_not_touch_decision
from spilno.meetings.rules.writing import with_apostrophes
from spilno.statute.rules.edition_file import read_edition

MODEL = read_edition((Path(__file__).parents[2] / "statute" / "editions" / "model.toml").read_text(encoding="utf-8"))
TODAY = date(2026, 11, 22)
DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))

PLAN = notice.Plan(
    state="draft", kind="ordinary", format="in_person", day=date(2027, 1, 1), items=1, members=62,
    has_place=True, has_link=False, has_chair=True, has_secretary=True,
)  # fmt: skip


def code(refusal):
    return refusal.code if refusal else None


# notice


def test_a_meeting_before_one_with_a_smaller_number_is_noticed():
    day = datetime(2026, 12, 1, 10, tzinfo=UTC)
    others = [(71, day + timedelta(days=1)), (70, None), (69, day - timedelta(days=1)), (73, day + timedelta(days=9))]
    assert notice.smaller_and_later(72, day, others) == [70, 71]
    assert notice.smaller_and_later(72, None, others) == [70]


@given(st.integers(1, 99), st.lists(st.tuples(st.integers(1, 99), st.datetimes()), max_size=6), st.datetimes())
def test_only_smaller_numbers_that_come_later_are_noticed(number, others, start):
    expected = sorted(one for one, day in others if one < number and day > start)
    assert notice.smaller_and_later(number, start, others) == expected


def test_forty_days_are_enough_and_thirty_nine_are_not():
    assert notice.why_not_convene(PLAN, today=TODAY, provisions=MODEL) is None
    late = notice.why_not_convene(replace(PLAN, day=date(2026, 12, 31)), today=TODAY, provisions=MODEL)
    assert late.code == "notice_too_short"
    assert late.facts["between"] == 39
    assert late.facts["needed"] == 40
    assert late.facts["nearest"] == "01.01.2027"
    assert late.facts["article"] == "5.2"


def test_a_shorter_notice_is_enough_for_an_extraordinary_meeting():
    plan = replace(PLAN, kind="extraordinary", day=date(2026, 12, 7), demanded=Demanded("members", 21, 62))
    assert notice.why_not_convene(plan, today=TODAY, provisions=MODEL) is None


@given(DAYS, st.sampled_from(["ordinary", "extraordinary"]))
def test_the_nearest_day_is_allowed_and_the_day_before_it_is_not(today, kind):
    nearest = notice.nearest_day(kind, notice=today, provisions=MODEL)
    assert notice.why_too_late(kind, nearest, notice=today, provisions=MODEL) is None
    assert notice.why_too_late(kind, nearest - timedelta(days=1), notice=today, provisions=MODEL) is not None


@given(DAYS, DAYS, st.integers(0, 300))
def test_a_later_day_never_harms(today, day, more):
    if notice.why_too_late("ordinary", day, notice=today, provisions=MODEL) is None:
        later = day + timedelta(days=more)
        assert notice.why_too_late("ordinary", later, notice=today, provisions=MODEL) is None


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"day": None}, "no_day"),
        ({"day": date(2026, 11, 1)}, "day_is_past"),
        ({"items": 0}, "no_agenda"),
        ({"has_place": False}, "no_place"),
        ({"has_settlement": False}, "no_settlement"),
        ({"has_chair": False}, "no_chair"),
        ({"has_secretary": False}, "no_secretary"),
        ({"format": "online"}, "no_link"),
        ({"also_online": True}, "no_link"),
        ({"format": "visiting"}, "no_host"),
        ({"format": "visiting", "has_host": True}, "host_is_no_member"),
        ({"format": "by_letter"}, "format_forbidden"),
        ({"kind": "extraordinary"}, "no_demand"),
        ({"state": "convened"}, "convened_already"),
        ({"state": "closed"}, "not_a_draft"),
        ({"members": 0}, "no_members"),
    ],
)
def test_what_is_missing_is_named(change, reason):
    refusal = notice.why_not_convene(replace(PLAN, **change), today=TODAY, provisions=MODEL)
    assert refusal.code == reason
    assert refusal.sentence
    assert refusal.source


def test_everything_missing_is_told_at_once():
    plan = replace(PLAN, day=None, items=0, has_place=False, has_chair=False)
    codes = [refusal.code for refusal in notice.all_that_is_missing(plan, today=TODAY, provisions=MODEL)]
    assert codes == ["no_day", "no_place", "no_agenda", "no_chair"]


def test_a_change_of_place_does_not_count_the_notice_anew_but_a_change_of_day_does():
    convened = replace(PLAN, state="convened", day=date(2026, 11, 30))
    assert notice.why_not_change(convened, was=convened.day, today=TODAY, provisions=MODEL, reason="") is None
    moved = notice.why_not_change(convened, was=date(2027, 1, 9), today=TODAY, provisions=MODEL, reason="Тривога")
    assert code(moved) == "notice_too_short"


@pytest.mark.parametrize(("reason", "told"), [("", "no_reason"), ("  \n", "no_reason"), ("Тривога в місті", "")])
def test_another_day_is_not_set_without_a_reason(reason, told):
    convened = replace(PLAN, state="convened")
    earlier = convened.day - timedelta(days=1)
    refusal = notice.why_not_change(convened, was=earlier, today=TODAY, provisions=MODEL, reason=reason)
    assert (code(refusal) if refusal else "") == told


# demand


def test_a_third_of_62_is_21():
    assert code(why_not_demanded(Demanded("members", 20, 62), provisions=MODEL)) == "demand_too_small"
    assert why_not_demanded(Demanded("members", 21, 62), provisions=MODEL) is None
    assert code(why_not_demanded(Demanded("mayor", 1, 1), provisions=MODEL)) == "unknown_demand"
    assert code(why_not_demanded(Demanded("members", 63, 62), provisions=MODEL)) == "more_than_all"
    assert code(why_not_demanded(Demanded("members", 0, 0), provisions=MODEL)) == "demand_too_small"


@given(st.sampled_from(sorted(MODEL.demands)), st.integers(1, 200), st.data())
def test_one_more_signature_never_harms(kind, of, data):
    count = data.draw(st.integers(0, of - 1))
    if why_not_demanded(Demanded(kind, count, of), provisions=MODEL) is None:
        assert why_not_demanded(Demanded(kind, count + 1, of), provisions=MODEL) is None


# issues

STATES = ["draft", "raised", "accepted", "on_agenda", "decided", "returned", "merged", "withdrawn"]


@given(st.sampled_from(STATES))
def test_an_issue_on_an_agenda_belongs_to_the_meeting(state):
    facts = issues.IssueFacts(state, "Про воду", "confirmed")
    if issues.why_not_withdraw(facts) is None:
        assert state not in ("on_agenda", "decided")
    if issues.why_not_accept(facts) is None:
        assert issues.why_not_send(facts) is not None  # what waits for an answer is not sent again
    assert not (issues.why_not_edit(facts) is None and issues.why_not_accept(facts) is None)


def test_a_council_that_is_no_member_raises_nothing():
    assert code(issues.why_not_raise("")) == "not_a_member"
    assert code(issues.why_not_raise("left")) == "not_a_member"
    assert issues.why_not_raise("suspended") is None


@pytest.mark.parametrize("title", ["Про воду", "про воду", "Різне", "Організаційні питання"])
def test_titles_that_read_as_titles(title):
    assert issues.why_wrong_title(title) is None


def test_a_title_without_about_is_told_so():
    assert code(issues.why_wrong_title("Вода")) == "title_without_pro"


def test_a_return_needs_a_reason_and_a_merge_needs_a_living_issue():
    raised = issues.IssueFacts("raised")
    assert code(issues.why_not_return(raised, "  ")) == "no_reason"
    assert issues.why_not_return(raised, "Додайте розрахунок") is None
    assert code(issues.why_not_merge(raised, raised, same=True)) == "merge_with_itself"
    assert code(issues.why_not_merge(raised, issues.IssueFacts("decided"), same=False)) == "no_live_issue"
    assert issues.why_not_merge(raised, issues.IssueFacts("accepted"), same=False) is None


# agenda


@st.composite
def trees(draw):
    nodes = []
    for pk in range(1, draw(st.integers(1, 12)) + 1):
        parent = draw(st.sampled_from([None, *[node.pk for node in nodes]]))
        if agenda.depth_of(nodes, parent) >= agenda.DEEPEST:
            parent = None
        nodes.append(agenda.Node(pk, parent, draw(st.integers(0, 5))))
    return nodes


@given(trees())
def test_every_item_has_its_own_number(nodes):
    numbers = agenda.numbers_of(nodes)
    assert set(numbers) == {node.pk for node in nodes}
    assert len(set(numbers.values())) == len(nodes)


@given(trees(), st.data())
def test_moving_up_and_down_again_changes_nothing(nodes, data):
    pk = data.draw(st.sampled_from([node.pk for node in nodes]))
    orders = agenda.moved(nodes, pk, up=True)
    after = [replace(node, order=orders.get(node.pk, node.order)) for node in nodes]
    if orders:
        back = agenda.moved(after, pk, up=False)
        again = [replace(node, order=back.get(node.pk, node.order)) for node in after]
        assert agenda.numbers_of(again) == agenda.numbers_of(nodes)
    else:
        assert agenda.numbers_of(after) == agenda.numbers_of(nodes)


@given(trees(), st.data())
def test_nesting_never_makes_a_circle_or_a_fourth_level(nodes, data):
    pk = data.draw(st.sampled_from([node.pk for node in nodes]))
    under = data.draw(st.sampled_from([node.pk for node in nodes]))
    if agenda.why_not_nest(nodes, pk, under=under) is None:
        after = [replace(node, parent=under) if node.pk == pk else node for node in nodes]
        assert set(agenda.numbers_of(after)) == {node.pk for node in nodes}
        assert max(agenda.depth_of(after, node.pk) for node in after) <= agenda.DEEPEST


def test_an_unknown_majority_is_refused():
    assert code(agenda.why_unknown_matter("by_lot", provisions=MODEL)) == "unknown_matter"
    assert agenda.why_unknown_matter("statute", provisions=MODEL) is None


def test_what_went_out_with_the_notice_stands():
    assert agenda.why_not_change_item("draft", "waiting", late=False) is None
    assert code(agenda.why_not_change_item("convened", "waiting", late=False)) == "item_was_noticed"
    assert agenda.why_not_change_item("convened", "waiting", late=True) is None
    assert code(agenda.why_not_change_item("open", "waiting", late=True)) == "meeting_began"
    assert code(agenda.why_stale(3, 4)) == "stale_page"
    assert agenda.why_stale(3, 4, title="The meeting is not convened").title == "The meeting is not convened"
    assert agenda.why_stale(4, 4) is None


# proxies

PROXY = proxies.ProxyFacts(
    meeting_state="convened", giver=1, holder=2, giver_level="city", holder_level="city", giver_votes=True,
    holder_votes=True, giver_present=False, holder_has_mandate=True, document="довіреність № 4", dated=TODAY,
    handed_in=TODAY, day=date(2027, 1, 1), items=7,
)  # fmt: skip


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({}, None),
        ({"meeting_state": "draft"}, "not_the_time"),
        ({"holder": 1}, "proxy_to_oneself"),
        ({"giver_votes": False}, "giver_has_no_vote"),
        ({"holder_votes": False}, "holder_has_no_vote"),
        ({"holder_has_mandate": False}, "holder_is_no_representative"),
        ({"holder_level": "raion"}, "other_level"),
        ({"giver_present": True}, "giver_is_here"),
        ({"document": " "}, "no_document"),
        ({"dated": date(2027, 1, 2)}, "dated_after"),
        ({"dated": TODAY + timedelta(days=1)}, "dated_ahead"),
        ({"span": proxies.Span(5, 3)}, "wrong_items"),
        ({"span": proxies.Span(1, 8)}, "wrong_items"),
        ({"span": proxies.Span(2, 3)}, None),
        ({"accepted": (proxies.Carried(1, 3),)}, "given_already"),
        ({"accepted": (proxies.Carried(2, 3),)}, "holder_gave_his_own"),
        ({"accepted": (proxies.Carried(3, 1),)}, "giver_carries"),
        ({"accepted": (proxies.Carried(3, 2),)}, "proxy_too_many"),
        ({"accepted": (proxies.Carried(3, 2, proxies.Span(1, 3)),), "span": proxies.Span(4, 7)}, None),
    ],
)
def test_each_limit_of_a_proxy_is_named(change, reason):
    assert code(proxies.why_not_proxy(replace(PROXY, **change), provisions=MODEL)) == reason


SPANS = st.builds(
    proxies.Span, st.one_of(st.none(), st.integers(1, 7)), st.one_of(st.none(), st.integers(1, 7))
).filter(lambda span: span.first is None or span.last is None or span.first <= span.last)
MEMBERS = st.integers(1, 8)


@given(st.lists(st.tuples(MEMBERS, MEMBERS, SPANS), max_size=20), st.frozensets(MEMBERS), st.integers(1, 7))
def test_whatever_is_handed_in_no_limit_is_ever_passed(handed, present, item):
    accepted: list[proxies.Carried] = []
    for giver, holder, span in handed:
        facts = replace(PROXY, giver=giver, holder=holder, span=span, accepted=tuple(accepted))
        if proxies.why_not_proxy(facts, provisions=MODEL) is None:
            accepted.append(proxies.Carried(giver, holder, span))
    givers = [proxy.giver for proxy in accepted]
    assert len(givers) == len(set(givers))  # nobody gives twice
    assert not set(givers) & {proxy.holder for proxy in accepted}  # no chains
    counted = proxies.counting(accepted, present=present, item=item)
    for holder in {proxy.holder for proxy in counted}:
        assert sum(proxy.holder == holder for proxy in counted) <= MODEL.proxies.per_holder
    voting = [*present, *[proxy.giver for proxy in counted]]
    assert len(voting) == len(set(voting))  # no vote counts twice


# registration

ARRIVAL = registration.Arrival(
    meeting_state="registration",
    format="in_person",
    also_online=False,
    standing="confirmed",
    mandate="valid",
    mode="hall",
)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({}, None),
        ({"standing": "suspended"}, None),
        ({"meeting_state": "convened"}, "registration_ahead"),
        ({"meeting_state": "closed"}, "registration_over"),
        ({"standing": "left"}, "not_a_member"),
        ({"mandate": "expired"}, "mandate_expired"),
        ({"mandate": "none"}, "mandate_none"),
        ({"here_since": "09:41"}, "here_already"),
        ({"person_is_here_for": "Вербова міська рада"}, "person_is_here"),
        ({"mode": "remote"}, "no_remote"),
        ({"mode": "remote", "also_online": True}, None),
        ({"format": "online"}, "no_hall"),
    ],
)
def test_who_may_be_registered(change, reason):
    assert code(registration.why_not_register(replace(ARRIVAL, **change), provisions=MODEL)) == reason


def test_a_suspended_member_has_a_consultative_voice():
    assert registration.has_deciding_vote("confirmed", "full", provisions=MODEL)
    assert registration.has_deciding_vote("admitted", "full", provisions=MODEL)
    assert not registration.has_deciding_vote("suspended", "full", provisions=MODEL)
    assert not registration.has_deciding_vote("confirmed", "associate", provisions=MODEL)


def test_a_card_signs_in_once_and_only_its_owner():
    card = {"found": True, "withdrawn": False, "used_at": "", "other_person": "", "meeting_state": "registration"}
    assert registration.why_code_fails(registration.CardFacts(**card)) is None
    assert code(registration.why_code_fails(registration.CardFacts(**card | {"found": False}))) == "code_unknown"
    assert code(registration.why_code_fails(registration.CardFacts(**card | {"withdrawn": True}))) == "code_withdrawn"
    assert code(registration.why_code_fails(registration.CardFacts(**card | {"used_at": "09:40"}))) == "code_used"
    assert (
        code(registration.why_code_fails(registration.CardFacts(**card | {"other_person": "Г. КАЛИНА"})))
        == "card_of_another"
    )
    assert (
        code(registration.why_code_fails(registration.CardFacts(**card | {"meeting_state": "closed"})))
        == "registration_over"
    )


# an earlier decision


@given(st.integers(0, 2000), st.integers(0, 2000))
def test_a_decision_is_undone_by_as_many_votes_as_made_it_and_never_by_fewer(needed, needed_then):
    refusal = why_not_touch_decision(number=1, cancelled_by=None, needed=needed, needed_then=needed_then)
    assert (refusal is None) == (needed >= needed_then)


@given(st.integers(0, 2000))
def test_what_was_cancelled_is_not_touched_again_by_however_many(needed):
    refusal = why_not_touch_decision(number=1, cancelled_by=7, needed=needed, needed_then=0)
    assert refusal.code == "decision_cancelled"


def ranks(*sources):
    return [agenda.rank_of(matter=matter, source=source) for matter, source in sources]


def test_what_opens_a_meeting_stands_before_what_is_overdue():
    overdue, approval = ("ordinary", "meetings.overdue"), ("procedural", "meetings.usual_agenda")
    counting, plain = ("procedural", "meetings.usual_counting"), ("ordinary", "")
    assert agenda.place_among(ranks(overdue, plain), ranks(approval)[0]) == 0
    assert agenda.place_among(ranks(approval, overdue), ranks(counting)[0]) == 0
    assert agenda.place_among(ranks(approval, plain), ranks(overdue)[0]) == 1


def test_miscellaneous_stays_last():
    misc, plain = ("ordinary", "meetings.usual_misc"), ("ordinary", "")
    assert agenda.place_among(ranks(plain, misc), ranks(plain)[0]) == 1
    assert agenda.place_among(ranks(plain, misc), ranks(misc)[0]) == 2


@given(st.lists(st.sampled_from([0, 1, 2, 3, 50, 99]), max_size=12))
def test_items_put_one_after_another_stand_in_the_order_of_their_kinds(kinds):
    placed: list[int] = []
    for kind in kinds:
        placed.insert(agenda.place_among(placed, kind), kind)
    assert placed == sorted(kinds)


@pytest.mark.parametrize("typed", ["'", "`", "´", "ʼ", "‘", "’"])
def test_papers_have_one_apostrophe_whichever_was_typed(typed):
    assert with_apostrophes(f"Про об{typed}єднання П{typed}ЯТИ громад") == "Про об’єднання П’ЯТИ громад"


@pytest.mark.parametrize("text", ["", "'у лапках'", "O'Brien", "5' на схід", "рядок\n\n 'другий'  рядок"])
def test_signs_that_are_no_apostrophe_of_a_word_stay(text):
    assert with_apostrophes(text) == text


@given(st.text())
def test_writing_apostrophes_twice_changes_nothing_more_and_keeps_the_length(text):
    once = with_apostrophes(text)
    assert with_apostrophes(once) == once
    assert len(once) == len(text)
