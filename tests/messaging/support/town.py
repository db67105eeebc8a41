"""The two departments as nameko services in this process, on a bus that the test chooses."""

# mypy: disable-error-code="no-untyped-call"
# kombu is typed in parts only.

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kombu.connection import Connection
from nameko.containers import ServiceContainer

from shared.access.keys import KeyRing, make_keys
from shared.eventstore.application import Department
from shared.messaging.credentials import Credentials
from shared.messaging.entrypoints import Relaying
from shared.messaging.peers import PeerClient
from shared.messaging.relay import Relay
from shared.messaging.topology import DEAD, EVENTS, REPLIES, RPC
from shared.messaging.wiring import WIRING, Wiring, configuration
from tests.messaging.support.departments import (
    Desk,
    DeskService,
    Post,
    PostService,
    language,
    new_desk,
    new_post,
)
from tests.support.waiting import eventually

SERVICES = ("post", "desk", "identity", "stranger")


@dataclass
class Town:
    """Everything that one test runs, and how it ends."""

    bus: str
    folder: Path
    pull_every: float = 0.2
    heartbeat: int = 2
    containers: list[ServiceContainer] = field(default_factory=list)
    clients: list[PeerClient] = field(default_factory=list)

    def __post_init__(self) -> None:
        make_keys(self.folder / "keys", SERVICES)
        self.post: Post = new_post(self.folder / "post.sqlite3")
        self.desk: Desk = new_desk(self.folder / "desk.sqlite3")

    def credentials(self, service: str, **others: Any) -> Credentials:
        """The keys of a service, in use."""
        return Credentials(KeyRing.load(self.folder / "keys", service), **others)

    def wiring(self, app: Department, **settings: Any) -> Wiring:
        """A department, put together."""
        return Wiring(
            uri=settings.pop("uri", self.bus),
            app=app,
            published=language(type(app)),
            credentials=self.credentials(app.name),
            pull_every=settings.pop("pull_every", self.pull_every),
            heartbeat=self.heartbeat,
            **settings,
        )

    def serve_post(self, **settings: Any) -> ServiceContainer:
        """Start the post's service."""
        return self._serve(PostService, self.wiring(self.post, **settings))

    def serve_desk(self, **settings: Any) -> ServiceContainer:
        """Start the desk's service."""
        app = settings.pop("app", self.desk)
        return self._serve(DeskService, self.wiring(app, **settings))

    def client(self, service: str = "desk", **others: Any) -> PeerClient:
        """Somebody who asks."""
        client = PeerClient(self.bus, credentials=self.credentials(service, **others), heartbeat=2)
        client.start()
        self.clients.append(client)
        return client

    @contextmanager
    def deaf_post(self) -> Iterator[None]:
        """While this lasts, what the post commits is not relayed; afterwards it is no news."""
        relay = relay_of(self.containers)
        relay.stop()
        yield
        relay._position = None
        relay.start()
        eventually(lambda: relay._position is not None)

    def end(self) -> None:
        """Stop all that runs."""
        for client in self.clients:
            client.stop()
        for container in self.containers:
            container.stop()
            container.config[WIRING].app.db.close()
        self.clients.clear()
        self.containers.clear()
        self.post.db.close()
        self.desk.db.close()

    def _serve(self, service: type, wiring: Wiring) -> ServiceContainer:
        container = ServiceContainer(service, configuration(wiring))
        container.start()
        self.containers.append(container)
        return container


def relay_of(containers: list[ServiceContainer]) -> Relay:
    """The relay of the post."""
    (post,) = [container for container in containers if container.service_name == "post"]
    (relaying,) = [it for it in post.dependencies if isinstance(it, Relaying)]
    relay: Relay = relaying._relay
    return relay


def wipe(bus: str) -> None:
    """Take everything of ours from the broker."""
    with Connection(bus) as connection:
        channel = connection.channel()
        for queue in (
            "guihang.desk",
            "guihang.dead.letters",
            "guihang.rpc.post",
            "guihang.rpc.desk",
        ):
            channel.queue_delete(queue)
        for exchange in (EVENTS, DEAD, RPC, REPLIES):
            channel.exchange_delete(exchange.name)
