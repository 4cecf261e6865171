"""Acts of opinions: given by a learner; asked for by letters when learning is over and after three months."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from spilno.accounts.models import User
from spilno.journal.services import record
from spilno.learning.models import Edition, Enrolment, Opinion
from spilno.learning.queries.quality import TOOK_PART
from spilno.learning.rules.quality import OPENS_AFTER, why_not_opinion
from spilno.learning.services.marking import tell_learner
from spilno.statute.rules.refusal import refuse


@transaction.atomic
def give_opinion(
    enrolment: Enrolment, kind: str, marks: Mapping[str, int], *, applied: str = "", comment: str = "", by: User
) -> Opinion:
    """Give an opinion once. Raises RuleBroken when it is not asked for now, or was given."""
    enrolment = Enrolment.objects.select_for_update(of=("self",)).select_related("edition").get(pk=enrolment.pk)
    given = enrolment.opinions.filter(kind=kind).exists()
    took_part = enrolment.state in TOOK_PART
    refuse(why_not_opinion(kind, ends_on=enrolment.edition.ends_on, today=timezone.localdate(), took_part=took_part, given=given))  # fmt: skip
    opinion = Opinion.objects.create(
        enrolment=enrolment, kind=kind, marks=dict(marks), applied=applied, comment=comment.strip(), at=timezone.now()
    )
    record("opinion.given", enrolment.edition, by=by, facts={"kind": kind})
    return opinion


def ask_opinions(since: date, today: date) -> int:
    """Ask learners the day after the end of an edition, and after three months; `since`: the first day not asked for yet.

    Returns to how many the letters went. Those who did not learn to the end are not asked how they apply it.
    """
    days = [since + timedelta(days=number) for number in range((today - since).days + 1)]
    return sum(_ask(kind, day) for day in days for kind in Opinion.Kind.values)


@transaction.atomic
def _ask(kind: str, day: date) -> int:
    ended = day - OPENS_AFTER[kind] - timedelta(days=1)
    states = [Enrolment.State.COMPLETED] if kind == Opinion.Kind.LATER else list(TOOK_PART)
    rows = Enrolment.objects.filter(
        edition__ends_on=ended, edition__state__in=[Edition.State.LEARNING, Edition.State.FINISHED], state__in=states
    ).exclude(opinions__kind=kind).exclude(person__email="")  # fmt: skip
    found = list(rows.select_related("person", "edition__version"))
    for enrolment in found:
        address = settings.SITE_URL + reverse("learning:opinion", args=[enrolment.edition_id, kind])
        with override("uk"):
            said = {"title": enrolment.edition.version.title_uk, "address": address}
            text = (
                _("Three months ago you finished learning by the programme “%(title)s”. Please tell in two minutes what you apply: %(address)s")
                if kind == Opinion.Kind.LATER
                else _("You finished learning by the programme “%(title)s”. Please tell in two minutes what you think of it: %(address)s")
            )  # fmt: skip
            tell_learner(enrolment.person, subject=_("Your opinion of “%(title)s”") % said, text=text % said, about=enrolment.edition, by=None)  # fmt: skip
    return len(found)
