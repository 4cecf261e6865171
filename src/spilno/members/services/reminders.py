"""Letters that go by themselves: dues that are due or late, mandates that end."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext

from spilno.journal.queries import entries_of
from spilno.journal.services import record
from spilno.members.models import Assessment, Mandate, Membership
from spilno.members.queries.dues import rows_on
from spilno.members.queries.standing import mandates_on
from spilno.members.rules.dues import remind_of_dues_on
from spilno.members.rules.mandates import remind_of_mandate_on
from spilno.members.services.dues import addressees, remind_of_dues
from spilno.notices.models import Notice
from spilno.notices.services import post_notice
from spilno.statute.rules.days import each_day


@transaction.atomic
def remind_of_dues_due(since: date, day: date) -> int:
    """Write to members whose dues are near their day or late; returns how many letters.

    Days of the rule from `since` to `day` count, those missed too: several of them give one letter.
    """
    days = each_day(since, day)
    open_ = Assessment.objects.filter(membership__state__in=Membership.MEMBERS)
    rows = [row for row in rows_on(day, open_) if any(remind_of_dues_on(row.assessment.due_on, each) for each in days)]
    return remind_of_dues(rows, by=None)


@transaction.atomic
def remind_of_mandates(since: date, day: date) -> int:
    """Write to councils whose representative's mandate ends soon and nobody comes after; returns how many letters.

    Days of the rule from `since` to `day` count, those missed too: several of them give one letter. Asked twice on one
    day, it writes once.
    """
    posted, days = 0, each_day(since, day)
    ending = mandates_on(day).filter(
        kind=Mandate.Kind.REPRESENTATIVE, ends__isnull=False, membership__state__in=Membership.MEMBERS
    )
    for mandate in ending.select_related("membership__organisation", "person"):
        if (
            mandate.ends is None
            or not any(remind_of_mandate_on(mandate.ends, each) for each in days)
            or _goes_on(mandate, mandate.ends + timedelta(days=1))
            or _reminded(mandate, day)
        ):
            continue
        _post(mandate, ends=mandate.ends)
        posted += 1
    return posted


def _goes_on(mandate: Mandate, after: date) -> bool:
    """Tell whether the member has a representative on the day after the mandate."""
    return mandates_on(after).filter(membership=mandate.membership_id, kind=mandate.kind).exists()


def _reminded(mandate: Mandate, day: date) -> bool:
    said = entries_of(mandate).filter(act="mandate.ending")
    return any(timezone.localdate(entry.at) == day for entry in said)


def _post(mandate: Mandate, *, ends: date) -> None:
    with translation.override("uk"):
        words = {
            "council": mandate.membership.organisation.name_uk,
            "person": str(mandate.person),
            "ends": f"{ends:%d.%m.%Y}",
            "act": mandate.act,
        }
        post_notice(
            kind=Notice.Kind.OTHER,
            subject=gettext("The mandate of your representative ends on %(ends)s") % words,
            text=gettext(
                "%(council)s.\n\nThe mandate of %(person)s (%(act)s) lasts through %(ends)s. From the next day the council "
                "has no representative and no vote at the General Meeting.\n\nPlease send the act on a new representative."
            )
            % words,
            to=addressees(mandate.membership, mandate),
            about=mandate,
            by=None,
        )
    record("mandate.ending", mandate, by=None, ground=mandate.act, facts={"ends": ends})
