"""`python -m tests.simulation --seeds N`: one line of JSON; status 1 if anything was wrong."""
# ruff: noqa: E402 - the process is made green first of all

from __future__ import annotations

import warnings

with warnings.catch_warnings():
    warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")
    import eventlet
eventlet.monkey_patch()

import itertools
import json
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import click

from tests.simulation.run import Outcome, simulate, workshop


@dataclass
class Total:
    """What all seeds came to."""

    seeds: int = 0
    simulated_days: int = 0
    acts: int = 0
    events: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    failures: dict[str, str] = field(default_factory=dict)

    def add(self, found: Outcome) -> None:
        """One seed more."""
        self.seeds += 1
        self.simulated_days += found.days
        self.acts += found.acts
        self.events += found.events
        self.faults += found.faults
        if found.wrong:
            self.failures[str(found.seed)] = found.wrong[0]

    def join(self, other: Total) -> None:
        """The seeds of another process."""
        self.seeds += other.seeds
        self.simulated_days += other.simulated_days
        self.acts += other.acts
        self.events += other.events
        self.faults += other.faults
        self.failures |= other.failures

    def line(self, seconds: float) -> str:
        """One line of JSON."""
        figures = vars(self) | {
            "faults": dict(sorted(self.faults.items())),
            "seconds": round(seconds, 1),
        }
        return json.dumps(figures, ensure_ascii=False)


@click.command()
@click.option("--seeds", default=100, show_default=True, help="how many")
@click.option("--first", default=0, show_default=True, help="the first of them")
@click.option("--seed", type=int, help="this one alone")
@click.option("--jobs", default=1, show_default=True, help="so many processes share the seeds")
@click.option("--trace", is_flag=True, help="tell the story of this seed, step by step")
@click.option("--stop", is_flag=True, help="stop at the first seed in which anything is wrong")
def main(seeds: int, first: int, seed: int | None, jobs: int, *, trace: bool, stop: bool) -> None:
    """Print the figures."""
    began = time.monotonic()
    if seed is None and jobs > 1:
        total = _by_many(first, seeds, jobs, stop=stop)
    else:
        chosen = range(first, first + seeds) if seed is None else (seed,)
        total = _by_this_one(chosen, trace=trace, stop=stop)
    click.echo(total.line(time.monotonic() - began))
    raise SystemExit(bool(total.failures))


def _by_this_one(chosen: Iterable[int], *, trace: bool, stop: bool) -> Total:
    total, ended = Total(), list[int]()
    for sign in (signal.SIGINT, signal.SIGTERM):  # who ends it early is told what it has come to
        signal.signal(sign, lambda number, _: ended.append(number))
    with workshop() as folder:
        for number in itertools.takewhile(lambda _: not ended, chosen):
            found = simulate(number, folder)
            total.add(found)
            if trace:
                click.echo("\n".join(found.trace))
            if stop and total.failures:
                break
    return total


def _by_many(first: int, seeds: int, jobs: int, *, stop: bool) -> Total:
    """Each process takes one run of consecutive seeds."""
    cuts = [first + seeds * job // jobs for job in range(jobs + 1)]
    words = [sys.executable, "-m", "tests.simulation", *(["--stop"] if stop else [])]
    running = [
        subprocess.Popen(
            [*words, "--first", str(begin), "--seeds", str(end - begin)], stdout=subprocess.PIPE
        )
        for begin, end in itertools.pairwise(cuts)
    ]
    total = Total()
    for process in running:
        said, _ = process.communicate()
        figures = json.loads(said)
        del figures["seconds"]
        total.join(Total(**figures | {"faults": Counter(figures["faults"])}))
    return total


if __name__ == "__main__":
    main()
