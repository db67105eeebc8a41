"""What a batch of events writes, gathered in memory and written together.

A rebuild folds hundreds of events a transaction. Most of them add a row or change a few columns of
one; sent one by one, each costs a round trip and the building of a statement. Here they become
entries of dictionaries, and at the end one statement a table and set of columns
(docs/performance.md). Everything else goes to the database as it comes, after what was gathered.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

Values = dict[str, Any]
Key = tuple[Any, ...]
Columns = tuple[str, ...]
Group = tuple[Columns, str | None]


class Batch:
    """A connection that gathers; what it is asked by `execute` sees all that was gathered."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._tables: dict[str, _Gathered] = {}

    def add(self, table: sa.Table, row: Values) -> None:
        """A new row."""
        self._of(table).add(row)

    def change(self, table: sa.Table, key: Values, values: Values) -> None:
        """Set columns of the rows whose key columns have these values.

        What the database has to work out for itself, as `column + 1`, is written at once.
        """
        if any(isinstance(value, sa.ClauseElement) for value in values.values()):
            where = [table.c[name] == value for name, value in key.items()]
            self.execute(table.update().where(*where).values(values))
        elif values:
            self._of(table).change(key, values)

    def advance(self, table: sa.Table, key: Values, values: Values, *, by: str) -> None:
        """The same, but only where `by`, which is one of them, is empty or smaller than it will be.

        All calls for one `by` name the same columns.
        """
        self._of(table).advance(key, values, by)

    def remove(self, table: sa.Table, key: Values) -> None:
        """Take out the rows whose key columns have these values."""
        self._of(table).remove(key)

    def row(self, table: sa.Table, key: Values) -> Mapping[str, Any]:
        """The one row of this key, as it is by now; empty columns of a new row may be missing.

        A row that was added in this batch costs nothing; for another, only its table is written.
        """
        return self._of(table).row(key)

    def execute(self, statement: Any, parameters: Any = None) -> Any:
        """Have the database do it now."""
        self.flush()
        return self._connection.execute(statement, parameters)

    def scalar(self, statement: Any) -> Any:
        """Ask the database for one value."""
        self.flush()
        return self._connection.scalar(statement)

    def scalars(self, statement: Any) -> Any:
        """Ask the database for one column."""
        self.flush()
        return self._connection.scalars(statement)

    @property
    def dialect(self) -> sa.Dialect:
        """Which database it is."""
        return self._connection.dialect

    def flush(self) -> None:
        """Write what was gathered."""
        for gathered in self._tables.values():
            gathered.flush()

    def _of(self, table: sa.Table) -> _Gathered:
        if table.name not in self._tables:
            self._tables[table.name] = _Gathered(self._connection, table)
        return self._tables[table.name]


class _Gathered:
    """What is to be written to one table.

    Changes of rows that are already stored lie in groups: the same key columns, and the same column
    that decides (`by`; None: nothing does). Groups touch different columns, so their order is
    nobody's business; a change that would cross another group, or that moves a row from one key to
    another, has everything written first.
    """

    def __init__(self, connection: sa.Connection, table: sa.Table) -> None:
        self._connection = connection
        self._table = table
        self._added: list[Values] = []
        self._indexes: dict[Columns, defaultdict[Key, list[Values]]] = {}
        self._groups: defaultdict[Group, dict[Key, Values]] = defaultdict(dict)
        self._touched: dict[str, Group] = {}
        self._removed: defaultdict[Columns, list[Key]] = defaultdict(list)

    def add(self, row: Values) -> None:
        row = dict(row)
        self._added.append(row)
        for columns, index in self._indexes.items():
            index[_key(row, columns)].append(row)

    def change(self, key: Values, values: Values) -> None:
        columns = self._about_to_move(key, values)
        added = self._indexed(columns)[_key(key, columns)]
        for row in added:
            row.update(values)
        if added and self._is_unique(columns):
            return  # the row that is meant is not stored yet
        self._group(columns, None, values).setdefault(_key(key, columns), {}).update(values)

    def advance(self, key: Values, values: Values, by: str) -> None:
        columns = self._about_to_move(key, values)
        added = self._indexed(columns)[_key(key, columns)]
        for row in added:
            if _is_smaller(row.get(by), values[by]):
                row.update(values)
        if added and self._is_unique(columns):
            return
        known = self._group(columns, by, values).setdefault(_key(key, columns), dict(values))
        if _is_smaller(known[by], values[by]):
            known.update(values)

    def remove(self, key: Values) -> None:
        columns = tuple(sorted(key))
        if added := self._indexed(columns).get(_key(key, columns)):
            gone = set(map(id, added))
            self._added = [row for row in self._added if id(row) not in gone]
            self._indexes.clear()
        if not added or not self._is_unique(columns):
            self._removed[columns].append(_key(key, columns))

    def row(self, key: Values) -> Mapping[str, Any]:
        columns = tuple(sorted(key))
        if added := self._indexed(columns).get(_key(key, columns)):
            return added[0]
        self.flush()
        query = sa.select(self._table).where(*(self._table.c[n] == it for n, it in key.items()))
        return dict(self._connection.execute(query).mappings().one())

    def flush(self) -> None:
        for (columns, by), changes in self._groups.items():
            for names, keys in _alike(changes):
                statement = self._update(columns, names, by)
                rows = [_bound(columns, key) | _new(changes[key]) for key in keys]
                self._connection.execute(statement, rows)
        for columns, removed in self._removed.items():
            deletion = self._table.delete().where(*self._where(columns))
            self._connection.execute(deletion, [_bound(columns, key) for key in removed])
        for _, numbers in _alike(dict(enumerate(self._added))):
            self._connection.execute(self._table.insert(), [self._added[n] for n in numbers])
        self._clear()

    def _about_to_move(self, key: Values, values: Values) -> Columns:
        """The key's columns; all is written first if a row may come to have another key."""
        columns = tuple(sorted(key))
        looked_up = {name for names in (*self._indexes, *self._removed, columns) for name in names}
        if not looked_up.isdisjoint(values) or not self._touched.keys().isdisjoint(key):
            self.flush()
        return columns

    def _group(self, columns: Columns, by: str | None, values: Values) -> dict[Key, Values]:
        """The changes of this kind; all is written first if another kind touches a column of it."""
        group = (columns, by)
        if any(self._touched.get(name, group) != group for name in values):
            self.flush()
        self._touched.update(dict.fromkeys(values, group))
        return self._groups[group]

    def _indexed(self, columns: Columns) -> defaultdict[Key, list[Values]]:
        if columns not in self._indexes:
            index = self._indexes[columns] = defaultdict(list)
            for row in self._added:
                index[_key(row, columns)].append(row)
        return self._indexes[columns]

    def _is_unique(self, columns: Columns) -> bool:
        c = self._table.c
        alone = len(columns) == 1 and bool(c[columns[0]].unique)
        return alone or set(columns) == set(self._table.primary_key.columns.keys())

    def _update(self, columns: Columns, names: Iterable[str], by: str | None) -> sa.Update:
        c, where = self._table.c, self._where(columns)
        if by is not None:
            where.append(sa.or_(c[by].is_(None), c[by] < sa.bindparam(f"new_{by}")))
        return (
            self._table.update().where(*where).values({n: sa.bindparam(f"new_{n}") for n in names})
        )

    def _where(self, columns: Columns) -> list[sa.ColumnElement[bool]]:
        return [self._table.c[name] == sa.bindparam(f"key_{name}") for name in columns]

    def _clear(self) -> None:
        self._added.clear()
        self._indexes.clear()
        self._groups.clear()
        self._touched.clear()
        self._removed.clear()


def _key(values: Mapping[str, Any], columns: Sequence[str]) -> Key:
    return tuple(values.get(name) for name in columns)


def _bound(columns: Sequence[str], key: Key) -> Values:
    return {f"key_{name}": value for name, value in zip(columns, key, strict=True)}


def _new(values: Values) -> Values:
    return {f"new_{name}": value for name, value in values.items()}


def _is_smaller(known: Any, new: Any) -> bool:
    return known is None or bool(known < new)


def _alike(rows: Mapping[Any, Values]) -> Iterable[tuple[Columns, list[Any]]]:
    """The keys of the rows that have the same columns, which one statement writes."""
    found: defaultdict[Columns, list[Any]] = defaultdict(list)
    for key, row in rows.items():
        found[tuple(sorted(row))].append(key)
    return found.items()
