"""Every planted bug still fits the source; two are hunted here, all by the command."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.mutants.bugs.all import MUTANTS
from tests.mutants.hunting import SIMULATION, hunt
from tests.mutants.planting import Mutant, copy_of_the_tree

HUNTED = ("sqlite-tracking-not-compared", "poison-is-dropped")
SEEDS = 200  # at the most: both are found among the first few


def test_there_are_fifty_and_each_has_a_name_of_its_own() -> None:
    assert len({mutant.name for mutant in MUTANTS}) == len(MUTANTS) >= 50


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_planted_bug_fits_the_source_exactly_once(mutant: Mutant) -> None:
    """A line that was moved or changed takes its bug along, or the bug must be planted anew."""
    assert mutant.times() == 1
    assert mutant.old != mutant.new
    if Path(mutant.path).suffix == ".py":
        ast.parse(mutant.applied())


@pytest.mark.parametrize("name", HUNTED)
def test_the_simulation_finds_a_planted_bug(name: str) -> None:
    (mutant,) = [mutant for mutant in MUTANTS if mutant.name == name]

    with copy_of_the_tree() as folder:
        hunted = hunt(mutant, folder, seeds=SEEDS, finders=(SIMULATION,))

    assert hunted.found_by == (SIMULATION,)
