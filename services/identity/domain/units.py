"""Units: the stations, offices and institutions at which roles are held."""

from __future__ import annotations

from datetime import date

from eventsourcing.domain import event

from shared.eventstore.aggregate import Aggregate


class Unit(Aggregate):
    """A work station, office or institution, and the villages that it looks after."""

    class UnitRegistered(Aggregate.Created):
        """A unit takes part."""

        unit: str
        title: str
        villages: tuple[str, ...]
        registered_on: date

    class VillagesAssigned(Aggregate.Event):
        """The unit looks after these villages from now on."""

        villages: tuple[str, ...]
        assigned_on: date

    @event(UnitRegistered)
    def __init__(
        self, *, unit: str, title: str, villages: tuple[str, ...], registered_on: date
    ) -> None:
        self.unit = unit
        self.title = title
        self.villages = villages
        self.registered_on = self.assigned_on = registered_on

    def assign_villages(self, *, villages: tuple[str, ...], assigned_on: date) -> None:
        """Say which villages the unit looks after."""
        self._assign_villages(villages=villages, assigned_on=assigned_on)

    @event(VillagesAssigned)
    def _assign_villages(self, *, villages: tuple[str, ...], assigned_on: date) -> None:
        self.villages = villages
        self.assigned_on = assigned_on
