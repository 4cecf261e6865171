"""Who sees and does what with memoranda: the public sees what was signed, parties see theirs, the secretariat keeps all."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from spilno.accounts.access import may, require
from spilno.accounts.models import Right
from spilno.memoranda.models import Memorandum, Party, Version
from spilno.memoranda.queries import parties_named
from spilno.memoranda.queries.register import SIGNED, concerned
from spilno.memoranda.queries.texts import terms_of
from spilno.memoranda.rules.life import stands
from spilno.people.access import speaks_for


def may_keep(user: Any) -> bool:
    """Tell whether the account keeps memoranda: writes texts, sends them, records signatures on paper, ends them."""
    return may(user, Right.SECRETARIAT)


def require_keeper(user: Any) -> None:
    """Raise 404 unless the account keeps memoranda."""
    require(user, Right.SECRETARIAT)


def memoranda_to_see(user: Any) -> "QuerySet[Memorandum]":
    """Return the memoranda that exist for a person: public ones, those of his parties, all for secretariat, chair and audit."""
    rows = Memorandum.objects.prefetch_related(parties_named()).order_by("-signed_on", "-number")
    if may(user, Right.SECRETARIAT, Right.CHAIR, Right.AUDIT):
        return rows
    public = Q(state__in=SIGNED, public=True)
    spoken = speaks_for(user)
    if not spoken:
        return rows.filter(public)
    own = Party.objects.filter(concerned(), memorandum=OuterRef("pk"), organisation__in=spoken)
    return rows.filter(public | Q(Exists(own)))


def memorandum_to_see(user: Any, number: int) -> Memorandum:
    """Return a memorandum by its number; 404 when it does not exist for this person."""
    found = memoranda_to_see(user).filter(number=number).first()
    if found is None:
        raise Http404
    return found


def memorandum_to_keep(user: Any, number: int) -> Memorandum:
    """Return a memorandum to the secretariat; 404 otherwise."""
    require_keeper(user)
    return memorandum_to_see(user, number)


def memorandum_to_renew(user: Any, number: int) -> Memorandum:
    """Return a memorandum to the secretariat and to those who speak for a party that stands; 404 otherwise."""
    memorandum = memorandum_to_see(user, number)
    if not (may_keep(user) or stands_in(user, memorandum)):
        raise Http404
    return memorandum


def stands_in(user: Any, memorandum: Memorandum) -> bool:
    """Tell whether the person speaks for a party that stands today."""
    today = timezone.localdate()
    return any(
        stands(withdrew_on=party.withdrew_on, signed=party.signed_on is not None, day=today)
        for party in parties_of(user, memorandum)
    )


def is_inside(user: Any, memorandum: Memorandum) -> bool:
    """Tell whether the person sees what is between the parties: answers, remarks, texts on the table, people to write to."""
    if may(user, Right.SECRETARIAT, Right.CHAIR, Right.AUDIT):
        return True
    return stands_in(user, memorandum)


def texts_left(user: Any, number: int) -> tuple[Party, list[Version]] | None:
    """Return the party that left before signing with the texts that were put to it, the latest first; None: the person speaks for none.

    What the others agree on afterwards is not its affair.
    """
    spoken = speaks_for(user)
    if not spoken:
        return None
    left = Party.objects.filter(withdrew_on__isnull=False, signed_on__isnull=True, organisation__in=spoken)
    party = left.filter(memorandum__number=number).select_related("memorandum", "organisation").first()
    if party is None:
        return None
    sent = party.memorandum.versions.filter(sent_at__isnull=False)
    return party, [
        one for one in sent if party.organisation_id in {each.organisation for each in terms_of(one).parties}
    ]


def parties_of(user: Any, memorandum: Memorandum) -> list[Party]:
    """Return the parties for which the person speaks today, those that withdrew too."""
    spoken = speaks_for(user)
    return [party for party in memorandum.parties.all() if party.organisation_id in spoken]


def party_to_act(user: Any, number: int, party: int) -> Party:
    """Return a party for which the person speaks today; 404 otherwise."""
    memorandum = memorandum_to_see(user, number)
    found = next((each for each in parties_of(user, memorandum) if each.pk == party), None)
    if found is None:
        raise Http404
    return found


def party_to_serve(user: Any, number: int, party: int) -> Party:
    """Return a party for one who speaks for it, or for the secretariat, which records papers of parties."""
    memorandum = memorandum_to_see(user, number)
    spoken = {each.pk for each in parties_of(user, memorandum)}
    found = next((each for each in memorandum.parties.all() if each.pk == party), None)
    if found is None or not (found.pk in spoken or may_keep(user)):
        raise Http404
    return found


def version_to_see(user: Any, number: int, version: int) -> Version:
    """Return a text: one that was signed to whoever sees the memorandum, others to those inside, and to whom they were put."""
    left = texts_left(user, number)
    for one in left[1] if left else []:
        if one.number == version:
            return one
    memorandum = memorandum_to_see(user, number)
    found = memorandum.versions.select_related("document").filter(number=version).first()
    if found is None or not (found.signed_on or is_inside(user, memorandum)):
        raise Http404
    return found


def may_read_files(user: Any, object_id: str, kind: str) -> bool:
    """Tell whether the person may read files of a memorandum that are not public: those inside may."""
    found = Memorandum.objects.filter(pk=int(object_id)).prefetch_related(parties_named()).first()
    return found is not None and is_inside(user, found)
