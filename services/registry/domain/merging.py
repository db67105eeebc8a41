"""That one human being is on file twice: both files stay, and one gives way to the other."""

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
from services.registry.rules.register import another_decides_a_merge
from shared.eventstore.aggregate import Aggregate, Sealed
from shared.law import Refusal


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """That a file give way to another: to which, by which proof, by whose account."""

    into: UUID
    proposed_on: date
    proposed_by: str
    proof: str | None


class Merging(Aggregate):
    """What became of one file of a person: into which it went, and which came to it.

    Cases, numbers and history stay where they are, so that whatever was merged can be parted again.
    """

    class MergingBegun(Aggregate.Created):
        """The town began to keep note of a person's other files."""

        person: UUID
        begun_on: date

    class PersonMergeProposed(Aggregate.Event):
        """Somebody found that the person is on file twice."""

        proposed_on: date
        into: UUID
        proposed_by: str
        proof: Sealed[str]

    class PersonMergeRejected(Aggregate.Event):
        """They are two persons: nothing is merged."""

        rejected_on: date
        why: Sealed[str]

    class PersonMerged(Aggregate.Event):
        """The file gave way to another, by another's decision or a paper.

        Version 2: the day and the scan of that paper.
        """

        class_version = 2

        @staticmethod
        def upcast_v1_v2(state: dict[str, Any]) -> None:
            """Of a paper that approved it, the signer alone is known."""
            only_the_signer_is_known(state)

        merged_on: date
        into: UUID
        on_paper: bool
        paper_signed_on: date | None
        paper_scan: str | None
        signer: Sealed[str]

    class PersonUnmerged(Aggregate.Event):
        """The two were parted: each stands for itself again."""

        unmerged_on: date
        out_of: UUID
        why: Sealed[str]

    class IdentityAdded(Aggregate.Event):
        """Another file of the same person came to this one."""

        added_on: date
        of_person: UUID

    class IdentityRemoved(Aggregate.Event):
        """The other file stands for itself again."""

        removed_on: date
        of_person: UUID

    @staticmethod
    def create_id(person: UUID) -> UUID:
        """Each file of a person has one."""
        return uuid5(person, "merging")

    @event(MergingBegun)
    def __init__(self, *, person: UUID, begun_on: date) -> None:
        self.person_id = self.of_person = person
        self.begun_on = begun_on
        self.proposal: Proposal | None = None
        self.into: UUID | None = None
        self.others: list[UUID] = []

    # The file that gives way.

    def propose(self, proposal: Proposal, *, kept: Merging) -> None:
        """Propose that this file give way; not to one that gave way itself, and not in a chain."""
        if self.into is not None or self.proposal is not None:
            raise Refusal("这份档案已经合并，或者已提出合并", field="into")
        if self.others:
            raise Refusal("有别的档案并入了这一份，请反过来合并", field="into")
        if kept.into is not None:
            raise Refusal("对方档案已并入另一份，请并入那一份", field="into")
        if kept.id == self.id:
            raise Refusal("两份是同一份档案", field="into")
        self._propose(**vars(proposal))

    @event(PersonMergeProposed)
    def _propose(
        self, *, proposed_on: date, into: UUID, proposed_by: str, proof: str | None
    ) -> None:
        self.proposal = Proposal(
            into=into, proposed_on=proposed_on, proposed_by=proposed_by, proof=proof
        )

    def approve(self, *, merged_on: date, approver: str, kept: Merging) -> None:
        """Let the file give way, as somebody other than the proposer decides."""
        another_decides_a_merge(author=self.open.proposed_by, approver=approver)
        self._give_way(merged_on=merged_on, kept=kept, paper=None)

    def approve_on_paper(self, *, merged_on: date, paper: ApprovedOnPaper, kept: Merging) -> None:
        """Let the file give way, by a paper that a leader signed."""
        self._give_way(merged_on=merged_on, kept=kept, paper=paper)

    def reject(self, *, rejected_on: date, why: str) -> None:
        """Turn the proposal down."""
        _ = self.open
        self._reject(rejected_on=rejected_on, why=why)

    @event(PersonMergeRejected)
    def _reject(self, *, rejected_on: date, why: str | None) -> None:
        self.proposal = None

    def part(self, *, unmerged_on: date, why: str, kept: Merging) -> None:
        """Have each file stand for itself again."""
        if self.into is None:
            raise Refusal("这份档案没有合并，不用拆分")
        self._part(unmerged_on=unmerged_on, out_of=self.into, why=why)
        kept.lose(self, on=unmerged_on)

    @event(PersonUnmerged)
    def _part(self, *, unmerged_on: date, out_of: UUID, why: str | None) -> None:
        self.into = None

    @property
    def open(self) -> Proposal:
        """The proposal that waits for a decision; `Refusal` if there is none."""
        if self.proposal is None:
            raise Refusal("没有待审批的合并")
        return self.proposal

    def _give_way(self, *, merged_on: date, kept: Merging, paper: ApprovedOnPaper | None) -> None:
        if kept.into is not None or self.others:
            raise Refusal("提出以后两份档案又有合并，请重新提出")
        self._merge(
            merged_on=merged_on,
            into=self.open.into,
            on_paper=paper is not None,
            **facts_of(paper),
        )
        kept.gain(self, on=merged_on)

    @event(PersonMerged)
    def _merge(
        self,
        *,
        merged_on: date,
        into: UUID,
        on_paper: bool,
        paper_signed_on: date | None,
        paper_scan: str | None,
        signer: str | None,
    ) -> None:
        self.into, self.proposal = into, None

    # The file that is kept.

    def gain(self, other: Merging, *, on: date) -> None:
        """Note another file of the same person."""
        self._gain(added_on=on, of_person=other.of_person)

    @event(IdentityAdded)
    def _gain(self, *, added_on: date, of_person: UUID) -> None:
        self.others.append(of_person)

    def lose(self, other: Merging, *, on: date) -> None:
        """Note that the other file stands for itself again."""
        self._lose(removed_on=on, of_person=other.of_person)

    @event(IdentityRemoved)
    def _lose(self, *, removed_on: date, of_person: UUID) -> None:
        self.others.remove(of_person)
