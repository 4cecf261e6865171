"""One's own learning: where one learns, what is done, what is next."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from spilno.documents.queries import attachments_of
from spilno.learning.access.enrolments import (
    enrolment_of_statement,
    lesson_to_learn,
    own_enrolment_to_see,
    person_to_apply,
)
from spilno.learning.gateways.statement import statement_pdf
from spilno.learning.queries.editions import open_now
from spilno.learning.queries.progress import LEARNS, next_session, own_learning, steps_of
from spilno.learning.queries.quality import asked_now
from spilno.learning.rules.editions import why_not_read
from spilno.learning.rules.enrolling import HAVE_PLACES
from spilno.learning.services.lessons import mark_read

MOST_OPEN = 5


@never_cache
@login_required
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """Show where the person learns, learned, applied or waits."""
    person = person_to_apply(request.user)
    context = {
        "rows": own_learning(person),
        "today": timezone.localdate(),
        "open": list(open_now(MOST_OPEN)),
    }
    return render(request, "learning/own.html", context)


@never_cache
@login_required
@require_safe
def learning(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a learner his edition module by module: what is done, what is due, what is next."""
    enrolment = own_enrolment_to_see(request.user, pk)
    standing, steps, final = steps_of(enrolment)
    context = {
        "enrolment": enrolment,
        "edition": enrolment.edition,
        "standing": standing,
        "steps": steps,
        "final": final,
        "live": enrolment.state in LEARNS,
        "has_place": enrolment.state in HAVE_PLACES,
        "asks": asked_now(enrolment),
        "next_session": next_session(enrolment.edition) if enrolment.state in LEARNS else None,
    }
    return render(request, "learning/learning.html", context)


@never_cache
@login_required
def lesson(request: HttpRequest, pk: int, lesson: int) -> HttpResponse:
    """Show a lesson to a learner; he marks that he went through it."""
    found, enrolment = lesson_to_learn(request.user, pk, lesson)
    if request.method == "POST":
        mark_read(found, enrolment, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("The lesson is marked as gone through."))
        return redirect("learning:learning", pk)
    context = {
        "lesson": found,
        "module": found.module.module,
        "edition": enrolment.edition,
        "enrolment": enrolment,
        "files": list(attachments_of(found)),
        "read": found.reads.filter(enrolment=enrolment).first(),
        "why": why_not_read(enrolment.state),
    }
    return render(request, "learning/lesson.html", context)


@never_cache
@login_required
@require_safe
def statement(request: HttpRequest, pk: int, enrolment: int) -> HttpResponse:
    """Hand out how a learner stands in an edition as PDF: to him, his organisation, those who lead the edition."""
    content = statement_pdf(enrolment_of_statement(request.user, pk, enrolment))
    name = f"dovidka-{pk}-{enrolment}.pdf"
    return HttpResponse(
        content, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )
