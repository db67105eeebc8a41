"""A new password on its way from the form to its hash."""

from __future__ import annotations

from services.identity.application import IdentityApplication
from shared.access.secrets import hashed_password
from shared.eventstore.act import current_act
from shared.hub import offload
from shared.web.face import application


def accepted(password: str, *, account: str) -> str:
    """Hash a password that the rules accept; the same command sent twice gives the same hash."""
    application(IdentityApplication).refuse_weak(password, account=account)
    act = current_act()
    return offload(hashed_password, password, command_id=act.command_id if act else None)
