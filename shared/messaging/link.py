"""A consuming connection that is held for as long as it is wanted, whatever the broker does.

nameko's own consumer waits for the broker before a service may start, and ends the service when an
answer cannot be sent. This one connects again for ever, declares everything anew each time (the
broker may have been wiped), and drops a silent connection by its socket: closing it politely waits
for an answer that never comes.
"""

# mypy: disable-error-code="no-untyped-call"
# kombu is typed in parts only.

from __future__ import annotations

import logging
import random
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import urlsplit

import eventlet
from eventlet.event import Event
from kombu.connection import Connection

from shared.messaging import embedded as _embedded  # noqa: F401 - makes embedded:// known to kombu

HEARTBEAT = 10  # seconds; two missed ones and the connection is dropped
PATIENCE = 8.0  # seconds for connecting and declaring
CONNECTING = 4.0
VERIFIED = {"cert_reqs": ssl.CERT_REQUIRED, "server_hostname": None}  # None: as in the address
DRAINING = 1.0  # seconds without a message after which the heartbeat is looked at
SETTLING = 1.0  # seconds that a start waits for the first try
FIRST_REST, LONGEST_REST = 0.1, 2.0

_log = logging.getLogger(__name__)

TROUBLE = (Exception, eventlet.Timeout)
"""A broken connection shows itself as nearly anything, AttributeError and KeyError included."""


def open_connection(uri: str, *, heartbeat: int = 0) -> Connection:
    """A kombu connection that is established, or fails within a few seconds."""
    secure = VERIFIED if urlsplit(uri).scheme == "amqps" else None
    connection = Connection(uri, heartbeat=heartbeat, connect_timeout=CONNECTING, ssl=secure)
    try:
        connection.ensure_connection(  # `connect` would rest two seconds before it gives up
            max_retries=1, interval_start=0, interval_step=0, reraise_as_library_errors=False
        )
    except BaseException:
        drop(connection)
        raise
    return connection


def drop(connection: Connection) -> None:
    """Let go of a connection at once. Never waits for the other side, which may be a black hole."""
    with suppress(*TROUBLE), eventlet.Timeout(1.0):
        amqp = connection._connection  # noqa: SLF001 - the public property would connect again
        raw = getattr(getattr(amqp, "_transport", None), "sock", None)
        if raw is not None:
            with suppress(OSError):
                raw.shutdown(socket.SHUT_RDWR)
        connection.collect()


def drain(connection: Connection, *, timeout: float | None = None) -> None:
    """Wait for the next event. kombu's own method would connect anew, without our consumers."""
    connection.transport.drain_events(connection._connection, timeout=timeout)  # noqa: SLF001


def beat(connection: Connection) -> None:
    """Send a heartbeat if one is due; raises after two heartbeats of silence."""
    connection.transport.heartbeat_check(connection._connection)  # noqa: SLF001 - as in `drain`


def rests() -> Iterator[float]:
    """How long to wait before each further try: doubling, with chance, up to two seconds."""
    rest = FIRST_REST
    while True:
        yield rest * random.uniform(0.7, 1.3)  # noqa: S311 - spreads the load, guards nothing
        rest = min(rest * 2, LONGEST_REST)


class Link:
    """Holds one consuming connection.

    `consume` gets the channel of each new connection and returns kombu consumers; it declares
    what it needs. `lost` is called whenever a connection is gone.
    """

    def __init__(
        self,
        uri: str,
        consume: Callable[[Any], list[Any]],
        *,
        name: str,
        heartbeat: int = HEARTBEAT,
        lost: Callable[[], object] = lambda: None,
    ) -> None:
        self._uri = uri
        self._consume = consume
        self._name = name
        self._heartbeat = heartbeat
        self._lost = lost
        self._thread: Any = None
        self._stopping = False
        self._tried = Event()
        self._lost_at = time.monotonic()
        self.error: str | None = None
        self.up = False

    @property
    def away_seconds(self) -> float:
        """For how long the broker has not answered; 0 while it does."""
        return 0.0 if self.up else time.monotonic() - self._lost_at

    def start(self, spawn: Callable[..., Any] = eventlet.spawn) -> None:
        """Begin; returns when the first try is over, at the latest after a second."""
        self._stopping = False
        self._thread = spawn(self.run)
        self._tried.wait(timeout=SETTLING)

    def stop(self) -> None:
        """End; what was delivered and not acknowledged goes back to the broker."""
        self._stopping = True
        if self._thread is not None:
            self._thread.kill()

    def run(self) -> None:
        """Hold a connection until `stop`."""
        waits = rests()
        while not self._stopping:
            try:
                with self._connected() as connection:
                    waits = rests()
                    self._drain(connection)
            except TROUBLE as trouble:
                if not self._stopping:
                    self._report(trouble)
            if not self._stopping:
                eventlet.sleep(next(waits))

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        connection = None
        try:
            with eventlet.Timeout(PATIENCE):
                connection = open_connection(self._uri, heartbeat=self._heartbeat)
                for consumer in self._consume(connection.channel()):
                    consumer.consume()
            self._report(None)
            yield connection
        finally:
            self._lost_at = time.monotonic() if self.up else self._lost_at
            self.up = False
            if connection is not None:
                drop(connection)
            self._lost()

    def _drain(self, connection: Connection) -> None:
        while not self._stopping:
            with suppress(socket.timeout):
                drain(connection, timeout=DRAINING)
            with eventlet.Timeout(DRAINING):
                beat(connection)

    def _report(self, trouble: BaseException | None) -> None:
        """Log a change for the better or worse, not every try."""
        error = None if trouble is None else type(trouble).__name__
        self.up = trouble is None
        if error is not None and self.error is None:
            told = {"link": self._name, "error": error}
            _log.warning("no broker; trying again", extra=told)
        if error is None and self.error is not None:
            _log.info("the broker is back", extra={"link": self._name})
        self.error = error
        if not self._tried.ready():
            self._tried.send()


def acknowledge(message: Any) -> None:
    """Acknowledge a message; on a connection that is gone there is nothing to acknowledge."""
    with suppress(*TROUBLE):
        if message.channel.connection is not None and not message.acknowledged:
            message.ack()


def reject(message: Any) -> None:
    """Give a message up; where the queue says so, it goes to the dead letters."""
    with suppress(*TROUBLE):
        if message.channel.connection is not None and not message.acknowledged:
            message.reject(requeue=False)
