"""The clocks of the offices that have one, run by hand, by a timer or for the demonstration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.registry.application import RegistryApplication
from services.supervision.application import SupervisionApplication

if TYPE_CHECKING:
    from deploy.assembly import Offices


def run_clocks(offices: Offices) -> dict[str, int]:
    """Write what time has brought about by now, each once; answers how many steps, by office.

    A second round finds what the first has brought about.
    """
    registry: RegistryApplication = offices.app(RegistryApplication)
    supervision: SupervisionApplication = offices.app(SupervisionApplication)
    return {
        office.name: office.run_clock() + office.run_clock() for office in (registry, supervision)
    }
