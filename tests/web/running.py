"""The sample department as a server in a process of its own."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.processes import OwnProcess, free_port
from tests.support.waiting import eventually

ROOT = Path(__file__).parents[2]


@contextmanager
def served_sample(folder: Path) -> Iterator[str]:
    """Serve the sample and its door on a Monday; give their address."""
    port = free_port()
    process = OwnProcess(
        [sys.executable, "-m", "tests.web.serve", str(port)],
        log=folder / "log",
        env={"GUIHANG_TODAY": "2026-11-23", "PYTHONPATH": str(ROOT)},
    )
    process.start()
    try:
        eventually(lambda: "ready" in process.said(), within=30, saying="it never said ready")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.stop()
