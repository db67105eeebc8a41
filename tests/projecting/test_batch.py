"""What a batch gathers ends in the tables as if every event had been written by itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

import pytest
import sqlalchemy as sa
from hypothesis import given
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


IDS, VILLAGES = st.integers(1, 4), st.sampled_from(["甲村", "乙村"])
KEYS = st.fixed_dictionaries({"id": IDS}) | st.fixed_dictionaries({"village": VILLAGES})
CHANGES = st.dictionaries(st.sampled_from(["note", "last", "village"]), st.none(), min_size=1)
STEPS = st.lists(
    st.tuples(st.just("add"), IDS, VILLAGES)
    | st.tuples(st.just("change"), KEYS, CHANGES, st.integers(1, 9))
    | st.tuples(st.just("advance"), KEYS, st.integers(1, 9))
    | st.tuples(st.just("remove"), IDS),
    max_size=25,
)


@pytest.fixture
def engine() -> Iterator[sa.Engine]:
    engine = sa.create_engine("sqlite://")
    yield engine
    engine.dispose()


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


def rows_after(steps: list[Any], *, gathered: bool) -> list[tuple[Any, ...]]:
    """The table after these steps; what was added before is not added again."""
    engine = sa.create_engine("sqlite://")
    with engine.begin() as connection:
        lines.create(connection)
        batch = Batch(connection)
        writes: Writes = batch if gathered else OneByOne(connection)
        there: set[int] = set()
        for number, step in enumerate(steps):
            take(step, number, writes, there, batch if gathered else connection)
        batch.flush()
        rows = [tuple(row) for row in connection.execute(sa.select(lines).order_by(lines.c.id))]
    engine.dispose()
    return rows


def take(step: Any, number: int, writes: Writes, there: set[int], database: Any) -> None:
    """One step of a history."""
    match step:
        case ("add", line, village) if line not in there:
            there.add(line)
            writes.add(lines, {"id": line, "village": village})
        case ("change", key, names, last):
            values = {"note": f"n{number}", "last": last, "village": "丙村"}
            writes.change(lines, key, {name: values[name] for name in names})
        case ("advance", key, last):
            writes.advance(lines, key, {"last": last, "note": f"n{number}"}, by="last")
        case ("remove", line):
            there.discard(line)
            database.execute(lines.delete().where(lines.c.id == line))
