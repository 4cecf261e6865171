"""Acts after an event: materials, recommendations, issues from them, the short survey."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, override

from spilno.accounts.models import User
from spilno.documents.gateways.files import Upload
from spilno.documents.services import attach, detach
from spilno.events.models import (
    Answer,
    Event,
    Material,
    Recommendation,
    Registration,
    SurveyQuestion,
    SurveyReply,
)
from spilno.events.rules import results
from spilno.journal.services import record
from spilno.meetings.models import Issue
from spilno.meetings.services.issues import raise_from_event
from spilno.organisations.models import Organisation
from spilno.statute.rules.refusal import gettext_noop, refuse

USUAL_QUESTIONS: tuple[tuple[str, str], ...] = (
    ("scale", gettext_noop("How useful was the event for your work?")),
    ("scale", gettext_noop("How well was it organised?")),
    ("yes_no", gettext_noop("Will you use what you learned within three months?")),
    ("text", gettext_noop("What should we do otherwise next time?")),
)


@transaction.atomic
def add_material(event: Event, values: Mapping[str, Any], *, file: Upload | None, by: User) -> Material:
    """Add a file or a link with its licence; one whose rights are reserved is shown to those who took part only.

    Raises RuleBroken when there is neither or both, the event was cancelled, or the file is not of a kind that we keep.
    """
    event = _locked(event)
    link = str(values.get("link") or "")
    refuse(results.why_not_add_material(state=event.state, has_file=file is not None, link=link))
    public = values["licence"] != Material.Licence.RESERVED
    title = str(values["title"]).strip()
    attachment = attach(file, about=event, title=title, public=public, by=by) if file is not None else None
    made = Material.objects.create(
        event=event,
        session=values.get("session"),
        title=title,
        authors=str(values.get("authors") or "").strip(),
        licence=values["licence"],
        attachment=attachment,
        link=link,
        public=public,
        added_by=by.pk,
    )
    record("event.material_added", event, by=by, facts={"material": made.pk, "licence": made.licence})
    return made


@transaction.atomic
def remove_material(material: Material, *, by: User) -> None:
    """Take a material off the event; its file goes, the line in the journal stays."""
    event, attachment, number = material.event, material.attachment, material.pk
    material.delete()
    if attachment is not None:
        detach(attachment, by=by)
    record("event.material_removed", event, by=by, facts={"material": number})


@transaction.atomic
def add_recommendation(event: Event, *, text: str, addressed_to: str = "", by: User) -> Recommendation:
    """Enter a recommendation that the event adopted, after those that stand. Raises RuleBroken when nothing is said."""
    event = _locked(event)
    already = event.recommendations.count()
    refuse(results.why_not_recommend(state=event.state, text=text, already=already))
    made = Recommendation.objects.create(
        event=event, position=already + 1, text=text.strip(), addressed_to=addressed_to.strip()[:300]
    )
    record("event.recommended", event, by=by, facts={"recommendation": made.pk})
    return made


@transaction.atomic
def remove_recommendation(recommendation: Recommendation, *, by: User) -> None:
    """Take a recommendation back; those after it move up. Raises RuleBroken when it stands in the register of issues."""
    event = _locked(recommendation.event)
    recommendation = event.recommendations.get(pk=recommendation.pk)
    refuse(results.why_not_take_back(sent=recommendation.issue_id is not None))
    number = recommendation.pk
    recommendation.delete()
    for position, each in enumerate(event.recommendations.all(), 1):
        if each.position != position:
            each.position = position
            each.save(update_fields=["position"])
    record("event.recommendation_removed", event, by=by, facts={"recommendation": number})


@transaction.atomic
def send_to_issues(
    event: Event, chosen: Sequence[int], values: Mapping[str, Any], *, organisation: Organisation, by: User
) -> Issue:
    """Raise one issue from the chosen recommendations, in the name of one who holds the event.

    Raises RuleBroken when none is chosen, one stands in the register already, the event goes on, or the title reads differently.
    """
    event = _locked(event)
    rows = list(event.recommendations.filter(pk__in=chosen))
    refuse(
        results.why_not_send_to_issues(
            chosen=len(rows),
            sent_already=sum(row.issue_id is not None for row in rows),
            ends_at=event.ends_at,
            now=timezone.now(),
        )
    )
    ground = _ground(event)
    lines = [f"{number}. {_addressed(row)}" for number, row in enumerate(rows, 1)]
    issue = raise_from_event(
        organisation,
        {
            "title": values["title"],
            "topic": values["topic"],
            "text": "\n".join([f"{ground[:1].upper()}{ground[1:]}:", *lines]),
            "draft_decision": "",
            "territory": event.territory,
        },
        ground=ground,
        by=by,
    )
    for row in rows:
        row.issue = issue
        row.save(update_fields=["issue"])
    record("event.issue_raised", event, by=by, facts={"issue": issue.number, "recommendations": len(rows)})
    return issue


def _addressed(row: Recommendation) -> str:
    return f"{row.text} ({row.addressed_to})" if row.addressed_to else row.text


def _ground(event: Event) -> str:
    """Name the event as the ground of an issue; papers of the association are Ukrainian."""
    with override("uk"):
        day = timezone.localtime(event.starts_at).strftime("%d.%m.%Y") if event.starts_at else ""
        return gettext("recommendations of the event “%(title)s” of %(day)s") % {"title": event.title_uk, "day": day}


@transaction.atomic
def ask_usual_questions(event: Event, *, by: User) -> list[SurveyQuestion]:
    """Ask the usual four questions after the event; those that stand already stay."""
    event = _locked(event)
    made = [_ask(event, kind, _in("uk", sentence), _in("en", sentence)) for kind, sentence in USUAL_QUESTIONS]
    record("event.survey_changed", event, by=by, facts={"questions": event.survey.count()})
    return made


@transaction.atomic
def ask(event: Event, *, kind: str, text_uk: str, text_en: str = "", by: User) -> SurveyQuestion:
    """Ask one more question after the event. Raises RuleBroken when somebody answered already or there are enough."""
    event = _locked(event)
    made = _ask(event, kind, text_uk, text_en)
    record("event.survey_changed", event, by=by, facts={"questions": event.survey.count()})
    return made


@transaction.atomic
def take_back_question(question: SurveyQuestion, *, by: User) -> None:
    """Take a question back. Raises RuleBroken when somebody answered already."""
    event = _locked(question.event)
    refuse(results.why_not_ask(replies=event.survey_replies.count(), questions=0, text=question.text_uk))
    question.delete()
    record("event.survey_changed", event, by=by, facts={"questions": event.survey.count()})


@transaction.atomic
def reply(registration: Registration, answers: Mapping[int, Any]) -> SurveyReply:
    """Keep what one who took part says, without his name. `answers` by number of the question; empty ones are left out.

    Raises RuleBroken when he had no place, answered already, or it is too early or too late.
    """
    event = _locked(registration.event)
    questions = list(event.survey.all())
    refuse(
        results.why_not_reply(
            has_place=registration.state == Registration.State.CONFIRMED,
            replied=SurveyReply.objects.filter(registration=registration).exists(),
            ends_at=event.ends_at,
            now=timezone.now(),
            questions=len(questions),
        )
    )
    made = SurveyReply.objects.create(event=event, registration=registration)
    said = [_answer(question, answers.get(question.pk)) for question in questions]
    Answer.objects.bulk_create(answer for answer in said if answer is not None)
    record("event.survey_answered", event, by=None)
    return made


def _answer(question: SurveyQuestion, value: Any) -> Answer | None:
    if value in (None, ""):
        return None
    if question.kind == SurveyQuestion.Kind.TEXT:
        return Answer(question=question, text=str(value).strip()[:4000])
    return Answer(question=question, number=int(value))


def _ask(event: Event, kind: str, text_uk: str, text_en: str) -> SurveyQuestion:
    already = event.survey.count()
    refuse(results.why_not_ask(replies=event.survey_replies.count(), questions=already, text=text_uk))
    return SurveyQuestion.objects.create(
        event=event, kind=kind, text_uk=text_uk.strip()[:300], text_en=text_en.strip()[:300], position=already + 1
    )


def _in(language: str, sentence: str) -> str:
    with override(language):
        return gettext(sentence)


def _locked(event: Event) -> Event:
    return Event.objects.select_for_update(of=("self",)).select_related("territory").get(pk=event.pk)
