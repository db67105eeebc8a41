"""Whether a person counts among the actual users of the town, and by whose decision not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from eventsourcing.domain import event

from services.registry.domain.approvals import (
    ApprovedOnPaper,
    facts_of,
    only_the_signer_is_known,
)
from services.registry.rules.affairs import users
from shared.eventstore.aggregate import Aggregate, Sealed
from shared.law import Refusal


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """That somebody be left out of the head count: why, by which proof, by whose account."""

    reason: str
    proposed_on: date
    proposed_by: str
    proof: str | None


class ActualUser(Aggregate):
    """A person's place in the head count."""

    class ActualUserBegun(Aggregate.Created):
        """The town began to keep a person's place in the head count."""

        person: UUID
        begun_on: date

    class UserVerified(Aggregate.Event):
        """The police confirmed that the person is registered with them (禁毒法 32(2))."""

        verified_on: date
        basis: str
        police_ref: Sealed[str]

    class UserExclusionProposed(Aggregate.Event):
        """Somebody proposed to leave the person out."""

        proposed_on: date
        reason: str
        proposed_by: str
        proof: Sealed[str]

    class UserExclusionRejected(Aggregate.Event):
        """The proposal was turned down: the person counts."""

        rejected_on: date
        why: Sealed[str]

    class UserExcluded(Aggregate.Event):
        """The person counts no longer, by another's decision or a paper.

        Version 2: what it falls short of; with a defect the person goes on counting.
        Version 3: the day and the scan of the paper, where one was signed.
        """

        class_version = 3

        @staticmethod
        def upcast_v1_v2(state: dict[str, Any]) -> None:
            """Nothing was held against it."""
            state["defects"] = []

        @staticmethod
        def upcast_v2_v3(state: dict[str, Any]) -> None:
            """Of a paper that approved it, the signer alone is known."""
            only_the_signer_is_known(state)

        excluded_on: date
        reason: str
        on_paper: bool
        defects: tuple[str, ...]
        paper_signed_on: date | None
        paper_scan: str | None
        signer: Sealed[str]

    class UserReinstated(Aggregate.Event):
        """The person counts again."""

        reinstated_on: date
        why: Sealed[str]

    @staticmethod
    def create_id(person: UUID) -> UUID:
        """A person has one place in the head count."""
        return uuid5(person, "actual user")

    @event(ActualUserBegun)
    def __init__(self, *, person: UUID, begun_on: date) -> None:
        self.person_id = person
        self.begun_on = begun_on
        self.verified_on: date | None = None
        self.proposal: Proposal | None = None
        self.excluded: Proposal | None = None
        self.defects: tuple[str, ...] = ()

    def verify(self, *, verified_on: date, basis: str, police_ref: str) -> None:
        """Record the police's confirmation, once."""
        if self.verified_on is not None:
            raise Refusal(
                "已于 {verified_on} 核实", field="verified_on", verified_on=self.verified_on
            )
        self._verify(verified_on=verified_on, basis=basis, police_ref=police_ref)

    @event(UserVerified)
    def _verify(self, *, verified_on: date, basis: str, police_ref: str | None) -> None:
        self.verified_on = verified_on
        self.basis = basis
        self.police_ref = police_ref

    def propose(self, proposal: Proposal) -> None:
        """Propose to leave the person out, with proof (S34)."""
        if self.excluded is not None or self.proposal is not None:
            raise Refusal("已经排除或者已提出排除", field="reason")
        self._propose(**vars(proposal))

    @event(UserExclusionProposed)
    def _propose(
        self, *, proposed_on: date, reason: str, proposed_by: str, proof: str | None
    ) -> None:
        self.proposal = Proposal(
            reason=reason, proposed_on=proposed_on, proposed_by=proposed_by, proof=proof
        )

    def approve(self, *, excluded_on: date, approver: str, found: tuple[str, ...] = ()) -> None:
        """Leave the person out, as somebody other than the proposer decides, unless `found`."""
        proposal = self._open()
        users.an_exclusion_is_approved_by_another(
            author=proposal.proposed_by, approver=approver, on=excluded_on
        )
        self._exclude(
            excluded_on=excluded_on,
            reason=proposal.reason,
            on_paper=False,
            defects=found,
            **facts_of(None),
        )

    def approve_on_paper(
        self, *, excluded_on: date, paper: ApprovedOnPaper, found: tuple[str, ...] = ()
    ) -> None:
        """Leave the person out by a paper that a leader signed, unless `found`: what it lacks."""
        self._exclude(
            excluded_on=excluded_on,
            reason=self._open().reason,
            on_paper=True,
            defects=found,
            **facts_of(paper),
        )

    def reject(self, *, rejected_on: date, why: str) -> None:
        """Turn the proposal down."""
        self._open()
        self._reject(rejected_on=rejected_on, why=why)

    @event(UserExclusionRejected)
    def _reject(self, *, rejected_on: date, why: str | None) -> None:
        self.proposal = None

    def reinstate(self, *, reinstated_on: date, why: str) -> None:
        """Have the person count again."""
        if self.excluded is None:
            raise Refusal("没有被排除，不用恢复", field="reinstated_on")
        self._reinstate(reinstated_on=reinstated_on, why=why)

    @event(UserReinstated)
    def _reinstate(self, *, reinstated_on: date, why: str | None) -> None:
        self.excluded = None

    @event(UserExcluded)
    def _exclude(
        self,
        *,
        excluded_on: date,
        reason: str,
        on_paper: bool,
        defects: tuple[str, ...],
        paper_signed_on: date | None,
        paper_scan: str | None,
        signer: str | None,
    ) -> None:
        self.excluded, self.proposal = None if defects else self.proposal, None
        self.defects = defects

    def _open(self) -> Proposal:
        if self.proposal is None:
            raise Refusal("没有待审批的排除")
        return self.proposal
