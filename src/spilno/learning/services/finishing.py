"""The act that ends an edition: who completed it and who did not, frozen; certificates, credits and letters."""

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from spilno.accounts.models import User
from spilno.credentials.models import Certificate
from spilno.credentials.rules.words import days_in_english, days_in_words
from spilno.credentials.services import Holder, holder_of, issue_certificates
from spilno.events.queries.events import logos_of
from spilno.journal.services import record
from spilno.learning.models import Edition, Enrolment
from spilno.learning.queries.progress import Standing, standings, to_mark, unattended
from spilno.learning.rules.completion import ModuleResult, why_not_completed, why_not_finish
from spilno.learning.rules.recertification import end_of_term
from spilno.learning.services.credits import record_edition
from spilno.learning.services.editions import locked
from spilno.learning.services.letters import tell_learners
from spilno.statute.rules.refusal import refuse
from spilno.ui.sentences import say

State = Enrolment.State
OVER = "Навчання завершено"  # why one who was not admitted in time is refused: kept in the language of the register


@transaction.atomic
def finish_edition(edition: Edition, *, said: str = "", by: User | None) -> list[Certificate]:
    """Finish an edition: every learner completed it or did not, with every reason; the results are never reckoned again.

    Certificates are issued to those who completed it (papers are made afterwards, and go on where they stopped), their credits go
    into the ledger, everybody is told. Who was not admitted in time is refused. `said`: why nobody attended a module.
    Raises RuleBroken before the last day, while work waits to be marked, or when nobody attended a module and it is not said why.
    """
    edition = locked(edition)
    rows = list(
        edition.enrolments.filter(state=State.LEARNING).select_related("person__user", "organisation").order_by("pk")
    )
    with override("uk"):  # results are kept in the language of the register
        found = standings(edition, rows)
    refuse(
        why_not_finish(
            edition.state,
            last_day=edition.ends_on,
            today=timezone.localdate(),
            learners=len(rows),
            nobody=unattended(edition, found),
            said=said,
            waiting=to_mark(edition),
        )
    )
    _freeze(edition, found)
    edition.state, edition.finished_at = Edition.State.FINISHED, timezone.now()
    edition.save(update_fields=["state", "finished_at"])
    done = [each.enrolment for each in found if each.completed]
    facts = {"completed": len(done), "failed": len(found) - len(done)}
    record("edition.finished", edition, by=by, ground=said.strip()[:400], facts=facts)
    issued = _certify(edition, done, by=by) if done else []
    for row in done:
        record_edition(row, by=by)
    _tell(edition, found, by=by)
    _refuse_the_rest(edition, by=by)
    return issued


def _freeze(edition: Edition, found: list[Standing]) -> None:
    now = timezone.now()
    for each in found:
        row = each.enrolment
        row.result = {"modules": [_kept(result) for result in each.modules]}
        row.decided_at = now
        if each.completed:
            row.state, row.completed_on, row.because = State.COMPLETED, edition.ends_on, ""
        else:
            row.state, row.because = State.FAILED, _why(each)
    fields = ["result", "decided_at", "state", "completed_on", "because"]
    Enrolment.objects.bulk_update([each.enrolment for each in found], fields, batch_size=100)


def _why(standing: Standing) -> str:
    """Say in Ukrainian why one did not complete the programme."""
    refusal = why_not_completed(standing.modules)
    with override("uk"):
        return say(refusal).sentence[:400] if refusal is not None else ""


def _kept(result: ModuleResult) -> dict[str, Any]:
    with override("uk"):
        reasons = [{"code": each.code, "said": say(each).sentence} for each in result.reasons]
    return {
        "module": result.due.key,
        "title": result.due.title,
        "required": result.due.required,
        "completed": result.completed,
        "attended": result.done.attended,
        "sessions": result.due.sessions,
        "reasons": reasons,
    }


def _certify(edition: Edition, done: list[Enrolment], *, by: User | None) -> list[Certificate]:
    version = edition.version
    issuers = [each for each in (edition.provider, edition.partner) if each is not None]
    issued = issue_certificates(
        Certificate.Kind.PROGRAMME,
        about=edition,
        holders=[_holder(edition, row) for row in done],
        title=version.title_uk,
        title_en=version.title_en,
        issuers=issuers,
        logos=logos_of(issuers),
        hours=Decimal(version.hours),
        facts={
            "when_uk": days_in_words(edition.starts_on, edition.ends_on),
            "when_en": days_in_english(edition.starts_on, edition.ends_on),
            "credits": f"{version.credits:.2f}",
            "hour_minutes": 60,
        },
        valid_until=end_of_term(timezone.localdate(), version.valid_years),
        by=by,
    )
    by_key = {each.holder_key: each for each in issued}
    for row in done:
        row.certificate = by_key[f"person:{row.person_id}"]
    Enrolment.objects.bulk_update(done, ["certificate"], batch_size=100)
    return issued


def _holder(edition: Edition, row: Enrolment) -> Holder:
    return replace(holder_of(row.person, day=edition.ends_on), key=f"person:{row.person_id}")


def _tell(edition: Edition, found: list[Standing], *, by: User | None) -> None:
    done = [each.enrolment for each in found if each.completed]
    if done:
        tell_learners("completed", edition, done, by=by)
    by_reason: dict[str, list[Enrolment]] = defaultdict(list)
    for each in found:
        if not each.completed:
            by_reason[each.enrolment.because].append(each.enrolment)
    for reason, rows in by_reason.items():
        tell_learners("failed", edition, rows, by=by, reason=reason)


def _refuse_the_rest(edition: Edition, *, by: User | None) -> None:
    left = edition.enrolments.filter(state__in=[State.APPLIED, State.WAITING, State.ADMITTED])
    rows = list(left.select_related("person__user"))
    if rows:
        left.update(state=State.REFUSED, because=OVER, decided_at=timezone.now())
        tell_learners("refused", edition, rows, by=by, reason=OVER)
