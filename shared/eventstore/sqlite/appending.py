"""One append inside its transaction: what the function `log.append` does on PostgreSQL."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

from eventsourcing.persistence import IntegrityError, StoredEvent

from shared.eventstore.records import (
    Append,
    Appended,
    ClaimTaken,
    CommandRepeated,
    RealTimeOnly,
    StoredClaim,
    StoredFact,
    TrackingMoved,
    VersionConflict,
)
from shared.eventstore.sqlite.rows import text_of


class Writing:
    """One append, step by step, inside its transaction: what `log.append` does on PostgreSQL."""

    def __init__(self, cursor: sqlite3.Cursor, append: Append) -> None:
        self.cursor = cursor
        self.append = append

    def done(self) -> Appended:
        """Write all of it; raises what `Recorder.append` does."""
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
            text_of(event.originator_id),
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
