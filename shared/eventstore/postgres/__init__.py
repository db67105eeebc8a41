"""The log on PostgreSQL: every append is one call of one function, in autocommit mode.

An append with files is the exception: their parts go first, some at a time, in one transaction
with it, so that the log's head is held for the append alone.
"""

from __future__ import annotations

from importlib.resources import files
from itertools import islice
from typing import TYPE_CHECKING, Any

from psycopg2 import sql

from shared.eventstore.failpoints import IN_ATTACHMENT, failpoint
from shared.eventstore.postgres.appending import APPEND, parameters
from shared.eventstore.postgres.reading import PostgresReader
from shared.eventstore.records import Append, Appended, StoredFile

if TYPE_CHECKING:
    from uuid import UUID

MIGRATION_LOCK = 0x6775696861_6E67  # "guihang"
ATTACH = "SELECT log.keep_attachment(%s, %s, %s, %s::bytea[])"
PARTS_A_CALL = 16
GRANTS = (
    "REVOKE ALL ON ALL FUNCTIONS IN SCHEMA log FROM PUBLIC",
    "GRANT USAGE ON SCHEMA log TO {role}",
    "GRANT SELECT ON ALL TABLES IN SCHEMA log TO {role}",
    "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA log TO {role}",
    "GRANT USAGE, CREATE ON SCHEMA views TO {role}",
)


class PostgresRecorder(PostgresReader):
    """The log of one department in one PostgreSQL database."""

    def create(self) -> None:
        """Make what is missing, under a lock: two migrations at once wait for each other."""
        statements = files("shared.eventstore").joinpath("postgres.sql").read_text("utf-8")
        with self._cursor() as cursor:
            cursor.execute("BEGIN; SELECT pg_advisory_xact_lock(%s);", (MIGRATION_LOCK,))
            cursor.execute(statements)
            cursor.execute("COMMIT")

    def grant(self, role: str) -> None:
        """Let a department's role read the log, call its functions and own the read models."""
        with self._cursor() as cursor:
            for statement in GRANTS:
                cursor.execute(sql.SQL(statement).format(role=sql.Identifier(role)))

    def may_rewrite(self) -> bool:
        """This connection could change or shorten the log: a service refuses to start with it."""
        row = self._one(
            "SELECT bool_or(has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE'))"
            " FROM pg_class c WHERE c.relnamespace = 'log'::regnamespace AND c.relkind = 'r'"
        )
        return bool(row and row[0])

    def append(self, append: Append) -> Appended:
        """Write all of one act, or nothing, in one round trip."""
        with self._transaction() if append.files else self._cursor() as cursor:
            for file in append.files:
                _attach(cursor, file)
            cursor.execute(APPEND, parameters(append))
            (last,) = cursor.fetchone()
        return Appended(first=last - len(append.events) + 1, last=last)

    def destroy_key(self, subject: UUID) -> bool:
        """Destroy the key of a person; tells whether anything changed."""
        with self._cursor() as cursor:
            cursor.execute("SELECT log.destroy_key(%s)", (str(subject),))
            (destroyed,) = cursor.fetchone()
        return bool(destroyed)

    def keep_attachment(self, file: StoredFile) -> None:
        """Write all parts of a file, or nothing."""
        with self._transaction() as cursor:
            _attach(cursor, file)


def _attach(cursor: Any, file: StoredFile) -> None:
    """Some parts a call: the driver writes each call out several times over."""
    boxes, first = iter(file.boxes), 0
    while some := list(islice(boxes, PARTS_A_CALL)):
        cursor.execute(ATTACH, (str(file.subject), file.digest, first, some))
        first += len(some)
        failpoint(IN_ATTACHMENT)
