"""One's own learning: where one learns, what is done, what is next."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from spilno.learning.access.enrolments import person_to_apply
from spilno.learning.queries.editions import open_now
from spilno.learning.queries.progress import own_learning

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
