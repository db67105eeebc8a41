"""The read models of the town's own affairs."""

from __future__ import annotations

from services.registry.projections.affairs.activities import Activities
from services.registry.projections.affairs.budget import Funds
from services.registry.projections.affairs.census import Census
from services.registry.projections.affairs.plans import Plans
from services.registry.projections.affairs.reconciling import Reconciliations
from services.registry.projections.affairs.staff import Staff
from services.registry.projections.affairs.striking import Striking
from services.registry.projections.affairs.units import Units
from shared.projecting import Projection

AFFAIRS: tuple[type[Projection], ...] = (
    Staff,
    Plans,
    Units,
    Funds,
    Census,
    Reconciliations,
    Activities,
    Striking,
)
