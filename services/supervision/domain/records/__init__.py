"""What people write down, as one value each; and what the file remembers of it."""

from __future__ import annotations

from services.supervision.domain.records.breaches import Admonition
from services.supervision.domain.records.contacts import Need, NeedFound, Talk
from services.supervision.domain.records.planning import Answer, Proposal, Waiving
from services.supervision.domain.records.testing import (
    INVALID,
    NEGATIVE,
    POSITIVE,
    Asking,
    Missed,
    Missing,
    Notice,
    Refused,
    Refusing,
    Sampling,
    Tested,
)

__all__ = [
    "INVALID",
    "NEGATIVE",
    "POSITIVE",
    "Admonition",
    "Answer",
    "Asking",
    "Missed",
    "Missing",
    "Need",
    "NeedFound",
    "Notice",
    "Proposal",
    "Refused",
    "Refusing",
    "Sampling",
    "Talk",
    "Tested",
    "Waiving",
]
