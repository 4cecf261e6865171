"""Acts about adoptions: adopt with a plan, tell how it goes, ask after 6 and 12 months."""

from datetime import date

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override

from spilno.accounts.models import User
from spilno.journal.services import record
from spilno.knowledge.models import Adoption, AdoptionStatus, Practice
from spilno.knowledge.queries.adoptions import awaited_month, to_ask
from spilno.knowledge.rules.adoptions import why_not_adopt, why_not_tell
from spilno.members.queries import representatives_on
from spilno.notices.models import Notice
from spilno.notices.services import Addressee, post_notice
from spilno.organisations.models import Organisation
from spilno.people.models import Person
from spilno.statute.rules.refusal import refuse
from spilno.undertakings.access import may_report
from spilno.undertakings.models import Undertaking
from spilno.undertakings.queries import live, of_source
from spilno.undertakings.services import report, take_off_control, undertake


@transaction.atomic
def adopt(
    practice: Practice,
    organisation: Organisation,
    *,
    plan: str,
    due_on: date | None,
    responsible: Person | None = None,
    by: User,
) -> Adoption:
    """Take a practice over with a plan: an undertaking of the council is opened, the council it comes from is told.

    Raises RuleBroken when the practice is not published, is the council's own, is adopted already, or there is no plan.
    """
    practice = Practice.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=practice.pk)
    today = timezone.localdate()
    refuse(
        why_not_adopt(
            practice_state=practice.state,
            is_own=practice.organisation_id == organisation.pk,
            adopted_already=Adoption.objects.filter(practice=practice, organisation=organisation).exists(),
            plan=plan,
            due_on=due_on,
            today=today,
        )
    )
    adoption = Adoption.objects.create(
        practice=practice,
        organisation=organisation,
        plan=plan.strip(),
        due_on=due_on,
        responsible=responsible,
        planned_on=today,
        by=by.pk,
    )
    with override("uk"):
        words = {"title": practice.title, "number": practice.number, "council": practice.organisation.name_uk}
        what = gettext("take over the practice “%(title)s”") % words
        ground = gettext("adoption of practice no. %(number)d (%(council)s)") % words
    undertake(
        what=what, ground=ground, source=adoption, organisation=organisation, due_on=due_on, opened_on=today, by=by
    )
    record("adoption.opened", adoption, by=by, facts={"practice": practice.number, "organisation": organisation.pk})
    _tell_the_host(adoption, by)
    return adoption


def _tell_the_host(adoption: Adoption, by: User) -> None:
    host = adoption.practice.organisation
    with override("uk"):
        words = {
            "title": adoption.practice.title,
            "council": adoption.organisation.name_uk,
            "plan": adoption.plan,
            "address": address_of(adoption),
        }
        subject = gettext("Your practice is taken over")
        text = gettext("%(council)s takes over “%(title)s”.\n\nPlan: %(plan)s\n\n%(address)s") % words
    to = [Addressee(host.name_uk, host.email, host._meta.label_lower, str(host.pk))]
    post_notice(kind=Notice.Kind.OTHER, subject=subject, text=text, to=to, about=adoption, official=False, by=by)


@transaction.atomic
def tell_status(adoption: Adoption, *, state: str, effect: str, by: User) -> AdoptionStatus:
    """Keep how an adoption goes; it answers the question of the month when one is awaited.

    What works reports the undertaking when the person speaks for the one bound; what was given up takes it off control. Raises
    RuleBroken when it works without an effect or was given up without a reason.
    """
    adoption = (
        Adoption.objects.select_for_update(of=("self",)).select_related("practice", "organisation").get(pk=adoption.pk)
    )
    refuse(why_not_tell(state=state, effect=effect))
    status = AdoptionStatus.objects.create(
        adoption=adoption,
        on=timezone.localdate(),
        month=awaited_month(adoption),
        state=Adoption.State(state),
        effect=effect.strip(),
        by=by.pk,
    )
    adoption.state = status.state
    adoption.save(update_fields=["state"])
    record("adoption.told", adoption, by=by, facts={"state": status.state, "month": status.month})
    for undertaking in of_source(adoption).filter(pk__in=live().values("pk")):
        _follow(undertaking, status, by)
    return status


def _follow(undertaking: Undertaking, status: AdoptionStatus, by: User) -> None:
    if status.state == Adoption.State.DROPPED:
        with override("uk"):
            ground = gettext("the council gave the adoption up: %(reason)s") % {"reason": status.effect}
        take_off_control(undertaking, on=status.on, ground=ground[:400], by=by)
    elif status.state == Adoption.State.WORKS and undertaking.state == "open" and may_report(by, undertaking):
        report(undertaking, text=status.effect, by=by)


@transaction.atomic
def ask_of_adoptions(day: date) -> int:
    """Ask councils how adoptions go, 6 and 12 months after they were planned; returns how many letters were posted.

    Each month is asked once: the command may run twice, and a day on which nobody ran it is made up for.
    """
    waiting = to_ask(day)
    heads = {mandate.membership.organisation_id: mandate.person for mandate in representatives_on(day).values()}
    for adoption, month in waiting:
        adoption.asked_month = month
        adoption.save(update_fields=["asked_month"])
        _ask(adoption, month, heads.get(adoption.organisation_id))
        record("adoption.asked", adoption, by=None, facts={"month": month})
    return len(waiting)


def _ask(adoption: Adoption, month: int, representative: Person | None) -> None:
    council = adoption.organisation
    with override("uk"):
        words = {
            "title": adoption.practice.title,
            "council": adoption.practice.organisation.name_uk,
            "day": f"{adoption.planned_on:%d.%m.%Y}",
            "month": month,
            "address": address_of(adoption),
        }
        subject = gettext("How does the practice taken over go? Months passed: %(month)d") % words
        text = (
            gettext(
                "On %(day)s your council planned to take over “%(title)s” (%(council)s).\n\nDoes it work? Answer on the page below: "
                "one button and a sentence about the effect.\n\n%(address)s"
            )
            % words
        )
    to = [Addressee(council.name_uk, council.email, council._meta.label_lower, str(council.pk))]
    if representative is not None and representative.email and representative.email != council.email:
        label = representative._meta.label_lower
        to.append(Addressee(str(representative), representative.email, label, str(representative.pk)))
    post_notice(kind="duty", subject=subject, text=text, to=to, about=adoption, official=False, by=None)


def address_of(adoption: Adoption) -> str:
    """Return the full address of an adoption, for letters."""
    return settings.SITE_URL + reverse("knowledge:adoption", args=[adoption.pk])
