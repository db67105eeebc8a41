"""Proposals as one value each; and what the file remembers of proposals."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

PLAN, FORCED_TEST, OTHER = "plan", "forced_test", "other"
GRANTED, NOT_GRANTED = "granted", "not_granted"


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What the police station submits for approval; a plan names its stages if it is CUSTOM."""

    measure: str
    sent_on: date
    facts: str
    plan: str | None = None
    stages: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What became of a proposal, by which document, and who decided."""

    approval_id: UUID
    decided_on: date
    granted: bool
    document_no: str
    decider: str


@dataclass(frozen=True, kw_only=True)
class PaperApproval:
    """A proposal that was approved on paper: on which day, and by whom."""

    approval_id: UUID
    approved_on: date
    approver: str
    document_no: str = ""


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A test beside the plan that is drawn for many files at once: of which kind, between when."""

    kind: str
    first: date
    last: date


@dataclass(frozen=True, kw_only=True)
class Approval:
    """A proposal on file; `granted` is None until it is answered."""

    measure: str
    plan: str | None
    stages: tuple[str, ...]
    granted: bool | None = None

    def answered(self, *, granted: bool) -> Approval:
        """The same with its answer."""
        return replace(self, granted=granted)
