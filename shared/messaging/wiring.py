"""What a nameko container of ours is made with: one typed value in its configuration.

The assembly makes one `Wiring` a department and puts it into the nameko configuration
(`configuration(wiring)`); entrypoints and dependencies of this package find it there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from nameko.extensions import DependencyProvider

from shared.access.actor import Actor
from shared.eventstore.application import Department
from shared.eventstore.catalogue import Catalogue
from shared.messaging.credentials import Credentials
from shared.messaging.follower import FollowerState
from shared.messaging.language import Message, Publish, Published
from shared.messaging.link import HEARTBEAT
from shared.messaging.ports import Application
from shared.messaging.relay import POLL, RelayState

WIRING = "guihang"
PULL_EVERY = 2.0  # seconds


@dataclass(kw_only=True)
class Vitals:
    """What the moving parts of a department in this process say of themselves, when asked.

    The parts put themselves in when they are set up; whoever serves health reads them here.
    """

    relay: Callable[[], RelayState | None] = lambda: None
    followers: Callable[[], Sequence[FollowerState]] = tuple
    broker_away_seconds: Callable[[], float] = lambda: 0.0
    read_models: Callable[[], Mapping[str, int]] = dict
    """How many events each read model is behind."""


@dataclass(frozen=True, kw_only=True)
class Wiring:
    """One department, put together."""

    uri: str
    app: Application
    published: Published
    credentials: Credentials
    pull_every: float = PULL_EVERY
    relay_poll: float = POLL
    heartbeat: int = HEARTBEAT
    forget: Callable[[str], object] | None = None
    """Drops what is remembered of an account, as soon as its standing has changed."""
    vitals: Vitals = field(default_factory=Vitals)
    told: Callable[[Sequence[Message]], object] = len
    """Looks on at what the relay has published."""
    shows_health: Callable[[Actor], bool] = lambda caller: caller.is_system


def configuration(wiring: Wiring, **nameko: Any) -> dict[str, Any]:
    """The nameko configuration for the containers of this department."""
    return {"AMQP_URI": wiring.uri, WIRING: wiring, **nameko}


def language_of(office: type[Department], published: Iterable[Publish]) -> Published:
    """The published language of a department, checked against the events of its aggregates."""
    return Published(office.name, published, Catalogue(office.name, office.aggregates).by_name)


def wiring_of(container: Any) -> Wiring:
    """The wiring of a container."""
    wiring: Wiring = container.config[WIRING]
    return wiring


class TheApplication(DependencyProvider):  # type: ignore[misc]  # nameko is untyped
    """Gives a service its application: `app = TheApplication()`."""

    def get_dependency(self, _worker: Any) -> Application:
        """The one application of this department in this process."""
        return wiring_of(self.container).app
