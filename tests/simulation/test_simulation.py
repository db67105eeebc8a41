"""A few towns of the simulation, every seed that ever found something, and that it can be repeated.

The same with figures, and for thousands of seeds: `python -m tests.simulation --seeds 5000`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.simulation.run import simulate, workshop
from tests.simulation.seeds import FOUND

N = int(os.environ.get("GUIHANG_SEEDS_N", "8"))


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A workshop for all seeds."""
    with workshop() as made:
        yield made


@pytest.mark.parametrize("seed", range(N))
def test_whatever_befalls_a_town_nothing_is_lost_doubled_or_out_of_order(
    folder: Path, seed: int
) -> None:
    found = simulate(seed, folder)

    assert found.wrong == []
    assert found.acts


def test_what_was_once_found_is_mended(folder: Path) -> None:
    wrong = {seed: simulate(seed, folder).wrong for seed in FOUND}

    assert wrong == {seed: [] for seed in FOUND}


def test_a_seed_tells_the_same_story_again_in_another_process(folder: Path) -> None:
    """Whatever the order of sets there: nothing may rest on it."""
    words = [sys.executable, "-m", "tests.simulation", "--seed", "1", "--trace"]

    told = subprocess.run(
        words,
        env={**os.environ, "PYTHONHASHSEED": "1"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert told.stdout.splitlines()[:-1] == simulate(1, folder).trace
