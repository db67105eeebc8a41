"""What people write down, as one value each; and what the file remembers of it."""

from __future__ import annotations

from services.supervision.domain.records.absences import (
    AbsenceFound,
    Approving,
    LeaveAsked,
    RemoteTest,
    Returning,
)
from services.supervision.domain.records.breaches import (
    Admonition,
    Balance,
    Correcting,
    Judging,
    Overturning,
    Violating,
)
from services.supervision.domain.records.contacts import Need, NeedFound, Talk
from services.supervision.domain.records.planning import Answer, Proposal, Waiving
from services.supervision.domain.records.police import (
    PoliceDecision,
    Receipt,
    Reporting,
    Suspicion,
)
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
    "AbsenceFound",
    "Admonition",
    "Answer",
    "Approving",
    "Asking",
    "Balance",
    "Correcting",
    "Judging",
    "LeaveAsked",
    "Missed",
    "Missing",
    "Need",
    "NeedFound",
    "Notice",
    "Overturning",
    "PoliceDecision",
    "Proposal",
    "Receipt",
    "Refused",
    "Refusing",
    "RemoteTest",
    "Reporting",
    "Returning",
    "Sampling",
    "Suspicion",
    "Talk",
    "Tested",
    "Violating",
    "Waiving",
]
