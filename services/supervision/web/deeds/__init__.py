"""Every act of this desk: first a report that is owed, then the most frequent."""

from __future__ import annotations

from services.supervision.web.deeds.absences import ABSENCES
from services.supervision.web.deeds.assessing import ASSESSING
from services.supervision.web.deeds.breaches import BREACHES
from services.supervision.web.deeds.contacts import CONTACTS
from services.supervision.web.deeds.deed import Deed
from services.supervision.web.deeds.family import FAMILY
from services.supervision.web.deeds.laboratory import LABORATORY
from services.supervision.web.deeds.other_days import OTHER_DAYS
from services.supervision.web.deeds.planning import PLANNING
from services.supervision.web.deeds.policing import POLICING
from services.supervision.web.deeds.takeover import TAKEOVER
from services.supervision.web.deeds.testing import TESTING
from services.supervision.web.deeds.typing import TYPING

DEEDS: tuple[Deed, ...] = (
    *POLICING[:1],
    *TESTING[:2],
    *CONTACTS,
    *TESTING[2:],
    *OTHER_DAYS,
    *ASSESSING,
    *LABORATORY,
    *ABSENCES,
    *BREACHES,
    *TAKEOVER,
    *POLICING[1:],
    *PLANNING,
    *FAMILY,
    *TYPING,
)

__all__ = ["DEEDS", "Deed"]
