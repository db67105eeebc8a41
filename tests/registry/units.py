"""What identity tells the office of units, message by message."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID, uuid5

from services.registry.application import RegistryApplication
from shared.messaging.language import Message
from tests.registry.town import NOW, TODAY

UNITS = UUID("0b7a5f0e-9b43-4b8e-8f0a-5b1f6f0b7a11")
HERE, THERE = "station-1", "station-2"


def takes_part(
    office: RegistryApplication, station: str = HERE, villages: Iterable[str] = ("石桥村",)
) -> None:
    """A unit was registered."""
    title = f"梅山镇工作站（{station}）"
    _tell(office, "unit_registered", station, unit=station, title=title, villages=list(villages))


def now_looks_after(office: RegistryApplication, station: str, *villages: str) -> None:
    """A unit was given other villages."""
    _tell(office, "villages_assigned", station, villages=list(villages))


def _tell(office: RegistryApplication, name: str, station: str, **data: object) -> None:
    before = office.tracked("identity")
    message = Message(
        upstream="identity",
        audience="registry",
        name=f"identity.{name}",
        version=1,
        position=before + 1,
        previous=before,
        case_ref=None,
        person_id=None,
        happened_on=TODAY,
        recorded_at=NOW,
        data={"unit_id": str(uuid5(UNITS, station)), **data},
    )
    office.hear(Message.load(message.dump()))
