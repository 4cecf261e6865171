"""Accounts and their rights, for those who invite people and give rights."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from spilno.accounts import access, services
from spilno.accounts.access import held_rights
from spilno.accounts.forms import GiveRightForm, GroundForm, InviteForm, LostFactorForm
from spilno.accounts.models import Right
from spilno.accounts.queries import grants_on, invitations_of, is_last_keeper
from spilno.accounts.rules.doors import why_not_block, why_not_take_off_second_factor
from spilno.journal.queries import names_of

PAGE = 50


@login_required
@never_cache
@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    """List accounts with their express rights."""
    today = timezone.localdate()
    found = access.accounts_to_manage(request.user).prefetch_related(
        Prefetch("grants", queryset=grants_on(today), to_attr="grants_today")
    )
    asked = request.GET.get("q", "").strip()[:100]
    if asked:
        found = found.filter(email__icontains=asked)
    if request.GET.get("right") in Right.values:
        found = found.filter(pk__in=grants_on(today).filter(right=request.GET["right"]).values("user"))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    names = names_of(each.pk for each in page.object_list)
    for each in page.object_list:
        each.shown_name = names.get(each.pk, "")
    context = {"page": page, "asked": asked, "rights": Right.choices, "right": request.GET.get("right", "")}
    return render(request, "accounts/accounts.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Invite a person."""
    access.accounts_to_manage(request.user)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user, _secret = services.invite(form.cleaned_data["email"], by=request.user)
        messages.success(request, _("The invitation waits to be sent."))
        return redirect("accounts:account", user.pk)
    return render(request, "accounts/invite.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@never_cache
@require_safe
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one account: rights and their grounds, invitations, the block."""
    return _account(request, pk, GiveRightForm())


def _account(
    request: HttpRequest,
    pk: int,
    form: GiveRightForm,
    ground_form: GroundForm | None = None,
    lost_form: LostFactorForm | None = None,
) -> HttpResponse:
    found = access.account_to_manage(request.user, pk)
    today = timezone.localdate()
    express = set(grants_on(today).filter(user=found).values_list("right", flat=True))
    page = {
        "account": found,
        "name": names_of([found.pk]).get(found.pk, ""),
        "grants": found.grants.all(),
        "from_office": [Right(each) for each in sorted(held_rights(found) - express)],
        "invitations": invitations_of(found.pk),
        "now": timezone.now(),
        "today": today,
        "form": form,
        "ground_form": ground_form or GroundForm(auto_id="block_%s"),
        "lost_form": lost_form or LostFactorForm(auto_id="lost_%s"),
        "not_take_off": why_not_take_off_second_factor(
            is_own=found.pk == request.user.pk, has_any=found.authenticator_set.exists(), ground="…"
        ),
        "not_block": why_not_block(
            is_own=found.pk == request.user.pk,
            is_blocked=not found.is_active,
            last_of_accounts=is_last_keeper(found.pk, today),
        ),
    }
    return render(
        request, "accounts/account.html", page, status=422 if form.errors or ground_form or lost_form else 200
    )


@login_required
@require_POST
def give_right(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a right with its ground and term."""
    found = access.account_to_manage(request.user, pk)
    form = GiveRightForm(request.POST)
    if not form.is_valid():
        return _account(request, pk, form)
    given = form.cleaned_data
    services.give_right(
        found,
        Right(given["right"]),
        starts=given["starts"],
        ends=given["ends"],
        ground=given["ground"],
        by=request.user,
    )
    messages.success(request, _("The right was given."))
    return redirect("accounts:account", pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the ground and take a right back."""
    grant = access.grant_to_manage(request.user, pk)
    form = GroundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.take_back(grant, ground=form.cleaned_data["ground"], by=request.user)
        messages.success(request, _("The right was taken back."))
        return redirect("accounts:account", grant.user_id)
    page = {"grant": grant, "form": form}
    return render(request, "accounts/take_back.html", page, status=422 if form.errors else 200)


@login_required
@require_POST
def block(request: HttpRequest, pk: int) -> HttpResponse:
    """Block an account."""
    found = access.account_to_manage(request.user, pk)
    form = GroundForm(request.POST, auto_id="block_%s")
    if not form.is_valid():
        return _account(request, pk, GiveRightForm(), form)
    services.block(found, ground=form.cleaned_data["ground"], by=request.user)
    messages.success(request, _("The account is blocked; its sessions are over."))
    return redirect("accounts:account", pk)


@login_required
@require_POST
def unblock(request: HttpRequest, pk: int) -> HttpResponse:
    """Lift the block."""
    found = access.account_to_manage(request.user, pk)
    form = GroundForm(request.POST, auto_id="block_%s")
    if not form.is_valid():
        return _account(request, pk, GiveRightForm(), form)
    services.unblock(found, ground=form.cleaned_data["ground"], by=request.user)
    messages.success(request, _("The block is lifted."))
    return redirect("accounts:account", pk)


@login_required
@require_POST
def take_off_second_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """Take off the second factor of a person who lost it together with the recovery codes."""
    found = access.account_to_manage(request.user, pk)
    form = LostFactorForm(request.POST, auto_id="lost_%s")
    if not form.is_valid():
        return _account(request, pk, GiveRightForm(), lost_form=form)
    services.take_off_second_factor(found, ground=form.cleaned_data["ground"], by=request.user)
    messages.success(request, _("The second factor is taken off; the person is told by a letter."))
    return redirect("accounts:account", pk)


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw an invitation."""
    invitation = access.invitation_to_manage(request.user, pk)
    services.withdraw_invitation(invitation, by=request.user)
    messages.success(request, _("The invitation was withdrawn."))
    return redirect("accounts:account", invitation.user_id)


@login_required
@require_POST
def invite_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a new invitation in place of an old one."""
    invitation = access.invitation_to_manage(request.user, pk)
    services.invite(invitation.user.email, by=request.user)
    messages.success(request, _("A new invitation waits to be sent; the former link opens nothing."))
    return redirect("accounts:account", invitation.user_id)
