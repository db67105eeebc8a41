"""Means: the rooms and equipment of stations, and the special fund."""

from __future__ import annotations

from datetime import date
from typing import Any

from services.registry.application.files import Files
from services.registry.domain.affairs.budget import Approval, Budget, Spending
from services.registry.domain.affairs.stations import Equipment, StationRoom
from services.registry.rules.affairs.stations import a_station_is_one_of_the_towns
from services.registry.rules.days import what_happened_is_not_ahead
from shared import clock
from shared.eventstore.performing import command


class Means(Files):
    """What the work is done with."""

    def station_room(self, station: str) -> StationRoom | None:
        """Where a station works, and with what; None if nothing was recorded."""
        return self.find(StationRoom, StationRoom.create_id(station=station))

    def budget(self, year: int) -> Budget | None:
        """The fund of a year; None if nothing was recorded."""
        return self.find(Budget, Budget.create_id(year=year))

    @command
    def register_station(
        self,
        *,
        station: str,
        registered_on: date,
        dedicated_office: bool,
        address: str = "",
        keeper: str = "",
    ) -> dict[str, Any]:
        """Record where a station works, or that it moved; answers what that falls short of."""
        what_happened_is_not_ahead(today=clock.today(), registered_on=registered_on)
        room = self._room(station, registered_on)
        found = room.register(
            registered_on=registered_on,
            dedicated_office=dedicated_office,
            address=address,
            keeper=keeper,
        )
        self.save(room)
        return {"defects": list(found)}

    @command
    def record_equipment(self, *, station: str, equipment: Equipment) -> None:
        """Record what was counted at a station; the last count of an asset number stands."""
        what_happened_is_not_ahead(today=clock.today(), counted_on=equipment.counted_on)
        room = self._room(station, equipment.counted_on)
        room.record(equipment)
        self.save(room)

    @command
    def approve_budget(self, *, year: int, approval: Approval) -> dict[str, Any]:
        """Record what the budget of a year gives; answers what it falls short of."""
        what_happened_is_not_ahead(today=clock.today(), approved_on=approval.approved_on)
        fund = self.budget(year) or Budget(year=year, begun_on=approval.approved_on)
        found = fund.approve(approval)
        self.save(fund)
        return {"defects": list(found)}

    @command
    def record_spending(self, *, year: int, spending: Spending) -> dict[str, Any]:
        """Record what was spent of a year's fund; answers what it falls short of."""
        what_happened_is_not_ahead(today=clock.today(), spent_on=spending.spent_on)
        fund = self.budget(year) or Budget(year=year, begun_on=spending.spent_on)
        found = fund.spend(spending)
        self.save(fund)
        return {"defects": list(found)}

    def _room(self, station: str, on: date) -> StationRoom:
        a_station_is_one_of_the_towns(station=station, on=on)
        return self.station_room(station) or StationRoom(station=station, begun_on=on)
