"""Minutes from closing to signing: what is written, told and journalled; what is refused leaves nothing behind."""

import io
from datetime import timedelta

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.utils import timezone, translation
from docx import Document as Word

from spilno.documents.models import Document
from spilno.documents.queries import content_of, is_intact
from spilno.documents.tests import signing
from spilno.journal.models import Entry
from spilno.meetings.models import Item, Meeting, Minutes, Objection
from spilno.meetings.queries.attendance import roll_order
from spilno.meetings.queries.minutes import record_of
from spilno.meetings.queries.texts import mark_of
from spilno.meetings.rules.minutes.text import compose
from spilno.meetings.services import minutes as services
from spilno.meetings.tests.rich_meeting import hold
from spilno.members.queries import voting_members
from spilno.notices.models import Delivery, Notice
from spilno.organisations.models import Organisation
from spilno.statute.rules.refusal import RuleBroken


@pytest.fixture
def meeting(cast):
    return hold(cast, members=12, present=9)


@pytest.fixture
def drawn(meeting, cast):
    return services.draw_up(meeting, by=cast.chair)


@pytest.fixture
def laid(drawn, cast):
    return services.lay_open(drawn, by=cast.secretary)


def end_term(minutes):
    Minutes.objects.filter(pk=minutes.pk).update(objections_until=timezone.now() - timedelta(minutes=1))


def refused(act, *args, **kwargs):
    with pytest.raises(RuleBroken) as broken:
        act(*args, **kwargs)
    return broken.value.refusal.code


def words_of(document):
    with pikepdf.open(io.BytesIO(content_of(document))) as pdf:
        return len(pdf.pages), str(pdf.Root.Lang), "/StructTreeRoot" in pdf.Root


def test_minutes_are_drawn_up_once_and_journalled(meeting, drawn, cast):
    assert (drawn.number, drawn.state) == ("71", "draft")
    line = Entry.objects.get(act="minutes.drawn_up")
    assert line.ground == "Статут, п. 5.13"
    assert refused(services.draw_up, meeting, by=cast.chair) == "drawn_up_already"
    assert Entry.objects.filter(act="minutes.drawn_up").count() == 1


def test_an_open_meeting_has_no_minutes(meeting, cast):
    Meeting.objects.update(state="open")
    assert refused(services.draw_up, meeting, by=cast.chair) == "meeting_not_over"
    assert not Minutes.objects.exists()


def test_laying_open_freezes_publishes_and_tells_each_member_that_attended(meeting, laid, cast):
    assert laid.state == "objections"
    assert laid.pdf.public
    assert is_intact(laid.pdf)
    assert words_of(laid.pdf)[1:] == ("uk", True)
    assert laid.pdf.pages == words_of(laid.pdf)[0]
    notice = Notice.objects.get(kind="minutes")
    assert Delivery.objects.filter(notice=notice).count() == meeting.attendance.values("membership").distinct().count()
    assert notice.files.count() == 1
    assert timezone.localtime(laid.objections_until).hour == 0
    assert refused(services.lay_open, laid, by=cast.secretary) == "not_a_draft"
    assert Document.objects.filter(kind="minutes").count() == 2


def test_each_decision_becomes_a_document_of_its_own(meeting, laid):
    for decision in meeting.decisions.all():
        assert decision.document.number == str(decision.number)
        assert decision.document.public


def test_word_and_pdf_tell_the_same(meeting, laid):
    text = compose(record_of(meeting, minutes=laid))
    word = Word(io.BytesIO(content_of(laid.docx)))
    paragraphs = [paragraph.text for paragraph in word.paragraphs]
    for line in text.lines:
        assert line.text in paragraphs
    assert [len(table.rows) - 1 for table in word.tables] == [len(annex.rows) for annex in text.annexes]
    assert not any("{" in paragraph for paragraph in paragraphs)


def test_minutes_are_ukrainian_whoever_draws_them_up(meeting, laid):
    Organisation.objects.update(name_en="Known Council")
    with translation.override("en"):
        text = compose(record_of(meeting, minutes=laid))
    assert text == compose(record_of(meeting, minutes=laid))


def test_the_record_counts_what_the_meeting_counted(meeting, drawn):
    record = record_of(meeting, minutes=drawn)
    assert (record.entitled, record.present, record.quorum_needed) == (12, 9, 7)
    assert len(record.absent) == 3
    assert [item.number for item in record.items] == ["1", "2", "3", "4", "5", "6", "6.1", "6.2"]
    for item in record.items:
        for vote in item.votes:
            counts = (vote.votes_for, vote.against, vote.abstained, vote.not_voted, vote.absent, vote.recused)
            assert sum(counts) == vote.entitled
    roll = next(vote.roll for item in record.items for vote in item.votes if vote.roll)
    assert len(roll) == 12
    assert sum(line.value == "for" for line in roll) == 6


def test_a_coming_and_going_before_the_opening_is_no_part_of_the_meeting(meeting):
    row = meeting.attendance.filter(proxy=None).order_by("pk").first()
    times = [one.times for one in record_of(meeting).members if one.member == str(row.membership)]
    early = meeting.opened_at - timedelta(minutes=40)
    meeting.attendance.create(
        membership=row.membership,
        person=row.person,
        mode=row.mode,
        arrived_at=early,
        left_at=early + timedelta(minutes=3),
    )
    assert [one.times for one in record_of(meeting).members if one.member == str(row.membership)] == times


def test_nobody_absent_votes_or_speaks_in_the_roll(meeting, drawn):
    record = record_of(meeting, minutes=drawn)
    absent = set(record.absent)
    for item in record.items:
        for vote in item.votes:
            assert all(line.value == "absent" for line in vote.roll if line.member in absent)


def test_the_control_record_of_the_journal_is_the_last_line_before_drawing_up(meeting, drawn, cast):
    before = record_of(meeting, minutes=drawn).mark
    services.mend_text(drawn, target="note", text="Виконано Гімн України.", seen=mark_of(""), by=cast.secretary)
    assert record_of(meeting, minutes=Minutes.objects.get()).mark == before


def test_a_text_is_mended_once_seen_and_not_over_another_hand(drawn, cast):
    item = Item.objects.get(meeting=drawn.meeting, order=1, parent=None)
    target, seen = f"item:{item.pk}", mark_of(item.heard)
    services.mend_text(drawn, target=target, text="Доповіла коротко.", seen=seen, by=cast.secretary)
    item.refresh_from_db()
    assert item.heard == "Доповіла коротко."
    assert refused(services.mend_text, drawn, target=target, text="Інше", seen=seen, by=cast.chair) == "stale_text"
    assert Entry.objects.filter(act="minutes.mended").count() == 1
    assert "Доповіла" not in Entry.objects.get(act="minutes.mended").line


def test_a_text_that_is_the_same_leaves_no_line(drawn, cast):
    services.mend_text(drawn, target="note", text="", seen=mark_of(""), by=cast.secretary)
    assert not Entry.objects.filter(act="minutes.mended").exists()


def test_laid_open_text_is_not_written_by_hand(laid, cast):
    code = refused(services.mend_text, laid, target="note", text="х", seen=mark_of(""), by=cast.secretary)
    assert code == "minutes_laid_open"
    laid.refresh_from_db()
    assert laid.note == ""


def test_only_those_who_attended_object(laid, cast):
    stranger = cast.stranger.person
    assert (
        refused(services.object_to, laid, person=stranger, item=None, text="Ні", by=cast.stranger) == "did_not_attend"
    )
    assert not Objection.objects.exists()
    kept = services.object_to(laid, person=cast.delegate_person, item=None, text=" Ні ", by=cast.delegate)
    assert (kept.membership, kept.text, kept.outcome) == (cast.lypova, "Ні", "waiting")
    line = Entry.objects.get(act="objection.filed")
    assert "Ні" not in line.line


def test_an_item_of_another_meeting_is_not_taken_into_an_objection(laid, cast):
    other = Meeting.objects.create(body=cast.general_meeting, number=5, starts_at=timezone.now())
    item = Item.objects.create(meeting=other, order=1, title="Про інше")
    assert services.object_to(laid, person=cast.delegate_person, item=item, text="Ні", by=cast.delegate).item is None


def test_after_the_term_nobody_objects(laid, cast):
    end_term(laid)
    assert (
        refused(services.object_to, laid, person=cast.delegate_person, item=None, text="Ні", by=cast.delegate)
        == "term_is_over"
    )


def test_an_accepted_objection_makes_a_new_version_and_the_old_one_stays(laid, cast):
    item = Item.objects.get(meeting=laid.meeting, order=2, parent=None)
    kept = services.object_to(laid, person=cast.delegate_person, item=item, text="Не так", by=cast.delegate)
    first = laid.pdf
    services.answer_objection(
        kept,
        outcome="accepted",
        answer="Виправлено",
        corrections={f"item:{item.pk}": "Повідомив інше."},
        by=cast.secretary,
    )
    laid.refresh_from_db()
    assert laid.pdf.version == 2
    assert laid.pdf.replaces == first
    assert is_intact(first)
    assert laid.pdf.sha256 != first.sha256
    assert "Повідомив інше" not in Entry.objects.get(act="objection.answered").line
    assert (
        refused(services.answer_objection, kept, outcome="declined", answer="Ні", by=cast.secretary) == "not_answered"
    )


def test_a_declined_objection_changes_no_text_and_goes_as_an_annex(laid, cast):
    kept = services.object_to(laid, person=cast.delegate_person, item=None, text="Не так", by=cast.delegate)
    item = Item.objects.get(meeting=laid.meeting, order=2, parent=None)
    services.answer_objection(
        kept, outcome="declined", answer="Усе так", corrections={f"item:{item.pk}": "Інше"}, by=cast.secretary
    )
    laid.refresh_from_db()
    item.refresh_from_db()
    assert item.heard != "Інше"
    text = compose(record_of(laid.meeting, minutes=laid))
    assert text.annexes[-1].rows[0][3:] == ("Не так", "Усе так")


def test_minutes_are_approved_after_the_term_when_every_objection_is_answered(laid, cast):
    kept = services.object_to(laid, person=cast.delegate_person, item=None, text="Не так", by=cast.delegate)
    assert refused(services.approve, laid, by=cast.secretary) == "term_goes_on"
    end_term(laid)
    assert refused(services.approve, laid, by=cast.secretary) == "objection_waits"
    services.answer_objection(kept, outcome="declined", answer="Усе так", by=cast.secretary)
    approved = services.approve(laid, by=cast.secretary)
    assert approved.state == "approved"
    assert Entry.objects.get(act="minutes.approved").facts["sha256"] == approved.pdf.sha256


def test_two_signatures_make_signed_minutes(laid, cast, tmp_path):
    content = content_of(laid.pdf)
    file = ContentFile(signing.cms(content, "Калина", tmp_path), name="a.p7s")
    assert refused(services.sign, laid, file, role="chair", may_sign=True, by=cast.chair) == "not_approved"
    end_term(laid)
    services.approve(laid, by=cast.secretary)
    assert refused(services.sign, laid, file, role="chair", may_sign=False, by=cast.stranger) == "not_the_signer"
    file.seek(0)
    services.sign(laid, file, role="chair", may_sign=True, by=cast.chair)
    laid.refresh_from_db()
    assert laid.state == "approved"
    second = ContentFile(signing.asice(content, "Явір", tmp_path), name="b.asice")
    services.sign(laid, second, role="secretary", may_sign=True, by=cast.secretary)
    laid.refresh_from_db()
    assert laid.state == "signed"
    assert laid.signed_at is not None
    assert laid.pdf.signatures.count() == 2
    assert Entry.objects.filter(act="minutes.signed").count() == 1
    again = ContentFile(signing.cms(content, "Явір", tmp_path), name="c.p7s")
    assert refused(services.sign, laid, again, role="secretary", may_sign=True, by=cast.secretary) == "signed_already"


def test_minutes_of_a_meeting_without_quorum(cast):
    meeting = hold(cast, members=12, present=4)
    Meeting.objects.update(state="not_held", opened_at=None)
    minutes = services.lay_open(services.draw_up(meeting, by=cast.chair), by=cast.secretary)
    words = "\n".join(line.text for line in compose(record_of(minutes.meeting, minutes=minutes)).lines)
    assert "Загальні збори не відбулися" in words
    assert "СЛУХАЛИ" not in words
    assert minutes.pdf is not None


@pytest.mark.parametrize("members", [12, 40])
def test_the_record_is_gathered_by_a_constant_number_of_queries(cast, members, django_assert_max_num_queries):
    meeting = hold(cast, members=members, present=9)
    minutes = services.draw_up(meeting, by=cast.chair)
    with django_assert_max_num_queries(26):
        record_of(
            Meeting.objects.select_related("body", "host__organisation", "chair", "secretary").get(), minutes=minutes
        )


def test_all_lists_of_the_minutes_go_in_one_order(cast):
    held = record_of(hold(cast))
    roll = next(vote.roll for item in held.items for vote in item.votes if vote.roll)
    by_roll = list(roll_order(voting_members(held.day)).values_list("organisation__name_uk", flat=True))
    assert [member.member for member in held.members] == [
        name for name in by_roll if name in {m.member for m in held.members}
    ]
    assert list(held.absent) == [name for name in by_roll if name in held.absent]
    assert {line.feminine for line in roll} == {True, False}
