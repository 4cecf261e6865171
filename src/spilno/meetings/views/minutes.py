"""The minutes of a meeting: the text as a page, its papers, its life, objections, signatures, extracts."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from spilno.documents.models import Document
from spilno.documents.queries import all_documents_of
from spilno.meetings.access import minutes as access
from spilno.meetings.access.meetings import may_run, meeting_to_run
from spilno.meetings.forms.minutes import AnswerForm, MendForm, ObjectionForm, SignatureForm
from spilno.meetings.gateways.minutes import minutes_docx, minutes_pdf
from spilno.meetings.models import Meeting, Minutes, Objection
from spilno.meetings.queries import minutes as queries
from spilno.meetings.queries.attendance import day_of
from spilno.meetings.queries.texts import WrittenText, corrections_of, texts_of
from spilno.meetings.rules.minutes.extract import certified, extract_of
from spilno.meetings.rules.minutes.life import (
    draw_up_until,
    why_not_approve,
    why_not_draw_up,
    why_not_lay_open,
    why_not_sign,
)
from spilno.meetings.rules.minutes.text import compose
from spilno.meetings.rules.objections import ObjectionFacts, why_not_object
from spilno.meetings.services import minutes as services
from spilno.people.access import own_person
from spilno.statute.queries import in_force_on
from spilno.statute.rules.provisions import Provisions
from spilno.statute.rules.refusal import Refusal, RuleBroken
from spilno.ui.forms import refused

MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@require_safe
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the minutes of a meeting; before they are laid open, when they are due."""
    meeting, kept = access.minutes_to_see(request.user, pk)
    return render(request, "meetings/minutes.html", _page(request, meeting, kept))


def _page(
    request: HttpRequest,
    meeting: Meeting,
    kept: Minutes | None,
    *,
    objection_form: ObjectionForm | None = None,
    answer_form: AnswerForm | None = None,
) -> dict[str, Any]:
    provisions = in_force_on(day_of(meeting))
    runs = may_run(request.user, meeting)
    closed = timezone.localdate(meeting.closed_at) if meeting.closed_at else None
    due_on = draw_up_until(closed, provisions=provisions) if closed else None
    context: dict[str, Any] = {
        "meeting": meeting,
        "minutes": kept,
        "runs": runs,
        "due_on": due_on,
        "late": due_on is not None and timezone.localdate() > due_on,
        "minutes_days": provisions.minutes_days,
        "objection_days": provisions.objection_days,
        "why_not_draw_up": why_not_draw_up(meeting_state=meeting.state, drawn_up=kept is not None) if runs else None,
    }
    if kept is None:
        return context
    record = queries.record_of(meeting, minutes=kept)
    objections = queries.objections_to(kept)
    texts = texts_of(kept) if runs or any(one.corrections for one in objections) else []
    context |= {
        "text": compose(record),
        "items": record.items,
        "papers": list(all_documents_of(kept)),
        "signers": _signers(request, meeting, kept),
        "objections": [
            (one, corrections_of(one, texts), _answer_form(one, texts, answer_form) if runs else None)
            for one in objections
        ],
        "texts": texts,
        "last_day": kept.objections_until - timedelta(seconds=1) if kept.objections_until else None,
        "decision_papers": _decision_papers(meeting),
    }  # fmt: skip
    if runs:
        context["why_not_lay_open"] = why_not_lay_open(
            kept.state, chair_named=meeting.chair_id is not None, secretary_named=meeting.secretary_id is not None
        )
        context["why_not_approve"] = why_not_approve(services.approval_facts(kept))
    if own_person(request.user) is not None and kept.state != Minutes.State.DRAFT:
        context["why_not_object"] = _why_not_object(request, meeting, kept, provisions)
        context["objection_form"] = objection_form or ObjectionForm(minutes=kept)
    return context


def _decision_papers(meeting: Meeting) -> list[Document]:
    rows = meeting.decisions.select_related("document").order_by("number")
    return [decision.document for decision in rows if decision.document]


def _why_not_object(request: HttpRequest, meeting: Meeting, kept: Minutes, provisions: Provisions) -> Refusal | None:
    return why_not_object(
        ObjectionFacts(
            state=kept.state,
            until=timezone.localtime(kept.objections_until) if kept.objections_until else None,
            now=timezone.localtime(),
            attended=access.attended(request.user, meeting),
            text="-",
            article=provisions.objection_days.ground.article,
        )
    )


def _answer_form(objection: Objection, texts: list[WrittenText], sent: AnswerForm | None) -> AnswerForm | None:
    if objection.outcome != Objection.Outcome.WAITING:
        return None
    if sent is not None and sent.is_bound and sent.prefix is None and getattr(sent, "objection_pk", 0) == objection.pk:
        return sent
    return AnswerForm(objection=objection, texts=texts)


def _signers(request: HttpRequest, meeting: Meeting, kept: Minutes) -> list[dict[str, Any]]:
    """Return for each of the two who sign: the person, the signature or the form to bring it."""
    signatures = {one.role: one for one in kept.pdf.signatures.all()} if kept.pdf else {}
    people = {
        services.CHAIR: (_("Chair"), meeting.chair, meeting.chair_post),
        services.SECRETARY: (_("Secretary"), meeting.secretary, meeting.secretary_post),
    }
    rows = []
    for role, (title, person, post) in people.items():
        allowed = access.may_sign(request.user, meeting, role)
        rows.append({
            "role": role,
            "title": title,
            "person": person,
            "post": post,
            "signature": signatures.get(role),
            "form": SignatureForm(initial={"role": role}, auto_id=f"sign_{role}_%s") if allowed else None,
            "why_not": why_not_sign(kept.state, may_sign=allowed) if allowed else None,
        })  # fmt: skip
    return rows


@login_required
@require_POST
def draw_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Draw up the minutes of a meeting that was closed before this system knew how."""
    services.draw_up(meeting_to_run(request.user, pk), by=request.user)
    return redirect("meetings:minutes", pk)


@login_required
@require_POST
def mend(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep one text of the minutes and come back to its place."""
    kept = access.minutes_to_keep(request.user, pk)
    form = MendForm(request.POST)
    if not form.is_valid() or form.cleaned_data["target"] not in {text.target for text in texts_of(kept)}:
        raise Http404
    target = form.cleaned_data["target"]
    services.mend_text(
        kept, target=target, text=form.cleaned_data["text"], seen=form.cleaned_data["seen"], by=request.user
    )
    messages.success(request, _("The text is saved."))
    return redirect(f"{reverse('meetings:minutes', args=[pk])}#{target.replace(':', '-')}")


@login_required
@require_POST
def lay_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Freeze and publish the minutes, tell those who attended."""
    services.lay_open(access.minutes_to_keep(request.user, pk), by=request.user)
    messages.success(request, _("The minutes are published; those who attended are told by mail."))
    return redirect("meetings:minutes", pk)


@login_required
@require_POST
def object_to(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep an objection of one who attended."""
    kept = access.minutes_to_read(request.user, pk)
    person = own_person(request.user)
    if person is None:
        raise Http404
    form = ObjectionForm(request.POST, minutes=kept)
    if not form.is_valid():
        return render(
            request, "meetings/minutes.html", _page(request, kept.meeting, kept, objection_form=form), status=422
        )
    services.object_to(
        kept, person=person, item=form.cleaned_data["item"], text=form.cleaned_data["text"], by=request.user
    )
    messages.success(request, _("The objection is filed. The answer will stand on this page."))
    return redirect(f"{reverse('meetings:minutes', args=[pk])}#objections")


@login_required
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer an objection, with corrected texts when it is accepted."""
    objection = access.objection_to_answer(request.user, pk)
    kept = objection.minutes
    form = AnswerForm(request.POST, objection=objection)
    if form.is_valid():
        try:
            services.answer_objection(
                objection,
                outcome=form.cleaned_data["outcome"],
                answer=form.cleaned_data["answer"],
                corrections=form.corrections(),
                seen=form.cleaned_data["seen"],
                by=request.user,
            )
        except RuleBroken as broken:
            if broken.refusal.code != "nothing_corrected":
                raise
            refused(form, broken)  # what was written stays before the secretary
        else:
            messages.success(request, _("The answer is kept."))
            return redirect(f"{reverse('meetings:minutes', args=[kept.meeting_id])}#objections")
    form.objection_pk = objection.pk  # type: ignore[attr-defined]
    meeting, minutes_ = access.minutes_to_see(request.user, kept.meeting_id)
    context = _page(request, meeting, minutes_, answer_form=form)
    return render(request, "meetings/minutes.html", context, status=422)


@login_required
@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve the minutes after the term."""
    services.approve(access.minutes_to_keep(request.user, pk), by=request.user)
    messages.success(request, _("The minutes are approved. The chair and the secretary sign the frozen PDF."))
    return redirect("meetings:minutes", pk)


@login_required
@require_POST
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a detached signature that was put outside."""
    kept = access.minutes_to_read(request.user, pk)
    form = SignatureForm(request.POST, request.FILES)
    role = request.POST.get("role", "")
    if role not in services.ROLES or not access.may_sign(request.user, kept.meeting, role):
        raise Http404
    if not form.is_valid():
        messages.error(request, _("No file was chosen: the signature was not kept."))
        return redirect(f"{reverse('meetings:minutes', args=[pk])}#signatures")
    services.sign(kept, form.cleaned_data["file"], role=role, may_sign=True, by=request.user)
    messages.success(request, _("The signature is kept."))
    return redirect(f"{reverse('meetings:minutes', args=[pk])}#signatures")


@login_required
@require_safe
def draft(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """Make a working copy of the minutes as they are now: PDF to look at, DOCX to edit."""
    kept = access.minutes_to_keep(request.user, pk)
    text = compose(queries.record_of(kept.meeting, minutes=kept))
    title = f"Протокол № {kept.number} від {day_of(kept.meeting):%d.%m.%Y} (проєкт)"
    make = minutes_pdf if form == "pdf" else minutes_docx
    return _paper(make(text, title=title), form, title)


@require_safe
def extract(request: HttpRequest, pk: int, number: str, form: str = "pdf") -> HttpResponse:
    """Make an extract of one item, certified by the secretary today."""
    kept = access.item_to_extract(request.user, pk, number)
    record = queries.record_of(kept.meeting, minutes=kept)
    title = f"Витяг з протоколу № {kept.number} від {record.day:%d.%m.%Y}, питання {number}"
    make = minutes_pdf if form == "pdf" else minutes_docx
    mark = certified(record, on=timezone.localdate())
    text = extract_of(record, number, signed=kept.state == Minutes.State.SIGNED)
    return _paper(make(text, title=title, certified=mark), form, title)


def _paper(content: bytes, form: str, title: str) -> HttpResponse:
    answer_ = HttpResponse(content, content_type=MEDIA[form])
    header = content_disposition_header(form != "pdf", f"{title.replace('/', '-')}.{form}")
    answer_["Content-Disposition"] = header or "inline"
    answer_["X-Content-Type-Options"] = "nosniff"
    return answer_
