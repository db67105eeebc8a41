"""The lines of a service: one for each upstream, and the one consumer that feeds them all.

The broker's deliveries and the clock both lead to the same follower. A delivery is acknowledged
after its effect; a delivery that proves no sender only rings the bell, and what is no message at
all goes to the dead letters with nothing but a digest in the log.
"""

# mypy: disable-error-code="no-untyped-call"
# kombu is typed in parts only.

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import eventlet
from eventlet.queue import Empty, Queue
from kombu.messaging import Consumer
from nameko.extensions import DependencyProvider, SharedExtension

from shared import clock
from shared.eventstore.failpoints import AFTER_EFFECT, failpoint
from shared.messaging.credentials import CONTEXT
from shared.messaging.discretion import keep_content_out_of_logs
from shared.messaging.envelope import NotAMessage
from shared.messaging.follower import Follower, FollowerState, Outcome
from shared.messaging.language import Message
from shared.messaging.link import Link, acknowledge, reject, rests
from shared.messaging.topology import dead_letters, inbox
from shared.messaging.wiring import Wiring, wiring_of

PREFETCH = 100
HOLD = 30.0  # seconds a delivery is held while the store is away; then it is left to the pull
GRACE = 2.0  # seconds for the message in hand when the service stops

_log = logging.getLogger(__name__)


class Line:
    """One upstream: its deliveries one after the other, and a pull by the clock."""

    def __init__(self, follower: Follower, *, pull_every: float) -> None:
        self.follower = follower
        self._pull_every = pull_every
        self._deliveries: Queue = Queue()
        self._stopping = False
        self._thread: Any = None

    def start(self, spawn: Callable[..., Any]) -> None:
        """Begin."""
        self._thread = spawn(self.run)

    def deliver(self, ring: Callable[[], Outcome], done: Callable[[], None]) -> None:
        """A delivery: `ring` takes it, `done` says that it need not come again."""
        self._deliveries.put((ring, done))

    def stop(self) -> None:
        """Finish what is in hand, within two seconds, and end."""
        self._stopping = True
        self._deliveries.put(None)
        if self._thread is not None:
            with suppress(eventlet.greenlet.GreenletExit), eventlet.Timeout(GRACE, False):
                self._thread.wait()

    def kill(self) -> None:
        """End at once; what was in hand has happened whole or not at all."""
        self._stopping = True
        if self._thread is not None:
            self._thread.kill()

    def run(self) -> None:
        """Pull at the start, then take what comes, until `stop`."""
        waits = rests()
        next_pull = 0.0
        while not self._stopping:
            if clock.elapsed() >= next_pull:
                level = self.follower.pull() is not Outcome.LATER
                waits = rests() if level else waits
                pause = self._pull_every if level else min(next(waits), self._pull_every)
                next_pull = clock.elapsed() + pause
            self._take_one(until=next_pull)

    def _take_one(self, *, until: float) -> None:
        try:
            delivery = self._deliveries.get(timeout=max(until - clock.elapsed(), 0))
        except Empty:
            return
        if delivery is not None:
            ring, done = delivery
            if self._hold(ring):
                failpoint(AFTER_EFFECT)
                done()

    def _hold(self, ring: Callable[[], Outcome]) -> bool:
        """Until it has had its effect; what we cannot hold any longer the log keeps for the pull.

        False if the service stops first: then it goes back to the broker.
        """
        give_up = clock.elapsed() + HOLD
        waits = rests()
        while ring() is Outcome.LATER and clock.elapsed() < give_up:
            if self._stopping:
                return False
            eventlet.sleep(next(waits))
        return True


class Lines(SharedExtension):  # type: ignore[misc]  # nameko is untyped
    """All lines of a service, and the one consumer that feeds them."""

    def __init__(self) -> None:
        self._lines: dict[str, Line] = {}

    def setup(self) -> None:
        """Get what is needed; nothing is connected yet."""
        keep_content_out_of_logs()
        self._wiring: Wiring = wiring_of(self.container)
        self._wiring.vitals.followers = self.states
        self._wiring.vitals.broker_away_seconds = lambda: self._link.away_seconds
        self._link = Link(
            self._wiring.uri,
            self._listen,
            name=f"{self._wiring.app.name} follows",
            heartbeat=self._wiring.heartbeat,
        )

    def add(self, line: Line) -> None:
        """One more upstream."""
        self._lines[line.follower.upstream] = line

    def start(self) -> None:
        """Begin, whether or not there is a broker."""
        self._link.start(self.container.spawn_managed_thread)

    def stop(self) -> None:
        """End, after the lines: their last deliveries are acknowledged by then."""
        self._link.stop()

    kill = stop

    @property
    def connected(self) -> bool:
        """Whether the broker answers."""
        return self._link.up

    def states(self) -> list[FollowerState]:
        """How far each line is."""
        return [line.follower.state() for line in self._lines.values()]

    def _listen(self, channel: Any) -> list[Consumer]:
        if channel.connection.client.transport.driver_type == "amqp":
            dead_letters()(channel).declare()
        queue = inbox(self._wiring.app.name)
        return [
            Consumer(
                channel,
                queues=[queue],
                on_message=self._on_delivery,
                on_decode_error=lambda message, _: self._bury(message, "compressed"),
                prefetch_count=PREFETCH,
            )
        ]

    def _on_delivery(self, delivery: Any) -> None:
        try:
            message = _meant_for(self._wiring.app.name, Message.load(delivery.body))
        except NotAMessage as why:
            self._bury(delivery, str(why))
            return
        line = self._lines.get(message.upstream)
        if line is None:  # told of something that we do not follow
            acknowledge(delivery)
            return
        line.deliver(self._ring(line.follower, message, delivery), lambda: acknowledge(delivery))

    def _ring(self, follower: Follower, message: Message, delivery: Any) -> Callable[[], Outcome]:
        if self._is_proved(message, delivery):
            return lambda: follower.offer(message)
        return lambda: follower.ring(message.position)

    def _is_proved(self, message: Message, delivery: Any) -> bool:
        token = delivery.headers.get(CONTEXT)
        return self._wiring.credentials.proves(token, message.upstream)

    def _bury(self, delivery: Any, why: str) -> None:
        body = delivery.body or b""
        raw = body.encode(errors="replace") if isinstance(body, str) else bytes(body)
        digest = hashlib.sha256(raw).hexdigest()[:16]
        _log.error("no message", extra={"why": why, "bytes": len(raw), "digest": digest})
        reject(delivery)


class Following(DependencyProvider):  # type: ignore[misc]  # nameko is untyped
    """Gives a service its lines: `following = Following()`, then `self.following.states()`."""

    lines = Lines()

    def get_dependency(self, _worker: Any) -> Lines:
        """All lines of this container."""
        lines: Lines = self.lines
        return lines


def _meant_for(audience: str, message: Message) -> Message:
    if message.audience != audience:
        raise NotAMessage("meant for somebody else")
    return message
