"""What professional development shows of itself: menu, desk, search, words of acts."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from spilno.credentials.access import register_leads
from spilno.credentials.queries import register_revoked
from spilno.documents.access import register_reader_check
from spilno.journal.queries import register_acts
from spilno.learning.access.coverage import staff_on_desk
from spilno.learning.access.credits_desk import credits_on_desk
from spilno.learning.access.editions import leads_edition
from spilno.learning.access.enrolments import may_read_lesson
from spilno.learning.access.leading import led_on_desk
from spilno.learning.access.ledger import may_read_files as may_read_evidence
from spilno.learning.access.recertification import may_read_evidence as may_read_evidence_of_keeping
from spilno.learning.access.sitting import may_read_work
from spilno.learning.access.waits import waits_for
from spilno.learning.models import Edition, StandardVersion
from spilno.learning.queries import editions
from spilno.learning.queries.editions import OPEN, between
from spilno.learning.queries.enrolments import needs_of_person
from spilno.learning.queries.progress import own_learning
from spilno.learning.queries.standards import PUBLIC
from spilno.learning.services.deciding import follow_revoked
from spilno.learning.services.forgetting import forget_person
from spilno.learning.services.standings import follow_offices, forget
from spilno.memoranda.queries import ActivityFact, register_activity
from spilno.people.access import own_person
from spilno.people.queries import register_copies, register_derived, register_needs
from spilno.ui.registry import Activity, Card, Found, Link, Occasion, SearchSource, register

register_acts(
    {
        "standard.begun": _("A standard of a programme was begun"),
        "standard.written": _("A part of the programme was written"),
        "standard.partner_named": _("An organisation that develops the standard was named"),
        "standard.partner_dropped": _("An organisation develops the standard no longer"),
        "standard.version_begun": _("The next version was begun"),
        "standard.put_aside": _("The text was put aside"),
        "standard.sent_to_review": _("The text was sent to review"),
        "standard.returned": _("The text was returned from review with remarks"),
        "standard.put_to_partners": _("The text was put to the partners"),
        "standard.approved": _("A partner approved the text"),
        "standard.refused": _("A partner returned the text with remarks"),
        "standard.agreed": _("All partners approved the same text; the PDF was frozen"),
        "standard.sent_to_nads": _("The text was sent to НАДС"),
        "standard.agreed_by_nads": _("The agreement of НАДС was entered"),
        "standard.in_force": _("The version came into force"),
        "standard.archived": _("The standard was archived"),
        "standard.provider_entered": _("A provider of the standard was entered"),
        "standard.provider_ended": _("The last day of a provider was entered"),
        "standard.equivalence_entered": _("An equivalence was entered"),
        "standard.equivalence_dropped": _("An equivalence was taken out"),
        "edition.drafted": _("An edition was prepared"),
        "edition.changed": _("Days, places or words of the edition were changed"),
        "edition.module_settled": _("What completes a module was settled"),
        "edition.teacher_named": _("A teacher was named"),
        "edition.teacher_dropped": _("A teacher was taken off"),
        "edition.sessions_planned": _("Sessions were planned"),
        "edition.session_tied": _("A session of an event teaches a module"),
        "edition.session_untied": _("A session of an event teaches a module no longer"),
        "edition.lesson_kept": _("An online lesson was written"),
        "edition.lesson_dropped": _("An online lesson was taken out"),
        "edition.announced": _("The edition was announced"),
        "edition.begun": _("Learning began"),
        "edition.finished": _("The edition was finished"),
        "edition.cancelled": _("The edition was cancelled"),
        "edition.people_named": _("An organisation named its people"),
        "edition.people_entered": _("People were entered by those who lead the edition"),
        "edition.people_admitted": _("Applications were approved"),
        "edition.people_refused": _("Applications were refused"),
        "edition.places_given": _("Places were given"),
        "enrolment.applied": _("An application was made"),
        "enrolment.withdrawn": _("An application was withdrawn"),
        "enrolment.lesson_read": _("A learner went through a lesson"),
        "learning.reminded": _("Officials who have not done what is due were reminded"),
        "competence.kept": _("A competence of the list was written"),
        "credit.entered": _("Credits of a programme or an event were entered into the ledger"),
        "credit.certificate_tied": _("The certificate was tied to the row of the ledger"),
        "credit.claimed": _("Credits were claimed"),
        "credit.answered": _("The official answered about a claim"),
        "credit.withdrawn": _("The official took the claim back"),
        "credit.recognised": _("The credits were recognised"),
        "credit.asked": _("The personnel service asked about a claim"),
        "credit.refused": _("The claim of credits was refused"),
        "credit.annulled": _("The credits were annulled"),
        "credits.imported": _("Certificates of earlier years were taken in"),
        "credit_rule.entered": _("A rule of credits was entered"),
        "plan.begun": _("An individual programme was begun"),
        "plan.dropped": _("A draft of an individual programme was dropped"),
        "plan.written": _("A need of the programme was written"),
        "plan.sent": _("The programme was given to be agreed"),
        "plan.agreed": _("The programme was agreed"),
        "plan.returned": _("The programme was returned with remarks"),
        "plan.tied": _("A row of the ledger was tied to a need"),
        "plan.closed": _("The programme was closed"),
        "ledger.extracted": _("A statement of professional development was made"),
        "certification.kept_up": _("A certificate whose term ends was kept up for a time"),
        "certification.keeping_revoked": _("A temporary certification was revoked"),
        "learning.reminded_to_renew": _("Officials whose certificates end were reminded to renew them"),
        "staff.imported": _("A staff list was taken in"),
        "staff.entered": _("Offices of the staff were entered from a list"),
        "personnel.named": _("Somebody was named for the personnel service"),
        "personnel.ended": _("Somebody's work for the personnel service ended"),
    }
)
register_revoked(follow_revoked)
register_leads("learning.edition", leads_edition)
register_needs(needs_of_person)
register_copies(forget_person)
register_reader_check("learning.creditrow", may_read_evidence)
register_reader_check("learning.temporarycertification", may_read_evidence_of_keeping)
register_reader_check("learning.lesson", may_read_lesson)
register_acts(
    {
        "bank.begun": _("A bank of questions was begun"),
        "bank.imported": _("Questions were taken into the bank from a file"),
        "question.written": _("A question was written"),
        "question.retired": _("A question was taken out of use"),
        "test.written": _("Conditions of a test were written"),
        "test.dropped": _("A test was taken out"),
        "assignment.written": _("An assignment was written"),
        "attempt.begun": _("A test was begun"),
        "attempt.handed_in": _("A test was handed in"),
        "answer.marked": _("An open answer was marked"),
        "work.handed_in": _("Work was handed in"),
        "work.marked": _("Work was marked"),
        "work.returned": _("Work was returned with remarks"),
        "opinion.given": _("A learner said what he thinks of the learning"),
    }
)
register_reader_check("learning.submission", may_read_work)


def _as_activities(numbers: Iterable[str]) -> Mapping[str, ActivityFact]:
    """Tell what standards in force are as materials of cooperation; the day is that of their first version in force."""
    wanted = [int(number) for number in numbers if number.isdecimal()]
    rows = StandardVersion.objects.filter(standard__in=wanted, state__in=PUBLIC).order_by("starts")
    facts: dict[str, ActivityFact] = {}
    for row in rows:
        known = facts.get(str(row.standard_id))
        facts[str(row.standard_id)] = ActivityFact(
            title=row.title,
            day=known.day if known else row.starts or date.min,
            url=reverse("learning:standard", args=[row.standard_id]),
            kind="material",
            done=True,
        )
    return facts


def _by_words(text: str) -> Iterable[str]:
    """Return numbers of standards by words of their titles, or by the day from which they are in force."""
    rows = StandardVersion.objects.filter(state__in=PUBLIC)
    try:
        rows = rows.filter(starts=date.fromisoformat(text))
    except ValueError:
        rows = rows.filter(title_uk__iregex=re.escape(text))
    return [str(pk) for pk in dict.fromkeys(rows.order_by("-starts").values_list("standard", flat=True))][:10]


register_activity("learning.standard", _as_activities, find=_by_words)
register_derived(follow_offices, forget)


def _desk(request: HttpRequest) -> Iterable[Card]:
    """Show to those who lead standards and editions what waits for them, to officials their year of credits; others have no such card."""
    waits = waits_for(request.user)
    if waits:
        yield Card(order=42, template="learning/_desk.html", context={"waits": waits}, wide=True)
    led = led_on_desk(request.user)
    if led:
        yield Card(order=41, template="learning/_desk_led.html", context={"led": led}, wide=True)
    credits_ = credits_on_desk(request.user)
    if credits_:
        order = 6 if credits_.are_due else 43
        yield Card(order=order, template="learning/_desk_credits.html", context={"credits": credits_})
    staff = staff_on_desk(request.user)
    if staff:
        yield Card(order=44, template="learning/_desk_staff.html", context={"staff": staff})


def _desk_learning(request: HttpRequest) -> Iterable[Card]:
    """Show a learner where he learns and what is next."""
    person = own_person(request.user)
    rows = own_learning(person, live_only=True) if person is not None else []
    if rows:
        yield Card(order=33, template="learning/_my_learning.html", context={"rows": rows})


def _occasions(first: date, last: date) -> Iterable[Occasion]:
    """Tell the calendar when editions begin; their sessions stand there as events."""
    for edition in between(first, last):
        yield Occasion(
            uid=f"edition-{edition.pk}",
            title=gettext("Learning begins: %(title)s") % {"title": edition.version.title},
            starts=edition.starts_on,
            ends=None,
            place=edition.place,
            url=reverse("learning:edition", args=[edition.pk]),
            note=str(edition.get_state_display()),
        )


def _found_edition(edition: Edition) -> Found | None:
    """Keep announced and present editions for search."""
    if edition.state not in OPEN:
        return None
    version = edition.version
    return Found(
        title=version.title_uk,
        text=f"{version.title_en} {edition.provider.name_uk} {edition.note} {edition.place}",
        url=reverse("learning:edition", args=[edition.pk]),
        day=edition.starts_on,
        note=str(edition.get_state_display()),
    )


def _found(version: StandardVersion) -> Found | None:
    """Keep what is in force for search; what is being prepared or past is not found."""
    if version.state != StandardVersion.State.IN_FORCE:
        return None
    modules = " ".join(f"{module.title_uk} {module.title_en}" for module in version.modules.all())
    return Found(
        title=version.title_uk,
        text=f"{version.title_en} {version.purpose} {modules}",
        url=reverse("learning:standard", args=[version.standard_id]),
        day=version.starts,
        note=str(version.get_length_display()),
    )


register(
    Activity(
        name="learning",
        menu=(Link(_("Programmes"), "learning:standards", 45), Link(_("Learning"), "learning:editions", 46)),
        calendar=_occasions,
        calendar_label=_("Learning"),
        footer=(
            Link(_("Standards of programmes"), "learning:standards", 26, "cooperation"),
            Link(_("Learning by programmes"), "learning:editions", 27, "cooperation"),
            Link(_("Coverage by learning"), "learning:coverage", 27, "openness"),
            Link(_("Rules of credits"), "learning:credit_rules", 27, "cooperation"),
        ),
        desk=lambda request: [*_desk(request), *_desk_learning(request)],
        search=(
            SearchSource(
                "programme",
                _("Programmes"),
                StandardVersion,
                lambda: StandardVersion.objects.prefetch_related("modules"),
                _found,
            ),
            SearchSource("edition", _("Learning"), Edition, editions.register, _found_edition),
        ),
    )
)
