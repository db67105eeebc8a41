"""What every department's nameko service has: its application, its peers, its voice, its feed."""

from __future__ import annotations

from typing import Any

from nameko.extensions import DependencyProvider

from shared.access.actor import Actor, Forbidden
from shared.messaging.entrypoints import Relaying
from shared.messaging.feed import LogFeed, page_to
from shared.messaging.health import health_of
from shared.messaging.lines import Following
from shared.messaging.peers import Peers
from shared.messaging.rpc import answer
from shared.messaging.standing import Standing
from shared.messaging.wiring import TheApplication, Wiring, wiring_of


class TheFeed(DependencyProvider):  # type: ignore[misc]  # nameko is untyped
    """Gives a service its feed."""

    def get_dependency(self, _worker: Any) -> LogFeed:
        """The feed of this department's own log."""
        wiring = wiring_of(self.container)
        return LogFeed(wiring.app, wiring.published)


class TheWiring(DependencyProvider):  # type: ignore[misc]  # nameko is untyped
    """Gives a service all that it is made of."""

    def get_dependency(self, _worker: Any) -> Wiring:
        """The wiring of this department."""
        return wiring_of(self.container)


class DepartmentService:
    """Base of the departments' services; a subclass adds its name, what it follows and answers."""

    app: Any = TheApplication()
    peers: Any = Peers()
    feed: Any = TheFeed()
    relay: Any = Relaying()
    following: Any = Following()
    standing: Any = Standing()
    wiring: Any = TheWiring()

    @answer
    def read_feed(self, caller: Actor, audience: str, after: int, limit: int) -> dict[str, Any]:
        """What an audience may hear of; only the audience itself is told."""
        if caller != Actor.of_service(audience):
            raise Forbidden
        return page_to(self.feed.read(audience, after, limit))

    @answer
    def message_health(self, caller: Actor) -> dict[str, Any]:
        """How far everything of this department is, for whoever operates the town."""
        if not self.wiring.shows_health(caller):
            raise Forbidden
        return health_of(self.wiring)
