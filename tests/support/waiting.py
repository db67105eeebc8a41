"""Waiting in tests: poll until a deadline, never sleep and hope."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")


def eventually(
    check: Callable[[], Found], *, within: float = 10.0, every: float = 0.02, saying: str = ""
) -> Found:
    """Return the first true answer of `check`; fail when none came within so many seconds."""
    deadline = time.monotonic() + within
    while not (answer := check()):
        if time.monotonic() > deadline:
            raise TimeoutError(saying or f"{check!r} was still {answer!r} after {within} s")
        time.sleep(every)
    return answer
