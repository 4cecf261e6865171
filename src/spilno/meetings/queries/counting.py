"""Who may count a vote: members of the counting commission, less those whom it elects."""

from spilno.meetings.models import Effect, Item, Officer


def candidates(item: Item) -> set[int]:
    """Return the numbers of persons whom the decision on an item elects or may elect."""
    elected = item.effects.filter(kind=Effect.Kind.ELECT, person__isnull=False)
    nominated = item.nominations.filter(withdrawn_at=None)
    return {*elected.values_list("person", flat=True), *nominated.values_list("person", flat=True)}


def counters_of(item: Item) -> int:
    """Count members of the counting commission who may count a vote on an item: candidates do not."""
    entered = Officer.objects.filter(meeting=item.meeting_id, role=Officer.Role.COUNTING)
    return entered.exclude(person__in=candidates(item)).count()
