"""The rooms and equipment of the work stations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from eventsourcing.domain import event

from services.registry.domain.affairs.records import Record, Said
from services.registry.rules.affairs import stations
from shared.eventstore.aggregate import Aggregate, Sealed
from shared.law import defects

ROOMS = UUID("3b0c4e57-5d0a-4d17-8f25-7f2a0c1b6d03")


@dataclass(frozen=True, kw_only=True)
class Equipment:
    """What a station has under one asset number, as it was counted last."""

    item: str
    quantity: int
    condition: str
    asset_no: str
    counted_on: date


class StationRoom(Record):
    """Where a station works, and with what: counts of equipment by the number of the entry."""

    register_name = "rooms"

    class StationRoomBegun(Aggregate.Created):
        """The town began to keep what a station has."""

        station: str
        begun_on: date

    class StationRegistered(Aggregate.Event):
        """The town said where a station works from a day on."""

        registered_on: date
        station: str
        dedicated_office: bool
        defects: tuple[str, ...]
        address: Sealed[str]
        keeper: Sealed[str]

    class EquipmentRecorded(Aggregate.Event):
        """Equipment of a station was counted; a later count of the same asset number stands."""

        counted_on: date
        station: str
        item: str
        quantity: int
        condition: str
        asset_no: str

    @staticmethod
    def create_id(station: str) -> UUID:
        """A station has one file of this kind."""
        return uuid5(ROOMS, station)

    @event(StationRoomBegun)
    def __init__(self, *, station: str, begun_on: date) -> None:
        self.station = station
        self.begun_on = begun_on
        self.registered_on: date | None = None
        self.dedicated_office = False
        self.defects: tuple[str, ...] = ()
        self.address: str | None = ""
        self.keeper: str | None = ""
        self.counts: dict[int, Equipment] = {}

    @property
    def equipment(self) -> dict[str, Equipment]:
        """What stands there: of each asset number the last count."""
        return {it.asset_no: it for it in self.last_counts.values()}

    @property
    def last_counts(self) -> dict[int, Equipment]:
        """The same, by the number of the entry."""
        counts = self.standing(self.counts)
        last = {it.asset_no: entry for entry, it in counts.items()}
        return {entry: counts[entry] for entry in last.values()}

    @property
    def entries(self) -> frozenset[int]:
        """Each count; where a station works is told anew when it is another place."""
        return frozenset(self.counts)

    def said(self, entry: int) -> Said:
        """What was counted where."""
        count = self.counts[entry]
        return self.station, count.item, count.asset_no, count.counted_on

    @property
    def computers(self) -> int:
        """How many computers stand there that are not scrapped."""
        return sum(
            it.quantity
            for it in self.equipment.values()
            if it.item == stations.COMPUTER and it.condition != stations.SCRAPPED
        )

    @property
    def is_fit(self) -> bool:
        """Whether the station has an office of its own and a computer (S32, S33; M33)."""
        return self.dedicated_office and self.computers > 0

    def register(
        self, *, registered_on: date, dedicated_office: bool, address: str, keeper: str
    ) -> tuple[str, ...]:
        """Record where the station works; answers what that falls short of."""
        found = defects(
            stations.a_station_has_an_office_of_its_own(
                dedicated=dedicated_office, on=registered_on
            )
        )
        self._register(
            registered_on=registered_on,
            station=self.station,
            dedicated_office=dedicated_office,
            defects=found,
            address=address,
            keeper=keeper,
        )
        return found

    @event(StationRegistered)
    def _register(
        self,
        *,
        registered_on: date,
        station: str,
        dedicated_office: bool,
        defects: tuple[str, ...],
        address: str | None,
        keeper: str | None,
    ) -> None:
        self.registered_on = registered_on
        self.dedicated_office = dedicated_office
        self.defects = defects
        self.address = address
        self.keeper = keeper

    def record(self, equipment: Equipment) -> None:
        """Record what was counted."""
        self._record(station=self.station, **vars(equipment))

    @event(EquipmentRecorded)
    def _record(
        self,
        *,
        counted_on: date,
        station: str,
        item: str,
        quantity: int,
        condition: str,
        asset_no: str,
    ) -> None:
        self.counts[self.next_entry] = Equipment(
            item=item,
            quantity=quantity,
            condition=condition,
            asset_no=asset_no,
            counted_on=counted_on,
        )
