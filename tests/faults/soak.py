"""An hour of clerks at work, with nothing done to the town: `python -m tests.faults.soak`.

What leaks shows in hours, not in seconds: memory and descriptors of every process, connections to
PostgreSQL, messages that lie in queues. Each is sampled the whole time. The first third is for
warming up; what is flat is in the last third where it was in the second.
"""

from __future__ import annotations

import json
import statistics
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import click

from tests.faults import checker
from tests.faults.load import Load
from tests.faults.reader import Reader
from tests.faults.stage import Stage

PAGES = ("/registry/", "/registry/people", "/registry/api/people", "/supervision/", "/reporting/")
BETWEEN_PAGES = 0.5  # seconds
KILOBYTES = 1024
MEBIBYTE = 1024 * 1024
THIRDS = 3


@dataclass(frozen=True)
class Bound:
    """How much more of something there may be in the last third than in the second."""

    unit: str
    share: float
    beside: float

    def allows(self, before: float, after: float) -> bool:
        """It is flat."""
        return after <= before * (1 + self.share) + self.beside


BOUNDS: Mapping[str, Bound] = {
    "memory": Bound("MiB", 0.05, 5),
    "descriptors": Bound("files", 0.0, 5),
    "connections": Bound("connections", 0.0, 5),
    "queued": Bound("messages", 0.0, 20),
}


@dataclass(frozen=True)
class Course:
    """How one figure went in one process or server: its medians, third by third."""

    what: str
    where: str
    thirds: tuple[float, float, float]

    @property
    def flat(self) -> bool:
        """It did not grow once the town was warm."""
        _, before, after = self.thirds
        return BOUNDS[self.what].allows(before, after)

    def figures(self) -> dict[str, object]:
        """One line of JSON."""
        return {
            "figure": self.what,
            "of": self.where,
            "thirds": [round(median, 1) for median in self.thirds],
            "unit": BOUNDS[self.what].unit,
            "flat": self.flat,
        }


class Samples:
    """What was seen at each look."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._seen: defaultdict[tuple[str, str], list[float]] = defaultdict(list)

    def take(self) -> None:
        """Look at everything once."""
        for name, process in self._stage.town.processes.items():
            self._seen["memory", name].append(_memory(process.pid))
            self._seen["descriptors", name].append(_descriptors(process.pid))
        url = self._stage.postgres.url
        ((connections,),) = checker.rows(
            url, "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'"
        )
        self._seen["connections", "PostgreSQL"].append(connections)
        queues = self._stage.rabbit.control("list_queues", "messages", "--no-table-headers")
        self._seen["queued", "RabbitMQ"].append(sum(map(int, queues.split())))

    @property
    def are_enough(self) -> bool:
        """There is one for each third; a look takes seconds on a busy machine."""
        return bool(self._seen) and min(map(len, self._seen.values())) >= THIRDS

    def courses(self) -> list[Course]:
        """How each figure went."""
        return [
            Course(what, where, thirds(seen)) for (what, where), seen in sorted(self._seen.items())
        ]


def thirds(seen: Sequence[float]) -> tuple[float, float, float]:
    """The median of each third; there must be three samples at the least."""
    n = len(seen) // 3
    first, second, last = seen[:n], seen[n : 2 * n], seen[2 * n :]
    return statistics.median(first), statistics.median(second), statistics.median(last)


@dataclass(frozen=True)
class Soaked:
    """How everything went, and what there was at the end."""

    courses: list[Course]
    verdict: checker.Verdict
    pages: int
    failed_pages: int
    failed_requests: int

    @property
    def sound(self) -> bool:
        """Flat, and nothing lost or doubled."""
        return self.verdict.sound and all(course.flat for course in self.courses)


def soak(stage: Stage, *, minutes: float, every: float, clerks: int, thought: float) -> Soaked:
    """Clerks at work for so many minutes, with a look at everything `every` so many seconds."""
    samples, pages = Samples(stage), [0, 0]

    def take_in() -> None:
        stage.take_in_a_person()
        time.sleep(thought)

    with Load(take_in, clients=clerks), _reading(stage, pages):
        end = time.monotonic() + 60 * minutes
        while time.monotonic() < end or not samples.are_enough:
            samples.take()
            time.sleep(every)
    stage.level()
    return Soaked(
        courses=samples.courses(),
        verdict=stage.judge(),
        pages=pages[0],
        failed_pages=pages[1],
        failed_requests=sum(it.failed for it in stage.tries),
    )


@contextmanager
def _reading(stage: Stage, pages: list[int]) -> Iterator[None]:
    """Somebody who turns over page after page while the block lasts; counts them."""
    enough = threading.Event()

    def read() -> None:
        turn = 0
        while not enough.wait(BETWEEN_PAGES):
            seen = Reader(stage.town.url, token=stage.token).get(PAGES[turn % len(PAGES)])
            pages[0] += 1
            pages[1] += seen.is_error
            turn += 1

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    try:
        yield
    finally:
        enough.set()
        reader.join()


def _memory(pid: int) -> float:
    """What the process holds of the machine's memory, in MiB."""
    for line in Path(f"/proc/{pid}/status").read_text("ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * KILOBYTES / MEBIBYTE
    raise LookupError(f"{pid} has no memory")


def _descriptors(pid: int) -> int:
    with suppress(PermissionError):
        return len(list(Path(f"/proc/{pid}/fd").iterdir()))
    return 0


@click.command()
@click.option("--minutes", default=60.0, show_default=True)
@click.option("--every", default=20.0, show_default=True, help="seconds between two samples")
@click.option("--clerks", default=2, show_default=True)
@click.option("--thought", default=1.0, show_default=True, help="seconds between two persons")
def main(minutes: float, every: float, clerks: int, thought: float) -> None:
    """Print a line a figure, and one of the whole; status 1 if anything grew or was lost."""
    with Stage() as stage:
        found = soak(stage, minutes=minutes, every=every, clerks=clerks, thought=thought)
    for course in found.courses:
        click.echo(json.dumps(course.figures()))
    whole = {
        "figure": "soak",
        "minutes": minutes,
        "acknowledged": found.verdict.acknowledged,
        "failed_requests": found.failed_requests,
        "pages": found.pages,
        "failed_pages": found.failed_pages,
        **found.verdict.counts(),
        "sound": found.sound,
    }
    click.echo(json.dumps(whole))
    raise SystemExit(not found.sound)


if __name__ == "__main__":
    main()
