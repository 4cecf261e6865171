"""The life of minutes: drawn up, laid open, objected to, approved, signed; when each is not possible, and why."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from spilno.statute.rules.provisions import Cite, Provisions
from spilno.statute.rules.refusal import Refusal, gettext_noop, ngettext

DRAFT, OBJECTIONS, APPROVED, SIGNED = "draft", "objections", "approved", "signed"
ENDED = ("closed", "not_held")
WAITING = ngettext("%(waiting)d objection waits for an answer.", "%(waiting)d objections wait for an answer.")


def draw_up_until(closed: date, *, provisions: Provisions) -> date:
    """Return the last day on which the minutes are drawn up in time; the day of closing is not counted.

    Source: Statute 5.13; Civil Code of Ukraine, articles 253 and 254.
    """
    return closed + timedelta(days=provisions.minutes_days.value)


def objections_until(opened: date, *, provisions: Provisions, zone: tzinfo) -> datetime:
    """Return the moment at which the term for objections ends: the end of the last day, in the zone given.

    Source: Statute 5.14; Civil Code of Ukraine, articles 253-255.
    """
    last = opened + timedelta(days=provisions.objection_days.value)
    return datetime.combine(last + timedelta(days=1), time(0), tzinfo=zone)


def why_not_draw_up(*, meeting_state: str, drawn_up: bool) -> Refusal | None:
    """Say why the minutes are not drawn up: the meeting is not over, or they are there already.

    Source: Statute 5.13.
    """
    if meeting_state not in ENDED:
        return _no(
            "meeting_not_over",
            gettext_noop("The minutes were not drawn up"),
            gettext_noop("The meeting is not closed yet: minutes follow from its whole record."),
            Cite("minutes_days"),
            advice=gettext_noop("The minutes are drawn up by themselves when the chair closes the meeting."),
        )
    if drawn_up:
        return _no(
            "drawn_up_already",
            gettext_noop("The minutes were not drawn up again"),
            gettext_noop("The minutes of this meeting are drawn up already."),
            Cite("minutes_days"),
            advice=gettext_noop("Open them and mend the text there."),
        )
    return None


def why_not_edit(state: str) -> Refusal | None:
    """Say why the text of minutes is not edited by hand any more; None while they are a draft or objections are open.

    Source: Statute 5.14: after the minutes are laid open, the text changes by an accepted objection only.
    """
    if state == DRAFT:
        return None
    return _no(
        "minutes_laid_open",
        gettext_noop("The text was not changed"),
        gettext_noop("The minutes are laid open: their text changes only by an objection that is accepted."),
        Cite("objection_days"),
        advice=gettext_noop("Answer the objection with the corrected text, or wait for the term to end."),
    )


def why_stale(*, seen: str, now: str) -> Refusal | None:
    """Say that somebody else changed the same text since the page was opened.

    Source: the house rule on stale pages: the later writer sees what he would overwrite.
    """
    if seen == now:
        return None
    return Refusal(
        code="stale_text",
        title=gettext_noop("The text was not saved"),
        sentence=gettext_noop("Somebody changed this text while your page was open."),
        source=gettext_noop("Rule of this system: nobody overwrites what he has not seen"),
        advice=gettext_noop("Open the page again, read the new text and put your words into it."),
    )


def why_not_lay_open(state: str, *, chair_named: bool, secretary_named: bool) -> Refusal | None:
    """Say why minutes are not laid open for objections.

    Source: Statute 5.14.
    """
    title = gettext_noop("The minutes were not laid open")
    if state != DRAFT:
        return _no("not_a_draft", title, gettext_noop("The minutes are laid open already."), Cite("objection_days"))
    if not (chair_named and secretary_named):
        return _no(
            "nobody_to_sign",
            title,
            gettext_noop("The meeting has no chair or no secretary: there is nobody to sign the minutes."),
            Cite("minutes_days"),
            advice=gettext_noop("Name both on the page where the meeting is prepared."),
        )
    return None


@dataclass(frozen=True, slots=True)
class ApprovalFacts:
    """What approval asks: the state, the end of the term, the moment now, objections without an answer."""

    state: str
    until: datetime | None
    now: datetime
    waiting: int


def why_not_approve(facts: ApprovalFacts) -> Refusal | None:
    """Say why minutes are not approved: not laid open, the term goes on, or an objection waits for an answer.

    Source: Statute 5.14.
    """
    title = gettext_noop("The minutes were not approved")
    if facts.state == DRAFT or facts.until is None:
        return _no(
            "not_laid_open",
            title,
            gettext_noop("The minutes were not laid open for objections yet."),
            Cite("objection_days"),
            advice=gettext_noop("Lay them open: those who attended are told, and the term begins."),
        )
    if facts.state != OBJECTIONS:
        return _no("approved_already", title, gettext_noop("The minutes are approved already."), Cite("objection_days"))
    if facts.now < facts.until:
        return Refusal(
            code="term_goes_on",
            title=title,
            sentence=gettext_noop("Those who attended may object until the end of %(last)s."),
            source=gettext_noop("Statute, %(article)s"),
            facts={"last": _day(facts.until - timedelta(seconds=1)), "article": Cite("objection_days")},
            advice=gettext_noop("Approve them after that day."),
        )
    if facts.waiting:
        return Refusal(
            code="objection_waits",
            title=title,
            sentence=WAITING[0],
            plural=WAITING[1],
            count="waiting",
            source=gettext_noop("Statute, %(article)s"),
            facts={"waiting": facts.waiting, "article": Cite("objection_days")},
            advice=gettext_noop("Answer each of them: accept it with a corrected text, or decline it with the reason."),
        )
    return None


def why_not_sign(state: str, *, may_sign: bool) -> Refusal | None:
    """Say why a signature is not taken: the minutes are not approved, are signed, or this person does not sign them.

    Source: ДСТУ 4163:2020, 5.22: minutes are signed by the chair and the secretary; Statute 5.13.
    """
    title = gettext_noop("The signature was not kept")
    if state == SIGNED:
        return _no(
            "signed_already", title, gettext_noop("The minutes are signed by both already."), Cite("minutes_days")
        )
    if state != APPROVED:
        return _no(
            "not_approved",
            title,
            gettext_noop("The minutes are not approved yet: their text may still change."),
            Cite("objection_days"),
            advice=gettext_noop("Sign them after the term for objections."),
        )
    if not may_sign:
        return _no(
            "not_the_signer",
            title,
            gettext_noop("The minutes are signed by the chair and the secretary of the meeting."),
            Cite("minutes_days"),
        )
    return None


def _no(code: str, title: str, sentence: str, article: Cite | str, *, advice: str = "") -> Refusal:
    return Refusal(
        code=code,
        title=title,
        sentence=sentence,
        source=gettext_noop("Statute, %(article)s"),
        facts={"article": article},
        advice=advice,
    )


def _day(moment: datetime) -> str:
    return f"{moment.day:02d}.{moment.month:02d}.{moment.year}"
