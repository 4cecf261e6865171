"""Sitting a test, marking, work of a learner."""

import hashlib
import json
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from spilno.documents.queries import attachments_of
from spilno.learning.access import sitting as access
from spilno.learning.forms import testing as forms
from spilno.learning.models import Answer, Attempt, Submission
from spilno.learning.queries import testing as queries
from spilno.learning.rules.marking import percent_of
from spilno.learning.services import marking, testing
from spilno.statute.rules.refusal import RuleBroken
from spilno.ui.forms import refused

UNPROCESSABLE, CONFLICT = 422, 409


@login_required
@require_safe
def test(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the conditions of a test to its learner, with attempts so far and why another one cannot be begun."""
    found, enrolment = access.test_to_take(request.user, pk)
    attempts = list(found.sittings.filter(enrolment=enrolment))
    going = next((each for each in attempts if each.state == Attempt.State.GOING), None)
    context = {
        "test": found,
        "edition": found.edition,
        "title": queries.edition_title(found.edition),
        "attempts": attempts,
        "going": going,
        "questions": sum(count for _words, _numbers, count in queries.pools_of(found)),
        "why": None if going else queries.why_not_sit(found, enrolment),
    }
    return render(request, "learning/test.html", context)


@login_required
@require_POST
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin an attempt, or go on with the one that was begun."""
    found, enrolment = access.test_to_take(request.user, pk)
    attempt = testing.begin_attempt(found, enrolment, by=request.user)
    return redirect("learning:attempt", attempt.pk)


def seen(given: Any) -> str:
    """Return a mark of an answer as a page showed it, so that another page's newer answer is not overwritten."""
    return hashlib.sha256(json.dumps(given, ensure_ascii=False).encode()).hexdigest()[:16]


@login_required
def attempt(request: HttpRequest, pk: int) -> HttpResponse:
    """Sit a test: all questions on one page, or one (`?q=3`); saved by the button, or at each press by the script."""
    found = access.attempt_to_take(request.user, pk)
    if request.method == "POST":
        return _saved(request, found)
    found = testing.hand_in_if_over(found)
    if found.state != Attempt.State.GOING:
        return redirect("learning:attempt_result", found.pk)
    return _paper(request, found)


def _paper(request: HttpRequest, found: Attempt) -> HttpResponse:
    asked = queries.asked_in(found)
    wanted = request.GET.get("q", "")
    one = int(wanted) if wanted.isdecimal() and 1 <= int(wanted) <= len(asked) else None
    now = timezone.now()
    context = {
        "attempt": found,
        "test": found.test,
        "edition": found.test.edition,
        "title": queries.edition_title(found.test.edition),
        "asked": [(each, seen(each.answer.given)) for each in asked if one in {None, each.number}],
        "all": asked,
        "one": one,
        "before": one - 1 if one and one > 1 else None,
        "after": one + 1 if one and one < len(asked) else None,
        "answered": sum(1 for each in asked if each.answer.given is not None),
        "left": max(int((found.due_at - now).total_seconds()), 0) if found.due_at else None,
    }
    return render(request, "learning/attempt.html", context)


def _given(request: HttpRequest, found: Attempt) -> dict[int, Any]:
    """Return what the page changed: an answer that stands as the page showed it is not touched."""
    rows = Answer.objects.filter(attempt=found).select_related("question")
    shown = [answer for answer in rows if f"a{answer.pk}.was" in request.POST]
    said = {answer.pk: forms.given_in(answer, request.POST, f"a{answer.pk}") for answer in shown}
    return {pk: given for pk, given in said.items() if request.POST[f"a{pk}.was"] != seen(given)}


def _saved(request: HttpRequest, found: Attempt) -> HttpResponse:
    given = _given(request, found)
    if given:
        testing.save_answers(found, given)
    if request.POST.get("act") == "hand_in":
        return redirect("learning:hand_in", found.pk)
    messages.success(request, _("Saved."))
    after = request.POST.get("after", "")
    address = request.path + (f"?q={int(after)}" if after.isdecimal() else "")
    return redirect(address)


@login_required
@require_POST
def save(request: HttpRequest, pk: int) -> HttpResponse:
    """Save answers sent by the script, each the last that was pressed; sent again, they stand as they are."""
    found = access.attempt_to_save(request.user, pk)
    rows = {f"a{answer.pk}": answer for answer in queries.answers_named(found, request.POST.getlist("answer"))}
    given = {answer.pk: forms.given_in(answer, request.POST, name) for name, answer in rows.items()}
    at = testing.save_answers(found, given)
    return JsonResponse({"saved": list(rows), "at": date_format(timezone.localtime(at), "H:i:s")})


@login_required
def hand_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once more what is not answered, then hand in; what the same page brought is saved first."""
    found = access.attempt_to_take(request.user, pk)
    if request.method == "POST":
        testing.hand_in(found, by=request.user)
        messages.success(request, _("The test was handed in."))
        return redirect("learning:attempt_result", found.pk)
    if found.state != Attempt.State.GOING:
        return redirect("learning:attempt_result", found.pk)
    empty = [each.number for each in queries.asked_in(found) if each.answer.given is None]
    context = {"attempt": found, "test": found.test, "edition": found.test.edition, "title": queries.edition_title(found.test.edition), "empty": empty}  # fmt: skip
    return render(request, "learning/hand_in.html", context)


@login_required
@require_safe
def attempt_result(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the result of an attempt, and its answers when they may be seen."""
    found = access.attempt_to_take(request.user, pk)
    if found.state == Attempt.State.GOING:
        return redirect("learning:attempt", found.pk)
    reveals = queries.reveals(found)
    context = {
        "attempt": found,
        "test": found.test,
        "edition": found.test.edition,
        "title": queries.edition_title(found.test.edition),
        "percent": percent_of(found.points, found.points_of) if found.points is not None else None,
        "reveals": reveals,
        "asked": queries.asked_in(found, reveals=True) if reveals else [],
    }
    return render(request, "learning/attempt_result.html", context)


@login_required
@require_safe
def marking_queue(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what waits for a marker: open answers and works, the longest waiting first."""
    edition, modules = access.edition_to_mark(request.user, pk)
    context = {
        "edition": edition,
        "title": queries.edition_title(edition),
        "answers": queries.answers_to_mark(edition, modules)[:100],
        "works": queries.works_to_mark(edition, modules)[:100],
    }
    return render(request, "learning/marking.html", context)


@login_required
def mark_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark an open answer by its rubric."""
    answer = access.answer_to_mark(request.user, pk)
    question = answer.question
    form = forms.MarkForm(request.POST or None, rubric=question.body["rubric"], points=question.points, initial={"remarks": answer.remarks})  # fmt: skip
    edition = answer.attempt.test.edition
    context = {"answer": answer, "question": question, "form": form, "edition": edition, "title": queries.edition_title(edition)}  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            marking.mark_answer(answer, form.marks(), remarks=form.cleaned_data["remarks"], by=request.user)
        except RuleBroken as broken:
            refused(form, broken)
            return render(request, "learning/mark_answer.html", context, status=CONFLICT)
        messages.success(request, _("The answer was marked."))
        return redirect("learning:marking", edition.pk)
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "learning/mark_answer.html", context, status=status)


@login_required
def assignment(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an assignment to its learner, hand in work, see remarks."""
    found, enrolment = access.assignment_to_do(request.user, pk)
    versions = list(found.submissions.filter(enrolment=enrolment).order_by("-version"))
    form = forms.WorkForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            marking.hand_in_work(found, enrolment, text=form.cleaned_data["text"], files=form.cleaned_data["files"], by=request.user)  # fmt: skip
        except RuleBroken as broken:
            refused(form, broken)
        else:
            messages.success(request, _("The work was handed in."))
            return redirect("learning:assignment", found.pk)
    last = versions[0].state if versions else ""
    context = {
        "assignment": found,
        "edition": found.module.edition,
        "title": queries.edition_title(found.module.edition),
        "versions": [(each, list(attachments_of(each))) for each in versions],
        "may_hand_in": last in {"", Submission.State.RETURNED},
        "form": form,
    }
    return render(request, "learning/assignment.html", context, status=CONFLICT if request.method == "POST" else 200)


@login_required
def mark_work(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark work by its rubric, or return it with remarks."""
    work = access.submission_to_mark(request.user, pk)
    rubric = work.assignment.rubric
    form = forms.MarkForm(request.POST or None, rubric=rubric, points=work.assignment.pass_points, given=work.marks, initial={"remarks": work.remarks})  # fmt: skip
    edition = work.assignment.module.edition
    context = {"work": work, "form": form, "edition": edition, "title": queries.edition_title(edition), "files": list(attachments_of(work))}  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            if request.POST.get("act") == "return":
                marking.return_work(work, remarks=form.cleaned_data["remarks"], by=request.user)
            else:
                marking.mark_work(work, form.marks(), remarks=form.cleaned_data["remarks"], by=request.user)
        except RuleBroken as broken:
            refused(form, broken)
            return render(request, "learning/mark_work.html", context, status=CONFLICT)
        messages.success(request, _("The learner was told."))
        return redirect("learning:marking", edition.pk)
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "learning/mark_work.html", context, status=status)
