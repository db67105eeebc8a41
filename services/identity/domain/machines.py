"""Machines that several people work at in turn: at the counter of a station, on the duty desk."""

from __future__ import annotations

from datetime import date
from typing import Any

from eventsourcing.domain import event

from services.identity.rules import proving
from shared.eventstore.aggregate import Aggregate


class Machine(Aggregate):
    """One browser at one machine, bound to a unit by an administrator who stood in front of it."""

    class MachineBound(Aggregate.Created):
        """People who sign in here may change places with a PIN for the rest of the shift."""

        title: str
        unit: str
        digest: str  # of the token that the browser keeps
        bound_on: date

    class MachineReleased(Aggregate.Event):
        """Nobody changes places with a PIN here any more."""

        released_on: date

        def apply(self, aggregate: Any) -> None:
            """The token in the browser means nothing."""
            aggregate.released_on = self.released_on

    @event(MachineBound)
    def __init__(self, *, title: str, unit: str, digest: str, bound_on: date) -> None:
        self.title = title
        self.unit = unit
        self.digest = digest
        self.bound_on = bound_on
        self.released_on: date | None = None

    def release(self, *, released_on: date) -> None:
        """Take the binding back at once."""
        proving.a_machine_is_released_once(released=self.released_on is not None)
        self.trigger_event(self.MachineReleased, released_on=released_on)
