"""What the police station proposes of somebody who has no case yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class OrderProposal:
    """A measure that is submitted for approval (报批) before any case: of whom, which, and why."""

    person_id: UUID
    measure: str
    sent_on: date
    facts: str


@dataclass(frozen=True, kw_only=True)
class OrderAnswer:
    """What became of it, by which document, and who decided."""

    proposal_id: UUID
    decided_on: date
    granted: bool
    document_no: str
    decider: str
