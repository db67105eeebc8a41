"""What identity looks up: accounts, units, live sessions, and how often somebody tried."""

from __future__ import annotations

from services.identity.projections.accounts import Accounts
from services.identity.projections.sessions import Sessions
from services.identity.projections.units import Units

PROJECTIONS = (Accounts, Units, Sessions)
"""The read models, as whoever runs the department keeps them level with its log."""
