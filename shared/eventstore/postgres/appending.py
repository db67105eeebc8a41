"""One act as the parameters of the one function that writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.eventstore.records import Append, StoredFact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eventsourcing.persistence import StoredEvent

APPEND = (
    "SELECT log.append(%s::uuid[],%s::bigint[],%s::text[],%s::bytea[],%s::smallint[],%s::date[],"
    "%s::bytea[],%s::uuid[],%s::uuid[],%s::text[],%s,%s,%s,%s,%s,%s,%s,%s::text[],%s::bytea[],"
    "%s::uuid[],%s::text[],%s::bytea[],%s,%s,%s,%s::text[],%s,%s)"
)


def parameters(append: Append) -> tuple[object, ...]:
    """The values of `APPEND`, in its order."""
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
