"""When two records may become one, and when personal data may be erased."""

from collections.abc import Sequence

from spilno.statute.rules.refusal import Refusal, gettext_noop

LAW = gettext_noop("Law 2297-VI on protection of personal data, art. 8, 15")
REGISTER = gettext_noop("Register of persons: one person, one record")


def why_not_merge(
    *, same: bool, erased: bool, both_have_accounts: bool, account_chosen: bool, shared: Sequence[str]
) -> Refusal | None:
    """Tell why two records may not become one.

    `shared` are the words for places where both stand side by side (the same meeting, the same body): there they are two
    people, and one cannot be dropped without changing what was counted.

    Source: issue 2 (registers); Law 2297-VI, art. 8 (data are correct).
    """
    if same:
        return _refusal("same_person", gettext_noop("These are one and the same record."), REGISTER, "")
    if erased:
        return _refusal(
            "person_erased",
            gettext_noop("The data of one of them were erased or merged before."),
            REGISTER,
            gettext_noop("Choose another record."),
        )
    if shared:
        return _refusal(
            "stand_side_by_side",
            gettext_noop("Both stand side by side in: %(places)s."),
            REGISTER,
            gettext_noop("Look whether they are two people; if not, mend these places first."),
            places=list(shared),
        )
    if both_have_accounts and not account_chosen:
        return _refusal(
            "two_accounts",
            gettext_noop("Both have accounts."),
            REGISTER,
            gettext_noop("Choose which account stays; the other one will be blocked."),
        )
    return None


def why_not_erase(*, erased: bool, offices: int, needs: Sequence[str]) -> Refusal | None:
    """Tell why personal data may not be erased now: done before, or an office or duty still stands on them.

    `offices` are those held today; `needs` the words of upper apps for what else stands on the person today (a mandate,
    a seat in a body). What was decided and signed before stays in its documents by law.

    Source: Law 2297-VI, art. 15 (data are deleted when the purpose has ended).
    """
    if erased:
        return _refusal("person_erased", gettext_noop("The data were erased before."), LAW, "")
    if offices:
        return _refusal(
            "holds_office",
            gettext_noop("The person holds an office today: the post and its holder are public."),
            LAW,
            gettext_noop("End the office first."),
        )
    if needs:
        return _refusal(
            "person_needed",
            gettext_noop("The person is needed today: %(needs)s."),
            LAW,
            gettext_noop("End these first."),
            needs=list(needs),
        )
    return None


def _refusal(code: str, sentence: str, source: str, advice: str, **facts: object) -> Refusal:
    said = {key: ", ".join(map(str, value)) if isinstance(value, list) else value for key, value in facts.items()}
    return Refusal(code=code, sentence=sentence, source=source, advice=advice, facts=said)
