"""Processes that append to one log, each as fast as it can: `python -m tests.faults.writers URL`.

They speak to the store itself, without any office before it: what is measured is the log.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import click

from shared.eventstore.database import PostgresDatabase
from shared.eventstore.postgres import PostgresRecorder
from shared.eventstore.records import Append, StoredFact, VersionConflict

MOST_EVENTS = 3  # in one append
DAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Written:
    """What one writer did: when each append began, how long it took, what it left in the log."""

    appends: list[tuple[float, float]]
    events: int
    conflicts: int


@contextmanager
def writers(url: str, folder: Path, *, number: int, each: int, conflicts: int) -> Iterator[Writers]:
    """So many processes, each with `each` appends, of which `conflicts` per cent must fail."""
    started = Writers(url, folder, number=number, each=each, conflicts=conflicts)
    try:
        yield started
    finally:
        started.end()


class Writers:
    """Processes that write until they have done what they were told, or are ended."""

    def __init__(self, url: str, folder: Path, *, number: int, each: int, conflicts: int) -> None:
        self._stop = folder / "writers.stop"
        self._said = [folder / f"writer.{seed}.json" for seed in range(number)]
        self._processes = [
            subprocess.Popen(
                [
                    *(sys.executable, "-m", "tests.faults.writers", url, str(said)),
                    *("--seed", str(seed), "--each", str(each), "--conflicts", str(conflicts)),
                    *("--stop", str(self._stop)),
                ]
            )
            for seed, said in enumerate(self._said)
        ]

    @property
    def at_work(self) -> bool:
        """Whether any of them still writes."""
        return any(process.poll() is None for process in self._processes)

    def finish(self) -> list[Written]:
        """Tell them to stop if they have not, and take what they say."""
        self._stop.touch()
        if any(process.wait(timeout=60) for process in self._processes):
            raise ChildProcessError("a writer failed")
        return [self._read(said) for said in self._said]

    def end(self) -> None:
        """Leave no process behind."""
        for process in self._processes:
            process.kill()
            process.wait()

    @staticmethod
    def _read(said: Path) -> Written:
        told = json.loads(said.read_text("ascii"))
        return Written(
            [(at, took) for at, took in told["appends"]], told["events"], told["conflicts"]
        )


def _fact(stream: UUID, version: int) -> StoredFact:
    return StoredFact(
        originator_id=stream,
        originator_version=version,
        topic="library.noted",
        state=b'{"held_on":"2026-11-23","minutes":30}',
        event_version=1,
        happened_on=DAY,
        sealed=None,
        subject=None,
        person_id=None,
        case_ref=None,
    )


def write(
    recorder: PostgresRecorder, dice: random.Random, *, each: int, conflicts: int, stop: Path
) -> Written:
    """Append; in a conflict the last event takes a version that its file has already."""
    appends, events, refused = [], 0, 0
    for _ in range(each):
        if stop.exists():
            break
        stream, n = uuid4(), dice.randint(1, MOST_EVENTS)
        facts = [_fact(stream, version) for version in range(1, n + 1)]
        in_conflict = dice.randrange(100) < conflicts
        if in_conflict:
            facts.append(_fact(stream, n))
        at, began = time.time(), time.perf_counter()
        refused += (failed := not _appended(recorder, facts))
        appends.append((at, time.perf_counter() - began))
        events += 0 if failed else n
        if failed is not in_conflict:
            raise ValueError("an append ended as none should")
    return Written(appends, events, refused)


def _appended(recorder: PostgresRecorder, facts: Sequence[StoredFact]) -> bool:
    try:
        recorder.append(Append(events=tuple(facts)))
    except VersionConflict:
        return False
    return True


@click.command()
@click.argument("url")
@click.argument("said", type=click.Path(path_type=Path))
@click.option("--seed", type=int, required=True)
@click.option("--each", type=int, required=True)
@click.option("--conflicts", type=int, required=True)
@click.option("--stop", type=click.Path(path_type=Path), required=True)
def main(*, url: str, said: Path, seed: int, each: int, conflicts: int, stop: Path) -> None:
    """Write, and leave word of it."""
    database = PostgresDatabase(url, pool_size=1)
    done = write(
        PostgresRecorder(database), random.Random(seed), each=each, conflicts=conflicts, stop=stop
    )
    database.close()
    told = {"appends": done.appends, "events": done.events, "conflicts": done.conflicts}
    said.write_text(json.dumps(told), "ascii")


if __name__ == "__main__":
    main()
