"""What a batch gathers ends in the tables as if every event had been written by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.projecting.batch import Batch

lines = sa.Table(
    "lines",
    sa.MetaData(),
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("village", sa.String),
    sa.Column("last", sa.Integer),
    sa.Column("note", sa.String),
)


class Writes(Protocol):
    """What both kinds of writing can do."""

    def add(self, table: sa.Table, row: dict[str, Any]) -> None: ...
    def change(self, table: sa.Table, key: dict[str, Any], values: dict[str, Any]) -> None: ...
    def advance(
        self, table: sa.Table, key: dict[str, Any], values: dict[str, Any], *, by: str
    ) -> None: ...
    def remove(self, table: sa.Table, key: dict[str, Any]) -> None: ...
    def row(self, table: sa.Table, key: dict[str, Any]) -> Mapping[str, Any]: ...


class OneByOne:
    """The same, each as the statement that it means."""

    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection

    def add(self, table: sa.Table, row: dict[str, Any]) -> None:
        self.connection.execute(table.insert().values(row))

    def change(self, table: sa.Table, key: dict[str, Any], values: dict[str, Any]) -> None:
        where = [table.c[name] == value for name, value in key.items()]
        self.connection.execute(table.update().where(*where).values(values))

    def advance(
        self, table: sa.Table, key: dict[str, Any], values: dict[str, Any], *, by: str
    ) -> None:
        where = [table.c[name] == value for name, value in key.items()]
        earlier = sa.or_(table.c[by].is_(None), table.c[by] < values[by])
        self.connection.execute(table.update().where(*where, earlier).values(values))

    def remove(self, table: sa.Table, key: dict[str, Any]) -> None:
        where = [table.c[name] == value for name, value in key.items()]
        self.connection.execute(table.delete().where(*where))

    def row(self, table: sa.Table, key: dict[str, Any]) -> Mapping[str, Any]:
        where = [table.c[name] == value for name, value in key.items()]
        return dict(self.connection.execute(sa.select(table).where(*where)).mappings().one())


IDS, VILLAGES = st.integers(1, 4), st.sampled_from(["甲村", "乙村", "丙村"])
KEYS = st.fixed_dictionaries({"id": IDS}) | st.fixed_dictionaries({"village": VILLAGES})
CHANGES = st.dictionaries(st.sampled_from(["note", "last", "village"]), st.none(), min_size=1)
STEPS = st.lists(
    st.tuples(st.just("add"), IDS, VILLAGES)
    | st.tuples(st.just("change"), KEYS, CHANGES, st.integers(1, 9))
    | st.tuples(st.just("advance"), KEYS, st.integers(1, 9))
    | st.tuples(st.just("remove"), KEYS)
    | st.tuples(st.just("delete"), IDS)
    | st.tuples(st.just("look"), IDS),
    max_size=25,
)


@pytest.fixture
def engine() -> Iterator[sa.Engine]:
    engine = sa.create_engine("sqlite://")
    yield engine
    engine.dispose()


@settings(max_examples=500)
@given(steps=STEPS)
def test_gathered_rows_are_those_of_events_written_one_by_one(steps: list[Any]) -> None:
    assert rows_after(steps, gathered=True) == rows_after(steps, gathered=False)


def test_what_is_asked_sees_what_was_gathered(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        lines.create(connection)
        batch = Batch(connection)
        batch.add(lines, {"id": 1, "village": "甲村"})
        batch.change(lines, {"id": 1}, {"note": "new"})

        (row,) = batch.execute(sa.select(lines)).all()

    assert tuple(row) == (1, "甲村", None, "new")


def rows_after(steps: list[Any], *, gathered: bool) -> list[Any]:
    """What was seen on the way, and the table after these steps."""
    engine = sa.create_engine("sqlite://")
    with engine.begin() as connection:
        lines.create(connection)
        batch = Batch(connection)
        history = History(batch if gathered else OneByOne(connection), connection)
        for number, step in enumerate(steps):
            history.take(step, number)
        batch.flush()
        rows = [tuple(row) for row in connection.execute(sa.select(lines).order_by(lines.c.id))]
    engine.dispose()
    return [*history.seen, *rows]


class History:
    """Writes step by step; a line that may be there already is taken out before it is added."""

    def __init__(self, writes: Writes, connection: sa.Connection) -> None:
        self.writes = writes
        self.database = writes if isinstance(writes, Batch) else connection
        self.maybe_there: set[int] = set()
        self.seen: list[Any] = []

    def take(self, step: Any, number: int) -> None:
        match step:
            case ("add", line, village):
                if line in self.maybe_there:
                    self.writes.remove(lines, {"id": line})
                self.maybe_there.add(line)
                self.writes.add(lines, {"id": line, "village": village})
            case ("change", key, names, last):
                values = {"note": f"n{number}", "last": last, "village": "丙村"}
                self.writes.change(lines, key, {name: values[name] for name in names})
            case ("advance", key, last):
                self.writes.advance(lines, key, {"last": last, "note": f"n{number}"}, by="last")
            case ("remove", key):
                self.writes.remove(lines, key)
            case ("delete", line):
                self.maybe_there.discard(line)
                self.database.execute(lines.delete().where(lines.c.id == line))
            case ("look", line):
                self.seen.append(self.look(line))

    def look(self, line: int) -> Any:
        try:
            found = self.writes.row(lines, {"id": line})
        except sa.exc.NoResultFound:
            return None
        return [found.get(column.name) for column in lines.columns]
