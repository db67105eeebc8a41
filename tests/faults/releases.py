"""An older and this release on one log, both at work: `python -m tests.faults.releases`.

Beside every process of this release one of the older stands, on the same database, keys and broker,
as in the middle of an upgrade. Clerks do every second act of a person at the other release, so each
reads what the other has just written; both pull the same queues and fold the same read models.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPException
from itertools import cycle
from pathlib import Path
from threading import Lock
from typing import Any

import click

from tests.faults import checker
from tests.faults.load import Client, Load
from tests.faults.reader import Reader
from tests.faults.stage import Stage
from tests.support.processes import OwnProcess, free_port
from tests.support.town import GUIHANG, SeparateTown
from tests.support.waiting import eventually

OLDER = "d64c1404cbbd"
"""The oldest release that this one runs beside: the first that reads all that is recorded today.

Most new events and versions came without a release before them that only reads them
(docs/evolution.md), so a process that is older still stops at the first one: the last were the
registry's agreements with who witnessed them (`agreement_signed` and `defective_agreement_signed`
in version 3, `agreement_amended` in version 2), moves in the register, clarified decisions, facts
that are emptied, signed papers with day and scan, and supervision's statements of the time before
the take-over, corrected typing, assessments and proposals before a case.
"""

ROOT = Path(__file__).parents[2]
START_SECONDS = 240.0


class NoSuchRelease(LookupError):
    """The history here does not go back so far."""


@contextmanager
def sources_of(release: str) -> Iterator[Path]:
    """The tree of a release, in a folder that is gone at the end.

    Raises:
        NoSuchRelease: this copy of the history lacks it, as a shallow one does.

    """
    asked = ("git", "-c", f"safe.directory={ROOT}", "archive", "--format=tar", release)
    found = subprocess.run(asked, cwd=ROOT, capture_output=True, check=False)
    if found.returncode:
        raise NoSuchRelease(found.stderr.decode().strip())
    with tempfile.TemporaryDirectory(prefix="guihang-release-") as folder:
        subprocess.run(("tar", "-x", "-C", folder), input=found.stdout, check=True)
        yield Path(folder)


@contextmanager
def beside(town: SeparateTown, sources: Path) -> Iterator[str]:
    """Every service a second time, from these sources; the address of its front door."""
    ports = {name: free_port() for name in town.names}
    door = free_port()
    routes = [f"{name}={port}" for name, port in ports.items()]
    front = [sys.executable, "-m", "tests.support.front", str(door), *routes]
    processes = [
        _in(sources, [*GUIHANG, "serve", name], town, f"older-{name}.log", http=port)
        for name, port in ports.items()
    ]
    with ExitStack() as ends:
        for process in (*processes, OwnProcess(front, log=town.folder / "older-front.log")):
            process.start()
            ends.callback(process.stop)
        url = f"http://127.0.0.1:{door}"
        for name in town.names:
            eventually(
                lambda name=name: _answers(url, name),  # type: ignore[misc]  # bound now
                within=START_SECONDS,
                every=0.1,
                saying=f"the older {name} did not start:\n{town.said()[-4000:]}",
            )
        yield url


def _answers(url: str, name: str) -> bool:
    with suppress(OSError, HTTPException):
        return not Reader(url).get(f"/{name}/healthz").is_error
    return False


def _in(
    sources: Path, command: Sequence[str], town: SeparateTown, log: str, *, http: int
) -> OwnProcess:
    env = {**town.env, "GUIHANG_HTTP": f"127.0.0.1:{http}"}
    return OwnProcess(["env", "-C", str(sources), *command], log=town.folder / log, env=env)


class Turns:
    """A client that does one act at one release and the next at the other."""

    def __init__(self, clients: dict[str, Client]) -> None:
        self._turn = cycle(clients.items())
        self._lock = Lock()
        self.done: Counter[str] = Counter()

    def act(self, *words: Any, **named: Any) -> dict[str, Any]:
        """Have it done at whose turn it is."""
        with self._lock:
            release, client = next(self._turn)
        answer = client.act(*words, **named)
        with self._lock:
            self.done[release] += 1
        return answer


@dataclass(frozen=True)
class Together:
    """What both did, and what the log says of it."""

    minutes: float
    done: dict[str, int]
    failed_requests: int
    level_seconds: float
    verdict: checker.Verdict
    older: str

    @property
    def sound(self) -> bool:
        """Nothing was lost or doubled, and both releases worked."""
        return self.verdict.sound and len(self.done) == len(("older", "this"))

    def figures(self) -> dict[str, Any]:
        """One line of JSON."""
        return {
            "figure": "two releases on one log",
            "older": self.older,
            "minutes": self.minutes,
            "acts_at": self.done,
            "acknowledged": self.verdict.acknowledged,
            "failed_requests": self.failed_requests,
            "level_seconds": round(self.level_seconds, 2),
            **self.verdict.counts(),
            "sound": self.sound,
        }


def together(stage: Stage, *, minutes: float, clerks: int = 2, older: str = OLDER) -> Together:
    """Both releases at work for so many minutes."""
    before = len(stage.tries)
    ours = stage.client
    with sources_of(older) as sources, beside(stage.town, sources) as url:
        theirs = Client(url, stage.token, stage.record, stage.tries)
        turns = Turns({"older": theirs, "this": ours})
        stage.client = turns  # type: ignore[assignment]  # it acts as a client does
        try:
            with Load(stage.take_in_a_person, clients=clerks):
                time.sleep(60 * minutes)
            level = stage.level()
        finally:
            stage.client = ours
    return Together(
        minutes=minutes,
        done=dict(turns.done),
        failed_requests=sum(it.failed for it in stage.tries[before:]),
        level_seconds=level,
        verdict=stage.judge(),
        older=older,
    )


@click.command()
@click.option("--minutes", default=10.0, show_default=True)
@click.option("--clerks", default=2, show_default=True)
@click.option("--older", default=OLDER, show_default=True, help="a commit or tag of the history")
def main(minutes: float, clerks: int, older: str) -> None:
    """Print a line of figures; status 1 if anything was lost or doubled, or one did not work."""
    with Stage() as stage:
        found = together(stage, minutes=minutes, clerks=clerks, older=older)
    click.echo(json.dumps(found.figures()))
    raise SystemExit(not found.sound)


if __name__ == "__main__":
    main()
