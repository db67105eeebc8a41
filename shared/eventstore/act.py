"""Who acts, in which role, under which command: the kernel stamps it on events."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, kw_only=True)
class Act:
    """One deed of one account: what the envelope of its events says of it.

    `command_id` makes a repeat harmless; `reason` says why a fact is recorded late or corrects
    another; `correlation` joins all that one request led to; `causation` names the message that led
    to it. `name` is what the account's holder is called, where that is known: for rules that ask
    for another person. It is stamped on nothing.
    """

    account: str
    role: str
    unit: str = ""
    command_id: str | None = None
    reason: str | None = None
    correlation: str | None = None
    causation: str | None = None
    name: str = field(default="", repr=False)

    @property
    def automatic(self) -> bool:
        """The software itself acts: a follower, a clock."""
        return self.account.startswith("system:")


def system_act(
    department: str, *, causation: str | None = None, correlation: str | None = None
) -> Act:
    """What a department's own machinery does, outside any person's request."""
    return Act(
        account=f"system:{department}",
        role="system",
        unit=department,
        causation=causation,
        correlation=correlation,
    )


def current_act() -> Act | None:
    """The act that is open here, if one is."""
    return _current.get()


@contextmanager
def acting(act: Act) -> Iterator[Act]:
    """Open an act for what runs inside."""
    token = _current.set(act)
    try:
        yield act
    finally:
        _current.reset(token)


_current: ContextVar[Act | None] = ContextVar("act", default=None)
