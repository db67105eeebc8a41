"""Two decisions about one person that both stand: what the police say becomes of them (0.5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from eventsourcing.domain import event

from services.registry.domain.approvals import ApprovedOnPaper, facts_of
from services.registry.rules.course import somebody_else_approves
from services.registry.rules.typing import ANOTHER, PAPER
from shared.eventstore.aggregate import Aggregate, Sealed
from shared.law import Refusal

BOTH_STAND, FORMER_GIVES_WAY, LATER_GIVES_WAY = "both_stand", "former_gives_way", "later_gives_way"
OUTCOMES = (FORMER_GIVES_WAY, LATER_GIVES_WAY, BOTH_STAND)
"""The former case was opened first; both can go on to their terms."""


@dataclass(frozen=True, kw_only=True)
class Clarity:
    """What a paper of the police says becomes of the two, as somebody proposed to record it."""

    proposed_on: date
    proposed_by: str
    decided_on: date
    outcome: str
    authority: str | None
    document_no: str | None
    why: str | None


class Clarification(Aggregate):
    """A case that was opened beside another one that stayed open, and that other one."""

    class ClarificationBegun(Aggregate.Created):
        """The town began to clear up what becomes of the two."""

        case_id: UUID
        person_id: UUID
        case_ref: str
        former: str
        begun_on: date

    class ClarificationProposed(Aggregate.Event):
        """Somebody has the police's paper, and said what becomes of the two by it."""

        proposed_on: date
        proposed_by: str
        decided_on: date
        former: str
        outcome: str
        authority: Sealed[str]
        document_no: Sealed[str]
        why: Sealed[str]

    class DecisionsClarified(Aggregate.Event):
        """So it is, by another's approval or a signed paper: both stand, or one gave way."""

        clarified_on: date
        decided_on: date
        former: str
        outcome: str
        basis: str
        paper_signed_on: date | None
        paper_scan: str | None
        signer: Sealed[str]
        why: Sealed[str]

    class ClarificationDeclined(Aggregate.Event):
        """The paper does not say that; or whoever proposed it took it back."""

        declined_on: date
        former: str
        why: Sealed[str]

    @staticmethod
    def create_id(case_id: UUID, former: str) -> UUID:
        """Each two have one; it goes by the case that was opened later."""
        return uuid5(case_id, f"clarification with {former}")

    @event(ClarificationBegun)
    def __init__(
        self, *, case_id: UUID, person_id: UUID, case_ref: str, former: str, begun_on: date
    ) -> None:
        self.case_id = case_id
        self.person_id = person_id
        self.case_ref = case_ref
        self.former = former
        self.begun_on = begun_on
        self.proposal: Clarity | None = None
        self.outcome: str | None = None

    def propose(self, clarity: Clarity) -> None:
        """Say what becomes of the two; one proposal at a time, and only once."""
        if self.outcome is not None:
            raise Refusal("两案的关系已经查明")
        if self.proposal is not None:
            raise Refusal("已登记查明结果，等待他人审批")
        self._propose(former=self.former, **vars(clarity))

    @event(ClarificationProposed)
    def _propose(
        self,
        *,
        proposed_on: date,
        proposed_by: str,
        decided_on: date,
        former: str,
        outcome: str,
        authority: str | None,
        document_no: str | None,
        why: str | None,
    ) -> None:
        self.proposal = Clarity(
            proposed_on=proposed_on,
            proposed_by=proposed_by,
            decided_on=decided_on,
            outcome=outcome,
            authority=authority,
            document_no=document_no,
            why=why,
        )

    def approve(
        self, *, approver: str, paper: ApprovedOnPaper | None, why: str, on: date
    ) -> Clarity:
        """Let it hold: another approves it, or a leader signed a paper; gives what holds."""
        proposal = self.open
        if paper is None:
            somebody_else_approves(author=proposal.proposed_by, approver=approver)
        self._clarify(
            clarified_on=on,
            decided_on=proposal.decided_on,
            former=self.former,
            outcome=proposal.outcome,
            basis=PAPER if paper else ANOTHER,
            why=why,
            **facts_of(paper),
        )
        return proposal

    @event(DecisionsClarified)
    def _clarify(
        self,
        *,
        clarified_on: date,
        decided_on: date,
        former: str,
        outcome: str,
        basis: str,
        paper_signed_on: date | None,
        paper_scan: str | None,
        signer: str | None,
        why: str | None,
    ) -> None:
        self.proposal, self.outcome = None, outcome

    def decline(self, *, why: str, on: date) -> None:
        """Leave it open; whoever proposed it may take it back that way."""
        _ = self.open
        self._decline(declined_on=on, former=self.former, why=why)

    @event(ClarificationDeclined)
    def _decline(self, *, declined_on: date, former: str, why: str | None) -> None:
        self.proposal = None

    @property
    def open(self) -> Clarity:
        """What waits for a decision; `Refusal` if nothing does."""
        if self.proposal is None:
            raise Refusal("没有待审批的查明结果")
        return self.proposal
