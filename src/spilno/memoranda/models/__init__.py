"""Rows of cooperation, by noun."""

from spilno.memoranda.models.memorandum import (
    Approval,
    Area,
    Clause,
    Memorandum,
    MemorandumArea,
    Party,
    Signing,
    Version,
)
from spilno.memoranda.models.plan import Contribution, Measure, PlanConsent

__all__ = [
    "Approval",
    "Area",
    "Clause",
    "Contribution",
    "Measure",
    "Memorandum",
    "MemorandumArea",
    "Party",
    "PlanConsent",
    "Signing",
    "Version",
]
