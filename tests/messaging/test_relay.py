"""The relay tells what is new, soon and in order, and never holds a command up."""

# mypy: disable-error-code="no-untyped-call"
# kombu is typed in parts only.

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import eventlet
import pytest
from kombu.connection import Connection
from kombu.entity import Queue

from shared.messaging.language import LogEntry, Message
from shared.messaging.relay import BATCH, Relay
from shared.messaging.sender import BrokerAway, NobodyThere, Parcel, Sender
from shared.messaging.topology import EVENTS, inbox
from tests.messaging.support.departments import MASTER, Post, language, stamped
from tests.messaging.support.proxy import Wire
from tests.messaging.support.town import Town
from tests.support.waiting import eventually


@contextmanager
def relaying(
    town: Town,
    *,
    uri: str | None = None,
    app: Post | None = None,
    sender: Sender | None = None,
) -> Iterator[Relay]:
    """The post's relay, running."""
    relay = Relay(
        app or town.post,
        language(Post),
        uri or town.bus,
        credentials=town.credentials("post"),
        sender=sender,
    )
    relay.start()
    eventually(lambda: relay._position is not None or relay.state().stopped)
    yield relay
    relay.stop()


def listening(bus: str) -> Callable[[], list[Message]]:
    """A queue for what the desk is told; the answer tells what has come into it."""
    connection = Connection(bus)
    channel = connection.channel()
    queue = Queue("guihang.test", EVENTS, routing_key="desk.#", auto_delete=True)(channel)
    queue.declare()
    came: list[Message] = []

    def fetch() -> list[Message]:
        while (message := queue.get(no_ack=True)) is not None:
            came.append(Message.load(message.body))
        return came

    return fetch


def test_what_is_new_is_told_in_order_with_what_came_before(town: Town) -> None:
    stamp = stamped(town.post)
    came = listening(town.bus)

    with relaying(town):
        stamp(1, 2)
        eventually(lambda: len(came()) == 2)

    assert [(m.previous, m.position) for m in came()] == [(1, 2), (2, 3)]


def test_the_past_is_left_to_the_feed(town: Town) -> None:
    stamp = stamped(town.post)
    stamp(1)
    came = listening(town.bus)

    with relaying(town):
        stamp(2)
        eventually(came)

    assert [m.data["number"] for m in came()] == [2]


def test_each_audience_gets_its_own(town: Town) -> None:
    came = listening(town.bus)

    with relaying(town) as relay:
        letter = town.post.open(case_ref="case-1").answer
        town.post.weigh(letter=letter, grams=1)
        town.post.stamp(letter=letter, number=1)
        eventually(lambda: relay.state().position == 3 and len(came()) == 2)

    assert [(m.name, m.previous) for m in came()] == [("post.opened", 0), ("post.stamped", 1)]


def test_more_than_a_batch_at_once_is_told_whole(embedded_town: Town) -> None:
    stamp = stamped(embedded_town.post)
    came = listening(embedded_town.bus)

    with relaying(embedded_town) as relay:
        relay.stop()
        stamp(*range(BATCH + 5))
        relay.start()
        eventually(lambda: len(came()) == BATCH + 5)

    assert [m.data["number"] for m in came()] == list(range(BATCH + 5))


def test_after_a_long_silence_it_begins_at_the_head(rabbit_town: Town) -> None:
    """Followers pull faster than the relay could tell: only what is new then is told."""
    wire = Wire(rabbit_town.bus)
    stamp = stamped(rabbit_town.post)
    came = listening(rabbit_town.bus)
    with relaying(rabbit_town, uri=wire.uri) as relay:
        stamp(1)
        eventually(came)
        wire.cut()
        stamp(*range(2, BATCH + 10))
        eventually(lambda: relay.state().error)

        wire.mend()
        eventually(lambda: relay.state().position == rabbit_town.post.head(), within=15)
        stamp(1000)
        eventually(lambda: came()[-1].data["number"] == 1000)

    assert [m.data["number"] for m in came()] == [1, 1000]
    assert came()[-1].previous == came()[-1].position - 1
    wire.cut()


@dataclass
class Holed:
    """A log with a hole: what a recorder without gapless positions would show."""

    post: Post
    name: str = "post"
    store: object = field(init=False)

    def __post_init__(self) -> None:
        self.store = self.post.store

    def head(self) -> int:
        return 0

    def on_commit(self, listener: Callable[[int], None]) -> None:
        self.post.on_commit(listener)

    def entries(
        self, *, after: int = 0, limit: int | None = None, names: Sequence[str] | None = None
    ) -> list[LogEntry]:
        entries = self.post.entries(after=after, limit=limit, names=names)
        return [entry for entry in entries if entry.position != 2]


def test_a_hole_in_the_log_stops_the_relay(
    embedded_town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    stamped(embedded_town.post)(1, 2)

    with relaying(embedded_town, app=Holed(embedded_town.post)) as relay:  # type: ignore[arg-type]
        eventually(lambda: relay.state().stopped)

    assert relay.state().error == "position 2 is missing before 3"
    assert "the relay stops" in caplog.text


def test_an_event_of_a_newer_release_stops_the_relay_and_is_named(embedded_town: Town) -> None:
    """To pass over what it cannot read would be to lose it."""

    class OlderPost(Post):
        """A release that knows of no letters."""

        name = "post"
        aggregates = ()  # type: ignore[assignment]  # it knows less

    older = OlderPost(embedded_town.post.db, master=MASTER)
    with relaying(embedded_town, app=older) as relay:
        stamped(embedded_town.post)(1)
        eventually(lambda: relay.state().stopped)

    assert str(relay.state().error).startswith("post.opened, version 1: a newer release wrote it")


@pytest.mark.parametrize("away", ["cut", "swallow"])
def test_a_command_never_waits_for_the_broker(rabbit_town: Town, away: str) -> None:
    wire = Wire(rabbit_town.bus)
    stamp = stamped(rabbit_town.post)
    with relaying(rabbit_town, uri=wire.uri) as relay:
        stamp(1)
        eventually(lambda: relay.state().position == 2)
        getattr(wire, away)()

        slowest = 0.0
        for number in range(2, 20):
            began = time.monotonic()
            stamp(number)
            eventlet.sleep(0.02)
            slowest = max(slowest, time.monotonic() - began)

        assert slowest < 0.5
        eventually(lambda: relay.state().error, within=6)
        wire.cut()
        wire.mend()
        eventually(lambda: relay.state().position == rabbit_town.post.head(), within=15)
    wire.cut()


PARCEL = Parcel(exchange=EVENTS, routing_key="desk.post.stamped", body=b"{}")


def test_a_black_hole_ends_within_the_limit_and_a_mended_wire_sends_again(rabbit: str) -> None:
    wire = Wire(rabbit)
    sender = Sender(wire.uri, exchanges=(EVENTS,))
    sender.send([PARCEL])

    wire.swallow()
    for _ in range(2):  # first in an open connection, then while connecting
        began = time.monotonic()
        with pytest.raises(BrokerAway):
            sender.send([PARCEL])
        assert 3.5 < time.monotonic() - began < 4.5
    wire.mend()

    sender.send([PARCEL])
    sender.close()
    wire.cut()


def test_who_waits_behind_another_waits_no_longer(rabbit: str) -> None:
    wire = Wire(rabbit)
    sender = Sender(wire.uri, exchanges=(EVENTS,), limit=1.0)
    sender.send([PARCEL])
    wire.swallow()
    began = time.monotonic()

    waiting = [eventlet.spawn(refused, sender) for _ in range(5)]

    assert all(waiter.wait() for waiter in waiting)
    assert time.monotonic() - began < 2.5
    wire.cut()


def refused(sender: Sender) -> bool:
    """Whether the sender says that the broker is away."""
    try:
        sender.send([PARCEL])
    except BrokerAway:
        return True
    return False


def test_a_batch_is_confirmed_as_a_whole(rabbit: str) -> None:
    with Connection(rabbit) as connection:
        queue = inbox("desk")(connection.channel())
        queue.declare()
        sender = Sender(rabbit, exchanges=(EVENTS,))

        for _ in range(3):
            sender.send([PARCEL] * 500)

        assert queue.queue_declare(passive=True).message_count == 1500
    sender.close()


def test_a_mandatory_parcel_for_nobody_is_returned(bus: str) -> None:
    sender = Sender(bus, exchanges=(EVENTS,))
    mandatory = Parcel(exchange=EVENTS, routing_key="court.x", body=b"{}", mandatory=True)

    with pytest.raises(NobodyThere):
        sender.send([mandatory])

    sender.send([PARCEL])
    sender.close()


def test_a_sender_makes_its_exchange_again_when_it_was_deleted(rabbit: str) -> None:
    sender = Sender(rabbit, exchanges=(EVENTS,))
    sender.send([PARCEL])
    with Connection(rabbit) as connection:
        connection.channel().exchange_delete(EVENTS.name)

    sender.send([PARCEL])

    sender.close()


def test_a_connection_that_died_unnoticed_costs_no_message(rabbit: str) -> None:
    wire = Wire(rabbit)
    sender = Sender(wire.uri, exchanges=(EVENTS,))
    sender.send([PARCEL])
    wire.cut()
    wire.mend()

    sender.send([PARCEL])

    sender.close()
    wire.cut()


class Counting(Sender):
    """A sender that counts its tries."""

    tries = 0

    def send(self, parcels: Sequence[Parcel], *, limit: float | None = None) -> None:
        self.tries += 1
        super().send(parcels, limit=limit)


def test_a_relay_tries_for_ever_and_says_so_once(
    rabbit_town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    wire = Wire(rabbit_town.bus, cut=True)
    sender = Counting(wire.uri, exchanges=(EVENTS,))
    stamp = stamped(rabbit_town.post)

    with relaying(rabbit_town, sender=sender):
        stamp(1, 2, 3)
        eventually(lambda: sender.tries > 4)

    assert caplog.text.count("the relay waits") == 1
