"""What goes into the log and what comes out of it, below the level of aggregates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eventsourcing.persistence import IntegrityError, OperationalError, StoredEvent

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime
    from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class StoredFact(StoredEvent):
    """One event as a row: `topic` is its stable name, `state` its facts in the clear."""

    event_version: int
    happened_on: date
    sealed: bytes | None
    subject: UUID | None
    person_id: UUID | None
    case_ref: str | None


@dataclass(frozen=True, kw_only=True)
class Row:
    """One event as it lies in the log, with its envelope."""

    position: int
    fact: StoredFact
    recorded_at: datetime
    command_id: str | None
    envelope: bytes


@dataclass(frozen=True, kw_only=True)
class StoredCommand:
    """A command that was carried out: what makes its repeat harmless."""

    id: str
    account: str
    name: str
    digest: bytes
    answer: bytes
    position: int = 0


@dataclass(frozen=True, kw_only=True)
class StoredClaim:
    """A claim to be the only one: scope, keyed hash of the value, and the file that holds it."""

    scope: str
    key: bytes
    stream_id: UUID


@dataclass(frozen=True, kw_only=True)
class Move:
    """Tracking of one upstream goes on to a later position; `frm` None: from any lower."""

    upstream: str
    frm: int | None
    to: int


@dataclass(frozen=True, kw_only=True)
class Parked:
    """A message that could not be heard, or that waits behind one of the same case."""

    upstream: str
    position: int
    name: str
    case_ref: str | None
    body: bytes
    reason: str
    parked_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class StoredFile:
    """A file of a person: its SHA-256 and its sealed parts, to be gone through once."""

    subject: UUID
    digest: str
    boxes: Iterable[bytes]


@dataclass(frozen=True, kw_only=True)
class Append:
    """All that one act writes, in one transaction or not at all."""

    events: tuple[StoredEvent, ...] = ()
    envelope: bytes = b"{}"
    command: StoredCommand | None = None
    take: tuple[StoredClaim, ...] = ()
    release: tuple[StoredClaim, ...] = ()
    move: Move | None = None
    park: Parked | None = None
    unpark: Parked | None = None
    files: tuple[StoredFile, ...] = ()
    recorded_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Appended:
    """Where an append stands in the log: positions of its first and last event."""

    first: int
    last: int


class NoRoom(OperationalError):
    """The disk of the database is full; nothing was written."""


class VersionConflict(IntegrityError):
    """Another act changed the same file first."""


class ClaimTaken(IntegrityError):
    """A value that must be unique is already held."""


class TrackingMoved(IntegrityError):
    """Another process has already heard this message."""


class CommandRepeated(IntegrityError):
    """A command with this id was carried out before."""


class RealTimeOnly(IntegrityError):
    """Only a demonstration store takes its recording time from outside."""
