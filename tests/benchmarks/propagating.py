"""Propagate: from the commit in one service to the commit of its effect in another.

Two processes, RabbitMQ and PostgreSQL, a hundred commands a second; then the same numbers at the
same rate over plain kombu with confirms, from publishing to receiving, with no store at either end.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from shared.access.keys import make_keys
from shared.eventstore.database import PostgresDatabase
from tests.benchmarks.lines import Line
from tests.benchmarks.rounds import percentile
from tests.benchmarks.servers import empty_store, plain_url
from tests.benchmarks.sizes import Size
from tests.support import services

RATE = 100
PATIENCE = 60.0
Seen = dict[int, float]


def figures(size: Size) -> Iterator[Line]:
    """Milliseconds, middle and worst of a hundred."""
    with _bus() as bus, TemporaryDirectory() as folder, empty_store() as one, empty_store() as two:
        make_keys(Path(folder), ("bench", "copies"))
        common = {
            "bus": bus,
            "keys": folder,
            "master": os.urandom(16).hex(),
            "seconds": size.seconds,
            "rate": RATE,
        }
        ours = _delays("tell", "hear", common, one, two)
        plain = _delays("publish", "consume", common, one, two)
    for share, limit in ((0.5, 10), (0.99, 40)):
        yield Line(
            figure=f"propagate_p{round(share * 100)}_at_{RATE}_a_second",
            ours=percentile(ours, share),
            baseline=percentile(plain, share),
            unit="ms",
            bar=f"ours <= {limit}",
        )


def _delays(
    tells: str,
    hears: str,
    common: dict[str, Any],
    one: PostgresDatabase,
    two: PostgresDatabase,
) -> list[float]:
    """How long each number was on its way; all of them must have arrived."""
    hearing = _started(hears, {**common, "database": plain_url(two)})
    assert hearing.stdout is not None
    hearing.stdout.readline()  # it listens
    try:
        told = _seen(_started(tells, {**common, "database": plain_url(one)}))
    finally:
        hearing.terminate()  # the teller has waited a little for its last words to arrive
    heard = _seen(hearing)
    if told.keys() != heard.keys():
        raise AssertionError(f"{len(told)} numbers were told, {len(heard)} were heard")
    return [(heard[number] - at) * 1e3 for number, at in told.items()]


def _started(role: str, settings: dict[str, Any]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.talkers", role, json.dumps(settings)],
        stdout=subprocess.PIPE,
        text=True,
    )


def _seen(process: subprocess.Popen[str]) -> Seen:
    said, _ = process.communicate(timeout=PATIENCE * 3)
    if process.returncode:
        raise ChildProcessError(f"{process.args!r} ended with {process.returncode}")
    return dict(json.loads(said.splitlines()[-1]))


@contextmanager
def _bus() -> Iterator[str]:
    broker = services.broker()
    try:
        yield broker.add_vhost()
    finally:
        broker.drop_vhosts()
