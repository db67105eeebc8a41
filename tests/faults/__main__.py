"""`python -m tests.faults --n 500` does all faults to a town: one line of JSON a fault."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import click

from tests.faults import faults
from tests.faults.poison import poison
from tests.faults.stage import Stage


@click.command()
@click.option("--n", default=20, show_default=True, help="kills at random; the rest goes with it")
def main(n: int) -> None:
    """Print the figures; status 1 if anything was lost, doubled, or left a gap."""
    sound = True
    with Stage() as stage:
        for figures in _all_faults(stage, n):
            click.echo(json.dumps(figures, ensure_ascii=False))
            sound &= figures["sound"]
    raise SystemExit(not sound)


def _all_faults(stage: Stage, n: int) -> Iterator[dict[str, Any]]:
    yield faults.kill_at_random(stage, n).figures()
    yield faults.kill_at_points(stage, faults.turns(n)).figures()
    yield faults.wipe_the_broker(stage, faults.wipes(n)).figures()
    yield faults.cut_replies(stage, faults.cuts(n)).figures()
    yield poison(stage).figures()


if __name__ == "__main__":
    main()
