"""What identity looks up: accounts, units, sessions, shared machines, and who tried."""

from __future__ import annotations

from services.identity.projections.accounts import Accounts
from services.identity.projections.hand_overs import HandOvers
from services.identity.projections.machines import Machines
from services.identity.projections.sessions import Sessions
from services.identity.projections.units import Units

PROJECTIONS = (Accounts, Units, Sessions, Machines, HandOvers)
"""The read models, as whoever runs the department keeps them level with its log."""
