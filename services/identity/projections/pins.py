"""A PIN at a shared machine: taken of those who gave the whole proof there this shift, and counted.

With it one changes places, or gives one's code where two people have to answer for one entry.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from services.identity.domain.accounts import Account
from services.identity.projections.attempts import Attempt, Attempts
from services.identity.projections.machines import MachineRow, proved_at
from services.identity.rules import book

RIGHT, WRONG, WORN_OUT, WAITS, NOT_HERE = "right", "wrong", "worn_out", "waits", "not_here"


@dataclass(frozen=True)
class Answer:
    """What became of a PIN: one of the words above, and for how many seconds one waits."""

    said: str
    seconds: int = 0


class Pins:
    """The PINs of one identity office."""

    def __init__(
        self,
        attempts: Attempts,
        *,
        account: Callable[[str], Account],
        matches: Callable[[str | None, str], bool],
    ) -> None:
        """`matches` says whether a hash, which may be missing, is that of a PIN."""
        self.attempts = attempts
        self.account = account
        self.matches = matches

    def regulars(self, machine: MachineRow, *, today: date) -> list[Account]:
        """Whose PIN opens anything at this machine now, by work code."""
        hours = book.BOOK.as_of(today)["pin_hours"].number
        with self.attempts.db.reading() as conn:
            codes = proved_at(conn, machine.machine_id, since=int(time.time()) - hours * 3600)
        found = [self.account(code) for code in codes]
        return [it for it in found if it.pin_hash is not None and it.role_on(today) is not None]

    def prove(self, machine: MachineRow, *, account: str, pin: str, today: date) -> Answer:
        """Try a PIN; five wrong ones and the password is asked for."""
        attempt = attempt_at(machine, account)
        held = {it.account: it for it in self.regulars(machine, today=today)}.get(account)
        if held is None:
            return Answer(NOT_HERE)
        if self.attempts.wrong(attempt) >= book.BOOK.as_of(today)["pin_tries"].number:
            return Answer(WORN_OUT)
        if seconds := self.attempts.begin(attempt, now=int(time.time())):
            return Answer(WAITS, seconds)
        if not self.matches(held.pin_hash, pin):
            return Answer(WRONG)
        self.attempts.succeeded(attempt, now=int(time.time()))
        return Answer(RIGHT)


def attempt_at(machine: MachineRow, account: str) -> Attempt:
    """A PIN is counted by itself: whoever guesses at it costs its holder no password."""
    place = str(machine.machine_id)
    return Attempt(account=f"pin {place} {account}", address=place)
