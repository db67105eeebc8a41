"""Runs `guihang` with a wall clock that is wrong by as many seconds as a file says, at any instant.

    python -m tests.faults.wrong_clock /a/file serve supervision

The watch that never goes back stays right, as on a real machine whose time is set.
"""

from __future__ import annotations

import eventlet

eventlet.monkey_patch()

import sys  # noqa: E402  # eventlet first
import time  # noqa: E402
from datetime import datetime, tzinfo  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Self  # noqa: E402

import deploy.health  # noqa: E402
import shared.clock  # noqa: E402
import shared.messaging.follower  # noqa: E402
from deploy.cli.main import main  # noqa: E402

OFFSET = Path(sys.argv.pop(1))
ASKS_FOR_THE_TIME = (shared.clock, shared.messaging.follower, deploy.health)
_right = time.time


class WrongDatetime(datetime):
    """Takes the wrong clock's word for what is now."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        """The instant, by the wrong clock."""
        return cls.fromtimestamp(wrong(), tz)


def wrong() -> float:
    """Seconds since the epoch, by the wrong clock."""
    return _right() + float(OFFSET.read_text("ascii"))


if __name__ == "__main__":
    time.time = wrong
    for module in ASKS_FOR_THE_TIME:
        module.datetime = WrongDatetime  # type: ignore[attr-defined]  # as the module imported it
    main()
