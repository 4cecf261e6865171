"""Acts on minutes: draw up, mend, lay open, object, answer, approve, sign."""

from collections.abc import Mapping
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from spilno.accounts.models import User
from spilno.documents.gateways.files import Upload
from spilno.documents.models import Document, Signature
from spilno.documents.queries import content_of
from spilno.documents.services import freeze, keep_signature
from spilno.journal.services import record
from spilno.meetings.gateways.minutes import decision_pdf, minutes_docx, minutes_pdf
from spilno.meetings.live import touch
from spilno.meetings.models import Decision, Item, Meeting, Minutes, Objection, Speech
from spilno.meetings.queries.attendance import day_of
from spilno.meetings.queries.minutes import attended_by, attendee_addresses, record_of
from spilno.meetings.queries.texts import mark_of, mark_of_all, texts_of
from spilno.meetings.rules.minutes.letter import decision_text, laid_open_letter
from spilno.meetings.rules.minutes.life import (
    ApprovalFacts,
    objections_until,
    why_not_approve,
    why_not_draw_up,
    why_not_edit,
    why_not_lay_open,
    why_not_sign,
    why_stale,
)
from spilno.meetings.rules.minutes.text import compose
from spilno.meetings.rules.objections import ObjectionFacts, why_not_answer, why_not_object
from spilno.notices.models import Notice
from spilno.notices.services import Addressee, NoticeAttachment, post_notice
from spilno.people.models import Person
from spilno.statute.queries import in_force_on
from spilno.statute.rules.refusal import refuse

CHAIR, SECRETARY = "chair", "secretary"
ROLES = (CHAIR, SECRETARY)


@transaction.atomic
def draw_up(meeting: Meeting, *, by: User) -> Minutes:
    """Draw up the minutes from the record; called in the act that closes the meeting.

    Raises RuleBroken when the meeting is not over or its minutes are there already.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    refuse(why_not_draw_up(meeting_state=meeting.state, drawn_up=Minutes.objects.filter(meeting=meeting).exists()))
    minutes = Minutes.objects.create(meeting=meeting, number=str(meeting.number), drafted_at=timezone.now())
    record(
        "minutes.drawn_up", minutes, by=by, ground=_ground(meeting, "minutes_days"), facts={"number": minutes.number}
    )
    touch(meeting)
    return minutes


@transaction.atomic
def mend_text(minutes: Minutes, *, target: str, text: str, seen: str, by: User) -> None:
    """Keep a text that a person writes: «heard» of an item, the summary of a speech, the note; `seen` is its mark.

    `target` is "item:7", "speech:9" or "note". Raises RuleBroken when the minutes are laid open, or somebody else
    changed the same text meanwhile.
    """
    minutes = _locked(minutes)
    refuse(why_not_edit(minutes.state))
    old = text_at(minutes, target)
    refuse(why_stale(seen=seen, now=mark_of(old)))
    if _put_text(minutes, target, text):
        record("minutes.mended", minutes, by=by, facts={"target": target, "characters": len(text)})


@transaction.atomic
def lay_open(minutes: Minutes, *, by: User) -> Minutes:
    """Freeze the minutes, publish them, tell those who attended and begin the term for objections.

    Raises RuleBroken when they are no draft, or nobody could sign them.
    """
    minutes = _locked(minutes)
    meeting = minutes.meeting
    refuse(
        why_not_lay_open(
            minutes.state,
            chair_named=meeting.chair_id is not None,
            secretary_named=meeting.secretary_id is not None,
        )
    )
    provisions = in_force_on(day_of(meeting))
    minutes.objections_until = objections_until(
        timezone.localdate(), provisions=provisions, zone=timezone.get_current_timezone()
    )
    minutes.state = Minutes.State.OBJECTIONS
    _freeze_text(minutes, by=by)
    minutes.save(update_fields=["state", "objections_until", "pdf", "docx"])
    _freeze_decisions(minutes, by=by)
    record(
        "minutes.laid_open",
        minutes,
        by=by,
        ground=_ground(meeting, "objection_days"),
        facts={"until": minutes.objections_until.isoformat(), "sha256": minutes.pdf.sha256 if minutes.pdf else ""},
    )
    _tell_attendees(minutes, by=by)
    touch(meeting)
    return minutes


@transaction.atomic
def object_to(minutes: Minutes, *, person: Person, item: Item | None, text: str, by: User) -> Objection:
    """Keep an objection of one who represented a member at the meeting.

    Raises RuleBroken when he did not attend, outside the term, or without a text.
    """
    minutes = _locked(minutes)
    meeting = minutes.meeting
    membership = attended_by(meeting, person)
    refuse(
        why_not_object(
            ObjectionFacts(
                state=minutes.state,
                until=timezone.localtime(minutes.objections_until) if minutes.objections_until else None,
                now=timezone.localtime(),
                attended=membership is not None,
                text=text,
                article=in_force_on(day_of(meeting)).objection_days.ground.article,
            )
        )
    )
    if membership is None:  # the refusal above has said so
        raise Objection.DoesNotExist
    objection = Objection.objects.create(
        minutes=minutes,
        membership=membership,
        item=item if item is not None and item.meeting_id == meeting.pk else None,
        text=text.strip(),
        filed_at=timezone.now(),
        filed_by=by.pk,
        filed_by_name=str(person),
    )
    record(
        "objection.filed",
        objection,
        by=by,
        ground=_ground(meeting, "objection_days"),
        facts={"minutes": minutes.number, "item": objection.item_id},
    )
    return objection


@transaction.atomic
def answer_objection(
    objection: Objection,
    *,
    outcome: str,
    answer: str,
    corrections: Mapping[str, str] | None = None,
    seen: str | None = None,
    by: User,
) -> Objection:
    """Accept an objection with corrected texts (a new frozen version follows), or decline it with the reason.

    `corrections` are texts by target as in `mend_text`, those that differ are kept with the objection; they are taken
    only when it is accepted, `seen` is the mark of them all. A declined one goes with the minutes as an annex. Raises
    RuleBroken when it has an answer, the answer has no words, an acceptance corrects nothing, or a text changed meanwhile.
    """
    minutes = _locked(objection.minutes)
    objection = Objection.objects.select_for_update().get(pk=objection.pk)
    accepted = outcome == Objection.Outcome.ACCEPTED
    sent = {target: _plain(text) for target, text in (corrections or {}).items() if accepted}
    offered = [text for text in texts_of(minutes) if text.target in sent]
    changes = [text for text in offered if mark_of(sent[text.target]) != text.mark]
    refuse(
        why_not_answer(
            waiting=objection.outcome == Objection.Outcome.WAITING,
            state=minutes.state,
            outcome=outcome,
            answer=answer,
            corrected=bool(changes),
            article=in_force_on(day_of(minutes.meeting)).objection_days.ground.article,
        )
    )
    if accepted and seen is not None:
        refuse(why_stale(seen=seen, now=mark_of_all(offered)))
    objection.outcome = Objection.Outcome(outcome)
    objection.answer = answer.strip()
    objection.answered_at = timezone.now()
    objection.corrections = [{"target": text.target, "was": text.text, "became": sent[text.target]} for text in changes]
    objection.save(update_fields=["outcome", "answer", "corrections", "answered_at"])
    for text in changes:
        _put_text(minutes, text.target, sent[text.target])
    _freeze_text(minutes, by=by)
    minutes.save(update_fields=["pdf", "docx"])
    record(
        "objection.answered",
        objection,
        by=by,
        ground=_ground(minutes.meeting, "objection_days"),
        facts={"minutes": minutes.number, "outcome": outcome, "new_texts": len(changes)},
    )
    return objection


@transaction.atomic
def approve(minutes: Minutes, *, by: User) -> Minutes:
    """Approve the minutes when the term is over and every objection has its answer.

    Raises RuleBroken before that.
    """
    minutes = _locked(minutes)
    refuse(why_not_approve(approval_facts(minutes)))
    minutes.state = Minutes.State.APPROVED
    minutes.approved_at = timezone.now()
    minutes.save(update_fields=["state", "approved_at"])
    record(
        "minutes.approved",
        minutes,
        by=by,
        ground=_ground(minutes.meeting, "objection_days"),
        facts={"sha256": minutes.pdf.sha256 if minutes.pdf else ""},
    )
    return minutes


@transaction.atomic
def sign(minutes: Minutes, file: Upload, *, role: str, may_sign: bool, by: User) -> Signature:
    """Keep the detached signature of the chair or the secretary; with both the minutes are signed.

    `may_sign`: the person is the one whose signature it is, or keeps papers for both. Raises RuleBroken when the
    minutes are not approved, or the file does not sign the frozen PDF.
    """
    minutes = _locked(minutes)
    refuse(why_not_sign(minutes.state, may_sign=may_sign and role in ROLES))
    meeting = minutes.meeting
    person, post = (meeting.chair, meeting.chair_post) if role == CHAIR else (meeting.secretary, meeting.secretary_post)
    document = Document.objects.get(pk=minutes.pdf_id or 0)
    signature = keep_signature(document, file, role=role, signer_name=str(person), signer_post=post, by=by)
    if document.signatures.filter(role__in=ROLES).count() == len(ROLES):
        minutes.state = Minutes.State.SIGNED
        minutes.signed_at = timezone.now()
        minutes.save(update_fields=["state", "signed_at"])
        record("minutes.signed", minutes, by=by, facts={"sha256": document.sha256})
    return signature


def approval_facts(minutes: Minutes) -> ApprovalFacts:
    """Gather what approval asks."""
    until = minutes.objections_until
    return ApprovalFacts(
        state=minutes.state,
        until=timezone.localtime(until) if until else None,
        now=timezone.localtime(),
        waiting=minutes.objections.filter(outcome=Objection.Outcome.WAITING).count(),
    )


def text_at(minutes: Minutes, target: str) -> str:
    """Return a text that a person writes, by its target."""
    kind, _colon, number = target.partition(":")
    if kind == "note":
        return minutes.note
    if kind == "item":
        return Item.objects.get(pk=number, meeting=minutes.meeting_id).heard
    return Speech.objects.get(pk=number, item__meeting=minutes.meeting_id).summary


def _put_text(minutes: Minutes, target: str, text: str) -> bool:
    """Write a text to its place; tell whether it changed."""
    text = _plain(text)
    if text == text_at(minutes, target).strip():
        return False
    kind, _colon, number = target.partition(":")
    if kind == "note":
        minutes.note = text
        minutes.save(update_fields=["note"])
    elif kind == "item":
        Item.objects.filter(pk=number, meeting=minutes.meeting_id).update(heard=text)
        reports = Speech.objects.filter(item__pk=number, kind=Speech.Kind.REPORT, person__isnull=False)
        reports.filter(item__rapporteur=F("person")).update(summary=text)
    else:
        Speech.objects.filter(pk=number, item__meeting=minutes.meeting_id).update(summary=text)
    return True


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _freeze_text(minutes: Minutes, *, by: User) -> None:
    """Freeze the text as it is now; a version that stands already is replaced."""
    meeting = minutes.meeting
    day = day_of(meeting)
    text = compose(record_of(meeting, minutes=minutes))
    title = f"Протокол № {minutes.number} від {day:%d.%m.%Y}"
    made = {"pdf": minutes_pdf(text, title=title), "docx": minutes_docx(text, title=title)}
    for format_, content in made.items():
        document = freeze(
            kind=Document.Kind.MINUTES,
            format=format_,
            content=content,
            number=minutes.number,
            date=day,
            title=title,
            about=minutes,
            public=True,
            by=by,
            replaces=getattr(minutes, format_),
        )
        setattr(minutes, format_, document)


def _freeze_decisions(minutes: Minutes, *, by: User) -> None:
    """Make each decision a document of its own, once."""
    meeting = minutes.meeting
    held = record_of(meeting, minutes=minutes)
    rows = {row.number: row for row in meeting.decisions.filter(document__isnull=True)}
    for item in held.items:
        for made in item.decisions:
            decision = rows.get(made.number)
            if decision is None:
                continue
            title = f"Рішення № {made.number} від {held.day:%d.%m.%Y}"
            document = freeze(
                kind=Document.Kind.DECISION,
                format=Document.Format.PDF,
                content=decision_pdf(decision_text(held, item, made), title=title),
                number=str(made.number),
                date=held.day,
                title=title,
                about=decision,
                public=True,
                by=by,
            )
            Decision.objects.filter(pk=decision.pk).update(document=document)


def _tell_attendees(minutes: Minutes, *, by: User) -> None:
    meeting = minutes.meeting
    addressees = [
        Addressee(name, address, "members.membership", str(number))
        for name, address, number in attendee_addresses(meeting)
    ]
    if not addressees or minutes.pdf is None or minutes.objections_until is None:
        return
    subject, text = laid_open_letter(
        record_of(meeting, minutes=minutes),
        last=timezone.localtime(minutes.objections_until - timedelta(seconds=1)).date(),
        article=in_force_on(day_of(meeting)).objection_days.ground.article,
        address=f"{settings.SITE_URL}{reverse('meetings:minutes', args=[meeting.pk])}",
    )
    post_notice(
        kind=Notice.Kind.MINUTES,
        subject=subject,
        text=text,
        to=addressees,
        files=[NoticeAttachment(minutes.pdf.download_name, "application/pdf", content_of(minutes.pdf))],
        about=minutes,
        by=by,
    )


def _locked(minutes: Minutes) -> Minutes:
    return (
        Minutes.objects.select_for_update(of=("self",))
        .select_related(
            "meeting__body", "meeting__chair", "meeting__secretary", "meeting__host__organisation", "pdf", "docx"
        )
        .get(pk=minutes.pk)
    )


def _ground(meeting: Meeting, provision: str) -> str:
    return f"Статут, п. {getattr(in_force_on(day_of(meeting)), provision).ground.article}"
