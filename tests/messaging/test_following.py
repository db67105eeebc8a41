"""What a department publishes reaches the others, whatever happens to the broker."""

# mypy: disable-error-code="no-untyped-call"
# kombu is typed in parts only.

from __future__ import annotations

import hashlib
import logging
from contextlib import closing
from typing import Any

import eventlet
import pytest
from kombu.connection import Connection
from kombu.messaging import Producer

from shared.messaging.language import CONTENT_TYPE
from shared.messaging.topology import EVENTS, QUORUM, inbox
from tests.messaging.support.departments import SECRET, new_desk, new_post, numbers, stamped
from tests.messaging.support.hearing import Hearing
from tests.messaging.support.proxy import Wire
from tests.messaging.support.town import Town, wipe
from tests.support.logs import printed
from tests.support.waiting import eventually

NEVER = 3600.0  # seconds between pulls, where a test wants to see what the bell alone does


def publish(bus: str, body: bytes, *, key: str = "desk.post.stamped", **options: Any) -> None:
    """Anybody with an account on the broker publishes."""
    options = {"content_type": CONTENT_TYPE, "content_encoding": "utf-8", **options}
    with Connection(bus) as connection:
        Producer(connection.channel()).publish(
            body, exchange=EVENTS.name, routing_key=key, **options
        )


def test_an_event_reaches_its_follower(town: Town) -> None:
    town.serve_post()
    town.serve_desk(pull_every=NEVER)

    stamped(town.post)(1, 2, 3)

    eventually(lambda: numbers(town.desk) == [1, 2, 3])


def test_what_was_written_before_anybody_listened_is_pulled(town: Town) -> None:
    stamped(town.post)(1, 2)

    town.serve_desk()
    town.serve_post()

    eventually(lambda: numbers(town.desk) == [1, 2])


def test_what_another_process_writes_is_relayed_too(town: Town) -> None:
    town.serve_post(relay_poll=0.05)
    town.serve_desk(pull_every=NEVER)
    verb = new_post(town.post.db.path)  # type: ignore[attr-defined]

    stamped(verb)(1)

    eventually(lambda: numbers(town.desk) == [1])
    verb.db.close()


def test_a_message_missed_on_the_way_is_pulled_with_the_next(town: Town) -> None:
    town.serve_post()
    town.serve_desk(pull_every=NEVER)
    stamp = stamped(town.post)
    stamp(1)
    eventually(lambda: numbers(town.desk) == [1])

    with town.deaf_post():
        stamp(2)
    stamp(3)

    eventually(lambda: numbers(town.desk) == [1, 2, 3])


def test_a_missed_message_is_pulled_by_the_clock(town: Town) -> None:
    town.serve_post()
    town.serve_desk()
    stamp = stamped(town.post)
    eventually(lambda: town.desk.tracked("post") == 1)

    with town.deaf_post():
        stamp(1)
        eventually(lambda: numbers(town.desk) == [1])


def test_doubled_and_reordered_deliveries_have_one_effect(town: Town) -> None:
    town.serve_post()
    town.serve_desk()
    stamped(town.post)(1, 2, 3)
    eventually(lambda: numbers(town.desk) == [1, 2, 3])

    token = town.credentials("post").token(None, "desk")
    for message in reversed(Hearing(town.post, town.desk).messages() * 2):
        publish(town.bus, message.dump(), headers={"context": token})
    stamped(town.post, "case-2")(4)

    eventually(lambda: numbers(town.desk) == [1, 2, 3, 4])
    assert town.desk.parked() == []


def test_a_poison_event_parks_and_other_cases_flow(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    town.desk.poison = {13}
    town.serve_post()
    town.serve_desk()

    stamped(town.post, "case-1")(13, 2)
    stamped(town.post, "case-2")(3)

    eventually(lambda: len(town.desk.parked()) == 2 and numbers(town.desk) == [3])
    assert "Refusal: 不能登记{name}" in printed(caplog)
    assert SECRET not in caplog.text + printed(caplog)


@pytest.mark.parametrize("proof", ["nothing", "another service", "another audience", "garbage"])
def test_a_delivery_that_proves_no_sender_only_rings_the_bell(town: Town, proof: str) -> None:
    """Whoever can write to the broker cannot make a department believe anything."""
    tokens = {
        "nothing": None,
        "another service": town.credentials("stranger").token(None, "desk"),
        "another audience": town.credentials("post").token(None, "court"),
        "garbage": "a.b",
    }
    town.serve_post()
    town.serve_desk(pull_every=NEVER)
    stamp = stamped(town.post)
    stamp(1)
    eventually(lambda: numbers(town.desk) == [1])
    with town.deaf_post():
        stamp(2)
        forged = Hearing(town.post, town.desk).messages()[-1]
        forged.data["number"] = 666

        publish(town.bus, forged.dump(), headers={"context": tokens[proof]})

        eventually(lambda: numbers(town.desk) == [1, 2])


MALFORMED: dict[str, tuple[bytes, dict[str, Any]]] = {
    "not JSON": (SECRET.encode(), {}),
    "not UTF-8": (b"\xff\xfe" + SECRET.encode(), {"content_encoding": "binary"}),
    "another type": (SECRET.encode(), {"content_type": "application/x-python-serialize"}),
    "another encoding": (SECRET.encode(), {"content_encoding": "utf-16"}),
    "empty": (b"", {}),
    "JSON that is no event": (f'{{"name": "{SECRET}"}}'.encode(), {}),
    "compressed": (SECRET.encode(), {"headers": {"compression": "application/x-gzip"}}),
}


@pytest.mark.parametrize(("body", "options"), MALFORMED.values(), ids=MALFORMED)
def test_what_is_no_message_stops_nothing_and_is_not_logged(
    embedded_town: Town, caplog: pytest.LogCaptureFixture, body: bytes, options: dict[str, Any]
) -> None:
    caplog.set_level(logging.DEBUG)
    embedded_town.serve_post()
    embedded_town.serve_desk(pull_every=NEVER)

    publish(embedded_town.bus, body, **options)
    stamped(embedded_town.post)(1)

    eventually(lambda: numbers(embedded_town.desk) == [1])
    assert "no message" in printed(caplog)
    assert SECRET not in caplog.text + printed(caplog)


def test_what_is_no_message_ends_among_the_dead_letters(
    rabbit_town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    rabbit_town.serve_post()
    rabbit_town.serve_desk(pull_every=NEVER)
    for body, options in MALFORMED.values():
        publish(rabbit_town.bus, body, **options)
    stamped(rabbit_town.post)(1)

    buried = eventually(lambda: all_dead(rabbit_town.bus, len(MALFORMED)))

    eventually(lambda: numbers(rabbit_town.desk) == [1])
    assert SECRET not in caplog.text + printed(caplog)
    assert sorted(buried) == sorted(body for body, _ in MALFORMED.values())
    assert hashlib.sha256(SECRET.encode()).hexdigest()[:16] in printed(caplog)


def all_dead(bus: str, count: int) -> list[bytes]:
    """The bodies of all dead letters, once there are so many."""
    with Connection(bus) as connection, closing(connection.channel()) as channel:
        if channel.queue_declare("guihang.dead.letters", passive=True).message_count < count:
            return []
        letters = [channel.basic_get("guihang.dead.letters", no_ack=True) for _ in range(count)]
        return [
            letter.body if isinstance(letter.body, bytes) else letter.body.encode()
            for letter in letters
        ]


def test_a_queue_deleted_at_run_time_comes_back(rabbit_town: Town) -> None:
    rabbit_town.serve_post()
    rabbit_town.serve_desk(pull_every=NEVER)
    stamp = stamped(rabbit_town.post)
    stamp(1)
    eventually(lambda: numbers(rabbit_town.desk) == [1])

    with Connection(rabbit_town.bus) as connection:
        connection.channel().queue_delete("guihang.desk")
    eventually(lambda: consumers(rabbit_town.bus) == 1)
    stamp(2)

    eventually(lambda: numbers(rabbit_town.desk) == [1, 2])


def consumers(bus: str) -> int:
    """How many listen on the desk's queue."""
    with Connection(bus) as connection:
        try:
            queue = inbox("desk")(connection.channel())
            return int(queue.queue_declare(passive=True).consumer_count)
        except connection.channel_errors:
            return 0


def test_a_wiped_broker_loses_nothing(rabbit_town: Town) -> None:
    wire = Wire(rabbit_town.bus)
    rabbit_town.serve_post(uri=wire.uri)
    rabbit_town.serve_desk(uri=wire.uri)
    stamp = stamped(rabbit_town.post)
    for number in range(6):
        stamp(number)
        if number % 2:
            wire.cut()
            wipe(rabbit_town.bus)
            wire.mend()

    eventually(lambda: numbers(rabbit_town.desk) == list(range(6)), within=15)
    rabbit_town.end()
    wire.cut()


def test_services_start_without_a_broker_and_follow_once_it_is_there(rabbit_town: Town) -> None:
    wire = Wire(rabbit_town.bus, cut=True)
    rabbit_town.serve_post(uri=wire.uri)
    rabbit_town.serve_desk(uri=wire.uri)
    stamp = stamped(rabbit_town.post)
    stamp(1)
    assert numbers(rabbit_town.desk) == []

    wire.mend()

    eventually(lambda: numbers(rabbit_town.desk) == [1], within=15)
    stamp(2)
    eventually(lambda: numbers(rabbit_town.desk) == [1, 2])
    rabbit_town.end()
    wire.cut()


@pytest.mark.parametrize("away", ["cut", "swallow"])
def test_commands_go_on_while_the_broker_is_away(rabbit_town: Town, away: str) -> None:
    wire = Wire(rabbit_town.bus)
    services = [rabbit_town.serve_post(uri=wire.uri), rabbit_town.serve_desk(uri=wire.uri)]
    stamp = stamped(rabbit_town.post)
    stamp(0)
    eventually(lambda: numbers(rabbit_town.desk) == [0])

    getattr(wire, away)()
    with eventlet.Timeout(1.0):
        stamp(*range(1, 20))
    eventually(lambda: all(service.started for service in services))
    wire.cut()
    wire.mend()

    eventually(lambda: numbers(rabbit_town.desk) == list(range(20)), within=15)
    rabbit_town.end()
    wire.cut()


def test_a_silent_connection_is_noticed_by_its_heartbeat(rabbit_town: Town) -> None:
    """Nothing is closed, nothing answers: two heartbeats later there is another connection."""
    rabbit_town.heartbeat = 1
    rabbit_town.serve_post()
    wire = Wire(rabbit_town.bus)
    rabbit_town.serve_desk(uri=wire.uri, pull_every=NEVER)
    eventually(lambda: consumers(rabbit_town.bus) == 1)

    wire.swallow()
    link = rabbit_town.containers[-1].shared_extensions
    (lines,) = [extension for extension in link.values() if hasattr(extension, "_lines")]
    eventually(lambda: not lines._link.up, within=6)
    wire.mend()
    eventually(lambda: lines._link.up)

    stamped(rabbit_town.post)(1)
    eventually(lambda: numbers(rabbit_town.desk) == [1])
    rabbit_town.end()
    wire.cut()


def test_two_processes_of_one_service_take_turns(town: Town) -> None:
    """One is given the deliveries, both pull, and every effect happens once."""
    first = town.serve_desk()
    town.serve_desk(app=new_desk(town.desk.db.path))  # type: ignore[attr-defined]
    town.serve_post()
    stamp = stamped(town.post)

    stamp(*range(10))
    eventually(lambda: numbers(town.desk) == list(range(10)))
    first.stop()
    stamp(*range(10, 20))

    eventually(lambda: numbers(town.desk) == list(range(20)))
    assert town.desk.parked() == []


def test_the_queue_keeps_order_and_says_its_limits(rabbit_town: Town) -> None:
    """Declared as documented: a queue of another kind would be refused here."""
    rabbit_town.serve_desk()

    with Connection(rabbit_town.bus) as connection:
        connection.channel().queue_declare(
            "guihang.desk", durable=True, auto_delete=False, arguments=QUORUM
        )

    assert QUORUM["x-delivery-limit"] == 3


def test_a_publisher_declares_no_queue_of_others(rabbit_town: Town) -> None:
    """An audience that is not there costs nothing: what is for it waits in the log."""
    rabbit_town.serve_post()
    stamped(rabbit_town.post)(1)

    with Connection(rabbit_town.bus) as connection, pytest.raises(connection.channel_errors):
        inbox("desk")(connection.channel()).queue_declare(passive=True)
