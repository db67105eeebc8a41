"""Read models: tables that a department's pages query, folded from its own log.

Rows and the position up to which they are folded are written in one transaction, so a crash neither
loses nor doubles a row. A projection has a version; one that is new, changed or rebuilt is folded
from position 1 into fresh tables beside the ones in use, and takes their place when it is level.
Two releases may work on one log: a read model belongs to the newer, and the older leaves its tables
alone.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, TypeVar
from uuid import uuid4

import sqlalchemy as sa

from shared import clock
from shared.eventstore.database import Unavailable
from shared.eventstore.failpoints import IN_REBUILD, IN_SWITCH, failpoint
from shared.projecting.batch import Batch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from shared.eventstore.application import Department
    from shared.eventstore.entries import Entry

BATCH = 500
WAIT_SECONDS = 2.0
FIRST_PAUSE_SECONDS = 0.002
LONGEST_PAUSE_SECONDS = 0.05

Fold = Callable[[Any, Any, "Entry"], None]
M = TypeVar("M", bound=Fold)

_metadata = sa.MetaData()
positions = sa.Table(
    "projection_positions",
    _metadata,
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("position", sa.BigInteger, nullable=False),
)


class OutOfOrder(RuntimeError):
    """The log shows a gap: stop, never guess."""


def when(*names: str) -> Callable[[M], M]:
    """Mark a method as what a projection does with events of these names."""

    def mark(method: M) -> M:
        method.when = names  # type: ignore[attr-defined]  # read once, when the class is made
        return method

    return mark


class Projection:
    """One read model: its tables, and one method for each event that changes them.

    Methods take a batch and an entry and write through `self.table(...)`, which is the fresh copy
    while the projection is rebuilt: rows by `add`, `change` and `advance`, which are gathered, and
    whatever else by `execute`. They must not read anything but these tables.
    """

    name: ClassVar[str]
    version: ClassVar[int] = 1
    tables: ClassVar[tuple[sa.Table, ...]]
    folds: ClassVar[dict[str, Fold]]

    def __init_subclass__(cls) -> None:
        """Collect what is done with each event."""
        marked = [getattr(cls, name) for name in dir(cls) if not name.startswith("__")]
        cls.folds = {name: m for m in marked if hasattr(m, "when") for name in m.when}

    def __init__(self, *, suffix: str = "") -> None:
        copies = sa.MetaData()
        self._copies = {
            table.name: _copy(table, copies, suffix) if suffix else table for table in self.tables
        }

    def table(self, table: sa.Table) -> sa.Table:
        """The table that this run writes to."""
        return self._copies[table.name]

    def fold(self, connection: sa.Connection, entries: Iterable[Entry]) -> None:
        """Bring the tables up by these events."""
        batch = Batch(connection)
        for entry in entries:
            for part in entry.parts:
                method = self.folds.get(part.name)
                if method is not None:
                    method(self, batch, part)
        batch.flush()

    def create(self, connection: sa.Connection) -> None:
        """Make the tables that are missing."""
        for copy in self._copies.values():
            copy.create(connection, checkfirst=True)

    def drop(self, connection: sa.Connection) -> None:
        """Remove the tables."""
        for copy in self._copies.values():
            copy.drop(connection, checkfirst=True)


class Kept(NamedTuple):
    """A read model as its tables are now: of which version, and folded how far."""

    version: int
    position: int


class Projector:
    """Keeps one department's read models level with its log."""

    def __init__(self, office: Department, projections: Sequence[type[Projection]]) -> None:
        self.office = office
        self.kinds = {kind.name: kind for kind in projections}
        self._lock = threading.RLock()
        self._ready = False

    def prepare(self) -> None:
        """Make missing tables; fold anew what is new or has a later version.

        What a newer release made stays as it is: its process may be at work on it. An operator who
        goes back to this release for good folds it anew by `rebuild`.
        """
        with self._lock:
            if self._ready:
                return
            with self.office.db.transaction() as connection:
                if connection.dialect.name == "postgresql":  # two services may start at once
                    connection.execute(sa.text("SELECT pg_advisory_xact_lock(1)"))
                positions.create(connection, checkfirst=True)
            kept = self._kept()
            for kind in self.kinds.values():
                if kind.name not in kept or kept[kind.name].version < kind.version:
                    self.rebuild(kind.name)
            self._ready = True

    def catch_up(self) -> int:
        """Fold what the log has more; returns the position that all read models have reached.

        Read models are level with each other but for a rebuild, so that each event is read once
        for all of them. What another release keeps is folded by that release, as it must be.
        """
        self.prepare()
        with self._lock:
            while True:
                kept = self._kept()
                ours = {
                    n: at for n, (version, at) in kept.items() if version == self.kinds[n].version
                }
                hindmost = min(ours.values(), default=0)
                entries = self.office.entries(after=hindmost, limit=BATCH) if ours else []
                if not entries:
                    return min((it.position for it in kept.values()), default=0)
                _refuse_gap(hindmost, entries)
                level = [name for name, position in ours.items() if position == hindmost]
                self._fold_batch(level, hindmost, entries)

    def wait(self, position: int, *, timeout: float = WAIT_SECONDS) -> bool:
        """Have the read models reach a position; False if they do not within these seconds.

        What is recorded stays recorded when they cannot be written now: that is False too.
        """
        give_up = clock.elapsed() + timeout
        pause = FIRST_PAUSE_SECONDS
        while not self._reaches(position):
            if clock.elapsed() > give_up:
                return False
            time.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
        return True

    def _reaches(self, position: int) -> bool:
        try:
            return self.catch_up() >= position
        except Unavailable:
            return False

    def position(self, name: str) -> int:
        """How far a read model is folded."""
        query = sa.select(positions.c.position).where(positions.c.name == name)
        with self.office.db.reading() as connection:
            return connection.scalar(query) or 0

    def rebuild(self, name: str) -> int:
        """Fold a read model anew beside the one in use, and put it in its place."""
        kind = self.kinds[name]
        fresh = kind(suffix=f"__{uuid4().hex[:8]}")
        with self._alone(kind):
            with self.office.db.transaction() as connection:
                _drop_left_behind(kind, connection)
                fresh.create(connection)
            try:
                position = self._fold_all(fresh)
                return self._switch(kind, fresh, position)
            except BaseException:
                with self.office.db.transaction() as connection:
                    fresh.drop(connection)
                raise

    @contextmanager
    def _alone(self, kind: type[Projection]) -> Iterator[None]:
        """One process at a time rebuilds a read model; when it dies, the server lets the next in.

        On SQLite a second one would end the first: embedded, only a verb can come in between.
        """
        with self.office.db.reading() as connection:
            if connection.dialect.name != "postgresql":
                yield
                return
            lock = sa.text("SELECT pg_advisory_lock(1, hashtext(:name))")
            connection.execute(lock, {"name": kind.name})
            connection.commit()  # the lock is the session's; an open transaction would be ended
            try:
                yield
            finally:
                connection.invalidate()

    def _fold_all(self, fresh: Projection) -> int:
        position = 0
        while entries := self.office.entries(after=position, limit=BATCH):
            _refuse_gap(position, entries)
            with self.office.db.transaction() as connection:
                fresh.fold(connection, entries)
            position = entries[-1].position
            failpoint(IN_REBUILD)
        return position

    def _switch(self, kind: type[Projection], fresh: Projection, position: int) -> int:
        with self._lock, self.office.db.transaction() as connection:
            self._lock_positions(connection)
            rest = self.office.entries(after=position, limit=None)
            fresh.fold(connection, rest)
            position = rest[-1].position if rest else position
            kind().drop(connection)
            for table in kind.tables:
                name = connection.dialect.identifier_preparer.quote(fresh.table(table).name)
                new = connection.dialect.identifier_preparer.quote(table.name)
                connection.execute(sa.text(f"ALTER TABLE {name} RENAME TO {new}"))
            connection.execute(positions.delete().where(positions.c.name == kind.name))
            connection.execute(
                positions.insert().values(name=kind.name, version=kind.version, position=position)
            )
            failpoint(IN_SWITCH)
        return position

    def _fold_batch(self, names: list[str], position: int, entries: list[Entry]) -> None:
        """One transaction; whoever moves a position from where it was read has the turn.

        Nobody has it whose version was replaced in the meantime. Everybody takes turns in one order
        of names, so that no two processes wait for each other.
        """
        with self.office.db.transaction() as connection:
            for current in (self.kinds[name]() for name in sorted(names)):
                turn = connection.execute(
                    positions.update()
                    .where(
                        positions.c.name == current.name,
                        positions.c.version == current.version,
                        positions.c.position == position,
                    )
                    .values(position=entries[-1].position)
                )
                if turn.rowcount == 1:
                    current.fold(connection, entries)

    def _kept(self) -> dict[str, Kept]:
        """What is kept of each read model that this release knows."""
        query = sa.select(positions).where(positions.c.name.in_(self.kinds))
        with self.office.db.reading() as connection:
            return {row.name: Kept(row.version, row.position) for row in connection.execute(query)}

    @staticmethod
    def _lock_positions(connection: sa.Connection) -> None:
        """Hold other processes' folding back while tables change places."""
        if connection.dialect.name == "postgresql":
            connection.execute(sa.text("LOCK TABLE projection_positions IN EXCLUSIVE MODE"))


def _copy(table: sa.Table, metadata: sa.MetaData, suffix: str) -> sa.Table:
    copy = table.to_metadata(metadata, name=f"{table.name}{suffix}")
    for index in copy.indexes:
        index.name = sa.sql.quoted_name(f"{index.name}{suffix}", quote=None)
    return copy


def _drop_left_behind(kind: type[Projection], connection: sa.Connection) -> None:
    """Remove the tables of a rebuild that died halfway."""
    names = sa.inspect(connection).get_table_names()
    for table in kind.tables:
        fresh = re.compile(re.escape(table.name) + "__[0-9a-f]{8}")
        for name in filter(fresh.fullmatch, names):
            sa.Table(name, sa.MetaData()).drop(connection)


def _refuse_gap(position: int, entries: list[Entry]) -> None:
    for expected, entry in enumerate(entries, start=position + 1):
        if entry.position != expected:
            raise OutOfOrder(f"the log goes from {expected - 1} to {entry.position}")
