"""Groups of visitors, the safety notice, questions to the host."""

import hashlib
from dataclasses import dataclass

from django.db.models import Count, F

from spilno.meetings.models import Meeting
from spilno.people.models import Person
from spilno.statute.rules.refusal import Refusal
from spilno.visits.models import Group, GroupPlace, LearningQuestion, SafetyRead
from spilno.visits.rules.programme import GroupFacts, why_not_join


def groups_of(meeting: Meeting) -> list[Group]:
    """Return the groups of a visit with `taken`: who gathers earlier first, of those even as they were added; one query."""
    groups = Group.objects.filter(meeting=meeting).annotate(taken=Count("visitors"))
    return list(groups.order_by(F("gathers_at").asc(nulls_last=True), "pk"))


def facts_of(groups: list[Group]) -> list[GroupFacts]:
    """Return what the rules ask of groups that came with `taken`."""
    return [GroupFacts(group.pk, group.name, group.capacity, getattr(group, "taken", 0)) for group in groups]


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group as a page shows it: how it stands, whether the person is in it, why he cannot join."""

    group: Group
    facts: GroupFacts
    mine: bool
    why_not: Refusal | None


def lines_of(meeting: Meeting, person: Person | None, *, takes_part: bool) -> list[GroupLine]:
    """Return groups with what each says to the person."""
    groups = groups_of(meeting)
    facts = facts_of(groups)
    own = group_of_person(meeting, person)
    return [
        GroupLine(
            group=group,
            facts=each,
            mine=group.pk == own,
            why_not=why_not_join(
                facts, group.pk, meeting_state=meeting.state, takes_part=takes_part, is_in=group.pk == own
            ),
        )
        for group, each in zip(groups, facts, strict=True)
    ]


def group_of_person(meeting: Meeting, person: Person | None) -> int | None:
    """Return the number of the group in which the person goes; None when he is in none."""
    if person is None:
        return None
    return GroupPlace.objects.filter(meeting=meeting, person=person).values_list("group_id", flat=True).first()


def lists_of(meeting: Meeting) -> list[tuple[Group, list[Person]]]:
    """Return each group with who goes in it, by family name; two queries."""
    groups = groups_of(meeting)
    people: dict[int, list[Person]] = {group.pk: [] for group in groups}
    rows = GroupPlace.objects.filter(meeting=meeting).select_related("person")
    for place in rows.order_by("person__family_name", "person__given_name", "pk"):
        people[place.group_id].append(place.person)
    return [(group, people[group.pk]) for group in groups]


def digest_of(notice: str) -> str:
    """Return the SHA-256 of a safety notice, by which a confirmation names what was read."""
    return hashlib.sha256(notice.strip().encode()).hexdigest()


def has_read(meeting: Meeting, person: Person | None) -> bool:
    """Tell whether the person confirmed reading the safety notice as it stands now."""
    if person is None:
        return False
    return SafetyRead.objects.filter(meeting=meeting, person=person, digest=digest_of(meeting.safety_notice)).exists()


def readers(meeting: Meeting) -> int:
    """Count who confirmed reading the safety notice as it stands now."""
    return SafetyRead.objects.filter(meeting=meeting, digest=digest_of(meeting.safety_notice)).count()


def questions_of(meeting: Meeting) -> list[LearningQuestion]:
    """Return questions to the host in the order in which they were asked."""
    return list(LearningQuestion.objects.filter(meeting=meeting).select_related("membership__organisation"))
