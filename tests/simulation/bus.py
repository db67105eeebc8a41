"""The broker, as unreliable as brokers are: what it is given it may lose, double, delay or reorder.

One queue an audience; one process at a time consumes it, and what a consumer has not acknowledged
when it dies goes to the next.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import eventlet

from shared.access.actor import Actor
from shared.messaging.credentials import CONTEXT
from shared.messaging.sender import BrokerAway, Parcel

if TYPE_CHECKING:
    from tests.simulation.process import Process
    from tests.simulation.story import Story

AWAY_SECONDS = 4.0
DROPPED, DOUBLED, DELAYED, UNPROVEN, GARBLED = (
    "dropped",
    "doubled",
    "delayed",
    "unproven",
    "garbled",
)
RARELY = {DROPPED: 0.10, DOUBLED: 0.08, DELAYED: 0.10, UNPROVEN: 0.02, GARBLED: 0.01}


class Badges:
    """What proves a sender here: no signature is under test, so the name will do."""

    def __init__(self, service: str) -> None:
        self._service = service

    def token(self, actor: Actor | None, audience: str) -> str:
        """A badge of the service."""
        del actor, audience
        return self._service

    def proves(self, token: object, service: str) -> bool:
        """Whether it is the badge of this service."""
        return token == service


@dataclass
class Delivery:
    """One message in the hands of one consumer, with the face of kombu's."""

    parcel: Parcel
    consumer: Process
    settle: Callable[[Delivery], None]
    acknowledged: bool = False
    channel: Any = field(init=False)

    def __post_init__(self) -> None:
        self.channel = self
        self.connection = self

    @property
    def body(self) -> bytes:
        """What came."""
        return self.parcel.body

    @property
    def headers(self) -> dict[str, str]:
        """What proves the sender."""
        headers: dict[str, str] = self.parcel.properties["headers"]
        return headers

    def ack(self) -> None:
        """It had its effect and need not come again."""
        self.consumer.acknowledge()
        self.acknowledged = True
        self.settle(self)

    def reject(self, *, requeue: bool) -> None:
        """It is no message."""
        del requeue
        self.consumer.must_live()
        self.acknowledged = True
        self.settle(self)


class Bus:
    """All queues."""

    def __init__(
        self,
        dice: random.Random,
        story: Story,
        audiences: Sequence[str],
        consumer_of: Callable[[str], Process | None],
    ) -> None:
        self._dice = dice
        self._story = story
        self._audiences = audiences
        self._consumer_of = consumer_of
        self._queues: defaultdict[str, list[Parcel]] = defaultdict(list)
        self._held: defaultdict[str, list[Delivery]] = defaultdict(list)
        self._age = 0
        self.away = False
        self.calm = False

    def wipe(self) -> None:
        """The broker forgets all that it holds."""
        self._age += 1
        self._queues.clear()
        self._held.clear()

    def publish(self, sender: Process, parcels: Sequence[Parcel]) -> None:
        """Take parcels; confirmed or not, some of them may have been taken."""
        sender.must_live()
        if self.away:
            eventlet.sleep(AWAY_SECONDS)
            raise BrokerAway("no confirmation in time")
        for parcel in parcels:
            self._post(parcel)
        eventlet.sleep(self._dice.random() * 0.01)
        sender.must_live()
        if self._rarely(0.03):
            raise BrokerAway("the confirmation was lost")

    def pump(self, audience: str) -> None:
        """Give what waits to whoever consumes now."""
        consumer = self._consumer_of(audience)
        if consumer is None or self.away:
            return
        waiting = self._queues.pop(audience, [])
        for parcel in waiting:
            delivery = Delivery(parcel, consumer, self._settle)
            self._held[audience].append(delivery)
            consumer.spawn(consumer.lines._on_delivery, delivery)

    def give_back(self, audience: str, dead: Process) -> None:
        """A consumer is gone: what it had not acknowledged goes to the next."""
        held = self._held[audience]
        back = [delivery.parcel for delivery in held if delivery.consumer is dead]
        held[:] = [delivery for delivery in held if delivery.consumer is not dead]
        self._queues[audience][:0] = back
        self.pump(audience)

    def _settle(self, delivery: Delivery) -> None:
        held = self._held[_audience(delivery.parcel)]
        if delivery in held:
            held.remove(delivery)

    def _post(self, parcel: Parcel) -> None:
        if _audience(parcel) not in self._audiences or self._happens(DROPPED, parcel):
            return
        for _ in range(2 if self._happens(DOUBLED, parcel) else 1):
            late = self._happens(DELAYED, parcel)
            seconds = self._dice.expovariate(0.1 if late else 100)
            eventlet.spawn_after(seconds, self._arrive, self._age, self._spoilt(parcel))

    def _spoilt(self, parcel: Parcel) -> Parcel:
        if self._happens(UNPROVEN, parcel):
            return replace(parcel, properties={"headers": {CONTEXT: None}})
        if self._happens(GARBLED, parcel):
            return replace(parcel, body=parcel.body[:-9])
        return parcel

    def _arrive(self, age: int, parcel: Parcel) -> None:
        if age == self._age:
            self._queues[_audience(parcel)].append(parcel)
            self.pump(_audience(parcel))

    def _happens(self, kind: str, parcel: Parcel) -> bool:
        happens = self._rarely(RARELY[kind])
        if happens:
            self._story.fault(f"message {kind}", "bus", parcel.routing_key)
        return happens

    def _rarely(self, odds: float) -> bool:
        return not self.calm and self._dice.random() < odds


class Mouth:
    """What a relay sends with: one process's access to the bus."""

    def __init__(self, bus: Bus, process: Process) -> None:
        self._bus = bus
        self._process = process

    def send(self, parcels: Sequence[Parcel], *, limit: float | None = None) -> None:
        """Publish and wait for the confirmation."""
        del limit
        self._bus.publish(self._process, parcels)

    def close(self) -> None:
        """Nothing is open."""


def _audience(parcel: Parcel) -> str:
    return parcel.routing_key.partition(".")[0]
