"""Who sees and does what with standards: the public sees what is or was in force, partners theirs, the secretariat keeps all."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from spilno.accounts.access import may, require
from spilno.accounts.models import Right
from spilno.learning.models import Competence, Equivalence, Partner, Provider, Standard, StandardVersion
from spilno.learning.queries.standards import PUBLIC, TABLE, register
from spilno.organisations.models import Organisation
from spilno.people.access import speaks_for


def may_keep(user: Any) -> bool:
    """Tell whether the account keeps all standards and the list of competences."""
    return may(user, Right.SECRETARIAT)


def require_keeper(user: Any) -> None:
    """Raise 404 unless the account keeps all standards."""
    require(user, Right.SECRETARIAT)


def may_begin(user: Any) -> bool:
    """Tell whether the account begins standards: the secretariat, and those who speak for an education institution or a civil association."""
    if may_keep(user):
        return True
    kinds = (Organisation.Kind.EDUCATION, Organisation.Kind.CIVIL, Organisation.Kind.ASSOCIATION)
    return Organisation.objects.filter(pk__in=speaks_for(user), kind__in=kinds).exists()


def require_beginner(user: Any) -> None:
    """Raise 404 unless the account begins standards."""
    if not may_begin(user):
        raise Http404


def partners_to_speak_for(user: Any, standard: Standard) -> list[Partner]:
    """Return the partners of a standard for which the account speaks today."""
    spoken = speaks_for(user)
    return [each for each in standard.partners.all() if each.organisation_id in spoken]


def is_inside(user: Any, standard: Standard) -> bool:
    """Tell whether the account sees drafts, remarks and answers: partners, secretariat, chair, audit."""
    return may(user, Right.SECRETARIAT, Right.CHAIR, Right.AUDIT) or bool(partners_to_speak_for(user, standard))


def may_develop(user: Any, standard: Standard) -> bool:
    """Tell whether the account writes and leads a standard: the secretariat, and each who speaks for one of its partners."""
    return may_keep(user) or bool(partners_to_speak_for(user, standard))


def standards_to_see(user: Any) -> "QuerySet[Standard]":
    """Return the standards that exist for a person: public ones, those of his organisations, all for secretariat, chair and audit."""
    rows = register(timezone.localdate())
    if may(user, Right.SECRETARIAT, Right.CHAIR, Right.AUDIT):
        return rows
    shown = Q(Exists(StandardVersion.objects.filter(standard=OuterRef("pk"), state__in=PUBLIC)))
    spoken = speaks_for(user)
    if not spoken:
        return rows.filter(shown)
    own = Partner.objects.filter(standard=OuterRef("pk"), organisation__in=spoken)
    return rows.filter(shown | Q(Exists(own)))


def standard_to_see(user: Any, pk: int) -> Standard:
    """Return a standard; 404 when it does not exist for this person."""
    found = standards_to_see(user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def standard_to_develop(user: Any, pk: int) -> Standard:
    """Return a standard to those who write and lead it; 404 otherwise."""
    found = standard_to_see(user, pk)
    if not may_develop(user, found):
        raise Http404
    return found


def partner_to_answer(user: Any, pk: int, partner: int) -> Partner:
    """Return a partner for which the account speaks; 404 otherwise."""
    standard = standard_to_see(user, pk)
    found = next((each for each in partners_to_speak_for(user, standard) if each.pk == partner), None)
    if found is None:
        raise Http404
    return found


def version_to_see(user: Any, pk: int, number: int) -> StandardVersion:
    """Return a version: one that is or was in force to all, others to those inside."""
    standard = standard_to_see(user, pk)
    found = standard.versions.select_related("standard", "document").filter(version=number).first()
    if found is None or not (found.state in PUBLIC or is_inside(user, standard)):
        raise Http404
    return found


def draft_to_write(user: Any, pk: int) -> StandardVersion:
    """Return the version on the table to those who write it; the last one when none is there, so that its page can say why not."""
    standard = standard_to_develop(user, pk)
    rows = standard.versions.select_related("standard").order_by("-version")
    found = rows.filter(state__in=TABLE).first() or rows.first()
    if found is None:
        raise Http404
    return found


def may_read_files(user: Any, object_id: str, kind: str) -> bool:
    """Tell whether the account may read files of a standard that are not public: those inside may."""
    found = Standard.objects.filter(pk=int(object_id)).first()
    return found is not None and is_inside(user, found)


def partner_of(standard: Standard, pk: int) -> Partner:
    """Return a partner of a standard that may be developed; 404 when it is another one's."""
    found = standard.partners.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def provider_to_end(user: Any, pk: int, provider: int) -> Provider:
    """Return a provider of a standard to those who lead it; 404 otherwise."""
    found = standard_to_develop(user, pk).providers.filter(pk=provider).first()
    if found is None:
        raise Http404
    return found


def equivalence_to_drop(user: Any, pk: int, equivalence: int) -> Equivalence:
    """Return an equivalence of a standard to those who lead it; 404 otherwise."""
    standard = standard_to_develop(user, pk)
    found = (
        Equivalence.objects.select_related("version__standard")
        .filter(pk=equivalence, version__standard=standard)
        .first()
    )
    if found is None:
        raise Http404
    return found


def competence_to_keep(user: Any, pk: int) -> Competence:
    """Return a competence to the secretariat; 404 otherwise."""
    require_keeper(user)
    found = Competence.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
