"""Acts of a memorandum in force: change, renewal, withdrawal, end; what is told before the end."""

from dataclasses import replace
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from spilno.accounts.models import User
from spilno.documents.rules.words import day_in_words
from spilno.journal.queries import entries_of
from spilno.journal.services import record
from spilno.memoranda.models import Memorandum, Party, Version
from spilno.memoranda.queries.register import in_force_on
from spilno.memoranda.queries.texts import life_of, on_the_table, term_of, terms_of
from spilno.memoranda.rules.life import (
    After,
    after_withdrawal,
    why_not_change,
    why_not_decline,
    why_not_end,
    why_not_renew,
    why_not_withdraw,
)
from spilno.memoranda.rules.term import tells_on
from spilno.memoranda.rules.text import TermText, terms_as_values
from spilno.memoranda.services.agreeing import begin_version, locked
from spilno.memoranda.services.telling import tell_parties
from spilno.statute.rules.refusal import refuse


@transaction.atomic
def begin_change(memorandum: Memorandum, *, by: User | None) -> Version:
    """Begin a change of what is in force: the next text, which stays a draft until it is put to the parties."""
    memorandum = locked(memorandum)
    refuse(why_not_change(life_of(memorandum), today=timezone.localdate()))
    version = begin_version(memorandum, _in_force(memorandum), reason=Version.Reason.CHANGE, by=by)
    _without_those_who_withdrew(memorandum, version)
    record("memorandum.change_begun", memorandum, by=by, facts={"version": version.number})
    return version


@transaction.atomic
def begin_renewal(memorandum: Memorandum, *, until: date | None, by: User | None) -> Version:
    """Begin a renewal: the text in force with a later last day (None: without a term)."""
    memorandum = locked(memorandum)
    refuse(why_not_renew(life_of(memorandum), until=until, today=timezone.localdate()))
    version = begin_version(memorandum, _in_force(memorandum), reason=Version.Reason.RENEWAL, by=by)
    _without_those_who_withdrew(memorandum, version)
    terms = terms_of(version)
    term = TermText(memorandum.starts_on, until, None, terms.term.notice_days)
    version.body = terms_as_values(replace(terms, term=term))
    version.note = f"Дію Меморандуму продовжено до {day_in_words(until)}." if until else "Меморандум діє безстроково."
    version.save(update_fields=["body", "note"])
    record("memorandum.renewal_begun", memorandum, by=by, facts={"version": version.number, "until": until})
    return version


def _in_force(memorandum: Memorandum) -> Version:
    return memorandum.versions.get(state=Version.State.SIGNED)  # a later one may have been put aside


def _without_those_who_withdrew(memorandum: Memorandum, version: Version) -> None:
    standing = set(memorandum.parties.filter(withdrew_on__isnull=True).values_list("organisation_id", flat=True))
    terms = terms_of(version)
    parties = tuple(party for party in terms.parties if party.organisation in standing)
    version.body = terms_as_values(replace(terms, parties=parties))
    version.save(update_fields=["body"])


@transaction.atomic
def end(memorandum: Memorandum, *, on: date, reason: str, by: User | None) -> Memorandum:
    """End a memorandum by agreement; `on` is its last day. A text on the table is put aside."""
    memorandum = locked(memorandum)
    refuse(why_not_end(life_of(memorandum), on=on, reason=reason, today=timezone.localdate()))
    _end(memorandum, on=on, reason=reason, by=by)
    return memorandum


def _end(memorandum: Memorandum, *, on: date, reason: str, by: User | None) -> None:
    memorandum.state, memorandum.ended_on = Memorandum.State.ENDED, on
    memorandum.ended_because = reason.strip()[:400]
    memorandum.save(update_fields=["state", "ended_on", "ended_because"])
    memorandum.versions.filter(state__in=["draft", "sent", "agreed"]).update(state=Version.State.DROPPED)
    record("memorandum.ended", memorandum, by=by, ground=reason.strip(), facts={"on": on})
    with override("uk"):
        tell_parties(
            memorandum,
            subject=_("Memorandum no. %(number)d ends") % {"number": memorandum.number},
            text=_("%(title)s\n\nThe last day is %(day)s. Ground: %(reason)s.")
            % {"title": memorandum.title_uk, "day": day_in_words(on), "reason": reason.strip()},
            by=by,
        )


@transaction.atomic
def withdraw(party: Party, *, on: date, reason: str, by: User | None) -> Party:
    """Record that a party withdraws; `on` is its last day. With two left the memorandum goes on between them, with one it ends.

    A text on the table was put to other parties, so it is put aside.
    """
    memorandum = locked(party.memorandum)
    facts = life_of(memorandum)
    party = Party.objects.select_related("organisation").get(pk=party.pk)
    refuse(
        why_not_withdraw(
            facts,
            is_party=party.memorandum_id == memorandum.pk,
            withdrew=party.withdrew_on is not None,
            on=on,
            reason=reason,
            today=timezone.localdate(),
        )
    )
    party.withdrew_on, party.withdrew_because = on, reason.strip()[:400]
    party.save(update_fields=["withdrew_on", "withdrew_because"])
    memorandum.versions.filter(state__in=["draft", "sent", "agreed"]).update(state=Version.State.DROPPED)
    after = after_withdrawal(facts.parties)
    record(
        "memorandum.party_withdrew",
        memorandum,
        by=by,
        ground=reason.strip(),
        facts={"party": party.organisation_id, "on": on, "after": str(after)},
    )
    if after == After.ENDS:
        _end(memorandum, on=on, reason=reason, by=by)
    else:
        _tell_of_withdrawal(memorandum, party, by=by)
    return party


@transaction.atomic
def decline(party: Party, *, reason: str, by: User | None) -> Party:
    """Record that a party takes no part in a memorandum that is not concluded yet, whatever it approved or signed before.

    Three and more: the next version is begun without it and put to the others anew. Of two: the memorandum is not concluded.
    """
    memorandum = locked(party.memorandum)
    party = Party.objects.select_related("organisation").get(pk=party.pk)
    version = on_the_table(memorandum)
    refuse(
        why_not_decline(
            in_force=memorandum.signed_on is not None,
            version_state=version.state if version else "",
            is_party=party.memorandum_id == memorandum.pk,
            withdrew=party.withdrew_on is not None,
            reason=reason,
        )
    )
    after = after_withdrawal(memorandum.parties.filter(withdrew_on__isnull=True).count())
    party.withdrew_on, party.withdrew_because = timezone.localdate(), reason.strip()[:400]
    party.save(update_fields=["withdrew_on", "withdrew_because"])
    before = memorandum.versions.get(pk=version.pk if version else 0)
    if after == After.ENDS:
        before.state, memorandum.state = Version.State.DROPPED, Memorandum.State.ABANDONED
    else:
        before.state, memorandum.state = Version.State.REPLACED, Memorandum.State.DRAFT
    before.save(update_fields=["state"])
    memorandum.save(update_fields=["state"])
    if after == After.GOES_ON:
        _begin_without(party, before, by=by)
    facts = {"party": party.organisation_id, "version": before.number, "after": str(after)}
    record("memorandum.party_declined", memorandum, by=by, ground=reason.strip(), facts=facts)
    _tell_of_refusal(memorandum, party, goes_on=after == After.GOES_ON, by=by)
    return party


def _begin_without(party: Party, before: Version, *, by: User | None) -> None:
    version = begin_version(party.memorandum, before, reason=Version.Reason.REMARKS, by=by)
    _without_those_who_withdrew(party.memorandum, version)
    version.note = f"Сторона вибула до підписання: {party.organisation.name_uk}."
    version.save(update_fields=["note"])


def _tell_of_refusal(memorandum: Memorandum, party: Party, *, goes_on: bool, by: User | None) -> None:
    with override("uk"):
        after = (
            _("The next version is written without it; you will be asked to approve and sign it anew.")
            if goes_on
            else _("Fewer than two parties remain: the memorandum is not concluded.")
        )
        tell_parties(
            memorandum,
            subject=_("A party takes no part in memorandum no. %(number)d") % {"number": memorandum.number},
            text=_("%(title)s\n\n%(party)s takes no part: %(reason)s\n\n%(after)s")
            % {
                "title": memorandum.title_uk,
                "party": party.organisation.name_uk,
                "reason": party.withdrew_because,
                "after": after,
            },
            by=by,
        )


def _tell_of_withdrawal(memorandum: Memorandum, party: Party, *, by: User | None) -> None:
    with override("uk"):
        tell_parties(
            memorandum,
            subject=_("A party withdraws from memorandum no. %(number)d") % {"number": memorandum.number},
            text=_(
                "%(title)s\n\n%(party)s withdraws, the last day is %(day)s. The memorandum goes on between the others."
            )
            % {
                "title": memorandum.title_uk,
                "party": party.organisation.name_uk,
                "day": day_in_words(party.withdrew_on or timezone.localdate()),
            },
            by=by,
        )


@transaction.atomic
def tell_of_expiry(day: date) -> int:
    """Tell parties, once for each last day, that the term of their memorandum ends; returns how many memoranda were told of."""
    told = 0
    for memorandum in in_force_on(day).filter(ends_on__isnull=False, ended_on__isnull=True):
        due = tells_on(term_of(memorandum))
        if memorandum.ends_on is None or due is None or day < due or _told(memorandum):
            continue
        record("memorandum.expiry_told", memorandum, by=None, facts={"ends_on": memorandum.ends_on})
        with override("uk"):
            tell_parties(
                memorandum,
                subject=_("The term of memorandum no. %(number)d ends") % {"number": memorandum.number},
                text=_("%(title)s\n\nThe last day is %(day)s. Agree with the other parties whether to renew it.")
                % {"title": memorandum.title_uk, "day": day_in_words(memorandum.ends_on)},
                by=None,
            )
        told += 1
    return told


def _told(memorandum: Memorandum) -> bool:
    told = entries_of(memorandum).filter(act="memorandum.expiry_told").values_list("facts", flat=True)
    return any(facts.get("ends_on") == str(memorandum.ends_on) for facts in told)
