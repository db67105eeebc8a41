"""Chance and time for one run: whatever the code draws, and whenever it wakes, is the seed's."""

from __future__ import annotations

import os
import random
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from eventlet import hubs
from eventlet.hubs.hub import BaseHub

INSTANT = 0.001  # seconds; what happens "at once" happens in any order within so long
MOST_STEPS = 25_000  # wakes and statements; a town takes three or four thousand


class NeverEnds(RuntimeError):
    """Everybody waits for somebody else, or somebody goes round and round."""


class Hub(BaseHub):  # type: ignore[misc]  # eventlet is untyped
    """eventlet's scheduler with its time made up: when all wait, the next one's time has come.

    Who is next among those that could go on at once is drawn. Everything above it, from green locks
    to the kernel's own loops, is what runs in production.
    """

    def __init__(self, dice: random.Random) -> None:
        self.now = 0.0
        self.troubles: list[str] = []
        self._steps = 0
        self._dice = dice
        super().__init__(clock=lambda: self.now)

    def add_timer(self, timer: Any) -> float:
        """Wake somebody: after its seconds, and a little."""
        self._steps += 1
        at: float = self.now + timer.seconds + self._dice.random() * INSTANT
        self.next_timers.append((at, timer))
        return at

    def step(self) -> bool:
        """Somebody does something without waiting; true if that has long been too much."""
        self._steps += 1
        return self._steps > MOST_STEPS

    def wait(self, seconds: float | None = None) -> None:
        """Nobody can go on: let the time pass until somebody can."""
        del seconds
        if not self.timers:
            raise NeverEnds("everybody waits for somebody else")
        if self._steps > MOST_STEPS:
            raise NeverEnds("somebody goes round and round")
        self.now = max(self.now, self.timers[0][0])

    def squelch_timer_exception(self, timer: Any, exc_info: Any) -> None:
        """Somebody died of what nobody caught: eventlet prints that and goes on."""
        del timer
        self.troubles.append("".join(traceback.format_exception(*exc_info)))


@contextmanager
def ruled_by(hub: Hub) -> Iterator[None]:
    """Have this hub run what is green, instead of the thread's own."""
    own = hubs.get_hub()
    hubs._threadlocal.hub = hub
    try:
        yield
        hub.abort(wait=True)
    finally:
        hubs._threadlocal.hub = own


@contextmanager
def drawn_from(seed: int) -> Iterator[None]:
    """Ids, keys, nonces and rests come from the seed, so that a run can be repeated."""
    dice = random.Random(f"{seed} urandom")
    urandom, state = os.urandom, random.getstate()
    os.urandom = dice.randbytes
    random.seed(seed)
    try:
        yield
    finally:
        os.urandom = urandom
        random.setstate(state)
