"""Where a person was found to stand now, if that is away: one says it, another or a paper confirms.

Whoever is gone, held or dead need not sign and is left to rest: so no account alone says it.
"""

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
from services.registry.rules.affairs.users import another_confirms_who_left
from shared.eventstore.aggregate import Aggregate, Sealed
from shared.law import Refusal

ANOTHER, PAPER = "another", "paper"


@dataclass(frozen=True, kw_only=True)
class MoveProposal:
    """Where somebody is said to stand, since when, why, and by whose account."""

    proposed_on: date
    proposed_by: str
    flag: str
    since: date
    why: str | None


class RegisterMove(Aggregate):
    """What is said of a person's being away, and who confirmed it."""

    class RegisterMoveBegun(Aggregate.Created):
        """The town began to keep what is said of a person's being away."""

        person: UUID
        begun_on: date

    class RegisterMoveProposed(Aggregate.Event):
        """Somebody said that the person is away: held, moved, abroad or dead."""

        proposed_on: date
        proposed_by: str
        flag: str
        since: date
        why: Sealed[str]

    class RegisterMoveConfirmed(Aggregate.Event):
        """Another confirmed it, or a signed paper does; the register has it from now on.

        Version 2: the day and the scan of the paper, where one was signed.
        """

        class_version = 2

        @staticmethod
        def upcast_v1_v2(state: dict[str, Any]) -> None:
            """Of a paper that approved it, the signer alone is known."""
            only_the_signer_is_known(state)

        confirmed_on: date
        flag: str
        basis: str
        paper_signed_on: date | None
        paper_scan: str | None
        signer: Sealed[str]
        why: Sealed[str]

    class RegisterMoveDeclined(Aggregate.Event):
        """It is not so, or nobody can prove it; or whoever said it took it back."""

        declined_on: date
        flag: str
        why: Sealed[str]

    @staticmethod
    def create_id(person: UUID) -> UUID:
        """Each file of a person has one."""
        return uuid5(person, "register move")

    @event(RegisterMoveBegun)
    def __init__(self, *, person: UUID, begun_on: date) -> None:
        self.person_id = self.of_person = person
        self.begun_on = begun_on
        self.proposal: MoveProposal | None = None

    @property
    def open(self) -> MoveProposal:
        """What waits to be confirmed; `Refusal` if nothing does."""
        if self.proposal is None:
            raise Refusal("没有待确认的登记状态")
        return self.proposal

    def propose(self, proposal: MoveProposal) -> None:
        """Say that the person is away; one proposal at a time."""
        if self.proposal is not None:
            raise Refusal("已提出更改登记状态，等待他人确认", field="flag")
        self._propose(**vars(proposal))

    @event(RegisterMoveProposed)
    def _propose(
        self, *, proposed_on: date, proposed_by: str, flag: str, since: date, why: str | None
    ) -> None:
        self.proposal = MoveProposal(
            proposed_on=proposed_on, proposed_by=proposed_by, flag=flag, since=since, why=why
        )

    def confirm(self, *, approver: str, paper: ApprovedOnPaper | None, why: str, on: date) -> None:
        """Have it hold: another account confirms it, or somebody signed a paper."""
        proposal = self.open
        if paper is None:
            another_confirms_who_left(author=proposal.proposed_by, approver=approver, on=on)
        self._confirm(
            confirmed_on=on,
            flag=proposal.flag,
            basis=PAPER if paper else ANOTHER,
            why=why,
            **facts_of(paper),
        )

    @event(RegisterMoveConfirmed)
    def _confirm(
        self,
        *,
        confirmed_on: date,
        flag: str,
        basis: str,
        paper_signed_on: date | None,
        paper_scan: str | None,
        signer: str | None,
        why: str | None,
    ) -> None:
        self.proposal = None

    def decline(self, *, why: str, on: date) -> None:
        """Leave the register as it is; whoever proposed it may take it back that way."""
        self._decline(declined_on=on, flag=self.open.flag, why=why)

    @event(RegisterMoveDeclined)
    def _decline(self, *, declined_on: date, flag: str, why: str | None) -> None:
        self.proposal = None
