"""What the check of a file answers: sentences for whatever is wrong with a credential, ours or somebody else's."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from spilno.statute.rules.refusal import Refusal, gettext_noop

RULE = gettext_noop("Spilno's own rule: check of credentials")
VC_RULE = "W3C VC Data Model v2.0"
NOT_CHECKED = gettext_noop("The file was not checked")
NOT_VALID = gettext_noop("The credential is not valid")
MOST_BYTES = 256 * 1024
SUITE = "eddsa-rdfc-2022"

# what went wrong: its sentence and what to do now; the title is «not checked» for a file we cannot read, «not valid» otherwise
_SENTENCES = {
    "not_a_credential": (
        NOT_CHECKED,
        gettext_noop("There is no credential in it: neither JSON, nor a signed token, nor a PDF with one inside."),
        gettext_noop("Choose the PDF as it was sent to you, or the file .json or .jwt from the page of the certificate."),
    ),
    "too_large": (
        NOT_CHECKED,
        gettext_noop("A credential is smaller than 256 KB, and this one is not."),
        gettext_noop("Choose the file as it was sent to you."),
    ),
    "unknown_context": (
        NOT_CHECKED,
        gettext_noop("It uses words that we do not keep: %(where)s. What it says could mean anything."),
        gettext_noop("We know Open Badges 3.0 and the W3C data model 2.0. Ask whoever issued it to check it."),
    ),
    "unsigned_words": (
        NOT_VALID,
        gettext_noop("It says “%(where)s”, and no signature covers that word."),
        gettext_noop("Ask whoever gave it for the file as it was issued."),
    ),
    "no_proof": (
        NOT_VALID,
        gettext_noop("It is not signed."),
        gettext_noop("Ask whoever gave it for the file as it was issued."),
    ),
    "unknown_suite": (
        NOT_CHECKED,
        gettext_noop("It is signed in a way that we cannot check: %(where)s."),
        gettext_noop("We check Ed25519 (eddsa-rdfc-2022) and signed tokens. Ask whoever issued it to check it."),
    ),
    "does_not_fit": (
        NOT_VALID,
        gettext_noop("The signature does not fit: something in it was changed after it was signed."),
        gettext_noop("Ask whoever gave it for the file as it was issued."),
    ),
    "changed": (
        NOT_VALID,
        gettext_noop("It was changed after we signed it. What differs: %(where)s."),
        gettext_noop("Do not trust this file; the code on the paper shows what we issued."),
    ),
    "not_in_register": (
        NOT_VALID,
        gettext_noop("It says that we issued it, and it does not stand in our register."),
        gettext_noop("Do not trust this file. Ask whoever gave it."),
    ),
    "not_yet_valid": (
        NOT_VALID,
        gettext_noop("It is valid from %(where)s only."),
        gettext_noop("Check it again on that day."),
    ),
    "expired": (
        NOT_VALID,
        gettext_noop("It was valid until %(where)s."),
        gettext_noop("Ask whoever issued it for a new one."),
    ),
    "issuer_unknown": (
        NOT_CHECKED,
        gettext_noop("The key of its issuer cannot be found: %(where)s."),
        gettext_noop("Try again later, or ask whoever issued it to check it."),
    ),
    "issuer_not_asked": (
        NOT_CHECKED,
        gettext_noop("Its key lies on the site of its issuer, and here other sites are not asked."),
        gettext_noop("Ask whoever issued it to check it. The administrator may allow it: SPILNO_ASK_ISSUERS."),
    ),
    "issuer_differs": (
        NOT_VALID,
        gettext_noop("The key that signed it does not belong to the issuer that it names."),
        gettext_noop("Do not trust this file."),
    ),
    "key_revoked_elsewhere": (
        NOT_VALID,
        gettext_noop("Its issuer no longer trusts the key that signed it."),
        gettext_noop("Ask whoever issued it for a new one."),
    ),
    "revoked_elsewhere": (
        NOT_VALID,
        gettext_noop("Its issuer has revoked it."),
        gettext_noop("Ask its issuer since when and why."),
    ),
    "suspended_elsewhere": (
        NOT_VALID,
        gettext_noop("Its issuer has suspended it."),
        gettext_noop("Ask its issuer since when and why."),
    ),
    "status_not_known": (
        NOT_CHECKED,
        gettext_noop("The signature is right. Whether it was revoked could not be asked: %(where)s."),
        gettext_noop("Try again later, or ask its issuer."),
    ),
    "too_tangled": (
        NOT_CHECKED,
        gettext_noop("It is so tangled that its check was stopped."),
        gettext_noop("Ask whoever issued it to check it."),
    ),
}  # fmt: skip


def told(code: str, where: str = "") -> Refusal:
    """Return the refusal of a code, with the place that it names.

    Source: Spilno's own rule: whatever is wrong with a credential is said in a plain sentence.
    """
    title, sentence, advice = _SENTENCES[code]
    facts = {"where": where[:160]} if where else {}
    return Refusal(code, sentence, RULE, facts, title=title, advice=advice)


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody else's credential says of itself, to show."""

    name: str
    holder: str
    issuer: str
    issuer_id: str
    valid_from: str
    about: str
    id: str = ""


def what_differs(given: Any, kept: Any, path: str = "") -> list[str]:
    """Return the names of the places where what was given is not what was kept, in the order of the text.

    Source: Spilno's own rule: a check says what is wrong, not only that something is.
    """
    if isinstance(given, dict) and isinstance(kept, dict):
        names = [*given, *(name for name in kept if name not in given)]
        return [
            place
            for name in names
            for place in what_differs(given.get(name), kept.get(name), f"{path}.{name}" if path else name)
        ]
    if isinstance(given, list) and isinstance(kept, list) and len(given) == len(kept):
        return [
            place
            for number, (one, other) in enumerate(zip(given, kept, strict=True), start=1)
            for place in what_differs(one, other, f"{path} {number}")
        ]
    return [] if given == kept and type(given) is type(kept) else [path or "@context"]


# by the end of the place: the word that a person knows it by
_PLACES = (
    ("identityHash", gettext_noop("the holder's name")),
    ("licenseNumber", gettext_noop("the number")),
    ("creditsEarned", gettext_noop("credits")),
    ("creditsAvailable", gettext_noop("credits")),
    ("result", gettext_noop("hours")),
    ("validFrom", gettext_noop("the day of issue")),
    ("validUntil", gettext_noop("the last day of its term")),
    ("issuer", gettext_noop("the issuer")),
    ("credentialStatus", gettext_noop("where it is asked whether it was revoked")),
    ("proof", gettext_noop("the signature")),
    ("achievement", gettext_noop("what it is about")),
    ("name", gettext_noop("what it is about")),
)


def place_said(path: str) -> str:
    """Return the word of a place that differs, to translate; the path itself when a person has no word for it.

    Source: Spilno's own rule: a check says what is wrong, not only that something is.
    """
    steps = [step.split(" ")[0] for step in path.split(".")]
    return next((word for name, word in _PLACES if name in steps), path)


def why_not_now(vc: Mapping[str, Any], *, now: datetime) -> Refusal | None:
    """Say why a credential is not valid at this moment: not yet, or no more; dates that are no dates count as wrong.

    Source: W3C VC Data Model v2.0, section 4.9 (`validFrom`, `validUntil`).
    """
    starts, ends = (_read(vc.get(name)) for name in ("validFrom", "validUntil"))
    if starts is None and vc.get("validFrom") is not None:
        return told("not_yet_valid", str(vc["validFrom"]))
    if starts is not None and starts > now:
        return told("not_yet_valid", f"{starts:%d.%m.%Y}")
    if ends is None and vc.get("validUntil") is not None:
        return told("expired", str(vc["validUntil"]))
    if ends is not None and ends < now:
        return told("expired", f"{ends:%d.%m.%Y}")
    return None


def _read(value: Any) -> datetime | None:
    try:
        at = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return at if at is None or at.tzinfo else None


def moment_of(proof: Mapping[str, Any]) -> datetime | None:
    """Return when a proof says that it was made; None: it does not say.

    Source: W3C VC Data Integrity 1.0, section 2.1 (`created`).
    """
    return _read(proof.get("created"))


def issuer_id(vc: Mapping[str, Any]) -> str:
    """Return who issued a credential, by the identifier it gives; empty: it does not say.

    Source: W3C VC Data Model v2.0, section 4.7 (`issuer`: an address, or an object with `id`).
    """
    issuer = vc.get("issuer")
    found = issuer.get("id") if isinstance(issuer, Mapping) else issuer
    return found if isinstance(found, str) else ""


def said_of(vc: Mapping[str, Any]) -> Said:
    """Gather what a credential says of itself: name, holder, issuer, day, achievement.

    Source: Open Badges 3.0, B.1 (the necessary properties).
    """
    subject = _first(vc.get("credentialSubject"))
    about = _first(subject.get("achievement"))
    issuer = vc.get("issuer")
    named = [
        str(one.get("identityHash", ""))
        for one in _all(subject.get("identifier"))
        if one.get("identityType") == "name" and not one.get("hashed")
    ]
    return Said(
        name=_word(vc.get("name")) or _word(about.get("name")),
        holder=(named or [_word(subject.get("name"))])[0],
        issuer=_word(issuer.get("name")) if isinstance(issuer, Mapping) else "",
        issuer_id=issuer_id(vc),
        valid_from=str(vc.get("validFrom", ""))[:10],
        about=_word(about.get("description")),
        id=str(vc.get("id", ""))[:500],
    )


def _all(value: Any) -> list[Mapping[str, Any]]:
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, Mapping)]


def _first(value: Any) -> Mapping[str, Any]:
    return (_all(value) or [{}])[0]


def _word(value: Any) -> str:
    """Return a text, also one given as a language value."""
    if isinstance(value, Mapping):
        value = value.get("@value", "")
    if isinstance(value, list):
        return _word(value[0]) if value else ""
    return value[:500] if isinstance(value, str) else ""
