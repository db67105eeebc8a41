"""Publishing that ends within its limit: sent and confirmed, or `BrokerAway`.

A publisher has no heartbeat and waits for a confirm for ever when the broker is a black hole or has
raised an alarm (nameko#473, celery/kombu#463). What ends that is a timeout from outside, and then
the socket: closing the channel would wait again.
"""

# mypy: disable-error-code="no-untyped-call"
# kombu is typed in parts only.

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import eventlet
from eventlet.semaphore import Semaphore
from kombu.connection import Connection
from kombu.entity import Exchange
from kombu.messaging import Producer

from shared.messaging import link
from shared.messaging.embedded import Unroutable
from shared.messaging.ports import NotNow

LIMIT = 4.0  # seconds
TRANSIENT, PERSISTENT = 1, 2


class BrokerAway(NotNow):
    """The broker did not take it in time."""


class NobodyThere(NotNow):
    """No queue is bound for it: whoever it is for is not running."""


class _Late(BaseException):
    """The time is over. No Exception, so that nothing on the way can swallow it."""


@dataclass(frozen=True, kw_only=True)
class Parcel:
    """One message to publish."""

    exchange: Exchange
    routing_key: str
    body: bytes
    content_type: str = "application/json"
    persistent: bool = False
    mandatory: bool = False
    properties: dict[str, Any] = field(default_factory=dict)


class Sender:
    """One publishing connection, opened when it is first needed and again after each failure."""

    def __init__(self, uri: str, *, exchanges: Sequence[Exchange], limit: float = LIMIT) -> None:
        self._uri = uri
        self._exchanges = exchanges
        self._limit = limit
        self._lock = Semaphore()
        self._connection: Connection | None = None
        self._channel: Any = None
        self._confirms: _Confirms | None = None

    def send(self, parcels: Sequence[Parcel], *, limit: float | None = None) -> None:
        """Publish, and wait until the broker has confirmed all of it.

        Raises:
            BrokerAway: not within the limit; some of it may have been taken.
            NobodyThere: a mandatory parcel reaches no queue.

        """
        seconds = self._limit if limit is None else limit
        give_up = time.monotonic() + seconds
        if not self._lock.acquire(timeout=seconds):
            raise BrokerAway("others are still waiting for the broker")
        try:
            self._send_before(give_up, parcels)
        finally:
            self._lock.release()

    def close(self) -> None:
        """Let go of the connection."""
        connection, self._connection = self._connection, None
        if connection is not None:
            link.drop(connection)

    def _send_before(self, give_up: float, parcels: Sequence[Parcel]) -> None:
        """A connection that was open may have died unnoticed; then once more on a new one.

        What is sent twice does no harm: positions and correlation ids see to that.
        """
        was_open = self._connection is not None
        try:
            self._attempt(give_up, parcels)
        except BrokerAway:
            if not was_open or time.monotonic() >= give_up:
                raise
            self._attempt(give_up, parcels)

    def _attempt(self, give_up: float, parcels: Sequence[Parcel]) -> None:
        try:
            with eventlet.Timeout(max(give_up - time.monotonic(), 0.001), _Late):
                self._open()
                self._publish(parcels)
        except (Unroutable, NobodyThere):
            raise NobodyThere("nobody listens") from None
        except _Late:
            self.close()
            raise BrokerAway("no confirmation in time") from None
        except link.TROUBLE as trouble:
            self.close()
            raise BrokerAway(type(trouble).__name__) from None
        except BaseException:
            self.close()  # interrupted in the middle of a frame
            raise

    def _open(self) -> None:
        if self._connection is not None:
            return
        self._connection = link.open_connection(self._uri)
        self._channel = self._connection.channel()
        self._confirms = _Confirms.on(self._connection, self._channel)
        for exchange in self._exchanges:
            exchange(self._channel).declare()

    def _publish(self, parcels: Sequence[Parcel]) -> None:
        producer = Producer(self._channel, auto_declare=False)
        if self._confirms is not None:
            self._confirms.expect(len(parcels))
        for parcel in parcels:
            producer.publish(
                parcel.body,
                exchange=parcel.exchange.name,
                routing_key=parcel.routing_key,
                content_type=parcel.content_type,
                content_encoding="utf-8",
                delivery_mode=PERSISTENT if parcel.persistent else TRANSIENT,
                mandatory=parcel.mandatory,
                **parcel.properties,
            )
        if self._confirms is not None:
            self._confirms.wait()


class _Confirms:
    """Counts what the broker confirms, so that a batch costs one round trip."""

    def __init__(self, connection: Connection, channel: Any) -> None:
        self._connection = connection
        self._sent = 0
        self._open: set[int] = set()
        self._nacked = False
        self._returned = False
        channel.events["basic_ack"].add(self._on_ack)
        channel.events["basic_nack"].add(self._on_nack)
        channel.events["basic_return"].add(self._on_return)
        channel.confirm_select()

    @classmethod
    def on(cls, connection: Connection, channel: Any) -> _Confirms | None:
        """Confirms where the transport has them; in process there is nobody to confirm."""
        return cls(connection, channel) if hasattr(channel, "confirm_select") else None

    def expect(self, count: int) -> None:
        """So many messages are about to be sent; confirms may come in between."""
        self._open.update(range(self._sent + 1, self._sent + count + 1))
        self._sent += count
        self._nacked = self._returned = False

    def wait(self) -> None:
        """Wait for all that is expected."""
        while self._open:
            link.drain(self._connection)
        if self._returned:
            raise NobodyThere
        if self._nacked:
            raise BrokerAway("the broker refused it")

    def _on_ack(self, tag: int, multiple: bool) -> None:  # noqa: FBT001 - amqp's signature
        self._settle(tag, multiple=multiple)

    def _on_nack(self, tag: int, multiple: bool) -> None:  # noqa: FBT001 - amqp's signature
        self._nacked = True
        self._settle(tag, multiple=multiple)

    def _on_return(self, *_: object) -> None:
        self._returned = True

    def _settle(self, tag: int, *, multiple: bool) -> None:
        done = {t for t in self._open if t <= tag} if multiple else {tag}
        self._open -= done
