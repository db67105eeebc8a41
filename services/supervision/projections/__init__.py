"""What supervision looks up: who is due for a test, needs and their answers, what came in; kits."""

from __future__ import annotations

from services.supervision.projections.files import Files
from services.supervision.projections.inbox import Inbox
from services.supervision.projections.kits import Kits
from services.supervision.projections.needs import Needs

PROJECTIONS = (Files, Needs, Inbox, Kits)
"""The read models, as whoever runs the department keeps them level with its log."""
