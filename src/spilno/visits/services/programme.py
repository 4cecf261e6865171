"""Acts of the programme of a visit: groups, who goes with which, the safety notice read, questions to the host."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, override

from spilno.accounts.models import User
from spilno.journal.services import record
from spilno.meetings.models import Meeting
from spilno.members.models import Membership
from spilno.notices.models import Notice
from spilno.notices.services import Addressee, post_notice
from spilno.people.models import Person
from spilno.statute.rules.refusal import refuse
from spilno.visits.models import Group, GroupPlace, LearningQuestion, SafetyRead
from spilno.visits.queries.programme import digest_of, facts_of, group_of_person, groups_of
from spilno.visits.rules.programme import why_not_answer, why_not_ask, why_not_confirm_safety, why_not_join
from spilno.visits.services.calls import standing_of

FIELDS = ("name", "capacity", "guide", "guide_phone", "transport", "gathers_at", "gathers_where")


@transaction.atomic
def add_group(meeting: Meeting, values: Mapping[str, Any], *, by: User) -> Group:
    """Add a group of visitors."""
    group = Group.objects.create(meeting=meeting, **{name: values[name] for name in FIELDS if name in values})
    record("group.added", group, by=by, facts={"meeting": meeting.pk, "capacity": group.capacity})
    return group


@transaction.atomic
def change_group(group: Group, values: Mapping[str, Any], *, by: User) -> Group:
    """Change a group; who is in it stays, also when it holds fewer now."""
    group = Group.objects.select_for_update().get(pk=group.pk)
    changed = [name for name in FIELDS if name in values]
    for name in changed:
        setattr(group, name, values[name])
    group.save(update_fields=changed)
    record("group.changed", group, by=by, facts={"meeting": group.meeting_id, "capacity": group.capacity})
    return group


@transaction.atomic
def remove_group(group: Group, *, by: User) -> None:
    """Remove a group; whoever was in it is in none and may choose another."""
    record("group.removed", group, by=by, facts={"meeting": group.meeting_id, "people": group.visitors.count()})
    group.delete()


@transaction.atomic
def join_group(meeting: Meeting, group: Group, person: Person, *, takes_part: bool, by: User) -> GroupPlace:
    """Put a person into a group, out of the one where he was.

    Raises RuleBroken when the group is full, the visit is over, or the person does not take part.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)  # the last place is given once
    own = group_of_person(meeting, person)
    facts = facts_of(groups_of(meeting))
    refuse(why_not_join(facts, group.pk, meeting_state=meeting.state, takes_part=takes_part, is_in=own == group.pk))
    place, made = GroupPlace.objects.update_or_create(meeting=meeting, person=person, defaults={"group": group})
    if own != group.pk:
        record("group.joined", group, by=by, facts={"person": person.pk, "from": own, "first": made})
    return place


@transaction.atomic
def leave_group(meeting: Meeting, person: Person, *, by: User) -> None:
    """Take a person out of the group; nothing happens when he is in none."""
    place = GroupPlace.objects.filter(meeting=meeting, person=person).first()
    if place is not None:
        group = place.group
        place.delete()
        record("group.left", group, by=by, facts={"person": person.pk})


@transaction.atomic
def confirm_safety(meeting: Meeting, person: Person, *, shown: str, by: User) -> SafetyRead:
    """Keep that the person read the safety notice; `shown` is the digest of the text that the page showed.

    Raises RuleBroken when there is no notice or it was changed meanwhile.
    """
    now = digest_of(meeting.safety_notice)
    refuse(why_not_confirm_safety(notice=meeting.safety_notice, shown=shown, now=now))
    read, _ = SafetyRead.objects.update_or_create(
        meeting=meeting, person=person, defaults={"digest": now, "at": timezone.now()}
    )
    record("safety.read", read, by=by, facts={"meeting": meeting.pk, "person": person.pk, "sha256": now})
    return read


@transaction.atomic
def ask_host(meeting: Meeting, membership: Membership, *, text: str, by: User) -> LearningQuestion:
    """Ask the host what the council wants to learn; the host is told.

    Raises RuleBroken when the visit is over, the council is no member, or nothing is asked.
    """
    refuse(why_not_ask(meeting_state=meeting.state, standing=standing_of(membership), text=text))
    question = LearningQuestion.objects.create(
        meeting=meeting, membership=membership, text=text.strip(), asked_by=by.pk
    )
    record("question.asked", question, by=by, facts={"meeting": meeting.pk, "membership": membership.pk})
    if meeting.host is not None:
        council = meeting.host.organisation
        with override("uk"):
            subject = gettext("A question to the host of the visiting meeting")
            said = gettext("%(council)s asks before the visit:\n\n%(question)s\n\nAnswer on the page of the visit.") % {
                "council": membership.organisation.name_uk,
                "question": question.text,
            }
        to = [Addressee(council.name_uk, council.email, council._meta.label_lower, str(council.pk))]
        post_notice(kind=Notice.Kind.OTHER, subject=subject, text=said, to=to, about=meeting, official=False, by=by)
    return question


@transaction.atomic
def answer_question(question: LearningQuestion, *, text: str, for_host: bool, by: User) -> LearningQuestion:
    """Answer a question for the host; a later answer stands instead of the earlier one.

    Raises RuleBroken when the answer is empty or who answers is not of the host.
    """
    refuse(why_not_answer(answers_for_host=for_host, text=text))
    question = LearningQuestion.objects.select_for_update().get(pk=question.pk)
    question.answer, question.answered_at = text.strip(), timezone.now()
    question.save(update_fields=["answer", "answered_at"])
    record("question.answered", question, by=by, facts={"meeting": question.meeting_id})
    return question
