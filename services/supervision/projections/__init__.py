"""What supervision looks up: who is due for a test, needs, what came in, kits, blank forms."""

from __future__ import annotations

from services.supervision.projections.alarms import Aways
from services.supervision.projections.bearing import Bearers
from services.supervision.projections.comings import Comings
from services.supervision.projections.copies import Copies
from services.supervision.projections.drawings import Drawings
from services.supervision.projections.escalations import Escalations
from services.supervision.projections.family import FamilyMembers
from services.supervision.projections.files import Files
from services.supervision.projections.inbox import Inbox
from services.supervision.projections.kits import Kits
from services.supervision.projections.laboratory import Strips
from services.supervision.projections.needs import Needs
from services.supervision.projections.owed import Owed
from services.supervision.projections.pads import Pads
from services.supervision.projections.treatment import TreatmentReports
from services.supervision.projections.waiting import Waiting

PROJECTIONS = (
    Files,
    Needs,
    Inbox,
    Kits,
    Pads,
    Comings,
    Copies,
    Bearers,
    Aways,
    Strips,
    Owed,
    Escalations,
    TreatmentReports,
    Waiting,
    Drawings,
    FamilyMembers,
)
"""The read models, as whoever runs the department keeps them level with its log."""
