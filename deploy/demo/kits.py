"""Test kits in the story: a box comes to a station when the last one is used up or expires."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from services.supervision.application import SupervisionApplication
from services.supervision.domain.records import KitDelivery
from shared import clock

if TYPE_CHECKING:
    from deploy.assembly import Offices

IN_A_BOX = 25
GOOD_FOR = timedelta(days=210)


@dataclass
class _Box:
    batch: str
    expires_on: date
    used: int = 0


class Boxes:
    """The boxes of kits that the stations have open."""

    def __init__(self, offices: Offices) -> None:
        self.supervision: SupervisionApplication = offices.app(SupervisionApplication)
        self.open: dict[str, _Box] = {}
        self.bought = 0

    def take(self, station: str, *, on: date) -> tuple[str, str, date]:
        """A kit for a test of that day: its batch, its number, its last day."""
        box = self.open.get(station)
        if box is None or box.used == IN_A_BOX or box.expires_on < on:
            box = self.open[station] = self._buy(station)
        box.used += 1
        return box.batch, f"MS{box.used:04}", box.expires_on

    def _buy(self, station: str) -> _Box:
        self.bought += 1
        today = clock.today()
        box = _Box(batch=f"演{today:%y}-{self.bought:03}", expires_on=today + GOOD_FOR)
        delivery = KitDelivery(
            batch=box.batch,
            expires_on=box.expires_on,
            received_on=today,
            station=station,
            first_serial="MS0001",
            last_serial=f"MS{IN_A_BOX:04}",
            source="镇里采购",
        )
        self.supervision.receive_kits(delivery=delivery)
        return box
