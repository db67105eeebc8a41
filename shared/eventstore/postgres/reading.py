"""Everything that is read from the log on PostgreSQL."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, cast

import psycopg2
from eventsourcing.persistence import OperationalError, StoredEvent

from shared.eventstore.postgres.errors import translated
from shared.eventstore.postgres.rows import EVENT, event_of, row_of
from shared.eventstore.recorder import Recorder, notification_of
from shared.eventstore.records import Parked, Row, StoredCommand

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from uuid import UUID

    from eventsourcing.persistence import Notification

    from shared.eventstore.database import PostgresDatabase


class PostgresReader(Recorder):
    """The log of one department in one PostgreSQL database, as it is read."""

    def __init__(self, database: PostgresDatabase) -> None:
        self.database = database

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
            row_of(r)
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

    def has_attachment(self, subject: UUID, digest: str) -> bool:
        """Whether the file is there."""
        statement = "SELECT 1 FROM log.attachments WHERE subject = %s AND digest = %s LIMIT 1"
        return self._one(statement, str(subject), digest) is not None

    def attachment_parts(self, subject: UUID, digest: str) -> int:
        """How many parts the file has; 0 if it is not there."""
        statement = "SELECT count(*) FROM log.attachments WHERE subject = %s AND digest = %s"
        return cast("int", self._one(statement, str(subject), digest)[0])

    def attachment(self, subject: UUID, digest: str, start: int, stop: int) -> list[bytes]:
        """Some parts of a file in order."""
        statement = (
            "SELECT box FROM log.attachments WHERE subject = %s AND digest = %s"
            " AND part >= %s AND part < %s ORDER BY part"
        )
        rows = self._all(statement, str(subject), digest, start, stop)
        return [bytes(row[0]) for row in rows]

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
            event_of(r)
            for r in self._all(
                f"SELECT {EVENT} FROM log.events WHERE {' AND '.join(where)}"  # noqa: S608  # no input in it
                f" ORDER BY stream_version {order} LIMIT %s",
                *values,
                limit,
            )
        ]

    def select_streams(self, stream_ids: Sequence[UUID]) -> Sequence[StoredEvent]:
        """The events of several streams, those of each in its order."""
        statement = f"SELECT {EVENT} FROM log.events WHERE stream_id = ANY(%s::uuid[])"  # noqa: S608  # no input in it
        ids = [str(stream_id) for stream_id in stream_ids]
        return [event_of(r) for r in self._all(f"{statement} ORDER BY stream_version", ids)]

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
            raise translated(error) from error

    @contextmanager
    def _transaction(self) -> Iterator[Any]:
        """A cursor whose statements are done together or not at all."""
        with self._cursor() as cursor:
            cursor.execute("BEGIN")
            try:
                yield cursor
            except BaseException:
                with suppress(psycopg2.Error):  # of a broken connection nothing is left to undo
                    cursor.execute("ROLLBACK")
                raise
            cursor.execute("COMMIT")

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
