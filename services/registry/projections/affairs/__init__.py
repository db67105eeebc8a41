"""The read models of the town's own affairs."""

from __future__ import annotations

from services.registry.projections.affairs.staff import Staff
from shared.projecting import Projection

AFFAIRS: tuple[type[Projection], ...] = (Staff,)
