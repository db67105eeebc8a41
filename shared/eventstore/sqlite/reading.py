"""Everything that is read from the log in SQLite."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from eventsourcing.persistence import DatabaseError, OperationalError, StoredEvent

from shared.eventstore.recorder import Recorder, notification_of
from shared.eventstore.records import Parked, Row, StoredCommand
from shared.eventstore.sqlite.rows import EVENT, event_of, row_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from eventsourcing.persistence import Notification

    from shared.eventstore.database import SqliteDatabase


class SqliteReader(Recorder):
    """The log of one department in one file, as it is read."""

    def __init__(self, database: SqliteDatabase) -> None:
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
        where, values = ["position > ?"], [cast("object", after)]
        for condition, value in (
            ("position <= ?", upto),
            ("stream_id = ?", None if stream_id is None else stream_id.hex),
            ("case_ref = ?", case_ref),
        ):
            if value is not None:
                where.append(condition)
                values.append(value)
        if names is not None:
            where.append(f"name IN ({','.join('?' * len(names))})")
            values.extend(names)
        return [
            row_of(r)
            for r in self._all(
                f"SELECT {EVENT} FROM events WHERE {' AND '.join(where)}"  # noqa: S608  # no input in it
                " ORDER BY position LIMIT ?",
                *values,
                -1 if limit is None else limit,
            )
        ]

    def last_named(self, names: Sequence[str], *, upto: int) -> int:
        """The position of the last event with one of these names up to a position; 0: none."""
        statement = "SELECT max(position) FROM events WHERE name = ? AND position <= ?"
        return max((self._the(statement, name, upto)[0] or 0 for name in names), default=0)

    def head(self) -> int:
        """The position of the last event; 0 in an empty log."""
        return cast("int", self._the("SELECT position FROM head")[0])

    def is_demonstration(self) -> bool:
        """The first event says that nothing here is real."""
        return bool(self._the("SELECT demonstration FROM head")[0])

    def command(self, command_id: str) -> StoredCommand | None:
        """The command with this id, if it was carried out."""
        row = self._one(
            "SELECT id, account, name, digest, answer, position FROM commands WHERE id = ?",
            command_id,
        )
        return row and StoredCommand(
            id=row[0], account=row[1], name=row[2], digest=row[3], answer=row[4], position=row[5]
        )

    def claimant(self, scope: str, key: bytes) -> UUID | None:
        """The file that holds a claim."""
        row = self._one("SELECT stream_id FROM claims WHERE scope = ? AND key = ?", scope, key)
        return row and UUID(row[0])

    def parked(self, upstream: str | None = None) -> list[Parked]:
        """Messages that wait to be replayed, in the order in which they must be."""
        rows = self._all(
            "SELECT upstream, position, name, case_ref, body, reason, parked_at FROM parked"
            " WHERE ? IS NULL OR upstream = ? ORDER BY upstream, position",
            upstream,
            upstream,
        )
        return [
            Parked(
                upstream=r[0],
                position=r[1],
                name=r[2],
                case_ref=r[3],
                body=r[4],
                reason=r[5],
                parked_at=datetime.fromisoformat(r[6]),
            )
            for r in rows
        ]

    def is_parked(self, upstream: str, case_ref: str) -> bool:
        """Messages of this case wait: a later one must wait behind them."""
        statement = "SELECT 1 FROM parked WHERE upstream = ? AND case_ref = ? LIMIT 1"
        return bool(self._one(statement, upstream, case_ref))

    def data_key(self, subject: UUID, wrapped: bytes | None) -> bytes | None:
        """The wrapped key of a person; where there is none yet, the one given becomes it."""
        if wrapped is not None:
            with self.database.writing() as cursor:
                cursor.execute(
                    "INSERT OR IGNORE INTO data_keys VALUES (?, ?, NULL)", (subject.hex, wrapped)
                )
        row = self._one("SELECT wrapped FROM data_keys WHERE subject = ?", subject.hex)
        return row and cast("bytes | None", row[0])

    def has_attachment(self, subject: UUID, digest: str) -> bool:
        """Whether the file is there."""
        statement = "SELECT 1 FROM attachments WHERE subject = ? AND digest = ? LIMIT 1"
        return self._one(statement, subject.hex, digest) is not None

    def attachment_parts(self, subject: UUID, digest: str) -> int:
        """How many parts the file has; 0 if it is not there."""
        statement = "SELECT count(*) FROM attachments WHERE subject = ? AND digest = ?"
        row = self._one(statement, subject.hex, digest)
        return cast("int", row[0]) if row else 0

    def attachment(self, subject: UUID, digest: str, start: int, stop: int) -> list[bytes]:
        """Some parts of a file in order."""
        statement = (
            "SELECT box FROM attachments WHERE subject = ? AND digest = ?"
            " AND part >= ? AND part < ? ORDER BY part"
        )
        return [row[0] for row in self._all(statement, subject.hex, digest, start, stop)]

    def max_tracking_id(self, application_name: str) -> int | None:
        """How far an upstream was heard."""
        row = self._one("SELECT position FROM tracking WHERE upstream = ?", application_name)
        return row and cast("int", row[0])

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
        where, values = ["stream_id = ?"], [cast("object", text_of(originator_id))]
        for condition, value in (("stream_version > ?", gt), ("stream_version <= ?", lte)):
            if value is not None:
                where.append(condition)
                values.append(value)
        order = "DESC" if desc else "ASC"
        return [
            event_of(r)
            for r in self._all(
                f"SELECT {EVENT} FROM events WHERE {' AND '.join(where)}"  # noqa: S608  # no input in it
                f" ORDER BY stream_version {order} LIMIT ?",
                *values,
                -1 if limit is None else limit,
            )
        ]

    def select_streams(self, stream_ids: Sequence[UUID]) -> Sequence[StoredEvent]:
        """The events of several streams, those of each in its order."""
        places = ",".join("?" * len(stream_ids))
        statement = f"SELECT {EVENT} FROM events WHERE stream_id IN ({places})"  # noqa: S608  # no input in it
        ids = [stream_id.hex for stream_id in stream_ids]
        return [event_of(r) for r in self._all(f"{statement} ORDER BY stream_version", *ids)]

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
        except sqlite3.DatabaseError as error:
            raise DatabaseError(str(error)) from error

    def _all(self, statement: str, *values: object) -> list[Any]:
        with self._cursor() as cursor:
            return cast("list[Any]", cursor.execute(statement, values).fetchall())

    def _one(self, statement: str, *values: object) -> Any:
        with self._cursor() as cursor:
            return cursor.execute(statement, values).fetchone()

    def _the(self, statement: str, *values: object) -> Any:
        row = self._one(statement, *values)
        if row is None:
            raise OperationalError("the log has no head: run `guihang migrate`")
        return row
