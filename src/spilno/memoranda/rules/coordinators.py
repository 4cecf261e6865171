"""Who coordinates joint work on a side of a memorandum."""

from spilno.statute.rules.refusal import Refusal, gettext_noop

SOURCE = gettext_noop("Text of the memorandum, clause “Coordinators”")


def why_not_coordinate(*, stands: bool, of_side: bool) -> Refusal | None:
    """Say why a person cannot coordinate for a party: it is none any more, or the person is not of it.

    Source: text of memoranda, clause «Координатори»: кожна Сторона визначає координатора.
    """
    title = gettext_noop("The coordinator was not named")
    if not stands:
        return Refusal(
            "not_a_party",
            gettext_noop("The organisation is no party of this memorandum any more."),
            SOURCE,
            title=title,
            advice=gettext_noop("Nothing needs to be done."),
        )
    if not of_side:
        return Refusal(
            "coordinator_of_another_side",
            gettext_noop("This person holds no office in the organisation today."),
            SOURCE,
            title=title,
            advice=gettext_noop("Choose one of those who work there; another one is entered in the register first."),
        )
    return None
