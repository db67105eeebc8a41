"""`python -m tests.simulation --seeds N`: one line of JSON; status 1 if anything was wrong."""
# ruff: noqa: E402 - the process is made green first of all

from __future__ import annotations

import warnings

with warnings.catch_warnings():
    warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")
    import eventlet
eventlet.monkey_patch()

import json
import time
from collections import Counter

import click

from tests.simulation.run import simulate, workshop


@click.command()
@click.option("--seeds", default=100, show_default=True, help="how many")
@click.option("--first", default=0, show_default=True, help="the first of them")
@click.option("--seed", type=int, help="this one alone")
@click.option("--trace", is_flag=True, help="tell the story of this seed, step by step")
@click.option("--stop", is_flag=True, help="stop at the first seed in which anything is wrong")
def main(seeds: int, first: int, seed: int | None, *, trace: bool, stop: bool) -> None:
    """Print the figures."""
    chosen = range(first, first + seeds) if seed is None else (seed,)
    began = time.monotonic()
    faults: Counter[str] = Counter()
    failures: dict[int, str] = {}
    days = acts = events = 0
    with workshop() as folder:
        for done, number in enumerate(chosen, start=1):  # noqa: B007 - said in the end
            found = simulate(number, folder)
            faults += found.faults
            days, acts, events = days + found.days, acts + found.acts, events + found.events
            if found.wrong:
                failures[number] = found.wrong[0]
            if trace:
                click.echo("\n".join(found.trace))
            if stop and failures:
                break
    figures = {
        "seeds": done,
        "simulated_days": days,
        "acts": acts,
        "events": events,
        "faults": dict(sorted(faults.items())),
        "seconds": round(time.monotonic() - began, 1),
        "failures": failures,
    }
    click.echo(json.dumps(figures, ensure_ascii=False))
    raise SystemExit(bool(failures))


if __name__ == "__main__":
    main()
