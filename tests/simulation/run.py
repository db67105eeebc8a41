"""One seed: a town, its people, what befalls it, an evening that mends all; then it is judged."""

from __future__ import annotations

import random
import shutil
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import eventlet

from deploy.departments import DEPARTMENTS
from shared import clock
from shared.eventstore.database import SqliteDatabase
from shared.eventstore.factory import recorder_of
from shared.projecting import Projection, Projector
from tests.simulation.chance import Hub, NeverEnds, drawn_from, ruled_by
from tests.simulation.clerks import Ledger
from tests.simulation.courses import courses
from tests.simulation.fate import Fate
from tests.simulation.model.files import WITNESS, Store, behind, read
from tests.simulation.model.promises import FOLLOWS
from tests.simulation.model.verdict import wrong
from tests.simulation.story import Story
from tests.simulation.town import DAWN, MASTERS, Town

MEMORY = Path("/dev/shm")  # noqa: S108 - a file system in memory, where there is one
EVENING = 40.0  # seconds after which nothing more befalls the town
LATE = 600.0  # seconds within which everybody must have an answer, and everything its effect
NIGHT = 300.0  # seconds in which whoever still waits for something finds that all is over
STEP = 2.0


@dataclass
class Outcome:
    """What one seed came to."""

    seed: int
    days: int = 0
    acts: int = 0
    events: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    trace: list[str] = field(default_factory=list)


@contextmanager
def workshop() -> Iterator[Path]:
    """A folder for the files, with one prepared store a department in it."""
    parent = MEMORY if MEMORY.is_dir() else None
    folder = Path(tempfile.mkdtemp(prefix="guihang-simulation-", dir=parent))
    try:
        with drawn_from(0):
            for name in FOLLOWS:
                _prepare(folder / "fresh" / f"{name}.sqlite3", name)
        yield folder
    finally:
        shutil.rmtree(folder)


def simulate(seed: int, folder: Path) -> Outcome:
    """Run one seed, in a workshop."""
    dice = random.Random(seed)
    hub = Hub(dice)
    story = Story(hub)
    here = folder / str(seed)
    shutil.copytree(folder / "fresh", here)
    try:
        with drawn_from(seed), ruled_by(hub), story.listening():
            return _Run(seed, Town(here, dice, hub, story)).outcome()
    except NeverEnds as why:
        return Outcome(seed, wrong=[str(why)], trace=[*story.lines, str(why)])
    finally:
        shutil.rmtree(here)


class _Run:
    def __init__(self, seed: int, town: Town) -> None:
        self.town = town
        self.ledger = Ledger()
        self.found = Outcome(seed)

    def outcome(self) -> Outcome:
        town = self.town
        town.start()
        fate = Fate(town, every=town.dice.choice((1.0, 2.0, 4.0)))
        for course in courses(town, self.ledger, town.dice.choice((1, 2, 2, 3))):
            eventlet.spawn_after(town.dice.random() * 20, course)
        eventlet.spawn(fate.run)
        eventlet.sleep(EVENING)
        town.story.tell("town", "it is evening, all is mended")
        fate.end()
        self._settle(fate)
        town.close()
        eventlet.sleep(NIGHT)
        self._judge()
        return self.found

    def _settle(self, fate: Fate) -> None:
        """Until all acts are answered and everybody is level."""
        for _ in range(int(LATE / STEP)):
            eventlet.sleep(STEP)
            if self.ledger.open:
                continue
            stores = self._stores()
            if not behind(stores):
                return
            for name, store in stores.items():
                if store.parked:
                    fate._replay(name)
        if self.ledger.open:
            self.found.wrong.append(f"{self.ledger.open} people still wait for an answer")

    def _judge(self) -> None:
        stores, found = self._stores(), self.found
        found.wrong += self.ledger.wrong + self.town.hub.troubles
        found.wrong += wrong(stores, self.ledger.acts)
        for name, view in self.town.views.items():
            found.wrong += _refolded(self.town.path(name), name, view)
        found.days = self.town.days + 1
        found.acts = sum(act.answered for act in self.ledger.acts)
        found.events = sum(store.head for store in stores.values())
        found.faults = self.town.story.faults
        for name, store in stores.items():
            self.town.story.tell(name, f"{store.head} events, {_digest(store)}")
        found.trace = [*self.town.story.lines, *found.wrong]

    def _stores(self) -> Mapping[str, Store]:
        views = self.town.views
        return {name: read(name, self.town.path(name), views[name].name) for name in views}


def _prepare(path: Path, name: str) -> None:
    """A store as `guihang demo` makes it: its recording time is the town's."""
    database = SqliteDatabase(path)
    recorder_of(database).create()
    parts = DEPARTMENTS[name]
    office = parts.application(database, master=MASTERS[name], readers=parts.heard)
    with clock.use(DAWN):
        office.start_demonstration()
    Projector(office, parts.projections).catch_up()
    database.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(WITNESS)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _refolded(path: Path, name: str, view: type[Projection]) -> list[str]:
    """Tables of a read model that a rebuild from the first event fills differently."""
    parts = DEPARTMENTS[name]
    database = SqliteDatabase(path)
    office = parts.application(database, master=MASTERS[name], readers=parts.heard)
    tables = [table.name for table in view.tables]
    before = _rows(path, tables)
    Projector(office, [view]).rebuild(view.name)
    after = _rows(path, tables)
    database.close()
    differing = [table for table in tables if before[table] != after[table]]
    return [f"{name}: {table} is not what its log says" for table in differing]


def _rows(path: Path, tables: list[str]) -> dict[str, list[Any]]:
    with closing(sqlite3.connect(path)) as connection:
        return {
            table: sorted(connection.execute(f'SELECT * FROM "{table}"').fetchall(), key=repr)
            for table in tables
        }


def _digest(store: Store) -> str:
    """What the log holds, in a word."""
    said = repr([(row.name, row.stream, row.facts, row.recorded_at) for row in store.log])
    return f"{random.Random(said).getrandbits(64):016x}"
