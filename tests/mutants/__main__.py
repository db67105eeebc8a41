"""`python -m tests.mutants`: a line of JSON for each planted bug, then the total."""

from __future__ import annotations

import json
from collections import Counter

import click

from tests.mutants.bugs.all import MUTANTS
from tests.mutants.hunting import FINDERS, hunt
from tests.mutants.planting import copy_of_the_tree


@click.command()
@click.option("--only", multiple=True, help="this bug; may be said several times")
@click.option("--seeds", default=60, show_default=True, help="so many seeds of the simulation")
@click.option("--finder", multiple=True, type=click.Choice(FINDERS), help="this finder alone")
def main(only: tuple[str, ...], seeds: int, finder: tuple[str, ...]) -> None:
    """Print who finds which."""
    chosen = [mutant for mutant in MUTANTS if not only or mutant.name in only]
    finders = finder or FINDERS
    found: Counter[str] = Counter()
    survivors = []
    with copy_of_the_tree() as folder:
        for mutant in chosen:
            hunted = hunt(mutant, folder, seeds=seeds, finders=finders)
            click.echo(json.dumps(hunted.figures()))
            found.update(hunted.found_by)
            if not hunted.found_by:
                survivors.append(mutant.name)
    total = {"mutants": len(chosen), "found_by": dict(found), "survivors": survivors}
    click.echo(json.dumps(total))
    raise SystemExit(bool(survivors))


if __name__ == "__main__":
    main()
