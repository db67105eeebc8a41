"""A process starts only if a wait in it cannot stop everything."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import eventlet
import pytest

from shared import hub

ROOT = Path(__file__).parents[2]
PATIENCE = 10.0  # seconds


def started_with(first: str) -> str:
    """What a fresh process says of itself that begins like this."""
    program = f"{first}\nfrom shared import hub\nhub.require_patched()\nprint('patched')"
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return ran.stdout.strip() or ran.stderr.strip().splitlines()[-1]


def test_a_process_that_patches_first_may_start() -> None:
    assert (
        started_with("import eventlet; eventlet.monkey_patch(); import flask, kombu") == "patched"
    )


def test_an_unpatched_process_is_refused() -> None:
    assert "eventlet.monkey_patch() must come first" in started_with("")


def test_a_process_whose_queries_would_block_is_refused() -> None:
    first = "import eventlet; eventlet.monkey_patch()\n"
    unset = "from psycopg2 import extensions; extensions.set_wait_callback(None)"

    assert "wait callback" in started_with(first + unset)


def test_a_lock_made_before_patching_is_found() -> None:
    first = "import threading; kept = {'lock': (threading.RLock(),)}\n"
    patched = "import eventlet; eventlet.monkey_patch()"

    assert "1 locks were made before" in started_with(first + patched)


def test_work_that_is_offloaded_does_not_stop_the_hub() -> None:
    """While a real thread waits, greenlets go on; it waits for them, and gives up after a while."""
    ticks: list[int] = []
    done = threading.Event()
    ticker = eventlet.spawn(_tick, ticks, done)

    result = hub.offload(_wait_for, ticks, 3)

    done.set()
    ticker.wait()
    assert result >= 3


def test_what_takes_too_long_is_ended() -> None:
    with pytest.raises(TimeoutError, match=r"longer than 0\.02 s"), hub.time_limit(0.02):
        eventlet.sleep(5)


def test_an_outer_limit_is_not_mistaken_for_an_inner_one() -> None:
    with pytest.raises(TimeoutError, match=r"0\.02"), hub.time_limit(0.02), hub.time_limit(5):
        eventlet.sleep(5)


def _tick(ticks: list[int], done: threading.Event) -> None:
    while not done.is_set():
        ticks.append(1)
        eventlet.sleep(0.001)


def _wait_for(ticks: list[int], wanted: int) -> int:
    real = eventlet.patcher.original("time")
    give_up = real.monotonic() + PATIENCE
    while len(ticks) < wanted and real.monotonic() < give_up:
        real.sleep(0.005)
    return len(ticks)
