"""Asking another department: an answer, or `PeerAway` in time.

The deadline travels with the question, so a question that nobody waits for any more is not
answered. Pages ask with little patience and say what is missing; no state is ever changed this way.
"""

# mypy: disable-error-code="no-untyped-call"
# kombu is typed in parts only.

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Mapping
from typing import Any, Self

import eventlet
from eventlet.event import Event
from kombu.messaging import Consumer
from nameko.extensions import DependencyProvider, SharedExtension

from shared.access.actor import Actor
from shared.messaging.asking import (
    DEADLINE,
    PeerAway,
    PeerFailed,
    answer_in,
    deadline_in,
    question,
    read_question,
    reply_about,
    reply_with,
)
from shared.messaging.credentials import CONTEXT, Credentials
from shared.messaging.link import HEARTBEAT, Link
from shared.messaging.ports import NotNow
from shared.messaging.rpc import answers_of
from shared.messaging.sender import Parcel, Sender
from shared.messaging.topology import RPC, answers
from shared.messaging.wiring import wiring_of

TIMEOUT = 2.0  # seconds
COMMAND_LINE_TIMEOUT = 3.0


class PeerClient:
    """Asks and waits, over whichever broker the address names."""

    def __init__(
        self,
        uri: str,
        *,
        credentials: Credentials,
        heartbeat: int = HEARTBEAT,
        timeout: float = TIMEOUT,
    ) -> None:
        self._credentials = credentials
        self._timeout = timeout
        self._waiting: dict[str, Event] = {}
        self._reply_to: str | None = None
        self._listening = Event()
        self._sender = Sender(uri, exchanges=(RPC,))
        self._link = Link(
            uri,
            self._listen,
            name=f"{credentials.service} asks",
            heartbeat=heartbeat,
            lost=self._lost,
        )

    def start(self, spawn: Callable[..., Any] = eventlet.spawn) -> None:
        """Begin to listen for answers, whether or not there is a broker."""
        self._link.start(spawn)

    def stop(self) -> None:
        """End; whoever still waits is told that nobody answers."""
        self._link.stop()
        self._sender.close()

    def call(
        self,
        service: str,
        method: str,
        *,
        actor: Actor | None = None,
        timeout: float | None = None,
        **asked: Any,
    ) -> Any:
        """The answer, as JSON has it; `actor` is the person for whom we ask, else we ask ourselves.

        Raises:
            PeerAway: no answer in time.
            PeerRefused: the answer is a refusal.
            Unproven: we may not speak for this actor.

        """
        seconds = self._timeout if timeout is None else timeout
        give_up = time.monotonic() + seconds
        headers = {
            CONTEXT: self._credentials.token(actor, service),
            DEADLINE: deadline_in(seconds),
        }
        body = question(method, asked)
        correlation = uuid.uuid4().hex
        reply = self._waiting[correlation] = Event()
        try:
            self._ask(f"{service}.{method}", body, headers, correlation, give_up)
            return answer_in(service, reply.wait(timeout=max(give_up - time.monotonic(), 0)))
        except PeerAway:
            raise
        except NotNow as away:
            raise PeerAway(service, str(away)) from None
        finally:
            self._waiting.pop(correlation, None)

    def letter(self, text: str, to: str) -> str:
        """Write what only that service can read: a secret must not lie open on the broker."""
        return self._credentials.letter(text, to)

    def _ask(
        self, key: str, body: bytes, headers: dict[str, Any], correlation: str, give_up: float
    ) -> None:
        reply_to = self._reply_to or self._listening.wait(
            timeout=max(give_up - time.monotonic(), 0)
        )
        left = max(give_up - time.monotonic(), 0.001)
        if reply_to is None:
            raise NotNow("no broker")
        properties = {
            "reply_to": reply_to,
            "correlation_id": correlation,
            "expiration": left,
            "headers": headers,
        }
        parcel = Parcel(
            exchange=RPC, routing_key=key, body=body, mandatory=True, properties=properties
        )
        self._sender.send([parcel], limit=left)

    def _listen(self, channel: Any) -> list[Consumer]:
        queue = answers(self._credentials.service)(channel)
        consumer = Consumer(channel, queues=[queue], on_message=self._on_reply, no_ack=True)
        self._reply_to = queue.name
        self._listening.send(queue.name)
        return [consumer]

    def _on_reply(self, message: Any) -> None:
        waiting = self._waiting.pop(message.properties.get("correlation_id"), None)
        if waiting is not None:
            waiting.send(message.body)

    def _lost(self) -> None:
        """Answers to what was asked over the lost connection cannot come any more."""
        self._reply_to = None
        if self._listening.ready():
            self._listening = Event()
        waiting, self._waiting = self._waiting, {}
        for reply in waiting.values():
            reply.send(None)


class StandalonePeers(PeerClient):
    """For the command line: listens while the block lasts, with three seconds of patience."""

    def __init__(self, uri: str, *, credentials: Credentials) -> None:
        super().__init__(uri, credentials=credentials, timeout=COMMAND_LINE_TIMEOUT)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


class LocalPeers:
    """The same questions, answered by services in this process: the command line, embedded.

    A service that is not here is away. Questions and answers go through JSON as they would travel.
    """

    def __init__(self, services: Mapping[str, object], *, service: str) -> None:
        self._services = services
        self._service = service

    def letter(self, text: str, to: str) -> str:
        """Write it as it is: it does not leave this process."""
        return text

    def call(
        self,
        service: str,
        method: str,
        *,
        actor: Actor | None = None,
        timeout: float | None = None,
        **asked: Any,
    ) -> Any:
        """The answer, as JSON has it; raises as `PeerClient.call` does."""
        _, read = read_question(question(method, asked))
        answering = self._services.get(service)
        if answering is None:
            raise PeerAway(service, "it is not in this process")
        if method not in answers_of(type(answering)):
            raise PeerFailed(service, f"it does not answer {method}")
        caller = actor or Actor.of_service(self._service)
        try:
            reply = reply_with(getattr(answering, method)(caller, **read))
        except Exception as error:  # noqa: BLE001 - as over the wire: whatever it is, the asker goes on
            reply = reply_about(error, asked_for=f"{service}.{method}")
        return answer_in(service, reply)


class Asking(SharedExtension):  # type: ignore[misc]  # nameko is untyped
    """One client a container."""

    client: PeerClient

    def setup(self) -> None:
        """Make it."""
        wiring = wiring_of(self.container)
        self.client = PeerClient(
            wiring.uri, credentials=wiring.credentials, heartbeat=wiring.heartbeat
        )

    def start(self) -> None:
        """Begin to listen for answers."""
        self.client.start(self.container.spawn_managed_thread)

    def stop(self) -> None:
        """End, after everything that asks."""
        self.client.stop()

    kill = stop


class Peers(DependencyProvider):  # type: ignore[misc]  # nameko is untyped
    """Gives a service the others: `peers = Peers()`, then `self.peers.call("registry", …)`."""

    asking = Asking()

    def get_dependency(self, _worker: Any) -> PeerClient:
        """The client of this container."""
        client: PeerClient = self.asking.client
        return client
