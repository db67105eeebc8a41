"""`python -m tests.mutants`: a line of JSON for each planted bug, then the total."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from queue import SimpleQueue

import click

from tests.mutants.bugs.all import MUTANTS
from tests.mutants.hunting import FINDERS, Hunted, hunt
from tests.mutants.planting import Mutant, copy_of_the_tree


@click.command()
@click.option("--only", multiple=True, help="this bug; may be said several times")
@click.option("--seeds", default=60, show_default=True, help="so many seeds of the simulation")
@click.option("--finder", multiple=True, type=click.Choice(FINDERS), help="this finder alone")
@click.option("--jobs", default=1, show_default=True, help="hunt so many bugs at a time")
def main(only: tuple[str, ...], seeds: int, finder: tuple[str, ...], jobs: int) -> None:
    """Print who finds which."""
    chosen = [mutant for mutant in MUTANTS if not only or mutant.name in only]
    found: Counter[str] = Counter()
    survivors = []
    for hunted in _hunt_all(chosen, seeds=seeds, finders=finder or FINDERS, jobs=jobs):
        click.echo(json.dumps(hunted.figures()))
        found.update(hunted.found_by)
        if not hunted.found_by:
            survivors.append(hunted.mutant.name)
    total = {"mutants": len(chosen), "found_by": dict(found), "survivors": survivors}
    click.echo(json.dumps(total))
    raise SystemExit(bool(survivors))


def _hunt_all(
    mutants: Sequence[Mutant], *, seeds: int, finders: Sequence[str], jobs: int
) -> Iterator[Hunted]:
    """Each bug in a copy of the tree in which there is no other."""
    free: SimpleQueue[Path] = SimpleQueue()

    def in_a_free_copy(mutant: Mutant) -> Hunted:
        folder = free.get()
        try:
            return hunt(mutant, folder, seeds=seeds, finders=finders)
        finally:
            free.put(folder)

    with ExitStack() as copies, ThreadPoolExecutor(jobs) as hunters:
        for _ in range(jobs):
            free.put(copies.enter_context(copy_of_the_tree()))
        yield from hunters.map(in_a_free_copy, mutants)


if __name__ == "__main__":
    main()
