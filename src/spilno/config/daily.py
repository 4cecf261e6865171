"""What the house does by itself once a day, in the time of Kyiv: the list, and doing what is due.

Several workers may ask at once and every few seconds: each duty is done once a day, by whoever takes it first. A worker
that starts late does what its hour missed on the same day. Days on which no worker ran are made up for: the journal is
sealed for each, and letters of those days are sent, once, when they still say something true and are not too old.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import Error
from django.utils import timezone

from spilno.accounts.services import tidy
from spilno.bodies.services import remind_of_terms
from spilno.config.leftovers import drop_leftover_files
from spilno.events.services.duties import ask_after, forget_old, remind_before
from spilno.events.services.reviews import remind_reviewers
from spilno.journal.queries import duties_done, undone_since
from spilno.journal.services import end_duty, seal_days, take_duty
from spilno.knowledge.services.adoptions import ask_of_adoptions
from spilno.learning.services.opinions import ask_opinions
from spilno.learning.services.reminders import remind_of_learning
from spilno.learning.services.renewal_reminders import remind_to_renew
from spilno.learning.services.standings import keep_day
from spilno.learning.services.testing import hand_in_all_over
from spilno.members.services import remind_of_dues_due, remind_of_mandates
from spilno.memoranda.services.life import tell_of_expiry
from spilno.notices.tasks import forget_old_tasks
from spilno.undertakings.services import remind

MOST_LATE = 14  # days: an older letter is not sent any more
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Duty:
    """One act of the day: not before its hour.

    `act` gets the first day that was not done and today (the same day, when nothing was missed), and returns something
    that can be counted or said.
    """

    name: str
    hour: int
    act: Callable[[date, date], object]
    what: str


DUTIES = (
    Duty("seal_journal", 0, lambda _since, _today: len(seal_days()), "seal the finished days of the journal"),
    Duty("tidy", 3, lambda _since, _today: tidy(), "delete expired sessions and counts of attempts"),
    Duty(
        "forget_old_tasks", 3, lambda _since, _today: forget_old_tasks(), "delete results of tasks older than 30 days"
    ),
    Duty("drop_leftover_files", 3, lambda _since, _today: drop_leftover_files(), "delete files that no row names"),
    Duty(
        "forget_registrations",
        3,
        lambda _since, today: forget_old(today),
        "delete data of those who registered for events when their term is over",
    ),
    Duty("keep_standings", 1, keep_day, "bring up how officials stand, where offices began or ended"),
    Duty("hand_in_tests", 3, lambda _since, _today: hand_in_all_over(), "hand in tests whose time is over"),
    Duty("ask_opinions", 9, ask_opinions, "ask learners what they think when learning is over, and after three months"),
    Duty("remind_undertakings", 8, remind, "remind of undertakings due in 14 and 3 days"),
    Duty("remind_dues", 8, remind_of_dues_due, "remind of dues 14 days before their day, and when they are late"),
    Duty(
        "tell_of_expiry",
        8,
        lambda _, today: tell_of_expiry(today),
        "tell parties that the term of their memorandum ends",
    ),
    Duty("remind_mandates", 8, remind_of_mandates, "remind of mandates that end in 30 and 7 days"),
    Duty("remind_terms", 8, remind_of_terms, "remind of terms in bodies that end in 90, 60 and 14 days"),
    Duty(
        "remind_to_renew",
        8,
        remind_to_renew,
        "remind of certificates that end, or whose grace ends, in 90, 30 and 7 days",
    ),
    Duty("remind_learning", 8, remind_of_learning, "remind officials of learning due in 90, 30 and 7 days"),
    Duty(
        "ask_of_adoptions",
        8,
        lambda _since, today: ask_of_adoptions(today),
        "ask councils how adopted practices go, after 6 and 12 months",
    ),
    Duty("remind_events", 9, remind_before, "remind of events in a week and tomorrow"),
    Duty(
        "remind_reviewers",
        9,
        lambda _since, today: remind_reviewers(today),
        "remind reviewers of papers three days before their day and after it",
    ),
    Duty(
        "ask_after_events",
        9,
        lambda _since, today: ask_after(today),
        "ask those who took part in an event how it was",
    ),
)


def do_duties(duties: tuple[Duty, ...] = DUTIES) -> list[str]:
    """Do what is due now and was not done today; returns the names of what was done. One that fails stops no other."""
    now = timezone.localtime()
    done_today = duties_done(now.date())
    did = []
    for duty in duties:
        if duty.name in done_today or now.hour < duty.hour:
            continue
        taken = take_duty(duty.name, now.date())
        if taken is None:
            continue
        try:
            said = str(duty.act(undone_since(duty.name, now.date(), most=MOST_LATE), now.date()))
        except Error:  # the database is away: the worker waits for it
            raise
        except Exception as failure:
            log.exception("the duty of the day %s failed", duty.name)
            end_duty(taken, done=False, said=type(failure).__name__)
        else:
            end_duty(taken, done=True, said=said)
            did.append(duty.name)
    return did
