"""What the town does in its own affairs; one method per command."""

from __future__ import annotations

from services.registry.application.affairs.staff import Staffing
from services.registry.domain.affairs.staff import Selection, Worker

AFFAIRS = (Selection, Worker)
"""The files of these affairs."""


class Affairs(Staffing):
    """All of them."""
