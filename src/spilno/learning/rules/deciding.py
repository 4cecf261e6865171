"""What the personnel service decides of a row: recognise, ask, refuse, annul; each with its ground."""

from dataclasses import dataclass
from decimal import Decimal

from spilno.learning.rules.credits import LEDGER
from spilno.statute.rules.refusal import Refusal, gettext_noop

OPEN = frozenset({"claimed", "asked"})
ORIGINAL = gettext_noop("НАДС order 226-19 of 12.12.2019: the personnel service credits by the original document")
NOT_RECOGNISED = gettext_noop("The credit was not recognised")


@dataclass(frozen=True, slots=True)
class Judged:
    """A row before its decision. `own`: whoever decides is the person himself; `certificate`: of ours, its state or empty."""

    state: str
    own: bool
    electronic: bool
    signature_checked: bool
    certificate: str = ""
    needs_programme: bool = False
    in_programme: bool = True
    credits: Decimal = Decimal(1)
    left: Decimal | None = None  # of the bound of the year; None: there is none
    other_holder: str = ""  # whom the credential names, when it is not the person


def why_not_recognise(judged: Judged, *, source: str = "") -> Refusal | None:
    """Say why a row cannot be recognised: decided already, by the person himself, unchecked signature, outside the programme.

    Source: накази НАДС від 12.12.2019 № 226-19 і № 227-19; роз’яснення НАДС від 03.08.2020; DOMAIN R18, R19.
    """
    if judged.state not in OPEN:
        return _decided(NOT_RECOGNISED, judged.state)
    if judged.own:
        return _no(
            NOT_RECOGNISED,
            "own_credit",
            gettext_noop("Nobody recognises his own credits."),
            gettext_noop("Ask another person of the personnel service, or the head."),
            ORIGINAL,
        )
    if judged.certificate in {"revoked", "suspended"}:
        return _certificate_fell(judged.certificate)
    return why_not_counted(judged, source) or _why_not_document(judged)  # last what a tick of whoever decides mends


def _why_not_document(judged: Judged) -> Refusal | None:
    if judged.other_holder and not judged.signature_checked:
        return _no(
            NOT_RECOGNISED,
            "other_holder",
            gettext_noop("The credential is issued to %(holder)s."),
            gettext_noop(
                "Look whether it is the same person (a family name may have changed), mark that you did, or refuse."
            ),
            ORIGINAL,
            holder=judged.other_holder[:200],
        )
    if judged.electronic and not judged.signature_checked:
        return _no(
            NOT_RECOGNISED,
            "signature_not_checked",
            gettext_noop("The document is electronic, and nobody has checked its signature."),
            gettext_noop("Check the signature and mark that you did, or ask the official for the original."),
            gettext_noop("НАДС order 227-19 of 12.12.2019: the signature of an electronic document is checked"),
        )
    return None


def why_not_counted(judged: Judged, source: str = "") -> Refusal | None:
    """Say why a row that waits would not count, whoever decides: self-education outside a programme, a bound that is reached.

    Source: роз’яснення НАДС від 03.08.2020 (self-education by the individual programme); docs/adr/0013-learning.md.
    """
    if judged.state not in OPEN:
        return None
    if judged.needs_programme and not judged.in_programme:
        return _no(
            NOT_RECOGNISED,
            "not_in_programme",
            gettext_noop("Self-education counts when its topic stands in an agreed individual programme of that year."),
            gettext_noop("Agree the programme with this topic, then recognise."),
            source or LEDGER,
        )
    if judged.left is not None and judged.left <= 0:
        return _no(
            NOT_RECOGNISED,
            "year_is_full",
            gettext_noop("The bound of this kind for the year is reached: nothing of it would count."),
            gettext_noop("Refuse it with this ground; what was learned stays in the ledger."),
            source or LEDGER,
        )
    return None


def _certificate_fell(state: str) -> Refusal:
    sentence = (
        gettext_noop("The certificate was revoked.")
        if state == "revoked"
        else gettext_noop("The certificate is suspended.")
    )
    advice = gettext_noop("Its page says since when and why; ask whoever issued it.")
    return _no(NOT_RECOGNISED, f"certificate_{state}", sentence, advice, LEDGER)


def why_not_refuse(state: str, *, because: str, own: bool) -> Refusal | None:
    """Say why a row cannot be refused: decided already, or no ground is given.

    Source: docs/how-to/credits.md: every refusal has its ground.
    """
    title = gettext_noop("The claim was not refused")
    if state not in OPEN:
        return _decided(title, state)
    return _why_not_reason(title, because) or _why_not_own(title, own=own)


def why_not_ask(state: str, *, question: str) -> Refusal | None:
    """Say why nothing can be asked of a claim: it is decided already, or there is no question.

    Source: docs/how-to/credits.md: the personnel service may ask before it decides.
    """
    title = gettext_noop("Nothing was asked")
    return _decided(title, state) if state not in OPEN else _why_not_reason(title, question)


def why_not_answer(state: str) -> Refusal | None:
    """Say why a claim cannot be mended: nobody asked.

    Source: docs/how-to/credits.md: what was claimed does not change under the eyes of whoever decides.
    """
    if state == "asked":
        return None
    return _no(
        gettext_noop("The answer was not taken"),
        "nobody_asked",
        gettext_noop("Nobody asked about this row."),
        gettext_noop("Wait for the decision; a refused thing may be claimed again."),
        LEDGER,
    )


def why_not_withdraw(state: str) -> Refusal | None:
    """Say why a claim cannot be taken back: it is decided.

    Source: docs/how-to/credits.md: what was decided stays in the ledger.
    """
    return None if state in OPEN else _decided(gettext_noop("The claim was not taken back"), state)


def why_not_annul(state: str, *, because: str, own: bool = False) -> Refusal | None:
    """Say why a recognised row cannot be annulled: it was not recognised, or no reason is given.

    Source: docs/how-to/credits.md: an annulled row stays in the ledger with its reason.
    """
    title = gettext_noop("The credit was not annulled")
    if state != "recognised":
        return _no(
            title,
            "not_recognised",
            gettext_noop("Only what was recognised is annulled."),
            gettext_noop("A claim is refused."),
            LEDGER,
        )
    return _why_not_reason(title, because) or _why_not_own(title, own=own)


def _why_not_own(title: str, *, own: bool) -> Refusal | None:
    if not own:
        return None
    return _no(
        title,
        "own_credit",
        gettext_noop("Nobody decides on his own credits."),
        gettext_noop("Ask another person of the personnel service, or the head."),
        ORIGINAL,
    )


def _why_not_reason(title: str, because: str) -> Refusal | None:
    if because.strip():
        return None
    return _no(
        title,
        "no_reason",
        gettext_noop("No reason is given."),
        gettext_noop("Write it: the official reads it."),
        LEDGER,
    )


def _decided(title: str, state: str) -> Refusal:
    sentence = {
        "recognised": gettext_noop("This row is recognised already."),
        "refused": gettext_noop("This row is refused already."),
        "annulled": gettext_noop("This row is annulled already."),
    }.get(state, gettext_noop("This row waits already."))
    return _no(title, "decided_already", sentence, gettext_noop("Look at its page: what was decided stays."), LEDGER)


def _no(title: str, code: str, sentence: str, advice: str, source: str, **facts: object) -> Refusal:
    return Refusal(code=code, title=title, sentence=sentence, source=source, facts=facts, advice=advice)
