"""What a department says of its messages, to whoever operates the town. It changes nothing.

Positions, seconds, counts, and of messages put aside their name, case reference and reason: no
content of any message (戒毒条例 art. 7).
"""

# mypy: disable-error-code="no-untyped-call"
# kombu is typed in parts only.

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import eventlet

from shared.messaging.link import TROUBLE, drop, open_connection
from shared.messaging.topology import dead_letters, inbox

if TYPE_CHECKING:
    from shared.eventstore.records import Parked
    from shared.messaging.wiring import Wiring

LOOKING = 1.5  # seconds for the broker to say how long a queue is
MOST = 200  # messages that are listed; all are counted


def health_of(wiring: Wiring) -> dict[str, Any]:
    """How far everything of this department is, in this process."""
    parked = wiring.app.parked()
    relay = wiring.vitals.relay()
    away = wiring.vitals.broker_away_seconds()
    return {
        "head": wiring.app.head(),
        "relay": None if relay is None else asdict(relay),
        "connected": away == 0,
        "broker_away_seconds": away,
        "queue": depth_of(wiring.uri, inbox(wiring.app.name).name),
        "dead_letters": depth_of(wiring.uri, dead_letters().name),
        "followers": [asdict(state) for state in wiring.vitals.followers()],
        "read_models": dict(wiring.vitals.read_models()),
        "parked": len(parked),
        "parked_messages": [told_of(message) for message in parked[:MOST]],
    }


def depth_of(uri: str, queue: str) -> int | None:
    """How many messages wait in a queue, by a passive declaration: no plugin, no further right.

    None where the broker does not say so in time, or has no such queue.
    """
    connection = None
    try:
        with eventlet.Timeout(LOOKING):
            connection = open_connection(uri)
            found = connection.channel().queue_declare(queue=queue, passive=True)
            return int(found.message_count)
    except TROUBLE:
        return None
    finally:
        if connection is not None:
            drop(connection)


def told_of(message: Parked) -> dict[str, Any]:
    """A message that was put aside, without what is in it."""
    return {
        "upstream": message.upstream,
        "position": message.position,
        "event": message.name,
        "case_ref": message.case_ref,
        "reason": message.reason,
        "parked_at": message.parked_at,
    }
