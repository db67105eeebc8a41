"""What PostgreSQL says went wrong, in the library's words and ours."""

from __future__ import annotations

import psycopg2
from eventsourcing.persistence import (
    DatabaseError,
    IntegrityError,
    InterfaceError,
    OperationalError,
)
from psycopg2 import errorcodes

from shared.eventstore.records import (
    ClaimTaken,
    CommandRepeated,
    NoRoom,
    RealTimeOnly,
    TrackingMoved,
    VersionConflict,
)

OUTCOMES: dict[str, type[DatabaseError]] = {
    "GH001": RealTimeOnly,
    "GH002": CommandRepeated,
    "GH003": TrackingMoved,
    errorcodes.DISK_FULL: NoRoom,
}
CONSTRAINTS: dict[str, type[IntegrityError]] = {
    "one_version_each": VersionConflict,
    "one_claim_each": ClaimTaken,
}


def translated(error: psycopg2.Error) -> DatabaseError | InterfaceError:
    """The error to raise instead of psycopg2's."""
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
