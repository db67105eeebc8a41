"""The read models of registry: what its pages and its answers query."""

from __future__ import annotations

from services.registry.projections.affairs import AFFAIRS
from services.registry.projections.cases import Cases
from services.registry.projections.dossiers import Dossiers
from services.registry.projections.escalations import Escalations
from services.registry.projections.inbox import Inbox
from services.registry.projections.people import People
from services.registry.projections.quiet import Quiet
from services.registry.projections.rests import Rests
from services.registry.projections.stations import Stations
from shared.projecting import Projection

PROJECTIONS: tuple[type[Projection], ...] = (
    People,
    Cases,
    Rests,
    Quiet,
    Inbox,
    Escalations,
    Stations,
    Dossiers,
    *AFFAIRS,
)
