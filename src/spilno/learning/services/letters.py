"""Letters to learners of an edition."""

from collections.abc import Sequence

from spilno.accounts.models import User
from spilno.learning.gateways.edition_letters import subject_of, words_of
from spilno.learning.models import Edition, Enrolment
from spilno.notices.models import Notice
from spilno.notices.services import Addressee, post_notice


def tell_learners(
    kind: str, edition: Edition, rows: Sequence[Enrolment], *, by: User | None, reason: str = "", by_whom: str = ""
) -> int:
    """Post a letter to each of the learners, in his language; returns to how many. One whose address is unknown stays in the proof."""
    by_language: dict[str, list[Addressee]] = {}
    for row in rows:
        person = row.person
        user = person.user
        to = Addressee(str(person), person.email or (user.email if user else ""), "people.person", str(person.pk))
        by_language.setdefault(user.language if user else "uk", []).append(to)
    for language, addressed in by_language.items():
        post_notice(
            kind=Notice.Kind.LEARNING,
            subject=subject_of(kind, edition, language),
            text=words_of(kind, edition, language, reason=reason, by_whom=by_whom),
            to=addressed,
            about=edition,
            by=by,
        )
    return len(rows)
