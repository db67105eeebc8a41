"""`python -m tests.faults --n 500` does all faults to a town: one line of JSON a fault."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import click

from tests.faults import disks, faults, lines, points, post, times
from tests.faults.poison import poison
from tests.faults.stage import Stage

FAULTS: Mapping[str, Callable[[Stage, int], Any]] = {
    "kills": faults.kill_at_random,
    "points": lambda stage, n: points.kill_at_points(stage, faults.turns(n)),
    "wipes": lambda stage, n: faults.wipe_the_broker(stage, faults.wipes(n)),
    "postgres": lambda stage, n: faults.kill_postgres(stage, faults.deaths(n)),
    "cuts": lambda stage, n: faults.cut_replies(stage, faults.cuts(n)),
    "wires": lambda stage, n: lines.bad_wires(stage, faults.turns(n)),
    "alarms": lambda stage, n: lines.alarm_the_broker(stage, faults.turns(n)),
    "queues": lambda stage, n: lines.delete_queues(stage, faults.turns(n)),
    "messages": lambda stage, n: post.mangle_messages(stage, faults.turns(n)),
    "disk": lambda stage, n: disks.fill_the_disk(stage, faults.turns(n)),
    "logs": lambda stage, n: disks.fill_the_logs(stage, faults.turns(n)),
    "clocks": lambda stage, n: times.step_the_clocks(stage, faults.turns(n)),
    "poison": lambda stage, _n: poison(stage),
}


@click.command()
@click.option("--n", default=20, show_default=True, help="kills at random; the rest goes with it")
@click.option("--only", multiple=True, type=click.Choice(list(FAULTS)), help="this one alone")
def main(n: int, only: tuple[str, ...]) -> None:
    """Print the figures; status 1 if anything was lost, doubled, or left a gap."""
    sound = True
    with Stage() as stage:
        for name in only or FAULTS:
            figures = FAULTS[name](stage, n).figures()
            click.echo(json.dumps(figures, ensure_ascii=False))
            sound &= figures["sound"]
    raise SystemExit(not sound)


if __name__ == "__main__":
    main()
