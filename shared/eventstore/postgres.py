"""The log on PostgreSQL: every append is one call of one function, in autocommit mode."""

from __future__ import annotations

from contextlib import contextmanager
from importlib.resources import files
from typing import TYPE_CHECKING, Any, cast

import psycopg2
from eventsourcing.persistence import (
    DatabaseError,
    IntegrityError,
    InterfaceError,
    OperationalError,
    StoredEvent,
)
from psycopg2 import errorcodes, sql

from shared.eventstore.recorder import Recorder, notification_of
from shared.eventstore.records import (
    Append,
    Appended,
    ClaimTaken,
    CommandRepeated,
    Parked,
    RealTimeOnly,
    Row,
    StoredCommand,
    StoredFact,
    TrackingMoved,
    VersionConflict,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from uuid import UUID

    from eventsourcing.persistence import Notification

    from shared.eventstore.database import PostgresDatabase

MIGRATION_LOCK = 0x6775696861_6E67  # "guihang"
EVENT = (
    "position, stream_id, stream_version, name, state, event_version, happened_on, sealed, subject,"
    " person_id, case_ref, command_id, envelope, recorded_at"
)
APPEND = (
    "SELECT log.append(%s::uuid[],%s::bigint[],%s::text[],%s::bytea[],%s::smallint[],%s::date[],"
    "%s::bytea[],%s::uuid[],%s::uuid[],%s::text[],%s,%s,%s,%s,%s,%s,%s,%s::text[],%s::bytea[],"
    "%s::uuid[],%s::text[],%s::bytea[],%s,%s,%s,%s::text[],%s,%s)"
)
GRANTS = (
    "REVOKE ALL ON ALL FUNCTIONS IN SCHEMA log FROM PUBLIC",
    "GRANT USAGE ON SCHEMA log TO {role}",
    "GRANT SELECT ON ALL TABLES IN SCHEMA log TO {role}",
    "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA log TO {role}",
    "GRANT USAGE, CREATE ON SCHEMA views TO {role}",
)
OUTCOMES: dict[str, type[IntegrityError]] = {
    "GH001": RealTimeOnly,
    "GH002": CommandRepeated,
    "GH003": TrackingMoved,
}
CONSTRAINTS: dict[str, type[IntegrityError]] = {
    "one_version_each": VersionConflict,
    "one_claim_each": ClaimTaken,
}


class PostgresRecorder(Recorder):
    """The log of one department in one PostgreSQL database."""

    def __init__(self, database: PostgresDatabase) -> None:
        self.database = database

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
        with self._cursor() as cursor:
            cursor.execute(APPEND, _parameters(append))
            (last,) = cursor.fetchone()
        return Appended(first=last - len(append.events) + 1, last=last)

    def rows(
        self,
        *,
        after: int = 0,
        limit: int | None = None,
        upto: int | None = None,
        names: Sequence[str] | None = None,
        stream_id: UUID | None = None,
        case_ref: str | None = None,
    ) -> list[Row]:
        """Events with their envelopes, in the order of the log."""
        where, values = ["position > %s"], [after]
        for condition, value in (
            ("position <= %s", upto),
            ("name = ANY(%s)", None if names is None else list(names)),
            ("stream_id = %s", None if stream_id is None else str(stream_id)),
            ("case_ref = %s", case_ref),
        ):
            if value is not None:
                where.append(condition)
                values.append(cast("int", value))
        return [
            _row(r)
            for r in self._all(
                f"SELECT {EVENT} FROM log.events WHERE {' AND '.join(where)}"  # noqa: S608  # no input in it
                " ORDER BY position LIMIT %s",
                *values,
                limit,
            )
        ]

    def last_named(self, names: Sequence[str], *, upto: int) -> int:
        """The position of the last event with one of these names up to a position; 0: none."""
        found = self._one(
            "SELECT max(last) FROM unnest(%s::text[]) AS n (name), LATERAL (SELECT"
            " max(position) AS last FROM log.events e WHERE e.name = n.name AND position <= %s)"
            " AS each",
            list(names),
            upto,
        )
        return found[0] or 0 if found else 0

    def head(self) -> int:
        """The position of the last event; 0 in an empty log."""
        return cast("int", self._the("SELECT position FROM log.head")[0])

    def is_demonstration(self) -> bool:
        """The first event says that nothing here is real."""
        return cast("bool", self._the("SELECT demonstration FROM log.head")[0])

    def command(self, command_id: str) -> StoredCommand | None:
        """The command with this id, if it was carried out."""
        row = self._one("SELECT * FROM log.commands WHERE id = %s", command_id)
        return row and StoredCommand(
            id=row[0],
            account=row[1],
            name=row[2],
            digest=bytes(row[3]),
            answer=bytes(row[4]),
            position=row[5],
        )

    def claimant(self, scope: str, key: bytes) -> UUID | None:
        """The file that holds a claim."""
        row = self._one(
            "SELECT stream_id FROM log.claims WHERE scope = %s AND key = %s", scope, key
        )
        return row and cast("UUID", row[0])

    def parked(self, upstream: str | None = None) -> list[Parked]:
        """Messages that wait to be replayed, in the order in which they must be."""
        rows = self._all(
            "SELECT upstream, position, name, case_ref, body, reason, parked_at FROM log.parked"
            " WHERE %s::text IS NULL OR upstream = %s ORDER BY upstream, position",
            upstream,
            upstream,
        )
        return [
            Parked(
                upstream=r[0],
                position=r[1],
                name=r[2],
                case_ref=r[3],
                body=bytes(r[4]),
                reason=r[5],
                parked_at=r[6],
            )
            for r in rows
        ]

    def is_parked(self, upstream: str, case_ref: str) -> bool:
        """Messages of this case wait: a later one must wait behind them."""
        return bool(
            self._one(
                "SELECT 1 FROM log.parked WHERE upstream = %s AND case_ref = %s LIMIT 1",
                upstream,
                case_ref,
            )
        )

    def data_key(self, subject: UUID, wrapped: bytes | None) -> bytes | None:
        """The wrapped key of a person; where there is none yet, the one given becomes it."""
        if wrapped is None:
            row = self._one("SELECT wrapped FROM log.data_keys WHERE subject = %s", str(subject))
        else:
            row = self._one("SELECT log.data_key(%s, %s)", str(subject), wrapped)
        return None if row is None or row[0] is None else bytes(row[0])

    def max_tracking_id(self, application_name: str) -> int | None:
        """How far an upstream was heard."""
        row = self._one("SELECT position FROM log.tracking WHERE upstream = %s", application_name)
        return None if row is None else cast("int", row[0])

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        """The events of one stream."""
        where, values = ["stream_id = %s"], [str(originator_id)]
        for condition, value in (("stream_version > %s", gt), ("stream_version <= %s", lte)):
            if value is not None:
                where.append(condition)
                values.append(cast("str", value))
        order = "DESC" if desc else "ASC"
        return [
            _event(r)
            for r in self._all(
                f"SELECT {EVENT} FROM log.events WHERE {' AND '.join(where)}"  # noqa: S608  # no input in it
                f" ORDER BY stream_version {order} LIMIT %s",
                *values,
                limit,
            )
        ]

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        """Events in the order of the log, as the library asks for them."""
        after = (start or 0) - (1 if start is not None and inclusive_of_start else 0)
        found = self.rows(after=after, upto=stop, limit=limit, names=topics or None)
        return [notification_of(row.fact, row.position) for row in found]

    @contextmanager
    def _cursor(self) -> Iterator[Any]:
        try:
            with self.database.cursor() as cursor:
                yield cursor
        except psycopg2.Error as error:
            raise _translated(error) from error

    def _all(self, statement: str, *values: object) -> list[Any]:
        with self._cursor() as cursor:
            cursor.execute(statement, values)
            return cast("list[Any]", cursor.fetchall())

    def _one(self, statement: str, *values: object) -> Any:
        with self._cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchone()

    def _the(self, statement: str) -> Any:
        row = self._one(statement)
        if row is None:
            raise OperationalError("the log has no head: run `guihang migrate`")
        return row


def _parameters(append: Append) -> tuple[object, ...]:
    command, move, park = append.command, append.move, append.park
    upstream = move or park or append.unpark
    return (
        *_columns(append.events),
        append.envelope,
        append.recorded_at,
        *(
            (command.id, command.account, command.name, command.digest, command.answer)
            if command
            else (None,) * 5
        ),
        *_claims(append),
        upstream and upstream.upstream,
        move and move.frm,
        move and move.to,
        park and [str(park.position), park.name, park.case_ref, park.reason],
        park and park.body,
        append.unpark and append.unpark.position,
    )


def _columns(events: Sequence[StoredEvent]) -> tuple[list[object], ...]:
    facts = [e if isinstance(e, StoredFact) else None for e in events]
    return (
        [str(e.originator_id) for e in events],
        [e.originator_version for e in events],
        [e.topic for e in events],
        [e.state for e in events],
        [f and f.event_version for f in facts],
        [f and f.happened_on for f in facts],
        [f and f.sealed for f in facts],
        [f and f.subject and str(f.subject) for f in facts],
        [f and f.person_id and str(f.person_id) for f in facts],
        [f and f.case_ref for f in facts],
    )


def _claims(append: Append) -> tuple[object, ...]:
    take, release = append.take, append.release
    return (
        [c.scope for c in take] or None,
        [c.key for c in take] or None,
        [str(c.stream_id) for c in take] or None,
        [c.scope for c in release] or None,
        [c.key for c in release] or None,
    )


def _event(row: Any) -> StoredEvent:
    if row[5] is None:
        return StoredEvent(
            originator_id=row[1], originator_version=row[2], topic=row[3], state=bytes(row[4])
        )
    return _fact(row)


def _fact(row: Any) -> StoredFact:
    return StoredFact(
        originator_id=row[1],
        originator_version=row[2],
        topic=row[3],
        state=bytes(row[4]),
        event_version=row[5],
        happened_on=row[6],
        sealed=None if row[7] is None else bytes(row[7]),
        subject=row[8],
        person_id=row[9],
        case_ref=row[10],
    )


def _row(row: Any) -> Row:
    return Row(
        position=row[0],
        fact=_fact(row),
        recorded_at=row[13],
        command_id=row[11],
        envelope=bytes(row[12] or b"{}"),
    )


def _translated(error: psycopg2.Error) -> DatabaseError | InterfaceError:
    code = error.pgcode
    if code in OUTCOMES:
        return OUTCOMES[code](str(error))
    if code == errorcodes.UNIQUE_VIOLATION:
        return CONSTRAINTS.get(error.diag.constraint_name or "", IntegrityError)(str(error))
    if isinstance(error, psycopg2.IntegrityError):
        return IntegrityError(str(error))
    if isinstance(error, psycopg2.InterfaceError):
        return InterfaceError(str(error))
    if isinstance(error, psycopg2.OperationalError) or code is None:
        return OperationalError(str(error))
    return DatabaseError(str(error))
