"""How much is measured: enough to tell, or just enough to see that the command works."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Size:
    """How many of each."""

    rounds: int
    each: int  # commands a round
    log: int  # events of the long log, for the cost of a command
    fold: int  # events that a projection is rebuilt from
    persons: int  # of the town that is shown as of a day
    per_person: int  # events about each of them
    seconds: float  # of load, for propagation and pages
    sessions: int


FULL = Size(
    rounds=7,
    each=150,
    log=100_000,
    fold=20_000,
    persons=500,
    per_person=300,
    seconds=30,
    sessions=20,
)
TINY = Size(
    rounds=1,
    each=3,
    log=2_000,
    fold=300,
    persons=3,
    per_person=8,
    seconds=1,
    sessions=2,
)
