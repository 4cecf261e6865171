"""For whom a programme is meant: the categories of its learners, and the offices that each of them covers."""

from collections.abc import Iterable, Mapping

from spilno.statute.rules.refusal import gettext_noop

# code: (words, categories of people.Office that belong to it)
TARGETS: Mapping[str, tuple[str, frozenset[str]]] = {
    "lsg_officials": (
        gettext_noop("officials of local self-government"),
        frozenset({"head", "deputy", "council_secretary", "starosta", "official"}),
    ),
    "heads": (gettext_noop("heads of hromadas and of councils"), frozenset({"head"})),
    "council_secretaries": (gettext_noop("secretaries of councils"), frozenset({"council_secretary"})),
    "starostas": (gettext_noop("starostas"), frozenset({"starosta"})),
    "councillors": (gettext_noop("deputies of local councils"), frozenset({"councillor"})),
    "state_heads": (gettext_noop("heads of local state administrations"), frozenset({"state_head"})),
    "state_deputies": (
        gettext_noop("first deputies and deputies of heads of local state administrations"),
        frozenset({"state_first_deputy", "state_deputy"}),
    ),
    "civil_servants": (gettext_noop("civil servants"), frozenset({"civil_servant"})),
}


def offices_of(targets: Iterable[str]) -> frozenset[str]:
    """Return the categories of offices that belong to the targets of a programme; an unknown target covers nobody.

    Source: постанова КМУ № 106 (whose professional training it orders); Закон 2493-III, ст. 3 (officials of local self-government).
    """
    return frozenset(office for target in targets if target in TARGETS for office in TARGETS[target][1])


def is_meant_for(targets: Iterable[str], office: str) -> bool:
    """Tell whether a programme with these targets is meant for the holder of an office of a category.

    Source: постанова КМУ № 106 (whose professional training it orders).
    """
    return office in offices_of(targets)
