"""The letter as its addressee sees it, and the proof as the secretariat sees it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from spilno.notices import access, services
from spilno.notices.exports import proof_csv
from spilno.notices.forms import SendAgainForm
from spilno.notices.models import Delivery, Notice
from spilno.notices.queries import progress_of
from spilno.notices.rules.posting import why_not_remind

PAGE = 50


@never_cache
@require_safe
def notice(request: HttpRequest, token: str) -> HttpResponse:
    """Show the letter to whoever has its link. Looking confirms nothing: mail scanners look too."""
    delivery = access.delivery_by_token(token)
    return _private(render(request, "notices/notice.html", {"delivery": delivery, "notice": delivery.notice}))


@require_POST
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm receipt by the button."""
    delivery = access.delivery_by_token(token)
    services.confirm_receipt(delivery, by=request.user if request.user.is_authenticated else None)
    return redirect("notices:notice", token)


@never_cache
@require_safe
def file(request: HttpRequest, token: str, pk: int) -> HttpResponse | FileResponse:
    """Send a file of the letter."""
    found = access.file_by_token(token, pk)
    answer = FileResponse(
        found.file.open("rb"), as_attachment=True, filename=found.name, content_type=found.content_type
    )
    return _private(answer)


@csrf_exempt  # RFC 8058: the mail program itself presses the button; the token in the address is the proof
@never_cache
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for no more letters that are not official; GET only shows the button."""
    delivery = access.delivery_by_token(token)
    done = request.method == "POST"
    if done and not delivery.notice.official:
        services.opt_out(delivery)
    return _private(render(request, "notices/unsubscribe.html", {"delivery": delivery, "done": done}))


@login_required
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """List what was sent."""
    found = access.notices_to_see(request.user)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "notices/notices.html", {"page": page})


@login_required
@require_safe
def undelivered(request: HttpRequest) -> HttpResponse:
    """List to whom letters did not come, so that addresses are mended and the letters sent again."""
    found = access.undelivered_to_see(request.user)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    subjects = dict(Notice.objects.filter(pk__in=[row["notice"] for row in page]).values_list("pk", "subject"))
    rows = [{**row, "subject": subjects[row["notice"]]} for row in page]
    return render(request, "notices/undelivered.html", {"page": page, "rows": rows})


@login_required
@require_safe
def proof(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the proof: who, when, what the server answered, who confirmed."""
    found = access.notice_to_see(request.user, pk)
    deliveries = found.deliveries.prefetch_related("sendings")
    progress = progress_of(found.deliveries.all())
    remindable = found.deliveries.filter(state=Delivery.State.SENT, next_try_at__isnull=True).count()
    return render(
        request,
        "notices/proof.html",
        {
            "notice": found,
            "deliveries": deliveries,
            "progress": progress,
            "remindable": remindable,
            "not_remind": why_not_remind(unconfirmed=remindable),
            "may_run": access.may_run_notices(request.user),
        },
    )


@login_required
@require_safe
def proof_table(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the proof as CSV."""
    found = access.notice_to_see(request.user, pk)
    answer = HttpResponse(proof_csv(found), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="notice-{found.pk}.csv"'
    return answer


@login_required
def send_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the address and queue one letter once more."""
    delivery = access.delivery_to_run(request.user, pk)
    form = SendAgainForm(request.POST or None, initial={"address": delivery.address})
    if request.method == "POST" and form.is_valid():
        services.send_again(delivery, address=form.cleaned_data["address"], by=request.user)
        messages.success(request, _("The letter waits to be sent."))
        return redirect("notices:proof", delivery.notice_id)
    status = 422 if form.errors else 200
    return render(request, "notices/send_again.html", {"delivery": delivery, "form": form}, status=status)


@login_required
@require_POST
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    """Remind all who have not confirmed."""
    count = services.remind(access.notice_to_run(request.user, pk), by=request.user)
    said = ngettext("%(count)d reminder waits to be sent.", "%(count)d reminders wait to be sent.", count)
    messages.success(request, said % {"count": count})
    return redirect("notices:proof", pk)


def _private(answer: HttpResponse | FileResponse) -> HttpResponse | FileResponse:
    """Keep the secret address of the letter out of search engines and of other sites."""
    answer["X-Robots-Tag"] = "noindex, nofollow"
    answer["Referrer-Policy"] = "same-origin"
    return answer
