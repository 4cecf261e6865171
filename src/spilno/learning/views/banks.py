"""Banks of questions: the list, a bank, its questions, files both ways."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from spilno.learning.access import assessment as access
from spilno.learning.forms import questions as forms
from spilno.learning.gateways.question_files import write_questions
from spilno.learning.models import Question
from spilno.learning.queries import banks as queries
from spilno.learning.queries.quality import items_of
from spilno.learning.queries.sitting import asked_as
from spilno.learning.rules.questions import KINDS, why_not_change
from spilno.learning.services import banks as services
from spilno.statute.rules.refusal import RuleBroken
from spilno.territories.queries import shown_preview
from spilno.territories.services import drop_preview
from spilno.ui.forms import refused

PER_PAGE = 50
UNPROCESSABLE, CONFLICT = 422, 409
TYPES = {"gift": ("text/plain; charset=utf-8", "txt"), "xml": ("application/xml; charset=utf-8", "xml")}


@login_required
@require_safe
def banks(request: HttpRequest) -> HttpResponse:
    """Show the banks that the account keeps."""
    access.require_bank_keeper(request.user)
    rows = queries.with_counts(access.banks_to_keep(request.user))
    return render(request, "learning/banks.html", {"page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))})


@login_required
def begin_bank(request: HttpRequest) -> HttpResponse:
    """Begin a bank."""
    access.require_bank_keeper(request.user)
    form = forms.BankForm(request.POST or None, organisations=access.organisations_to_keep(request.user))
    if request.method == "POST" and form.is_valid():
        bank = services.begin_bank(form.cleaned_data["organisation"], title=form.cleaned_data["title"], by=request.user)
        messages.success(request, _("The bank was begun. Write questions, or take them in from a file."))
        return redirect("learning:bank", bank.pk)
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "learning/bank_begin.html", {"form": form}, status=status)


@login_required
@require_safe
def bank(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a bank: its questions by topic, sought by words and kind."""
    found = access.bank_to_keep(request.user, pk)
    topics = queries.topics_of(found)
    form = forms.SeekForm(request.GET or None, topics=topics)
    page = Paginator(queries.questions_of(found, **form.wanted()), PER_PAGE).get_page(request.GET.get("page"))
    items = items_of(found)
    context = {
        "bank": found,
        "form": form,
        "asked": bool(request.GET),
        "kinds": Question.Kind.choices,
        "page": page,
        "rows": [(question, items.get(question.pk)) for question in page],
    }
    return render(request, "learning/bank.html", context)


@login_required
def write_question(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Write a new question of a kind."""
    found = access.bank_to_keep(request.user, pk)
    form = forms.QuestionForm(request.POST or None, kind=kind if kind in KINDS else "single")
    context = {"bank": found, "form": form, "kind": Question.Kind(form.kind).label, "title": _("New question")}
    if request.method == "POST" and form.is_valid():
        try:
            question = services.write_question(found, form.said(), by=request.user)
        except RuleBroken as broken:
            refused(form, broken)
            return render(request, "learning/question_write.html", context, status=CONFLICT)
        messages.success(request, _("The question was written."))
        return redirect("learning:question", found.pk, question.pk)
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "learning/question_write.html", context, status=status)


@login_required
@require_safe
def question(request: HttpRequest, pk: int, question: int) -> HttpResponse:
    """Show a question as a learner sees it, and what is right."""
    found = access.question_to_keep(request.user, pk, question)
    context = {
        "bank": found.bank,
        "question": found,
        "shown": asked_as(found, seed="", given=None),
        "key": asked_as(found, seed="", given=None, reveals=True),
        "newer": found.newer.first(),
        "was_asked": queries.was_asked(found),
        "why": why_not_change(active=found.active, newer=found.has_newer),
    }
    return render(request, "learning/question.html", context)


@login_required
def rewrite_question(request: HttpRequest, pk: int, question: int) -> HttpResponse:
    """Write a question anew; one that was asked gets a newer form."""
    found = access.question_to_keep(request.user, pk, question)
    why = why_not_change(active=found.active, newer=found.has_newer)
    form = forms.QuestionForm(request.POST or None, kind=found.kind, question=queries.text_of(found))
    context = {
        "bank": found.bank, "question": found, "form": form, "kind": found.get_kind_display(), "title": _("Question"),
        "was_asked": queries.was_asked(found), "why": why,
    }  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            written = services.rewrite_question(found, form.said(), by=request.user)
        except RuleBroken as broken:
            refused(form, broken)
            return render(request, "learning/question_write.html", context, status=CONFLICT)
        messages.success(request, _("Saved."))
        return redirect("learning:question", pk, written.pk)
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "learning/question_write.html", context, status=status)


@login_required
@require_POST
def retire_question(request: HttpRequest, pk: int, question: int) -> HttpResponse:
    """Take a question out of use."""
    services.retire_question(access.question_to_keep(request.user, pk, question), by=request.user)
    messages.success(request, _("The question was taken out of use. Tests that have it keep it."))
    return redirect("learning:bank", pk)


@login_required
@require_safe
def bank_file(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    """Give the questions in use as GIFT or Moodle XML."""
    found = access.bank_to_keep(request.user, pk)
    content = write_questions(queries.texts_of(queries.questions_of(found)), ending)
    kind, suffix = TYPES[ending]
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="bank-{found.pk}.{suffix}"'
    return response


@login_required
def import_questions(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a file and show what it would bring."""
    found = access.bank_to_keep(request.user, pk)
    form = forms.QuestionFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            batch = services.preview_questions(found, file.read(), file.name, by=request.user)
        except RuleBroken as broken:
            refused(form, broken, "file")
        else:
            return redirect("learning:questions_preview", found.pk, batch.pk)
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "learning/questions_import.html", {"form": form, "bank": found}, status=status)


@login_required
@require_safe
def preview(request: HttpRequest, pk: int, batch: int) -> HttpResponse:
    """Show by line what a file would bring."""
    found, kept = access.batch_to_keep(request.user, pk, batch)
    shown = shown_preview(kept, kind=request.GET.get("kind", ""), page=request.GET.get("page"))
    return render(request, "learning/questions_preview.html", {**shown, "bank": found})


@login_required
@require_POST
def commit(request: HttpRequest, pk: int, batch: int) -> HttpResponse:
    """Take the previewed questions in."""
    found, kept = access.batch_to_keep(request.user, pk, batch)
    kept = services.commit_questions(found, kept, by=request.user)
    came = kept.counts["new"]
    words = ngettext("%(n)d question came into the bank.", "%(n)d questions came into the bank.", came)
    messages.success(request, words % {"n": came})
    return redirect("learning:bank", found.pk)


@login_required
@require_POST
def drop(request: HttpRequest, pk: int, batch: int) -> HttpResponse:
    """Put the preview aside."""
    found, kept = access.batch_to_keep(request.user, pk, batch)
    drop_preview(kept, by=request.user)
    messages.success(request, _("The file was put aside. Nothing has changed."))
    return redirect("learning:import_questions", found.pk)
