"""What the check of a credential means for a claim."""

from spilno.statute.rules.refusal import Refusal, gettext_noop

TITLE = gettext_noop("The credit was not claimed")
GROUND = gettext_noop("НАДС order 227-19 of 12.12.2019: the signature of an electronic document is checked")


def why_not_badge(state: str, *, why: Refusal | None, own: bool) -> Refusal | None:
    """Say why credits cannot be claimed by a credential: it is revoked, suspended, changed, or another person's.

    What could not be checked (unsure) is no refusal: a person checks it.

    Source: наказ НАДС від 12.12.2019 № 227-19 зі змінами (the signature of an electronic document is checked); DOMAIN R19.
    """
    if not own:
        return Refusal(
            code="badge_of_another",
            title=TITLE,
            sentence=gettext_noop("The certificate was issued to another person."),
            source=GROUND,
            advice=gettext_noop("Choose the file of your own certificate."),
        )
    if state in {"revoked", "suspended"}:
        sentence = (
            gettext_noop("The certificate was revoked.")
            if state == "revoked"
            else gettext_noop("The certificate is suspended.")
        )
        advice = gettext_noop("Its page says since when and why; ask whoever issued it.")
        return Refusal(code=f"badge_{state}", title=TITLE, sentence=sentence, source=GROUND, advice=advice)
    if state == "wrong" and why is not None:
        return Refusal(
            code=why.code, title=TITLE, sentence=why.sentence, source=GROUND, facts=why.facts, advice=why.advice
        )
    return None
