"""One act as the parameters of the one function that writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.eventstore.postgres.literals import array_of_rows
from shared.eventstore.records import Append, StoredFact

if TYPE_CHECKING:
    from eventsourcing.persistence import StoredEvent

APPEND = "SELECT log.append(%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s)"


def parameters(append: Append) -> tuple[object, ...]:
    """The values of `APPEND`, in its order."""
    return (
        array_of_rows(map(_columns, append.events)),
        append.envelope,
        append.recorded_at,
        *_command(append),
        *_claims(append),
        *_heard(append),
    )


def _columns(event: StoredEvent) -> tuple[object, ...]:
    known = (event.originator_id, event.originator_version, event.topic, event.state)
    if not isinstance(event, StoredFact):
        return (*known, None, None, None, None, None, None)
    return (
        *known,
        event.event_version,
        event.happened_on,
        event.sealed,
        event.subject,
        event.person_id,
        event.case_ref,
    )


def _command(append: Append) -> tuple[object, ...]:
    command = append.command
    if command is None:
        return (None,) * 5
    return (command.id, command.account, command.name, command.digest, command.answer)


def _claims(append: Append) -> tuple[object, ...]:
    return tuple(
        array_of_rows((c.scope, c.key, c.stream_id) for c in claims) if claims else None
        for claims in (append.take, append.release)
    )


def _heard(append: Append) -> tuple[object, ...]:
    move, park, unpark = append.move, append.park, append.unpark
    upstream = move or park or unpark
    if upstream is None:
        return (None,) * 6
    return (
        upstream.upstream,
        move and move.frm,
        move and move.to,
        park and [str(park.position), park.name, park.case_ref, park.reason],
        park and park.body,
        unpark and unpark.position,
    )
