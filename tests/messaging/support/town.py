"""The two departments as nameko services in this process, on a bus that the test chooses."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nameko.containers import ServiceContainer

from shared.access.keys import KeyRing, make_keys
from shared.eventstore.application import Department
from shared.messaging.credentials import Credentials
from shared.messaging.peers import PeerClient
from shared.messaging.wiring import Wiring, configuration
from tests.messaging.support.departments import (
    Desk,
    DeskService,
    Post,
    PostService,
    language,
    new_desk,
    new_post,
)

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
        return self._serve(DeskService, self.wiring(self.desk, **settings))

    def client(self, service: str = "desk", **others: Any) -> PeerClient:
        """Somebody who asks."""
        client = PeerClient(self.bus, credentials=self.credentials(service, **others), heartbeat=2)
        client.start()
        self.clients.append(client)
        return client

    def end(self) -> None:
        """Stop all that runs."""
        for client in self.clients:
            client.stop()
        for container in self.containers:
            container.stop()
        self.post.db.close()
        self.desk.db.close()

    def _serve(self, service: type, wiring: Wiring) -> ServiceContainer:
        container = ServiceContainer(service, configuration(wiring))
        container.start()
        self.containers.append(container)
        return container
