"""What the check of a credential means for a claim."""

from spilno.statute.rules.refusal import Refusal, gettext_noop

TITLE = gettext_noop("The credit was not claimed")
GROUND = gettext_noop("НАДС order 227-19 of 12.12.2019: the signature of an electronic document is checked")


def folded_name(text: str) -> str:
    """Return a name as it is compared: small letters, one apostrophe, no signs between.

    Source: docs/how-to/credits.md (the holder that a credential names is compared with the official).
    """
    plain = text.casefold().translate(str.maketrans("’ʼ`-–", "'''  "))
    return " ".join(plain.split())


def is_holder(holder: str, *, family_name: str, given_name: str) -> bool | None:
    """Tell whether a credential names this person as its holder, in either order; None: it names nobody, or in other letters.

    Source: docs/how-to/credits.md (the holder that a credential names is compared with the official).
    """
    said = set(folded_name(holder).split())
    if not any("а" <= letter <= "я" or letter in "іїєґ" for word in said for letter in word):
        return None
    return {*folded_name(family_name).split(), *folded_name(given_name).split()} <= said


def identity_of(issuer: str, identifier: str, *, digest: str) -> str:
    """Return by what a credential is known when it comes twice: its issuer and id; without them the digest of the file.

    The id is signed: JSON, token and PDF of one credential have the same.

    Source: W3C VC Data Model 2.0, 4.4 (identifiers); docs/how-to/credits.md: one thing is counted once.
    """
    return f"{issuer} {identifier}" if issuer and identifier else digest


def why_not_again(taken: str, *, own: bool) -> Refusal | None:
    """Say why a credential is not claimed: it stands in this ledger already (`taken` says where), or in another one.

    Source: docs/how-to/credits.md: one thing is counted once.
    """
    if not taken:
        return None
    sentence = (
        gettext_noop("This credential stands in the ledger already: %(where)s.")
        if own
        else gettext_noop("This credential stands in the ledger of another person.")
    )
    advice = gettext_noop("One credential is counted once, for its holder. Choose the file of another one.")
    source = gettext_noop("How credits are kept here: one thing is counted once")
    return Refusal(
        code="badge_again", title=TITLE, sentence=sentence, source=source, facts={"where": taken[:200]}, advice=advice
    )


def why_not_unsaid(*, title: str, institution: str, has_day: bool) -> Refusal | None:
    """Say why a claim is not taken: neither the form nor the credential tells what was learned, where, and when.

    Source: docs/how-to/credits.md (what stands in a row of the ledger).
    """
    if title and institution and has_day:
        return None
    return Refusal(
        code="badge_unsaid",
        title=TITLE,
        sentence=gettext_noop("The credential does not tell what was learned, where, and when."),
        source=GROUND,
        advice=gettext_noop("Write it in the form as the document has it, and choose the file again."),
    )


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
