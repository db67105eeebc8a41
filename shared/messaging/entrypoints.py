"""`@follow("registry")`: a service hears another department, through a nameko worker.

nameko sees an entrypoint like any other; where the messages come from is the business of `lines`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from nameko.exceptions import ContainerBeingKilled
from nameko.extensions import DependencyProvider, Entrypoint

from shared.eventstore.hearing import Overtaken
from shared.law import Refusal
from shared.messaging.feed import RemoteFeed
from shared.messaging.follower import Follower
from shared.messaging.language import Message
from shared.messaging.lines import Line, Lines
from shared.messaging.peers import Asking
from shared.messaging.ports import NotNow
from shared.messaging.relay import Relay, RelayState
from shared.messaging.rpc import run_in_worker
from shared.messaging.wiring import wiring_of

Method = TypeVar("Method", bound=Callable[..., Any])


class Follow(Entrypoint):  # type: ignore[misc]  # nameko is untyped
    """Hears one upstream: `@follow("registry")` on `def on_registry(self, message)`."""

    lines = Lines()
    asking = Asking()

    def __init__(self, upstream: str, *, stop_line: bool = False) -> None:
        """With `stop_line` nothing is ever parked: the line waits (audit, deadlines)."""
        super().__init__(expected_exceptions=(Overtaken, Refusal, NotNow))
        self.upstream = upstream
        self.stop_line = stop_line

    def setup(self) -> None:
        """Make the line."""
        wiring = wiring_of(self.container)
        follower = Follower(
            wiring.app,
            self.upstream,
            RemoteFeed(_LateBound(self), self.upstream),
            hear=self._hear,
            stop_line=self.stop_line,
        )
        self._line = Line(follower, pull_every=wiring.pull_every)
        self.lines.add(self._line)

    def start(self) -> None:
        """Begin to follow."""
        self._line.start(self.container.spawn_managed_thread)

    def stop(self) -> None:
        """Finish what is in hand."""
        self._line.stop()

    def kill(self) -> None:
        """End at once."""
        self._line.kill()

    def _hear(self, message: Message) -> None:
        try:
            run_in_worker(self, (message,), {})
        except ContainerBeingKilled:
            raise NotNow("the service ends") from None


def follow(upstream: str, *, stop_line: bool = False) -> Callable[[Method], Method]:
    """Let a method hear the messages of an upstream."""
    mark: Callable[[Method], Method] = Follow.decorator(upstream, stop_line=stop_line)
    return mark


class _LateBound:
    """The container's client, which another extension makes during the same set-up."""

    def __init__(self, entrypoint: Follow) -> None:
        self._entrypoint = entrypoint

    def call(self, *args: Any, **kwargs: Any) -> Any:
        return self._entrypoint.asking.client.call(*args, **kwargs)


class Relaying(DependencyProvider):  # type: ignore[misc]  # nameko is untyped
    """Runs the relay of a department: `relay = Relaying()`."""

    def setup(self) -> None:
        """Make it."""
        wiring = wiring_of(self.container)
        self._relay = Relay(
            wiring.app,
            wiring.published,
            wiring.uri,
            credentials=wiring.credentials,
            poll=wiring.relay_poll,
            told=wiring.told,
        )
        wiring.vitals.relay = self._relay.state

    def start(self) -> None:
        """Begin."""
        self._relay.start(self.container.spawn_managed_thread)

    def stop(self) -> None:
        """End, with what is in hand told."""
        self._relay.stop()

    def kill(self) -> None:
        """End at once."""
        self._relay.stop(grace=0)

    def get_dependency(self, _worker: Any) -> RelayState:
        """How far it is."""
        return self._relay.state()
