"""The bus of a single process: kombu's memory transport with three gaps closed.

`embedded://` (or `embedded:///name`, one empty broker per name). The stock transport polls once a
second, so a call takes two; its messages lack `properties["content_type"]`, without which nameko's
responder ends the service; and it drops a mandatory message that nobody can get without a word.
Its state is this process's memory: it is empty at start and gone at the end.
"""

# mypy: disable-error-code="no-untyped-call"
# kombu is typed in parts only.

from __future__ import annotations

import socket
import time
from collections import defaultdict
from contextlib import suppress
from queue import Empty
from typing import Any

from eventlet.event import Event
from kombu import transport
from kombu.exceptions import ChannelError
from kombu.transport import memory, virtual

SCHEME = "embedded"
NO_ROUTE = 312


class Unroutable(ChannelError):  # type: ignore[misc]  # untyped
    """A mandatory message for which no queue is bound."""


class Bell:
    """Wakes the one who waits for messages on a connection."""

    def __init__(self) -> None:
        self._rung = False
        self._waiting: Event | None = None

    def ring(self) -> None:
        """There is something to fetch."""
        self._rung = True
        if self._waiting is not None and not self._waiting.ready():
            self._waiting.send()

    def wait(self, seconds: float | None) -> None:
        """Return once it was rung since the last wait, or after so many seconds."""
        if not self._rung:
            self._waiting = Event()
            self._waiting.wait(timeout=seconds)
            self._waiting = None
        self._rung = False


class Broker:
    """What one named broker holds."""

    def __init__(self) -> None:
        self.state = virtual.BrokerState()
        self.queues: dict[str, Any] = {}
        self.listeners: defaultdict[str, set[Bell]] = defaultdict(set)


_brokers: defaultdict[str, Broker] = defaultdict(Broker)


class Message(virtual.Message):
    """Says its content type where AMQP messages say it."""

    def __init__(self, payload: dict[str, Any], channel: Any = None, **kwargs: Any) -> None:
        super().__init__(payload, channel=channel, **kwargs)
        self.properties.setdefault("content_type", self.content_type)


class Channel(memory.Channel):
    """Rings the bells of those who listen on a queue."""

    Message = Message
    body_encoding = "utf-8"  # as it is: nothing leaves the process

    def __init__(self, connection: Any, **kwargs: Any) -> None:
        super().__init__(connection, **kwargs)
        self.broker: Broker = connection.broker
        self.queues = self.broker.queues
        self._bell: Bell = connection.bell

    def basic_publish(self, message: Any, exchange: str, routing_key: str, **options: Any) -> None:
        """Publish; `Unroutable` if it is mandatory and nobody could get it."""
        if options.get("mandatory") and not self._has_listener(exchange, routing_key):
            raise Unroutable(f"NO_ROUTE - {exchange} {routing_key}", None, "basic.return", NO_ROUTE)
        super().basic_publish(message, exchange, routing_key, **options)

    def basic_consume(self, queue: str, *args: Any, **kwargs: Any) -> None:
        """Listen on a queue; what lies there already is announced at once."""
        super().basic_consume(queue, *args, **kwargs)
        self.broker.listeners[queue].add(self._bell)
        self._bell.ring()

    def basic_cancel(self, consumer_tag: str) -> None:
        """Listen no more."""
        self.broker.listeners[self._tag_to_queue.get(consumer_tag, "")].discard(self._bell)
        super().basic_cancel(consumer_tag)

    def basic_ack(self, delivery_tag: str, multiple: bool = False) -> None:  # noqa: FBT001, FBT002 - kombu's signature
        """Acknowledge; there may be room for another message now."""
        super().basic_ack(delivery_tag, multiple=multiple)
        self._bell.ring()

    def basic_reject(self, delivery_tag: str, requeue: bool = False) -> None:  # noqa: FBT001, FBT002 - kombu's signature
        """Reject; there may be room for another message now."""
        super().basic_reject(delivery_tag, requeue=requeue)
        self._bell.ring()

    def close(self) -> None:
        """Close this channel; the queues stay, they are the broker's."""
        super().close()
        self.queues = self.broker.queues

    def _put(self, queue: str, message: Any, **kwargs: Any) -> None:
        super()._put(queue, message, **kwargs)
        for bell in self.broker.listeners[queue]:
            bell.ring()

    def _delete(self, queue: str, *args: Any, **kwargs: Any) -> None:
        """Delete a queue with what is in it, and its bindings."""
        super()._delete(queue, *args, **kwargs)
        for exchange in self.state.exchanges.values():
            exchange["table"][:] = [row for row in exchange["table"] if row[2] != queue]

    def _has_listener(self, exchange: str, routing_key: str) -> bool:
        return any(self.broker.listeners[q] for q in self._lookup(exchange, routing_key))


class Transport(memory.Transport):
    """Waits for the bell instead of polling."""

    Channel = Channel
    driver_type = driver_name = SCHEME

    def __init__(self, client: Any, **kwargs: Any) -> None:
        super().__init__(client, **kwargs)
        self.broker = _brokers[client.virtual_host or "/"]
        self.state = self.broker.state
        self.bell = Bell()

    @property
    def default_connection_params(self) -> dict[str, Any]:
        """Nothing: there is no host, and kombu need not warn that it has to guess one."""
        return {}

    def drain_events(  # type: ignore[override]  # kombu says it in two ways
        self,
        connection: Any,
        timeout: float | None = None,
    ) -> None:
        """Deliver one message; `socket.timeout` if none came in time."""
        give_up = None if timeout is None else time.monotonic() + timeout
        while True:
            with suppress(Empty):
                self.cycle.get(self._deliver)  # type: ignore[union-attr]  # open until closed
                return
            left = None if give_up is None else give_up - time.monotonic()
            if left is not None and left <= 0:
                raise socket.timeout  # noqa: UP041 - the name by which kombu's callers know it
            self.bell.wait(left)


def register() -> None:
    """Let kombu know `embedded://`."""
    transport.TRANSPORT_ALIASES[SCHEME] = f"{__name__}:Transport"


register()
