"""What is done to the clocks of those who listen: set forward and back by up to a day."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

from tests.faults.faults import Found, measured, until_acts_go_through
from tests.faults.load import Try
from tests.faults.stage import Stage

LISTENERS = ("supervision", "reporting")
HOUR = 3600
STEPS = (24 * HOUR, -24 * HOUR, 20, -HOUR)  # seconds that the clock is wrong
WRONG_SECONDS = 3.0


def step_the_clocks(stage: Stage, n: int) -> Found:
    """Each step so many times: the clocks jump, run wrong for a while, and jump back."""
    offset = stage.folder / "wrong_clock"
    _set(offset, 0)
    sent: list[Try] = []
    back: list[float] = []

    def inflict() -> dict[str, Any]:
        until_acts_go_through(stage)
        for seconds in STEPS * n:
            since = time.monotonic()
            _set(offset, seconds)
            time.sleep(WRONG_SECONDS)
            _set(offset, 0)
            sent.extend(it for it in stage.tries if it.at >= since)
            back.append(round(stage.level(), 2))
        return {
            "acts_meanwhile": len(sent),
            "failed_meanwhile": sum(it.failed for it in sent),
            "level_after": back,
        }

    for name in LISTENERS:
        process = stage.town.processes[name]
        process.stop()
        wrong = (sys.executable, "-m", "tests.faults.wrong_clock", str(offset))
        process.command = [*wrong, "serve", name]
        process.start()
    stage.town.wait_until_ready(stage.town.names)
    try:
        return measured(stage, "clocks set", n * len(STEPS), inflict)
    finally:
        for name in LISTENERS:
            stage.again(name)
        stage.town.wait_until_ready(stage.town.names)


def _set(offset: Path, seconds: int) -> None:
    """At once: a process that reads half a file would have no clock at all."""
    fresh = offset.with_suffix(".new")
    fresh.write_text(str(seconds), "ascii")
    fresh.replace(offset)
