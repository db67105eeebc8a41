"""One end of a line: `python -m tests.benchmarks.talkers ROLE SETTINGS`, run by `propagating`.

Each end notes the instant at which it saw each number; the parent subtracts. Roles: `tell` and
`hear` are two departments as services, `publish` and `consume` the same over plain kombu.
"""
# ruff: noqa: E402 - patched first
# mypy: disable-error-code="no-untyped-call"
# kombu is typed in parts only.

from __future__ import annotations

import warnings

warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")

import eventlet

eventlet.monkey_patch()

import json
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from eventsourcing.domain import event
from kombu.connection import Connection
from kombu.entity import Exchange, Queue
from kombu.messaging import Consumer, Producer
from nameko.containers import ServiceContainer

from shared.access.keys import KeyRing
from shared.eventstore.aggregate import Aggregate
from shared.eventstore.application import Department
from shared.eventstore.database import PostgresDatabase
from shared.eventstore.hearing import hears
from shared.eventstore.sealing import FileKey
from shared.messaging.credentials import Credentials
from shared.messaging.entrypoints import follow
from shared.messaging.language import Message, Publish
from shared.messaging.service import DepartmentService
from shared.messaging.wiring import Wiring, configuration, language_of
from tests.benchmarks.files import DAY, NOTE, OurFiles

SETTLE = 2.0  # seconds before the first act and after the last
PUBLISHED = (Publish("noted", to=("copies",), fields={"number": "minutes"}),)
EXCHANGE = Exchange("bench.plain", "topic")
QUEUE = Queue("bench.plain", EXCHANGE, routing_key="#")
seen: list[tuple[int, float]] = []
ending: list[bool] = []  # not empty once the parent wants the end


class Copy(Aggregate):
    """What the listener keeps of a note."""

    class Copied(Aggregate.Created):
        """A number was heard."""

        copied_on: date
        number: int

    @event(Copied)
    def __init__(self, *, copied_on: date, number: int) -> None:
        self.number = number


class Copies(Department):
    """Hears of notes."""

    name = "copies"
    aggregates = (Copy,)

    @hears(int)
    def on_number(self, number: int) -> None:
        """Keep it."""
        self.save(Copy(copied_on=DAY, number=number))


class TellingService(DepartmentService):
    """The department that notes."""

    name = "bench"


class HearingService(DepartmentService):
    """The department that is told."""

    name = "copies"

    @follow("bench")
    def on_bench(self, message: Message) -> None:
        """Hear it; when this returns, its effect is committed."""
        self.app.hear(message)
        seen.append((message.data["number"], time.time()))


def tell(settings: dict[str, Any]) -> None:
    """Carry so many commands out, so many a second; each is seen when its commit is."""
    office = OurFiles(PostgresDatabase(settings["database"]), master=_master(settings))
    container = _serve(TellingService, office, settings)
    files = [_file(office) for _ in range(50)]

    def note(number: int) -> None:
        office.note(file_id=files[number % len(files)], held_on=DAY, minutes=number, text=NOTE)
        seen.append((number, time.time()))

    _at_rate(note, settings)
    container.stop()


def hear(settings: dict[str, Any]) -> None:
    """Listen until told to end."""
    office = Copies(
        PostgresDatabase(settings["database"]),
        master=_master(settings),
        readers={"bench.noted": lambda message: message.data["number"]},
    )
    container = _serve(HearingService, office, settings)
    print("ready", flush=True)
    while not ending:
        eventlet.sleep(0.1)
    container.stop()


def publish(settings: dict[str, Any]) -> None:
    """The same rate over a bare kombu producer with confirms."""
    with Connection(settings["bus"], transport_options={"confirm_publish": True}) as connection:
        producer = Producer(connection.channel(), exchange=EXCHANGE)

        def send(number: int) -> None:
            body = {"number": number, "text": NOTE}
            seen.append((number, time.time()))
            producer.publish(body, routing_key="note", declare=[QUEUE], delivery_mode=2)

        _at_rate(send, settings, together=False)


def consume(settings: dict[str, Any]) -> None:
    """A bare kombu consumer."""

    def on_message(body: Any, message: Any) -> None:
        seen.append((body["number"], time.time()))
        message.ack()

    with (
        Connection(settings["bus"]) as connection,
        Consumer(connection.channel(), [QUEUE], callbacks=[on_message], prefetch_count=100),
    ):
        print("ready", flush=True)
        while not ending:
            with suppress(TimeoutError):
                connection.drain_events(timeout=0.1)


def _at_rate(
    act: Callable[[int], None], settings: dict[str, Any], *, together: bool = True
) -> None:
    """Whether or not the last one is done: what waits in line is late, and counts as late."""
    eventlet.sleep(SETTLE)
    began = time.monotonic()
    acts = []
    for number in range(int(settings["seconds"] * settings["rate"])):
        eventlet.sleep(max(began + number / settings["rate"] - time.monotonic(), 0))
        if together:
            acts.append(eventlet.spawn(act, number))
        else:
            act(number)
    for waiting in acts:
        waiting.wait()
    eventlet.sleep(SETTLE)


def _serve(service: type, office: Department, settings: dict[str, Any]) -> ServiceContainer:
    wiring = Wiring(
        uri=settings["bus"],
        app=office,
        published=language_of(type(office), PUBLISHED if office.name == "bench" else ()),
        credentials=Credentials(KeyRing.load(Path(settings["keys"]), office.name)),
    )
    container = ServiceContainer(service, configuration(wiring))
    container.start()
    return container


def _file(office: OurFiles) -> UUID:
    return UUID(office.open(opened_on=DAY, notes=0, text=NOTE).answer)


def _master(settings: dict[str, Any]) -> FileKey:
    return FileKey(settings["master"].encode())


ROLES = {"tell": tell, "hear": hear, "publish": publish, "consume": consume}

if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: ending.append(True))
    ROLES[sys.argv[1]](json.loads(sys.argv[2]))
    print(json.dumps(seen), flush=True)
