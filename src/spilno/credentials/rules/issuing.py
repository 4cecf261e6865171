"""When certificates may be issued and revoked, and what the public check answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from spilno.statute.rules.refusal import Refusal, gettext_noop, ngettext

RULE = gettext_noop("Spilno's own rule: certificates")
MOST_AT_ONCE = 5000
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class IssueFacts:
    """What is to be issued: names as they will be printed, and who of them holds a valid one of this kind already."""

    title: str
    issuers: Sequence[str]
    holders: Sequence[str]
    hours: Sequence[Decimal | None]
    already: Sequence[str]
    repeated: Sequence[str]
    issued_on: date
    today: date
    valid_until: date | None = None


def why_not_issue(facts: IssueFacts) -> Refusal | None:
    """Say why certificates cannot be issued; None when all of them can. All or none: nobody is left out in silence.

    Source: CMU 800 (a document on training names who issued it, the topic, the volume in hours, the holder, the day and the
    number), as the superset for certificates of local self-government; Spilno's own rule: one valid certificate of a kind.
    """
    for code, wrong, sentence, advice in _wrongs(facts):
        if wrong:
            return Refusal(code, sentence, RULE, title=_NOT_ISSUED, advice=advice)
    return _why_not_once_more(facts)


def _wrongs(facts: IssueFacts) -> tuple[tuple[str, bool, str, str], ...]:
    """Return (code, whether it is so, sentence, advice) of all that may be wrong, in the order in which it is told."""
    return (
        (
            "no_holders",
            not facts.holders,
            gettext_noop("It is not said to whom."),
            gettext_noop("First mark who attended; the preview tells who gets a certificate and who does not."),
        ),
        (
            "too_many_holders",
            len(facts.holders) > MOST_AT_ONCE,
            gettext_noop("More than 5,000 certificates are not issued at once."),
            gettext_noop("Issue them in parts."),
        ),
        (
            "a_holder_without_a_name",
            any(not name.strip() or len(name) > LONGEST_NAME for name in facts.holders),
            gettext_noop("A holder has no name, or one longer than 200 characters."),
            gettext_noop("Mend the name in the list and issue once more."),
        ),
        (
            "no_title",
            not facts.title.strip(),
            gettext_noop("It is not said what the certificate is about."),
            gettext_noop("Give the event a title."),
        ),
        (
            "no_issuer",
            not [name for name in facts.issuers if name.strip()],
            gettext_noop("It is not said who issues it."),
            gettext_noop("Name at least one organisation that holds the event."),
        ),
        (
            "wrong_hours",
            any(hours is not None and not 0 < hours < 10000 for hours in facts.hours),
            gettext_noop("Hours are more than none."),
            gettext_noop("Leave hours empty when they do not count."),
        ),
        *_wrong_days(facts),
    )


def _wrong_days(facts: IssueFacts) -> tuple[tuple[str, bool, str, str], ...]:
    return (
        (
            "issued_in_the_future",
            facts.issued_on > facts.today,
            gettext_noop("The day of issue has not come yet."),
            gettext_noop("Take today or an earlier day."),
        ),
        (
            "term_ends_before_issue",
            facts.valid_until is not None and facts.valid_until < facts.issued_on,
            gettext_noop("The term of the certificate ends before it is issued."),
            gettext_noop("Take a later last day, or no term."),
        ),
    )


_NOT_ISSUED = gettext_noop("The certificates were not issued")


def _why_not_once_more(facts: IssueFacts) -> Refusal | None:
    if facts.already:
        one, many = ngettext(
            "%(count)d person holds a valid certificate already: %(names)s.",
            "%(count)d people hold a valid certificate already: %(names)s.",
        )
        return Refusal(
            "already_issued",
            one,
            RULE,
            {"names": ", ".join(facts.already[:3]), "count": len(facts.already)},
            plural=many,
            count="count",
            title=_NOT_ISSUED,
            advice=gettext_noop("Take them off the list; one that is wrong is revoked first, with the reason."),
        )
    if facts.repeated:
        return Refusal(
            "a_holder_twice",
            gettext_noop("One holder stands in the list twice: %(names)s."),
            RULE,
            {"names": ", ".join(facts.repeated[:3])},
            title=_NOT_ISSUED,
            advice=gettext_noop("Leave one line for each."),
        )
    return None


def why_not_revoke(*, revoked_on: date | None, reason: str, on: date, issued_on: date, today: date) -> Refusal | None:
    """Say why a certificate cannot be revoked: it is already, no reason is given, or the day is impossible.

    A certificate is never deleted and never comes back: a new one, with a new number, is issued instead.

    Source: Spilno's own rule: a certificate is revoked once, for a reason that everybody may read.
    """
    title = gettext_noop("The certificate was not revoked")
    if revoked_on is not None:
        return Refusal(
            "already_revoked",
            gettext_noop("It was revoked already, on %(day)s."),
            RULE,
            {"day": f"{revoked_on:%d.%m.%Y}"},
            title=title,
            advice=gettext_noop("A revoked certificate does not come back; issue a new one."),
        )
    if not reason.strip():
        return Refusal(
            "no_reason_to_revoke",
            gettext_noop("It is not said why."),
            RULE,
            title=title,
            advice=gettext_noop(
                "Write the reason: the public check shows it, so write nothing about health or family."
            ),
        )
    if on < issued_on or on > today:
        return Refusal(
            "revoked_on_another_day",
            gettext_noop("The day is before the day of issue, or has not come yet."),
            RULE,
            title=title,
            advice=gettext_noop("Take a day from the day of issue to today."),
        )
    return None


def why_not_suspend(*, revoked_on: date | None, suspended_on: date | None, reason: str) -> Refusal | None:
    """Say why a certificate cannot be suspended: it is revoked or suspended already, or no reason is given.

    Source: Spilno's own rule: a certificate is suspended from today on, for a reason that everybody may read, until it is resumed or revoked.
    """
    title = gettext_noop("The certificate was not suspended")
    if revoked_on is not None:
        return Refusal(
            "revoked_is_not_suspended",
            gettext_noop("It was revoked already, on %(day)s."),
            RULE,
            {"day": f"{revoked_on:%d.%m.%Y}"},
            title=title,
            advice=gettext_noop("A revoked certificate does not come back; issue a new one."),
        )
    if suspended_on is not None:
        return Refusal(
            "already_suspended",
            gettext_noop("It is suspended already, since %(day)s."),
            RULE,
            {"day": f"{suspended_on:%d.%m.%Y}"},
            title=title,
            advice=gettext_noop("Resume it, or revoke it."),
        )
    if not reason.strip():
        return Refusal(
            "no_reason_to_suspend",
            gettext_noop("It is not said why."),
            RULE,
            title=title,
            advice=gettext_noop(
                "Write the reason: the public check shows it, so write nothing about health or family."
            ),
        )
    return None


def why_not_resume(*, suspended_on: date | None, reason: str) -> Refusal | None:
    """Say why a certificate cannot be resumed: it is not suspended, or no reason is given.

    Source: Spilno's own rule: what was suspended is resumed with a reason in the journal.
    """
    title = gettext_noop("The certificate was not resumed")
    if suspended_on is None:
        return Refusal("not_suspended", gettext_noop("It is not suspended."), RULE, title=title)
    if not reason.strip():
        return Refusal(
            "no_reason_to_resume",
            gettext_noop("It is not said why."),
            RULE,
            title=title,
            advice=gettext_noop("Write what was found out: the journal keeps it."),
        )
    return None


def initials(name: str) -> str:
    """Return what the check by a number alone shows of a name: its first letters, «І. С.».

    A number is easily guessed, so it must not tell who was where; the code on the paper shows the whole name.

    Source: Law 2297-VI on protection of personal data, article 6(3): no more data than the purpose needs.
    """
    return " ".join(f"{word[0].upper()}." for word in name.split() if word[0].isalpha())
