"""Databases on the test's PostgreSQL, handed from test to test.

To empty one is many times faster than to make one, and to set the rows of one back is many times
faster than to make a department's tables: a third of the suite's time went into that.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

import psycopg2

OTHERS_OUT = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
EMPTY = ("DROP SCHEMA IF EXISTS log, views, public, as_made CASCADE", "CREATE SCHEMA public")
OURS = "('log', 'views', 'public')"
KEEP_ROWS = f"""
CREATE SCHEMA as_made;
CREATE TABLE as_made.sequences AS SELECT * FROM pg_sequences WHERE schemaname IN {OURS};
DO $$ DECLARE it record; kept bigint; BEGIN
  FOR it IN SELECT schemaname, tablename FROM pg_tables WHERE schemaname IN {OURS} LOOP
    EXECUTE format('SELECT count(*) FROM %I.%I', it.schemaname, it.tablename) INTO kept;
    IF kept > 0 THEN
      EXECUTE format('CREATE TABLE as_made.%I AS TABLE %I.%I',
        it.schemaname || '.' || it.tablename, it.schemaname, it.tablename);
    END IF;
  END LOOP;
END $$
"""
SET_BACK = f"""
DO $$ DECLARE it record; BEGIN
  SET LOCAL session_replication_role = replica;  -- a log's own triggers refuse to remove rows
  FOR it IN SELECT schemaname, tablename FROM pg_tables WHERE schemaname IN {OURS} LOOP
    EXECUTE format('DELETE FROM %I.%I', it.schemaname, it.tablename);
  END LOOP;
  FOR it IN SELECT tablename, split_part(tablename, '.', 1) AS schema,
      split_part(tablename, '.', 2) AS name
      FROM pg_tables WHERE schemaname = 'as_made' AND tablename LIKE '%.%' LOOP
    EXECUTE format('INSERT INTO %I.%I OVERRIDING SYSTEM VALUE TABLE as_made.%I',
      it.schema, it.name, it.tablename);
  END LOOP;
  PERFORM setval(format('%I.%I', schemaname, sequencename)::regclass,
    coalesce(last_value, start_value), last_value IS NOT NULL) FROM as_made.sequences;
END $$
"""
SHAPE = f"""
WITH ours AS (SELECT oid FROM pg_namespace WHERE nspname IN {OURS}),
  tables AS (SELECT * FROM pg_class WHERE relnamespace IN (TABLE ours))
SELECT md5(string_agg(line, '|' ORDER BY line)) FROM (
  SELECT concat_ws(' ', oid, relname, relkind, relacl, relowner) AS line FROM tables
  UNION ALL SELECT concat_ws(' ', attrelid, attname, atttypid, attnotnull, attisdropped)
    FROM pg_attribute WHERE attrelid IN (SELECT oid FROM tables)
  UNION ALL SELECT concat_ws(' ', tgrelid, tgname, tgenabled)
    FROM pg_trigger WHERE tgrelid IN (SELECT oid FROM tables)
  UNION ALL SELECT concat_ws(' ', conrelid, conname, convalidated)
    FROM pg_constraint WHERE connamespace IN (TABLE ours)
  UNION ALL SELECT concat_ws(' ', oid, proname, prosrc, proacl)
    FROM pg_proc WHERE pronamespace IN (TABLE ours)
) AS lines
"""
"""A test may change tables, rules and rights: whatever differs here is not handed on."""


@dataclass(frozen=True)
class Lent:
    """A database that a test has: what was made in it, and how that looked."""

    name: str
    filling: Hashable = None
    shape: str = ""


class Databases:
    """Give databases, as many as the test asks for; they go with the test."""

    def __init__(self, server: str) -> None:
        self._server = server
        self._empty: list[str] = []
        self._filled: dict[Hashable, list[Lent]] = defaultdict(list)
        self._lent: list[Lent] = []

    def __call__(self) -> str:
        """Address of an empty one."""
        name = self._empty.pop() if self._empty else self._made()
        self._lent.append(Lent(name))
        return self._address(name)

    def filled(self, filling: Hashable, fill: Callable[[str], None]) -> str:
        """Address of one as `fill` leaves it, called with an address once for each filling."""
        if spare := self._filled[filling]:
            self._lent.append(spare.pop())
            return self._address(self._lent[-1].name)
        url = self()
        fill(url)
        order(url, KEEP_ROWS)
        self._lent[-1] = Lent(self._lent[-1].name, filling, _shape(url))
        return url

    def hand_back(self) -> None:
        """Let the next test have what this one had."""
        while self._lent:
            lent = self._lent.pop()
            url = self._address(lent.name)
            order(url, OTHERS_OUT)
            if lent.filling is not None and _shape(url) == lent.shape:
                order(url, SET_BACK)
                self._filled[lent.filling].append(lent)
            else:
                order(url, *EMPTY)
                self._empty.append(lent.name)

    def drop(self) -> None:
        """Remove all of them from the server."""
        filled = [lent.name for spare in self._filled.values() for lent in spare]
        for name in (*self._empty, *filled):
            order(self._server, f"DROP DATABASE {name} WITH (FORCE)")

    def _made(self) -> str:
        name = f"guihang_test_{uuid.uuid4().hex[:12]}"
        order(
            self._server,
            f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'",
            f"ALTER DATABASE {name} SET synchronous_commit TO off",
        )
        return name

    def _address(self, name: str) -> str:
        return urlsplit(self._server)._replace(path=f"/{name}").geturl()


def order(url: str, *orders: str) -> None:
    """Have a database carry out some statements, one after the other."""
    with _connected(url) as cursor:
        for it in orders:
            cursor.execute(it)


def _shape(url: str) -> str:
    with _connected(url) as cursor:
        cursor.execute(SHAPE)
        row = cursor.fetchone()
    return str(row[0]) if row else ""


@contextmanager
def _connected(url: str) -> Iterator[psycopg2.extensions.cursor]:
    with closing(psycopg2.connect(url)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            yield cursor
