"""What identity can do; one method per command.

Passwords, codes and tokens never come here in the clear: whoever took one from a person or made one
(a page, the command line) hands over its hash or digest.
"""

from __future__ import annotations

from services.identity.application.accounts import Accounts
from services.identity.application.entrusting import Entrusting
from services.identity.application.factors import Factors
from services.identity.application.hand_overs import HandOvers
from services.identity.application.roles import Roles
from services.identity.application.sessions import Sessions
from services.identity.application.settings import Settings
from services.identity.application.units import Units
from services.identity.domain.accounts import Account
from services.identity.domain.hand_overs import HandOver
from services.identity.domain.machines import Machine
from services.identity.domain.policy import SecurityPolicy
from services.identity.domain.sessions import Session
from services.identity.domain.units import Unit


class IdentityApplication(
    Units, Accounts, Entrusting, Roles, Settings, Factors, HandOvers, Sessions
):
    """Accounts, their roles, units, and who is signed in."""

    name = "identity"
    aggregates = (Account, Unit, Session, SecurityPolicy, Machine, HandOver)
