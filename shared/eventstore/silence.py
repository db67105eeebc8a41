"""How long PostgreSQL may say nothing before it counts as away.

psycopg2 waits for its socket without any limit when others run meanwhile, and libpq's own
`connect_timeout` does not hold then. TCP notices a peer that is gone, but not a proxy, a firewall
or a stopped server that keeps the connection and says nothing: one such wait would hold a
connection, and eight of them the whole process, for ever.
"""

from __future__ import annotations

import select
from typing import Any

import psycopg2
from psycopg2 import extensions

CONNECTION_OK = 0  # libpq's ConnStatusType
CONNECTING_SECONDS = 3.0
STATEMENT_SECONDS = 12  # the server itself ends a statement then, and says so
SILENT_SECONDS = 14.0  # longer than that: whoever is still silent is not there


class Silent(psycopg2.OperationalError):
    """The server says nothing; whether it did what it was asked to is not known."""


class Watched(extensions.connection):
    """A connection whose waits end; others in the same process wait as they like."""


def limit_silence() -> None:
    """Put a limit on waits of `Watched`, where waits let others run (`eventlet.monkey_patch`)."""
    if extensions.get_wait_callback() is not None:
        extensions.set_wait_callback(wait)


def wait(connection: Any) -> None:
    """Wait until the connection is through with what it does; psycopg2 closes it after an error.

    Raises:
        Silent: nothing came within the limit.

    """
    while (state := connection.poll()) != extensions.POLL_OK:
        _wait_for(connection, reading=state == extensions.POLL_READ)


def _wait_for(connection: Any, *, reading: bool) -> None:
    seconds = _limit(connection)
    ends = [connection.fileno()]
    # Looked up at each call: `monkey_patch` replaces it by one that lets others run.
    ready = select.select(ends if reading else [], [] if reading else ends, [], seconds)
    if not any(ready):
        raise Silent(f"no word from the server in {seconds:.0f} s")


def _limit(connection: Any) -> float | None:
    if not isinstance(connection, Watched):
        return None
    connected = connection.info.status == CONNECTION_OK
    return SILENT_SECONDS if connected else CONNECTING_SECONDS
