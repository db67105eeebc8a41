"""At which station cases are kept: what identity tells of areas, and what the office decides."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from services.registry.application.files import Files
from services.registry.domain.case import Case
from services.registry.domain.stations import Stations
from services.registry.policies import StationRegistered, VillagesAssigned
from services.registry.rules.stations import a_station_takes_part
from shared import clock
from shared.eventstore.hearing import hears
from shared.eventstore.performing import command


class Placing(Files):
    """Stations, and the cases that they keep."""

    @command
    def assign_station(self, *, case_id: UUID, station: str, reason: str = "") -> None:
        """Give a case to a station, or hand it over to another; a handing over has its reason."""
        case = self.case(case_id)
        stations = self.stations()
        a_station_takes_part(station=station, known=stations.known if stations else ())
        self._move(case, to=station, reason=reason)

    @command
    def place_by_village(self, *, case_ids: Iterable[UUID], reason: str) -> int:
        """Move these cases to the stations of their persons' villages; answers how many moved.

        All of them go into one append. A case whose village no station looks after stays, and so
        does one that is there already.
        """
        moving = [
            (case, area)
            for case in map(self.case, dict.fromkeys(case_ids))
            if (area := self._area_of(case)) not in {None, case.station}
        ]
        for case, area in moving:
            self._move(case, to=area or "", reason=reason)
        return len(moving)

    @hears(StationRegistered)
    def on_station_registered(self, fact: StationRegistered) -> None:
        """Whenever a unit takes part, its villages are known here."""
        stations = self.stations() or Stations(begun_on=fact.registered_on)
        stations.note(
            unit_id=fact.unit_id,
            station=fact.station,
            title=fact.title,
            villages=fact.villages,
            noted_on=fact.registered_on,
        )
        self.save(stations)

    @hears(VillagesAssigned)
    def on_villages_assigned(self, fact: VillagesAssigned) -> None:
        """Whenever villages move, new cases follow; open ones stay until the office moves them."""
        stations = self.load(Stations, Stations.create_id())
        stations.note_area(unit_id=fact.unit_id, villages=fact.villages, noted_on=fact.assigned_on)
        self.save(stations)

    def _move(self, case: Case, *, to: str, reason: str) -> None:
        case.assign_station(to, area=self._area_of(case), reason=reason, assigned_on=clock.today())
        self.save(case)

    def _area_of(self, case: Case) -> str | None:
        return self.area_of(self.person(case.of_person).village)
