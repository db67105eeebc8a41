"""Full disks: the one that holds a department's events, and the one of the services' own logs.

PostgreSQL's log of events is moved to a small disk of its own, which is then filled to the last
byte: every append fails in the middle, with the rest of the server alive. Where the server's
journal is on that disk too, PostgreSQL ends itself instead: that is `kill_postgres`.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.faults import checker
from tests.faults.faults import RESTART_SECONDS, Found, measured, until_acts_go_through
from tests.faults.load import Try
from tests.faults.stage import Stage
from tests.support.waiting import eventually

DISK = "64m"
FULL = Path("/dev/full")  # Linux's own: each write to it finds no room
FULL_SECONDS = 5.0
SMALL, USUAL = "small_disk", "pg_default"
WRITERS = ("registry", "supervision")  # one who acts, one who listens


def fill_the_disk(stage: Stage, n: int) -> Found:
    """The disk of two logs is full for a while; PermissionError where no disk is to be had."""
    sent: list[Try] = []
    back: list[float] = []

    def inflict() -> dict[str, Any]:
        for _ in range(n):
            until_acts_go_through(stage)
            with _filled(disk):
                since = time.monotonic()
                eventually(lambda since=since: _met(stage, since), within=RESTART_SECONDS)  # type: ignore[misc]  # bound now
                time.sleep(FULL_SECONDS)
                sent.extend(it for it in stage.tries if it.at >= since)
            back.append(round(stage.level(), 2))
        return {"answers_while_full": dict(Counter(it.status for it in sent)), "level_after": back}

    with small_disk() as disk:
        stage.postgres.order(f"CREATE TABLESPACE {SMALL} LOCATION '{disk}'")
        _move_logs(stage, SMALL)
        try:
            return measured(stage, "disk of PostgreSQL full", n, inflict)
        finally:
            _move_logs(stage, USUAL)
            stage.postgres.order(f"DROP TABLESPACE {SMALL}")


def fill_the_logs(stage: Stage, n: int) -> Found:
    """Two services cannot write a line of their logs, from their start on; acts go through."""
    sent: list[Try] = []

    def inflict() -> dict[str, Any]:
        for _ in range(n):
            for name in WRITERS:
                process = stage.town.processes[name]
                process.stop()
                process.log = FULL
                process.start()
            stage.town.wait_until_ready(stage.town.names)
            until_acts_go_through(stage)
            since = time.monotonic()
            time.sleep(FULL_SECONDS)
            until_acts_go_through(stage)
            sent.extend(it for it in stage.tries if it.at >= since)
        return {"acts_while_full": len(sent), "failed_while_full": sum(it.failed for it in sent)}

    try:
        return measured(stage, "disk of the services' logs full", n, inflict)
    finally:
        for name in WRITERS:
            stage.again(name)
        stage.town.wait_until_ready(stage.town.names)


@contextmanager
def small_disk() -> Iterator[Path]:
    """A disk that PostgreSQL's user owns, while the block lasts; only root may have one."""
    if os.geteuid():
        raise PermissionError("only root can mount a disk")
    at = Path(tempfile.mkdtemp(prefix="guihang-disk-"))
    try:
        options = f"size={DISK},mode=0700,uid=postgres"
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", options, "guihang-disk", str(at)],
            check=False,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise PermissionError(done.stderr)
        try:
            yield at
        finally:
            subprocess.run(["umount", str(at)], check=True)
    finally:
        at.rmdir()


@contextmanager
def _filled(disk: Path) -> Iterator[None]:
    """Not a byte is free while the block lasts."""
    ballast = disk / "ballast"
    try:
        with ballast.open("wb", buffering=0) as out:
            while free := _free(disk):
                os.posix_fallocate(out.fileno(), out.seek(0, os.SEEK_END), free)
        yield
    finally:
        ballast.unlink()


def _met(stage: Stage, since: float) -> bool:
    """Whether an act has met what was done at that instant."""
    return any(it.failed for it in stage.tries if it.at >= since)


def _free(disk: Path) -> int:
    seen = os.statvfs(disk)
    return seen.f_bavail * seen.f_frsize


def _move_logs(stage: Stage, tablespace: str) -> None:
    for name in WRITERS:
        database = f"{stage.town.prefix}{name}"
        stage.postgres.order(
            f"ALTER TABLE log.events SET TABLESPACE {tablespace}", database=database
        )
        indexes = checker.rows(
            stage.databases[name],
            "SELECT indexname FROM pg_indexes WHERE schemaname = 'log' AND tablename = 'events'",
        )
        for (index,) in indexes:
            stage.postgres.order(
                f"ALTER INDEX log.{index} SET TABLESPACE {tablespace}", database=database
            )
