"""Files of the town's small registers: what proves wrong in one is struck out, never edited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from eventsourcing.domain import event

from services.registry.domain.approvals import (
    ApprovedOnPaper,
    facts_of,
    only_the_signer_is_known,
)
from services.registry.rules.course import somebody_else_approves
from services.registry.rules.typing import ANOTHER, PAPER
from shared.eventstore.aggregate import Aggregate, Sealed
from shared.law import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

T = TypeVar("T")
Said = tuple[str | date | Decimal | None, ...]

WHOLE = 1
"""The entry with which a record began; whoever strikes it out strikes out all of the record."""


@dataclass(frozen=True, kw_only=True)
class StrikingOut:
    """That an entry be struck out: why, on which day and by whose account it was proposed."""

    proposed_on: date
    proposed_by: str
    why: str | None


@dataclass(frozen=True, kw_only=True)
class StruckOut:
    """That an entry counts for nothing: since when, by whom, and why.

    `signer` is empty where another account approved it. Of older papers only the signer is known.
    """

    struck_out_on: date
    basis: str
    paper_signed_on: date | None
    paper_scan: str | None
    signer: str | None
    why: str | None


class Record(Aggregate):
    """Base of such a file. Its entries are its events, each called by its number in it.

    One account proposes that an entry be struck out and another decides, or a leader's signed paper
    does (domain.md 0.23): dates, results and counts are corrected by nobody alone. What was struck
    out stays readable and counts for nothing. A subclass names its `register_name`, keeps what its
    entries say by their numbers, says in `entries` which may be struck out beside the whole, and
    tells by `standing` alone how things are.
    """

    if TYPE_CHECKING:
        proposals: Mapping[int, StrikingOut]
        struck_out: Mapping[int, StruckOut]
    else:  # the library would make fields of annotated attributes
        proposals = MappingProxyType({})
        struck_out = MappingProxyType({})
    register_name = ""

    class StrikingOutProposed(Aggregate.Event):
        """Somebody found that an entry is wrong."""

        proposed_on: date
        proposed_by: str
        register: str
        entry: int
        why: Sealed[str]

    class RecordStruckOut(Aggregate.Event):
        """An entry counts for nothing, as if it had never been made.

        Version 2: the day and the scan of the paper, where one was signed.
        """

        class_version = 2

        @staticmethod
        def upcast_v1_v2(state: dict[str, Any]) -> None:
            """Of a paper that approved it, the signer alone is known."""
            only_the_signer_is_known(state)

        struck_out_on: date
        record_id: UUID
        register: str
        entry: int
        basis: str
        paper_signed_on: date | None
        paper_scan: str | None
        signer: Sealed[str]

    class StrikingOutDeclined(Aggregate.Event):
        """The entry is right as it is."""

        declined_on: date
        register: str
        entry: int
        why: Sealed[str]

    @property
    def entries(self) -> frozenset[int]:
        """What may be struck out by itself."""
        return frozenset({WHOLE})

    def said(self, entry: int) -> Said:
        """What an entry says, in words, codes, days and sums: enough to know it by."""
        raise NotImplementedError

    @property
    def next_entry(self) -> int:
        """The number of the entry that is being made: an event counts once it is applied."""
        return self.version + 1

    def stands(self, entry: int = WHOLE) -> bool:
        """Whether an entry counts: neither it nor the whole record was struck out."""
        return not self.struck_out.keys() & {WHOLE, entry}

    def must_stand(self, entry: int = WHOLE) -> None:
        """Nothing more is written about what was struck out; else `Refusal`."""
        if not self.stands(entry):
            raise Refusal("这条记录已经作废")

    def standing(self, said: Mapping[int, T]) -> dict[int, T]:
        """Of what entries say, what counts."""
        return {entry: it for entry, it in said.items() if self.stands(entry)}

    def propose_striking_out(self, entry: int, *, by: str, why: str, on: date) -> None:
        """Say that an entry is wrong, and why; one proposal an entry at a time."""
        if entry not in self.entries:
            raise Refusal("没有这条记录", field="entry")
        self.must_stand(entry)
        if entry in self.proposals:
            raise Refusal("已提出作废，等待他人审批")
        self._propose(
            proposed_on=on, proposed_by=by, register=self.register_name, entry=entry, why=why
        )

    @event(StrikingOutProposed)
    def _propose(
        self, *, proposed_on: date, proposed_by: str, register: str, entry: int, why: str | None
    ) -> None:
        proposal = StrikingOut(proposed_on=proposed_on, proposed_by=proposed_by, why=why)
        self.proposals = {**self.proposals, entry: proposal}

    def strike_out(
        self, entry: int, *, approver: str, paper: ApprovedOnPaper | None, on: date
    ) -> None:
        """Let an entry count for nothing: another approves it, or a leader signed a paper."""
        proposal = self.proposal_on(entry)
        self.must_stand(entry)
        if paper is None:
            somebody_else_approves(author=proposal.proposed_by, approver=approver)
        self._strike_out(
            struck_out_on=on,
            record_id=self.id,
            register=self.register_name,
            entry=entry,
            basis=PAPER if paper else ANOTHER,
            **facts_of(paper),
        )

    @event(RecordStruckOut)
    def _strike_out(
        self,
        *,
        struck_out_on: date,
        record_id: UUID,
        register: str,
        entry: int,
        basis: str,
        paper_signed_on: date | None,
        paper_scan: str | None,
        signer: str | None,
    ) -> None:
        struck = StruckOut(
            struck_out_on=struck_out_on,
            basis=basis,
            paper_signed_on=paper_signed_on,
            paper_scan=paper_scan,
            signer=signer,
            why=self.proposals[entry].why,
        )
        self.struck_out = {**self.struck_out, entry: struck}
        self._settle(entry)

    def decline_striking_out(self, entry: int, *, why: str, on: date) -> None:
        """Leave the entry as it is; whoever proposed it may withdraw it that way."""
        self.proposal_on(entry)
        self._decline(declined_on=on, register=self.register_name, entry=entry, why=why)

    @event(StrikingOutDeclined)
    def _decline(self, *, declined_on: date, register: str, entry: int, why: str | None) -> None:
        self._settle(entry)

    def proposal_on(self, entry: int) -> StrikingOut:
        """What waits for a decision; `Refusal` if nothing does."""
        if entry not in self.proposals:
            raise Refusal("没有待审批的作废")
        return self.proposals[entry]

    def _settle(self, entry: int) -> None:
        self.proposals = {it: said for it, said in self.proposals.items() if it != entry}
