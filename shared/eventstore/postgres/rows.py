"""Rows of PostgreSQL as facts."""

from __future__ import annotations

from typing import Any

from eventsourcing.persistence import StoredEvent

from shared.eventstore.records import Row, StoredFact

EVENT = (
    "position, stream_id, stream_version, name, state, event_version, happened_on, sealed, subject,"
    " person_id, case_ref, command_id, envelope, recorded_at"
)


def event_of(row: Any) -> StoredEvent:
    """An event of a stream, as the library asks for it."""
    if row[5] is None:
        return StoredEvent(
            originator_id=row[1], originator_version=row[2], topic=row[3], state=bytes(row[4])
        )
    return fact_of(row)


def fact_of(row: Any) -> StoredFact:
    """The event of a row."""
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


def row_of(row: Any) -> Row:
    """The event of a row with its envelope."""
    return Row(
        position=row[0],
        fact=fact_of(row),
        recorded_at=row[13],
        command_id=row[11],
        envelope=bytes(row[12] or b"{}"),
    )
