"""Hand-overs: what one member of staff leaves to the next, on a sheet that both sign."""

from __future__ import annotations

from datetime import date
from typing import Any

from eventsourcing.domain import event

from services.identity.rules import granting
from shared.eventstore.aggregate import Aggregate, Sealed

GIVER, TAKER = "giver", "taker"


class HandOver(Aggregate):
    """One sheet: who leaves which role at which unit to whom, when, and what goes with it.

    It moves no right: the taker's role is asked for and approved, and the giver's is ended, as any.
    """

    class HandOverDrawnUp(Aggregate.Created):
        """An administrator wrote the sheet."""

        giver: str
        taker: str
        role: str
        unit: str
        hands_over_on: date
        drawn_up_on: date
        items: Sealed[str]  # one a line: files, keys, seals, machines, what is unfinished

    class HandOverSigned(Aggregate.Event):
        """One of the two signed: in the system by themselves, or on the printed sheet."""

        side: str
        signed_on: date
        on_paper: bool

        def apply(self, aggregate: Any) -> None:
            """Both signatures make it whole."""
            aggregate.signed[self.side] = self.signed_on
            if self.on_paper:
                aggregate.on_paper = (*aggregate.on_paper, self.side)

    @event(HandOverDrawnUp)
    def __init__(
        self,
        *,
        giver: str,
        taker: str,
        role: str,
        unit: str,
        hands_over_on: date,
        drawn_up_on: date,
        items: str,
    ) -> None:
        self.giver = giver
        self.taker = taker
        self.role = role
        self.unit = unit
        self.hands_over_on = hands_over_on
        self.drawn_up_on = drawn_up_on
        self.items: str | None = items
        self.signed: dict[str, date] = {}
        self.on_paper: tuple[str, ...] = ()

    @property
    def lines(self) -> list[str]:
        """What is handed over, one thing each."""
        return (self.items or "").splitlines()

    @property
    def whole(self) -> bool:
        """Whether both have signed."""
        return {GIVER, TAKER} <= self.signed.keys()

    def side_of(self, account: str) -> str:
        """Which of the two an account is; empty for anybody else."""
        return {self.giver: GIVER, self.taker: TAKER}.get(account, "")

    def sign(self, *, side: str, signed_on: date, on_paper: bool) -> None:
        """Put one side's signature under the sheet."""
        granting.each_of_the_two_signs_once(side=side, signed=side in self.signed)
        self.trigger_event(self.HandOverSigned, side=side, signed_on=signed_on, on_paper=on_paper)
