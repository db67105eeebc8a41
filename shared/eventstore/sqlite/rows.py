"""Rows of SQLite as facts: identifiers and times are text there."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from eventsourcing.persistence import StoredEvent

from shared.eventstore.records import Row, StoredFact

IDS_KEPT = 8192  # a third of the time of reading a log went into parsing the same ids again
EVENT = (
    "position, stream_id, stream_version, name, state, event_version, happened_on, sealed, subject,"
    " person_id, case_ref, command_id, envelope, recorded_at"
)


def event_of(row: Any) -> StoredEvent:
    """An event of a stream, as the library asks for it."""
    if row[5] is None:
        return StoredEvent(
            originator_id=_uuid(row[1]), originator_version=row[2], topic=row[3], state=row[4]
        )
    return fact_of(row)


def fact_of(row: Any) -> StoredFact:
    """The event of a row."""
    return StoredFact(
        originator_id=_uuid(row[1]),
        originator_version=row[2],
        topic=row[3],
        state=row[4],
        event_version=row[5],
        happened_on=row[6] and date.fromisoformat(row[6]),
        sealed=row[7],
        subject=row[8] and _uuid(row[8]),
        person_id=row[9] and _uuid(row[9]),
        case_ref=row[10],
    )


def row_of(row: Any) -> Row:
    """The event of a row with its envelope."""
    return Row(
        position=row[0],
        fact=fact_of(row),
        recorded_at=datetime.fromisoformat(row[13]),
        command_id=row[11],
        envelope=row[12] or b"{}",
    )


def text_of(originator_id: UUID | str) -> str:
    """A stream's id as it is stored."""
    return originator_id.hex if isinstance(originator_id, UUID) else originator_id


@lru_cache(maxsize=IDS_KEPT)
def _uuid(text: str) -> UUID:
    return UUID(text)
