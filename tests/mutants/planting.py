"""A planted bug, and the copy of the tree in which it is planted."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
COPIED = ("shared", "services", "deploy", "tests", "pyproject.toml")
EVENTSTORE, MESSAGING, PROJECTING = "tests/eventstore", "tests/messaging", "tests/projecting"


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """One line made wrong: `old` stands once in the file and becomes `new`.

    `near` names the kernel's tests that are run first; the others follow. What only PostgreSQL runs
    is not `simulated`.
    """

    name: str
    path: str
    old: str
    new: str
    breaks: str
    near: str = EVENTSTORE
    simulated: bool = True

    @property
    def suites(self) -> tuple[str, ...]:
        """The kernel's tests, the nearest first."""
        others = (EVENTSTORE, MESSAGING, PROJECTING)
        return (self.near, *(folder for folder in others if folder != self.near))

    def times(self, root: Path = ROOT) -> int:
        """How often the line stands in the file; exactly once is right."""
        return (root / self.path).read_text("utf-8").count(self.old)

    def applied(self, root: Path = ROOT) -> str:
        """The file with the bug in it."""
        return (root / self.path).read_text("utf-8").replace(self.old, self.new)


@contextmanager
def copy_of_the_tree() -> Iterator[Path]:
    """The sources in a folder of their own, gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix="guihang-mutants-"))
    try:
        for name in COPIED:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, folder / name)
        yield folder
    finally:
        shutil.rmtree(folder)


@contextmanager
def planted(mutant: Mutant, folder: Path) -> Iterator[None]:
    """The bug is in the copy while the block lasts."""
    path = folder / mutant.path
    sound = path.read_text("utf-8")
    path.write_text(mutant.applied(folder), "utf-8")
    try:
        yield
    finally:
        path.write_text(sound, "utf-8")
