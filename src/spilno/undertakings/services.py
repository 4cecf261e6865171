"""Acts about undertakings: open, report, accept, return, extend, take off control, remind."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from django.db import transaction
from django.db.models import Max, Model
from django.utils import timezone
from django.utils.translation import gettext, override

from spilno.accounts.models import User
from spilno.bodies.models import Body
from spilno.documents.gateways.files import Upload
from spilno.documents.services import attach
from spilno.journal.queries import entries_of
from spilno.journal.services import record, take_turn
from spilno.members.queries import representatives_on
from spilno.notices.services import Addressee, post_notice
from spilno.organisations.models import Organisation, Succession
from spilno.people.models import Person
from spilno.statute.rules.days import each_day
from spilno.statute.rules.refusal import refuse
from spilno.undertakings import access
from spilno.undertakings.models import Extension, Report, Undertaking
from spilno.undertakings.queries import live
from spilno.undertakings.rules.control import (
    remind_on,
    why_not_answer,
    why_not_extend,
    why_not_report,
    why_not_take_off,
    why_not_undertake,
)

Teller = Callable[[Undertaking, Report, User], None]
_tellers: dict[str, Teller] = {}


def register_teller(source_type: str, tell: Teller) -> None:
    """Let an upper app tell its people of a report on undertakings from its objects: given (`accepted` None), accepted, returned."""
    _tellers[source_type] = tell


Addressed = Callable[[Undertaking], tuple[str, str] | None]
_addressed: dict[str, Addressed] = {}


def register_addressed(source_type: str, addressed: Addressed) -> None:
    """Let an upper app tell the name and the address to which reminders of undertakings from its objects go."""
    _addressed[source_type] = addressed


def _tell(undertaking: Undertaking, made: Report, by: User) -> None:
    tell = _tellers.get(undertaking.source_type)
    if tell is not None:
        tell(undertaking, made, by)


@transaction.atomic
def undertake(
    *,
    what: str,
    ground: str,
    source: Model,
    organisation: Organisation | None = None,
    body: Body | None = None,
    person: Person | None = None,
    due_on: date | None,
    opened_on: date,
    public: bool = True,
    by: User | None,
) -> Undertaking:
    """Bind a council, a body or a person to do something by a day (included); `due_on` None: without a term.

    Raises RuleBroken when nothing is to be done, nobody is bound, or the term ends before it begins.
    """
    bound = sum(one is not None for one in (organisation, body, person))
    refuse(why_not_undertake(what=what, bound=bound, ground=ground, due_on=due_on, opened_on=opened_on))
    take_turn()  # the next number is given once
    undertaking = Undertaking.objects.create(
        number=(Undertaking.objects.aggregate(last=Max("number"))["last"] or 0) + 1,
        what=what.strip(),
        organisation=organisation,
        body=body,
        person=person,
        due_on=due_on,
        ground=ground,
        source_type=source._meta.label_lower,
        source_id=str(source.pk),
        opened_on=opened_on,
        public=public,
    )
    record(
        "undertaking.opened",
        undertaking,
        by=by,
        ground=ground,
        facts={"number": undertaking.number, "due_on": due_on, "source": undertaking.source_type},
    )
    return undertaking


def _locked(undertaking: Undertaking) -> Undertaking:
    return Undertaking.objects.select_for_update().get(pk=undertaking.pk)


@transaction.atomic
def report(
    undertaking: Undertaking, *, text: str, files: Iterable[Upload] = (), public: bool = True, by: User
) -> Report:
    """Say what was done, with files as evidence; waits for the answer of those who control.

    Files are public when said so and the undertaking is. Raises RuleBroken when the account does not speak for who is bound,
    nothing is said, or a file is not what may be attached; then nothing is kept.
    """
    undertaking = _locked(undertaking)
    refuse(why_not_report(state=undertaking.state, text=text, is_bound=access.may_report(by, undertaking)))
    made = Report.objects.create(
        undertaking=undertaking, text=text.strip(), by=by.pk, by_name=str(getattr(by, "person", "") or "")
    )
    evidence = [attach(file, about=made, title="", public=public and undertaking.public, by=by) for file in files]
    undertaking.state = Undertaking.State.REPORTED
    undertaking.save(update_fields=["state"])
    facts = {"report": made.pk, "files": [file.sha256 for file in evidence]}
    record("undertaking.reported", undertaking, by=by, ground=undertaking.ground, facts=facts)
    _tell(undertaking, made, by)
    return made


@transaction.atomic
def accept(undertaking: Undertaking, *, answer: str = "", by: User) -> Undertaking:
    """Accept the report: the undertaking is done."""
    undertaking = _locked(undertaking)
    refuse(why_not_answer(state=undertaking.state, answer=answer, accepting=True))
    made = _answer(undertaking, accepted=True, answer=answer)
    undertaking.state = Undertaking.State.ACCEPTED
    undertaking.ended_on = timezone.localdate()
    undertaking.save(update_fields=["state", "ended_on"])
    record("undertaking.accepted", undertaking, by=by, ground=undertaking.ground, facts={"report": made.pk})
    _tell(undertaking, made, by)
    return undertaking


@transaction.atomic
def return_report(undertaking: Undertaking, *, reason: str, by: User) -> Undertaking:
    """Return the report with a reason: the undertaking goes on, its term stays."""
    undertaking = _locked(undertaking)
    refuse(why_not_answer(state=undertaking.state, answer=reason, accepting=False))
    made = _answer(undertaking, accepted=False, answer=reason)
    undertaking.state = Undertaking.State.OPEN
    undertaking.save(update_fields=["state"])
    record("undertaking.report_returned", undertaking, by=by, ground=undertaking.ground, facts={"report": made.pk})
    _tell(undertaking, made, by)
    return undertaking


def _answer(undertaking: Undertaking, *, accepted: bool, answer: str) -> Report:
    made = undertaking.reports.filter(accepted__isnull=True).latest("at")
    made.accepted, made.answer = accepted, answer.strip()
    made.save(update_fields=["accepted", "answer"])
    return made


@transaction.atomic
def extend(undertaking: Undertaking, *, until: date, ground: str, by: User) -> Undertaking:
    """Give a later term, by the act named in `ground`."""
    undertaking = _locked(undertaking)
    refuse(why_not_extend(state=undertaking.state, due_on=undertaking.due_on, until=until, ground=ground))
    Extension.objects.create(
        undertaking=undertaking, was_due=undertaking.due_on, due_on=until, ground=ground.strip()[:400]
    )
    was, undertaking.due_on = undertaking.due_on, until
    undertaking.save(update_fields=["due_on"])
    record("undertaking.extended", undertaking, by=by, ground=ground.strip(), facts={"was": was, "until": until})
    return undertaking


@transaction.atomic
def take_off_control(undertaking: Undertaking, *, on: date, ground: str, by: User) -> Undertaking:
    """End an undertaking that is not done, by the decision named in `ground`."""
    undertaking = _locked(undertaking)
    refuse(
        why_not_take_off(
            state=undertaking.state, ground=ground, on=on, opened_on=undertaking.opened_on, today=timezone.localdate()
        )
    )
    undertaking.state = Undertaking.State.DROPPED
    undertaking.ended_on, undertaking.ended_by = on, ground.strip()[:400]
    undertaking.save(update_fields=["state", "ended_on", "ended_by"])
    record("undertaking.taken_off", undertaking, by=by, ground=ground.strip())
    return undertaking


@transaction.atomic
def remind(since: date, day: date) -> int:
    """Remind those whose term is near; returns how many reminders were posted.

    Days of reminding from `since` to `day` count, those missed too: several of them give one letter.
    """
    posted = 0
    days = each_day(since, day)
    near = [
        one
        for one in live().select_related("organisation", "person")
        if any(remind_on(one.due_on, each) for each in days)
    ]
    heads = {mandate.membership.organisation_id: mandate.person for mandate in representatives_on(day).values()}
    for undertaking in near:
        if undertaking.state != Undertaking.State.OPEN or _reminded(undertaking, day):
            continue
        name, address = _whom_to_remind(undertaking, heads)
        if not address:
            continue
        _post_reminder(undertaking, name=name, address=address)
        posted += 1
    return posted


def _whom_to_remind(undertaking: Undertaking, heads: Mapping[int, Person]) -> tuple[str, str]:
    """Return name and address: of the person, of whom the app that it came from names, of the council's representative, of the council."""
    person, organisation = undertaking.person, undertaking.organisation
    if person is not None and person.email:
        return str(person), person.email
    tell = _addressed.get(undertaking.source_type)
    found = tell(undertaking) if tell is not None else None
    if found is not None and found[1]:
        return found
    head = heads.get(undertaking.organisation_id or 0)
    if head is not None and head.email:
        return str(head), head.email
    return str(person or head or organisation or ""), organisation.email if organisation else ""


def _reminded(undertaking: Undertaking, day: date) -> bool:
    """Tell whether a reminder was posted on the day: the command may run twice."""
    return any(
        timezone.localdate(entry.at) == day for entry in entries_of(undertaking).filter(act="undertaking.reminded")
    )


def _post_reminder(undertaking: Undertaking, *, name: str, address: str) -> None:
    with override("uk"):
        due = undertaking.due_on.strftime("%d.%m.%Y") if undertaking.due_on else ""
        words = {"number": undertaking.number, "due": due, "what": undertaking.what, "ground": undertaking.ground}
        subject = gettext("Undertaking no. %(number)d is due on %(due)s") % words
        text = gettext("%(what)s\n\nThe last day is %(due)s. Ground: %(ground)s.\nPlease report what was done.") % words
    post_notice(
        kind="duty",
        subject=subject,
        text=text,
        to=[Addressee(name=name, address=address)],
        about=undertaking,
        official=False,
        by=None,
    )
    record("undertaking.reminded", undertaking, by=None, ground=undertaking.ground)


@transaction.atomic
def pass_on(succession: Succession, *, by: User | None) -> int:
    """Pass what binds a council to the one that it was renamed to or merged into; returns how many undertakings passed.

    Divided or abolished: they stay, with the council that ended, until a decision says who does them.
    """
    if succession.successor is None or succession.kind not in {Succession.Kind.RENAMED, Succession.Kind.MERGED}:
        return 0
    rows = list(live().select_for_update().filter(organisation=succession.predecessor_id))
    for undertaking in rows:
        undertaking.organisation = succession.successor
        undertaking.save(update_fields=["organisation"])
        facts = {"from": succession.predecessor_id, "to": succession.successor_id, "on": succession.on}
        record("undertaking.passed", undertaking, by=by, ground=succession.ground, facts=facts)
    return len(rows)
