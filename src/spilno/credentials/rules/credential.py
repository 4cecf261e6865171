"""A certificate as an Open Badges 3.0 credential: what is said of the achievement, of its holder, of the issuer."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from spilno.credentials.rules.keys import moment

CONTEXTS = ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]
PURPOSES = ("revocation", "suspension")
# what Open Badges calls each kind of ours
ACHIEVEMENT_TYPES = {
    "attendance": "Certificate",
    "speaker": "Certificate",
    "paper": "Certificate",
    "visit": "Certificate",
    "programme": "CertificateOfCompletion",
}


@dataclass(frozen=True, slots=True)
class IssuerFacts:
    """Who signs: the association that keeps the installation."""

    did: str
    name: str
    name_en: str
    site: str
    profile: str  # address of the hosted profile


@dataclass(frozen=True, slots=True)
class AchievementFacts:
    """What is certified, the same for all holders of a kind about an object."""

    address: str
    kind: str
    kind_said: str
    title: str
    title_en: str
    what: str
    what_en: str
    issuers: Sequence[str]
    credits_available: Decimal | None = None


@dataclass(frozen=True, slots=True)
class CredentialFacts:
    """One certificate."""

    address: str
    number: str
    holder: str
    valid_from: datetime
    achievement: AchievementFacts
    valid_until: datetime | None = None  # the last moment of its term; None: it has none
    hours: Decimal | None = None
    credits_earned: Decimal | None = None
    lists: Sequence[str] = field(default_factory=tuple)  # addresses of the status lists, in the order of PURPOSES
    place: int = 0


def profile(issuer: IssuerFacts) -> dict[str, Any]:
    """Tell of the issuer as a Profile.

    Source: Open Badges 3.0, B.1.18 (Profile).
    """
    return {
        "id": issuer.did,
        "type": ["Profile"],
        "name": issuer.name,
        "description": issuer.name_en,
        "url": issuer.site,
    }


def achievement(facts: AchievementFacts, issuer: IssuerFacts) -> dict[str, Any]:
    """Tell what is certified: name, for what, in Ukrainian and English, who held it, volume.

    Source: Open Badges 3.0, B.1.1 (Achievement).
    """
    described = [f"{facts.what[:1].upper()}{facts.what[1:]}: «{facts.title}»."]
    if facts.title_en:
        described.append(f"{facts.what_en[:1].upper()}{facts.what_en[1:]}: “{facts.title_en}”.")
    said: dict[str, Any] = {
        "id": facts.address,
        "type": ["Achievement"],
        "achievementType": ACHIEVEMENT_TYPES[facts.kind],
        "name": facts.title,
        "description": " / ".join(described),
        "criteria": {"narrative": f"{facts.kind_said}. Видавці: {'; '.join(facts.issuers)}."},
        "creator": profile(issuer),
        "inLanguage": "uk",
        "resultDescription": [
            {
                "id": f"{facts.address}#hours",
                "type": ["ResultDescription"],
                "name": "Академічні години / Academic hours",
                "resultType": "Result",
            }
        ],
    }
    if facts.credits_available is not None:
        said["creditsAvailable"] = _number(facts.credits_available)
    return said


def credential(facts: CredentialFacts, issuer: IssuerFacts) -> dict[str, Any]:
    """Tell of one certificate: the holder by name only, from when, where its status is asked. Not signed yet.

    Source: Open Badges 3.0, B.1.4 and B.1.2 (OpenBadgeCredential, AchievementSubject); W3C VC Data Model v2.0, section 4; W3C
    Bitstring Status List v1.0, section 2.1; Law 2297-VI, article 6(3) (no more personal data than the purpose needs: no address, no number).
    """
    subject: dict[str, Any] = {
        "type": ["AchievementSubject"],
        "identifier": [
            {"type": "IdentityObject", "hashed": False, "identityHash": facts.holder, "identityType": "name"}
        ],
        "licenseNumber": facts.number,
        "achievement": achievement(facts.achievement, issuer),
    }
    if facts.credits_earned is not None:
        subject["creditsEarned"] = _number(facts.credits_earned)
    if facts.hours is not None:
        described = f"{facts.achievement.address}#hours"
        subject["result"] = [
            {"type": ["Result"], "resultDescription": described, "value": f"{facts.hours.normalize():f}"}
        ]
    return {
        "@context": CONTEXTS,
        "id": facts.address,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": facts.achievement.title,
        "issuer": profile(issuer),
        "validFrom": moment(facts.valid_from),
        **({"validUntil": moment(facts.valid_until)} if facts.valid_until else {}),
        "credentialSubject": subject,
        "credentialStatus": [
            {
                "id": f"{address}#{facts.place}",
                "type": "BitstringStatusListEntry",
                "statusPurpose": purpose,
                "statusListIndex": str(facts.place),
                "statusListCredential": address,
            }
            for purpose, address in zip(PURPOSES, facts.lists, strict=True)
        ],
    }


def status_list(
    address: str, purpose: str, encoded: str, *, issuer: IssuerFacts, valid_from: datetime
) -> dict[str, Any]:
    """Tell of a status list as a credential. Not signed yet.

    Source: W3C Bitstring Status List v1.0, section 2.2 (BitstringStatusListCredential).
    """
    return {
        "@context": CONTEXTS[:1],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer.did,
        "validFrom": moment(valid_from),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": purpose,
            "encodedList": encoded,
        },
    }


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
