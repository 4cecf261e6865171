"""Quality of learning: an edition, a provider over its editions, opinions of learners."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from spilno.learning.access import sitting as access
from spilno.learning.exports.quality import quality_file
from spilno.learning.forms.quality import OpinionForm
from spilno.learning.queries import quality as queries
from spilno.learning.queries.testing import edition_title
from spilno.learning.rules.quality import why_not_opinion
from spilno.learning.services import opinions as services
from spilno.statute.rules.refusal import RuleBroken
from spilno.ui.forms import refused


@login_required
@require_safe
def summary(request: HttpRequest) -> HttpResponse:
    """Show the editions that the account leads: learners, completion, gain, satisfaction."""
    editions = access.editions_to_sum(request.user)
    return render(request, "learning/quality.html", {"lines": queries.lines_of(editions)})


@login_required
@require_safe
def summary_file(request: HttpRequest, ending: str) -> HttpResponse:
    """Give the summary as CSV or XLSX."""
    return quality_file(queries.lines_of(access.editions_to_sum(request.user)), ending)


@login_required
@require_safe
def edition_quality(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the gain of an edition and what its learners thought."""
    edition = access.edition_to_test(request.user, pk)
    context = {
        "edition": edition,
        "title": edition_title(edition),
        "line": queries.lines_of([edition])[0],
        "opinions": queries.opinions_of(edition),
    }
    return render(request, "learning/edition_quality.html", context)


@login_required
def opinion(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Take the opinion of a learner, once."""
    edition, enrolment = access.learner_of(request.user, pk)
    form = OpinionForm(request.POST or None, kind=kind)
    given = enrolment.opinions.filter(kind=kind).exists()
    took_part = enrolment.state in queries.TOOK_PART
    why = why_not_opinion(kind, ends_on=edition.ends_on, today=timezone.localdate(), took_part=took_part, given=given)
    context = {"edition": edition, "title": edition_title(edition), "form": form, "why": why}
    if request.method == "POST" and form.is_valid():
        try:
            services.give_opinion(enrolment, kind, form.marks(), applied=form.cleaned_data.get("applied", ""), comment=form.cleaned_data["comment"], by=request.user)  # fmt: skip
        except RuleBroken as broken:
            refused(form, broken)
            return render(request, "learning/opinion.html", context, status=409)
        messages.success(request, _("Thank you: your opinion was taken."))
        return redirect("learning:tests", edition.pk)
    return render(request, "learning/opinion.html", context, status=422 if request.method == "POST" else 200)
