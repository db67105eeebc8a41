"""One process of one service: the real application, relay, lines and read models, and its end."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar, cast

import eventlet
from eventlet.event import Event
from eventlet.support.greenlets import GreenletExit

from shared import clock
from shared.messaging.credentials import Credentials
from shared.messaging.feed import LogFeed, RemoteFeed
from shared.messaging.follower import Follower
from shared.messaging.language import Published
from shared.messaging.lines import Line, Lines
from shared.messaging.relay import Relay
from shared.messaging.sender import Sender
from shared.messaging.wiring import Wiring
from shared.projecting import Projector
from tests.simulation.bus import Badges, Mouth
from tests.simulation.disk import APPENDING, Disk

if TYPE_CHECKING:
    from deploy.departments import Parts
    from tests.simulation.town import Town

T = TypeVar("T")
PATIENCE = 60.0  # seconds for an answer
PULL_EVERY, RELAY_POLL, FOLD_EVERY = 10.0, 8.0, 10.0  # seconds
ACK = "effect"  # and not yet acknowledged
BEFORE, AFTER = "in the middle of", "after"


class Gone(Exception):
    """The process does not answer, or is no more."""


@dataclass(frozen=True)
class Doom:
    """Where a process is to die."""

    when: str
    deed: str

    def __str__(self) -> str:
        """As the story says it."""
        return f"{self.when} {self.deed}"


@dataclass
class WallClock:
    """A clock that may be set wrong, and a watch that may not."""

    town: Town
    wrong: float = 0.0

    def now(self) -> datetime:
        """What it shows."""
        return self.town.instant(self.wrong)

    def elapsed(self) -> float:
        """Seconds since the town began."""
        return self.town.hub.now


class Process:
    """Runs until it is killed; what starts in its place is another one."""

    def __init__(self, town: Town, parts: Parts, *, number: int) -> None:
        self.town = town
        self.department = parts.name
        self.name = f"{parts.name}.{number}"
        self.alive = True
        self.doom: Doom | None = None
        self.loses_reply = False
        self._threads: list[Any] = []
        self._asked: set[Event] = set()
        self.disk = Disk(town.path(parts.name), self)
        self.app = parts.application(
            self.disk,
            master=town.masters[parts.name],
            readers=parts.heard,
            cache_files=town.dice.choice((0, 0, 20)),
        )
        self.projector = Projector(self.app, [town.views[parts.name]])
        published = Published(parts.name, parts.published, self.app.catalogue.by_name)
        self.service = parts.service()
        self.service.app, self.service.feed = self.app, LogFeed(self.app, published)
        self._wire(parts, published)

    def _wire(self, parts: Parts, published: Published) -> None:
        """What nameko's extensions do in production (shared/messaging/entrypoints.py)."""
        credentials = cast("Credentials", Badges(parts.name))
        self.lines = Lines()
        self.lines._wiring = Wiring(
            uri="", app=self.app, published=published, credentials=credentials
        )
        self.followers = [
            Follower(self.app, upstream, RemoteFeed(self.town.wire(self), upstream))
            for upstream in parts.follows
            if upstream in self.town.cast
        ]
        self._lines = [Line(follower, pull_every=PULL_EVERY) for follower in self.followers]
        for line in self._lines:
            self.lines.add(line)
        self._relay = Relay(
            self.app,
            published,
            "",
            credentials=credentials,
            poll=RELAY_POLL,
            sender=cast("Sender", Mouth(self.town.bus, self)),
        )

    def start(self) -> None:
        """Begin to fold, to tell and to hear."""
        self.spawn(self._keep_level)
        self._relay.start(self.spawn)
        for line in self._lines:
            line.start(self.spawn)
        self.town.bus.pump(self.department)

    def spawn(self, work: Callable[..., object], *args: Any) -> Any:
        """Have something run in this process, by this process's clock."""
        thread = eventlet.spawn(self._run, work, args)
        self._threads = [known for known in self._threads if not known.dead]
        self._threads.append(thread)
        return thread

    def ask(self, work: Callable[[], T]) -> T:
        """What a request to this process answers; raises what the work raises, or `Gone`."""
        if not self.alive:
            raise Gone(self.name)
        reply = Event()
        self._asked.add(reply)
        self.spawn(self._reply, work, reply)
        outcome = reply.wait(timeout=PATIENCE)
        self._asked.discard(reply)
        if outcome is None:
            raise Gone(self.name)
        answer, error = outcome
        if error is not None:
            raise error
        return cast("T", answer)

    def kill(self, why: str) -> None:
        """Die as by kill -9: nothing it runs does anything from here on."""
        if not self.alive:
            return
        self.alive = False
        self.town.story.tell(self.name, f"dies {why}")
        self.disk.cut()
        self.town.buried(self)
        for reply in self._asked:
            if not reply.ready():
                reply.send(None)
        for thread in self._threads:
            if thread is not eventlet.getcurrent():
                thread.kill()

    def must_live(self) -> None:
        """Go no further in a process that is dead."""
        if not self.alive:
            raise GreenletExit

    # The gates: before a statement, around a commit, before an acknowledgement.

    def reach(self, deeds: set[str], statement: str) -> None:
        """Perhaps others are first, perhaps it dies here, perhaps the disk is full."""
        self.must_live()
        if self.town.hub.step() or self.town.dice.random() < self.town.haste:
            eventlet.sleep(self.town.dice.expovariate(300))
            self.must_live()
        for deed in deeds:
            self._meet(Doom(BEFORE, deed))
        if statement.startswith("INSERT INTO events") and self.department in self.town.full:
            self.town.story.fault("disk full", self.name)
            raise sqlite3.OperationalError("database or disk is full")

    def commit(self, deeds: set[str]) -> None:
        """Perhaps it dies just before."""
        self.reach(deeds, "COMMIT")

    def committed(self, deeds: set[str]) -> None:
        """Perhaps it dies just after, perhaps the reply is lost on its way."""
        for deed in deeds:
            self._meet(Doom(AFTER, deed))
        if self.loses_reply and APPENDING in deeds:
            self.loses_reply = False
            self.town.story.fault("reply lost", self.name)
            raise sqlite3.OperationalError("the reply to a commit was lost")

    def acknowledge(self) -> None:
        """The effect is there; the broker does not know yet."""
        self.must_live()
        self._meet(Doom(AFTER, ACK))

    def _meet(self, point: Doom) -> None:
        if self.doom == point:
            self.town.story.fault(f"killed {point}", self.name)
            self.kill(f"{point}")
            raise GreenletExit

    def _run(self, work: Callable[..., object], args: tuple[Any, ...]) -> None:
        with clock.told_by(self.town.clocks[self.department]), suppress(GreenletExit):
            self.must_live()
            work(*args)

    def _reply(self, work: Callable[[], object], reply: Event) -> None:
        outcome: tuple[object, Exception | None]
        try:
            outcome = (work(), None)
        except Exception as error:  # noqa: BLE001 - it goes to whoever asked
            outcome = (None, error)
        if not reply.ready():
            reply.send(outcome)

    def _keep_level(self) -> None:
        """As the runner does (deploy/running.py)."""
        while True:
            try:
                self.projector.catch_up()
            except Exception as error:  # noqa: BLE001 - it goes on trying
                self.town.story.tell(self.name, f"read models wait: {type(error).__name__}")
            eventlet.sleep(FOLD_EVERY)
