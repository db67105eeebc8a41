"""A new password on its way from the form to its hash."""

from __future__ import annotations

from services.identity import rules
from shared import clock
from shared.access.secrets import hashed_password
from shared.eventstore.act import current_act
from shared.hub import offload


def accepted(password: str, *, account: str) -> str:
    """Hash a password that the rules accept; the same command sent twice gives the same hash."""
    least = rules.BOOK.as_of(clock.today())["password_length"].number
    rules.a_password_is_hard_to_guess(password, account=account, least=least)
    act = current_act()
    return offload(hashed_password, password, command_id=act.command_id if act else None)
