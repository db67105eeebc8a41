"""The log in one SQLite file: the embedded default, with the same promises for one machine."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from datetime import UTC, date, datetime
from importlib.resources import files
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from eventsourcing.persistence import DatabaseError, IntegrityError, OperationalError, StoredEvent

from shared.eventstore.recorder import Recorder, notification_of
from shared.eventstore.records import (
    Append,
    Appended,
    ClaimTaken,
    CommandRepeated,
    Parked,
    RealTimeOnly,
    Row,
    StoredClaim,
    StoredCommand,
    StoredFact,
    TrackingMoved,
    VersionConflict,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from eventsourcing.persistence import Notification

    from shared.eventstore.database import SqliteDatabase

EVENT = (
    "position, stream_id, stream_version, name, state, event_version, happened_on, sealed, subject,"
    " person_id, case_ref, command_id, envelope, recorded_at"
)


class SqliteRecorder(Recorder):
    """The log of one department in one file."""

    def __init__(self, database: SqliteDatabase) -> None:
        self.database = database

    def create(self) -> None:
        """Make what is missing."""
        statements = files("shared.eventstore").joinpath("sqlite.sql").read_text("utf-8")
        with self.database.writing() as cursor:
            for statement in _statements(statements):
                cursor.execute(statement)

    def append(self, append: Append) -> Appended:
        """Write all of one act, or nothing."""
        with self.database.writing() as cursor:
            return _Writing(cursor, append).done()

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
            _row(r)
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
        where, values = ["stream_id = ?"], [cast("object", _text(originator_id))]
        for condition, value in (("stream_version > ?", gt), ("stream_version <= ?", lte)):
            if value is not None:
                where.append(condition)
                values.append(value)
        order = "DESC" if desc else "ASC"
        return [
            _event(r)
            for r in self._all(
                f"SELECT {EVENT} FROM events WHERE {' AND '.join(where)}"  # noqa: S608  # no input in it
                f" ORDER BY stream_version {order} LIMIT ?",
                *values,
                -1 if limit is None else limit,
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


class _Writing:
    """One append, step by step, inside its transaction: what `log.append` does on PostgreSQL."""

    def __init__(self, cursor: sqlite3.Cursor, append: Append) -> None:
        self.cursor = cursor
        self.append = append

    def done(self) -> Appended:
        last, recorded_at = self._advance()
        self._remember(last)
        self._move()
        self._park(recorded_at)
        self._claim()
        first = last - len(self.append.events) + 1
        for position, event in enumerate(self.append.events, start=first):
            self._insert(position, event, recorded_at)
        return Appended(first=first, last=last)

    def _advance(self) -> tuple[int, str]:
        append = self.append
        position, recorded_at, demonstration = self.cursor.execute(
            "SELECT position, recorded_at, demonstration FROM head"
        ).fetchone()
        if position == 0 and append.events:
            demonstration = append.events[0].topic.endswith(".demonstration_started")
        if append.recorded_at is not None and not demonstration:
            raise RealTimeOnly("only a demonstration takes its time from outside")
        now = (append.recorded_at or datetime.now(UTC)).astimezone(UTC)
        recorded_at = max(recorded_at, now.isoformat(timespec="microseconds"))
        position += len(append.events)
        self.cursor.execute(
            "UPDATE head SET position = ?, recorded_at = ?, demonstration = ?",
            (position, recorded_at, demonstration),
        )
        return position, recorded_at

    def _remember(self, last: int) -> None:
        command = self.append.command
        if command is None:
            return
        values = (command.id, command.account, command.name, command.digest, command.answer, last)
        self._execute("INSERT INTO commands VALUES (?,?,?,?,?,?)", values, CommandRepeated)

    def _move(self) -> None:
        move = self.append.move
        if move is None:
            return
        current = self.cursor.execute(
            "SELECT position FROM tracking WHERE upstream = ?", (move.upstream,)
        ).fetchone()
        at = current[0] if current else 0
        if at >= move.to if move.frm is None else at != move.frm:
            raise TrackingMoved(f"{move.upstream} is at {at}")
        self.cursor.execute("REPLACE INTO tracking VALUES (?, ?)", (move.upstream, move.to))

    def _park(self, recorded_at: str) -> None:
        park, unpark = self.append.park, self.append.unpark
        if park is not None:
            self.cursor.execute(
                "INSERT INTO parked VALUES (?,?,?,?,?,?,?)",
                (
                    park.upstream,
                    park.position,
                    park.name,
                    park.case_ref,
                    park.body,
                    park.reason,
                    recorded_at,
                ),
            )
        if unpark is not None:
            self.cursor.execute(
                "DELETE FROM parked WHERE upstream = ? AND position = ?",
                (unpark.upstream, unpark.position),
            )
            if self.cursor.rowcount != 1:
                raise TrackingMoved("no longer parked")

    def _claim(self) -> None:
        for claim in self.append.release:
            self.cursor.execute(
                "DELETE FROM claims WHERE scope = ? AND key = ?", (claim.scope, claim.key)
            )
        for claim in self.append.take:
            self._take(claim)

    def _take(self, claim: StoredClaim) -> None:
        values = (claim.scope, claim.key, claim.stream_id.hex)
        self._execute("INSERT INTO claims VALUES (?,?,?)", values, ClaimTaken)

    def _insert(self, position: int, event: StoredEvent, recorded_at: str) -> None:
        command, envelope = self.append.command, self.append.envelope
        values = (
            position,
            _text(event.originator_id),
            event.originator_version,
            event.topic,
            event.state,
            *_extra(event),
            command and command.id,
            envelope,
            recorded_at,
        )
        self._execute(
            "INSERT INTO events VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)", values, VersionConflict
        )

    def _execute(
        self, statement: str, values: tuple[object, ...], conflict: type[IntegrityError]
    ) -> None:
        try:
            self.cursor.execute(statement, values)
        except sqlite3.IntegrityError as error:
            raise conflict(str(error)) from error


def _extra(event: StoredEvent) -> tuple[object, ...]:
    if not isinstance(event, StoredFact):
        return (None,) * 6
    return (
        event.event_version,
        event.happened_on.isoformat(),
        event.sealed,
        event.subject and event.subject.hex,
        event.person_id and event.person_id.hex,
        event.case_ref,
    )


def _event(row: Any) -> StoredEvent:
    if row[5] is None:
        return StoredEvent(
            originator_id=UUID(row[1]), originator_version=row[2], topic=row[3], state=row[4]
        )
    return _fact(row)


def _fact(row: Any) -> StoredFact:
    return StoredFact(
        originator_id=UUID(row[1]),
        originator_version=row[2],
        topic=row[3],
        state=row[4],
        event_version=row[5],
        happened_on=row[6] and date.fromisoformat(row[6]),
        sealed=row[7],
        subject=row[8] and UUID(row[8]),
        person_id=row[9] and UUID(row[9]),
        case_ref=row[10],
    )


def _row(row: Any) -> Row:
    return Row(
        position=row[0],
        fact=_fact(row),
        recorded_at=datetime.fromisoformat(row[13]),
        command_id=row[11],
        envelope=row[12] or b"{}",
    )


def _text(originator_id: UUID | str) -> str:
    return originator_id.hex if isinstance(originator_id, UUID) else originator_id


def _statements(script: str) -> list[str]:
    """The statements of a script; a trigger's body has semicolons of its own."""
    found, current = [], ""
    for line in script.splitlines():
        current += line + "\n"
        if sqlite3.complete_statement(current):
            found.append(current)
            current = ""
    return found
