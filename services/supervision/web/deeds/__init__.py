"""Every act of this desk, the most frequent first."""

from __future__ import annotations

from services.supervision.web.deeds.breaches import BREACHES
from services.supervision.web.deeds.contacts import CONTACTS
from services.supervision.web.deeds.deed import Deed
from services.supervision.web.deeds.planning import PLANNING
from services.supervision.web.deeds.testing import TESTING

DEEDS: tuple[Deed, ...] = (*TESTING[:2], *CONTACTS, *TESTING[2:], *BREACHES, *PLANNING)

__all__ = ["DEEDS", "Deed"]
