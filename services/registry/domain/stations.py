"""Which work station looks after which village, as identity tells it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from eventsourcing.domain import event

from shared.eventstore.aggregate import Aggregate

LIST_ID = UUID("5b0f3d2c-8f0e-4c7e-9a55-2f6f1f0f9d41")


class Stations(Aggregate):
    """The one list of units that look after villages.

    A village is in the area of the unit to which it was given last. What the list says places new
    cases; it moves none that is open, which the office does.
    """

    class StationListBegun(Aggregate.Created):
        """The office began to hear of units."""

        begun_on: date

    class StationNoted(Aggregate.Event):
        """The office was told of a unit, and of the villages that it looks after."""

        noted_on: date
        unit_id: UUID
        station: str
        title: str
        villages: tuple[str, ...]

    class AreaNoted(Aggregate.Event):
        """The office was told that a unit looks after other villages from now on."""

        noted_on: date
        station: str
        villages: tuple[str, ...]

    @staticmethod
    def create_id() -> UUID:
        """There is one list."""
        return LIST_ID

    @event(StationListBegun)
    def __init__(self, *, begun_on: date) -> None:
        self.begun_on = begun_on
        self.codes: dict[UUID, str] = {}
        self.areas: dict[str, str] = {}

    def area_of(self, village: str | None) -> str | None:
        """The station that looks after a village; None if no station does."""
        return self.areas.get(village or "")

    @property
    def known(self) -> frozenset[str]:
        """All units that take part, by code."""
        return frozenset(self.codes.values())

    @property
    def villages(self) -> frozenset[str]:
        """All villages that a unit looks after."""
        return frozenset(self.areas)

    @event(StationNoted)
    def note(
        self, *, unit_id: UUID, station: str, title: str, villages: tuple[str, ...], noted_on: date
    ) -> None:
        """Take a unit in."""
        self.codes[unit_id] = station
        self._give(station, villages)

    def note_area(self, *, unit_id: UUID, villages: tuple[str, ...], noted_on: date) -> None:
        """Give a unit these villages and no others."""
        self._note_area(station=self.codes[unit_id], villages=villages, noted_on=noted_on)

    @event(AreaNoted)
    def _note_area(self, *, station: str, villages: tuple[str, ...], noted_on: date) -> None:
        self._give(station, villages)

    def _give(self, station: str, villages: tuple[str, ...]) -> None:
        kept = {village: holder for village, holder in self.areas.items() if holder != station}
        self.areas = kept | dict.fromkeys(villages, station)
