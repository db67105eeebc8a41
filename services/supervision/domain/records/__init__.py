"""What people write down, as one value each; and what the file remembers of it."""

from __future__ import annotations

from services.supervision.domain.records.absences import (
    AbsenceFound,
    Approving,
    LeaveAsked,
    RemoteTest,
    Returning,
)
from services.supervision.domain.records.assessing import Assessing
from services.supervision.domain.records.breaches import (
    Admonition,
    Balance,
    Correcting,
    Judging,
    Overturning,
    Violating,
)
from services.supervision.domain.records.checking import CheckIn, Coded
from services.supervision.domain.records.contacts import (
    MissingReport,
    Need,
    NeedFound,
    PeriodicReport,
    Talk,
    Visit,
)
from services.supervision.domain.records.copying import Entered
from services.supervision.domain.records.forms import FormIssue, FormReturn, Paper
from services.supervision.domain.records.kits import KitDelivery, KitWithdrawal
from services.supervision.domain.records.laboratory import (
    Clearing,
    Confirming,
    LabRequest,
    LabResult,
    Objecting,
    ObjectionAnswer,
)
from services.supervision.domain.records.officers import Appointing, Officer, Relieving
from services.supervision.domain.records.other_days import OtherDay, OtherDayAnswer
from services.supervision.domain.records.planning import Answer, Drawing, PaperApproval, Proposal
from services.supervision.domain.records.police import (
    PoliceDecision,
    Receipt,
    Reporting,
    Suspicion,
    TreatmentReportAnswer,
)
from services.supervision.domain.records.proposing import OrderAnswer, OrderProposal
from services.supervision.domain.records.takeover import SpansBefore, TestsBefore
from services.supervision.domain.records.testing import (
    INVALID,
    NEGATIVE,
    POSITIVE,
    PROOF_OF,
    Asking,
    Missed,
    Missing,
    Notice,
    ProofFiling,
    Refused,
    Refusing,
    Sampling,
    Tested,
)
from services.supervision.domain.records.typing import Retyping
from services.supervision.domain.records.waiving import WaiverAsked, Waiving

__all__ = [
    "INVALID",
    "NEGATIVE",
    "POSITIVE",
    "PROOF_OF",
    "AbsenceFound",
    "Admonition",
    "Answer",
    "Appointing",
    "Approving",
    "Asking",
    "Assessing",
    "Balance",
    "CheckIn",
    "Clearing",
    "Coded",
    "Confirming",
    "Correcting",
    "Drawing",
    "Entered",
    "FormIssue",
    "FormReturn",
    "Judging",
    "KitDelivery",
    "KitWithdrawal",
    "LabRequest",
    "LabResult",
    "LeaveAsked",
    "Missed",
    "Missing",
    "MissingReport",
    "Need",
    "NeedFound",
    "Notice",
    "Objecting",
    "ObjectionAnswer",
    "Officer",
    "OrderAnswer",
    "OrderProposal",
    "OtherDay",
    "OtherDayAnswer",
    "Overturning",
    "Paper",
    "PaperApproval",
    "PeriodicReport",
    "PoliceDecision",
    "ProofFiling",
    "Proposal",
    "Receipt",
    "Refused",
    "Refusing",
    "Relieving",
    "RemoteTest",
    "Reporting",
    "Returning",
    "Retyping",
    "Sampling",
    "SpansBefore",
    "Suspicion",
    "Talk",
    "Tested",
    "TestsBefore",
    "TreatmentReportAnswer",
    "Violating",
    "Visit",
    "WaiverAsked",
    "Waiving",
]
