"""The bus of one process carries stock nameko services too, and quickly."""

# mypy: disable-error-code="no-untyped-call, untyped-decorator"
# kombu is typed in parts only, nameko not at all.

from __future__ import annotations

import socket
import time
import uuid
from collections.abc import Iterator
from typing import Any

import eventlet
import pytest
from kombu.connection import Connection
from kombu.entity import Exchange, Queue
from kombu.messaging import Consumer, Producer
from nameko.events import EventDispatcher, event_handler
from nameko.rpc import RpcProxy, rpc
from nameko.runners import ServiceRunner
from nameko.standalone.rpc import ServiceRpcProxy

from shared.messaging import embedded
from tests.support.waiting import eventually

TOPIC = Exchange("talk", type="topic")


class Adder:
    """A stock nameko service that answers and tells."""

    name = "adder"
    tell = EventDispatcher()

    @rpc
    def add(self, left: int, right: int) -> int:
        self.tell("added", left + right)
        return left + right

    @rpc
    def fail(self) -> None:
        raise ValueError("remote")


class Doubler:
    """Another one in the same process, which asks the first and hears it."""

    name = "doubler"
    adder: Any = RpcProxy("adder")
    heard: list[int] = []  # noqa: RUF012 - nameko makes a new object for each message

    @rpc
    def double(self, number: int) -> int:
        doubled: int = self.adder.add(number, number)
        return doubled

    @event_handler("adder", "added")
    def on_added(self, total: int) -> None:
        self.heard.append(total)


@pytest.fixture
def address() -> str:
    """An empty broker."""
    return f"embedded:///{uuid.uuid4().hex}"


@pytest.fixture(scope="module")
def config() -> dict[str, str]:
    """Nameko's configuration for a broker that the stock services share."""
    return {"AMQP_URI": f"embedded:///{uuid.uuid4().hex}"}


@pytest.fixture(scope="module")
def services(config: dict[str, str]) -> Iterator[None]:
    """Both services, running."""
    Doubler.heard.clear()
    runner = ServiceRunner(config)
    runner.add_service(Adder)
    runner.add_service(Doubler)
    runner.start()
    yield
    runner.stop()


@pytest.mark.usefixtures("services")
def test_stock_services_ask_and_hear_each_other(config: dict[str, str]) -> None:
    with ServiceRpcProxy("doubler", config) as doubler:
        assert [doubler.double(number) for number in range(20)] == [n * 2 for n in range(20)]

    eventually(lambda: sorted(Doubler.heard) == [n * 2 for n in range(20)])


@pytest.mark.usefixtures("services")
def test_a_remote_error_arrives_whole(config: dict[str, str]) -> None:
    with ServiceRpcProxy("adder", config) as adder, pytest.raises(Exception, match="remote"):
        adder.fail()


@pytest.mark.usefixtures("services")
def test_a_question_takes_milliseconds(config: dict[str, str]) -> None:
    """The stock memory transport takes a second each way."""
    with ServiceRpcProxy("adder", config) as adder:
        adder.add(1, 1)
        began = time.monotonic()
        for _ in range(20):
            adder.add(1, 1)

    assert (time.monotonic() - began) / 20 < 0.1


def test_a_waiting_consumer_is_woken(address: str) -> None:
    came: list[str] = []
    with Connection(address) as connection:
        consumer = on_queue(connection, came)
        eventlet.spawn_after(0.1, say, address, "now")
        began = time.monotonic()

        with consumer:
            connection.drain_events(timeout=5)

        assert came == ["now"]
        assert time.monotonic() - began < 1


def test_silence_ends_at_the_timeout(address: str) -> None:
    with Connection(address) as connection, on_queue(connection, []):
        began = time.monotonic()

        with pytest.raises(socket.timeout):
            connection.drain_events(timeout=0.2)

        assert 0.1 < time.monotonic() - began < 1


def test_what_came_before_the_consumer_is_there_for_it(address: str) -> None:
    came: list[str] = []
    with Connection(address) as connection:
        consumer = on_queue(connection, came)
        say(address, "early")

        with consumer:
            connection.drain_events(timeout=1)

    assert came == ["early"]


def test_an_unacknowledged_message_makes_room_when_it_is_acknowledged(address: str) -> None:
    """With room for one, the second comes after the first is acknowledged, by whomever."""
    held: list[Any] = []
    with Connection(address) as connection:
        channel = connection.channel()
        queue = Queue("q", TOPIC, routing_key="#")
        with Consumer(channel, [queue], on_message=held.append, prefetch_count=1):
            say(address, "one")
            say(address, "two")
            connection.drain_events(timeout=1)
            with pytest.raises(socket.timeout):
                connection.drain_events(timeout=0.1)

            eventlet.spawn_after(0.1, held[0].ack)
            connection.drain_events(timeout=1)

    assert [message.body for message in held] == [b"one", b"two"]


def test_messages_say_their_content_type_where_nameko_looks(address: str) -> None:
    held: list[Any] = []
    with Connection(address) as connection:
        queue = Queue("q", TOPIC, routing_key="#")
        with Consumer(connection.channel(), [queue], on_message=held.append, no_ack=True):
            say(address, "one")
            connection.drain_events(timeout=1)

    assert held[0].properties["content_type"] == "text/plain"


def test_a_deleted_queue_gets_nothing_any_more(address: str) -> None:
    with Connection(address) as connection:
        channel = connection.channel()
        queue = Queue("q", TOPIC, routing_key="#")(channel)
        queue.declare()

        queue.delete()
        say(address, "nobody hears it")
        queue.declare()

        assert queue.get() is None


def test_brokers_of_other_names_know_nothing_of_each_other(address: str) -> None:
    with Connection(address) as connection, Connection(f"{address}2") as other:
        queue = Queue("q", TOPIC, routing_key="#")
        queue(connection.channel()).declare()
        elsewhere = queue(other.channel())
        elsewhere.declare()

        say(address, "here")

        assert elsewhere.get() is None
        assert queue(connection.channel()).get().body == b"here"


def test_nothing_is_there_when_a_process_begins(address: str) -> None:
    assert embedded.Broker().queues == {}
    assert address not in embedded._brokers


def on_queue(connection: Connection, came: list[str]) -> Consumer:
    """A consumer that keeps what comes."""
    queue = Queue("q", TOPIC, routing_key="#")
    return Consumer(
        connection.channel(), [queue], callbacks=[lambda body, message: keep(came, body, message)]
    )


def keep(came: list[str], body: str, message: Any) -> None:
    """Take a message."""
    came.append(body)
    message.ack()


def say(address: str, what: str) -> None:
    """Publish a word."""
    with Connection(address) as connection:
        channel = connection.channel()
        TOPIC(channel).declare()
        Producer(channel).publish(
            what,
            exchange=TOPIC.name,
            routing_key="x",
            content_type="text/plain",
            content_encoding="utf-8",
        )
