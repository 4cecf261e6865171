"""Which detached signatures are kept with a document."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from spilno.statute.rules.refusal import Refusal, gettext_noop


class Verdict(StrEnum):
    """What the comparison with the frozen file says."""

    MATCHES = "matches"
    DIFFERS = "differs"
    UNKNOWN = "unknown"  # a digest of a kind that cannot be computed here
    BROKEN = "broken"
    TOO_LARGE = "too_large"


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a signature file told: its form, the comparison, the two digests, and whose certificate it names."""

    format: str
    verdict: Verdict
    algorithm: str = ""
    claimed: str = ""
    own: str = ""
    signer: str = ""
    subject: str = ""
    serial: str = ""
    declared_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SignatureFacts:
    """A signature to be kept: its file, what was found in it, and whether this role or this very file is there already."""

    name: str
    size: int
    limit: int
    found: Inspection
    role_signed: bool = False
    same_file: bool = False


NOT_KEPT = gettext_noop("The signature was not kept")
SOURCE = gettext_noop("Law of Ukraine on electronic identification and trust services")


def why_not_keep(signature: SignatureFacts) -> Refusal | None:
    """Say why a detached signature is not kept with the document; None when it is.

    A digest that cannot be computed here is no reason to refuse: the file is kept and marked so.

    Source: Law of Ukraine No 2155-VIII on electronic identification and electronic trust services, article 18.
    """
    for code, wrong, sentence, advice in _wrongs(signature):
        if wrong:
            return Refusal(
                code=code, title=NOT_KEPT, sentence=sentence, source=SOURCE, facts=_said(signature), advice=advice
            )
    return None


def _said(signature: SignatureFacts) -> dict[str, object]:
    return {
        "name": signature.name,
        "claimed": signature.found.claimed,
        "own": signature.found.own,
        "algorithm": signature.found.algorithm,
        "limit": signature.limit // (1024 * 1024),
    }


def _wrongs(signature: SignatureFacts) -> tuple[tuple[str, bool, str, str], ...]:
    """Return (code, whether it is so, sentence, advice) of all that may be wrong, in the order in which it is told."""
    found = signature.found.verdict
    too_large = signature.size > signature.limit or found == Verdict.TOO_LARGE
    return (
        (
            "role_signed",
            signature.role_signed,
            gettext_noop("This document bears the signature of this person already."),
            gettext_noop("Open the page again to see it."),
        ),
        (
            "signature_size",
            signature.size == 0 or too_large,
            gettext_noop("The file “%(name)s” is empty, or larger than %(limit)d MB together with what it contains."),
            gettext_noop("Sign the frozen PDF again and upload the file .p7s or .asice."),
        ),
        (
            "signature_broken",
            found == Verdict.BROKEN,
            gettext_noop("The file “%(name)s” is not an electronic signature of a known form."),
            gettext_noop("Upload a detached signature (.p7s, CAdES) or a container (.asice) of the frozen PDF."),
        ),
        (
            "signature_other_document",
            found == Verdict.DIFFERS,
            gettext_noop(
                "The file “%(name)s” signs another document: its digest is %(claimed)s, that of the frozen PDF is "
                "%(own)s (%(algorithm)s)."
            ),
            gettext_noop("Download the frozen PDF from this page, sign that very file and upload the signature again."),
        ),
        (
            "signature_twice",
            signature.same_file,
            gettext_noop("This very file is kept already as the signature of the other person."),
            gettext_noop("Each of the two signs with a key of his own and uploads his own file."),
        ),
    )
