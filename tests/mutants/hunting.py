"""Who finds a planted bug: the simulation, the kernel's own tests, both, or nobody."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.mutants.planting import Mutant, planted

PATIENCE = 300.0  # seconds for one finder; a bug that makes it wait for ever is found
SIMULATION, SUITE = "simulation", "suite"
FINDERS = (SIMULATION, SUITE)


@dataclass(frozen=True)
class Hunted:
    """What became of one bug."""

    mutant: Mutant
    found_by: tuple[str, ...]
    seconds: float

    def figures(self) -> dict[str, Any]:
        """One line of JSON."""
        return {
            "name": self.mutant.name,
            "found_by": list(self.found_by),
            "seconds": round(self.seconds, 1),
        }


def hunt(mutant: Mutant, folder: Path, *, seeds: int, finders: Sequence[str] = FINDERS) -> Hunted:
    """Plant a bug in the copy and let both look for it."""
    began = time.monotonic()
    with planted(mutant, folder):
        able = [name for name in finders if mutant.simulated or name != SIMULATION]
        found = tuple(name for name in able if _finds(name, mutant, folder, seeds))
    return Hunted(mutant, found, time.monotonic() - began)


def _finds(finder: str, mutant: Mutant, folder: Path, seeds: int) -> bool:
    words = {
        SIMULATION: ("-m", "tests.simulation", "--seeds", str(seeds), "--stop"),
        SUITE: ("-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *mutant.suites),
    }[finder]
    process = subprocess.Popen(
        [sys.executable, *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        return process.wait(timeout=PATIENCE) != 0
    except subprocess.TimeoutExpired:
        return True
    finally:
        process.kill()
        process.wait()
