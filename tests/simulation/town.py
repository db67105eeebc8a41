"""The town of one seed: its departments, their processes, the wire between them, its days."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import eventlet
from eventlet.event import Event

from deploy.departments import DEPARTMENTS
from shared.clock import SHANGHAI
from shared.eventstore.sealing import FileKey
from shared.messaging.asking import PeerAway
from shared.messaging.peers import LocalPeers
from tests.simulation.bus import Bus
from tests.simulation.chance import Hub
from tests.simulation.process import Process, WallClock
from tests.simulation.story import Story

DAWN = datetime(2026, 3, 2, 9, tzinfo=SHANGHAI)
MASTERS = {
    name: FileKey(f"the master key of {name}, in no other town".encode()) for name in DEPARTMENTS
}
HELPERS = ("assistance", "treatment", "legal_aid")
RESTART_SECONDS = 3.0


class Town:
    """Registry and supervision always; of the others, those whom the dice choose."""

    def __init__(self, folder: Path, dice: random.Random, hub: Hub, story: Story) -> None:
        self.folder, self.dice, self.hub, self.story = folder, dice, hub, story
        self.cast = chosen(dice)
        self.haste = dice.choice((0.02, 0.1, 0.3))
        self.masters = MASTERS
        self.days = 0
        self.full: set[str] = set()  # departments whose disk is full
        self.deaf: set[str] = set()  # departments whose feed does not answer
        self.clocks = {name: WallClock(self) for name in self.cast}
        self.bus = Bus(dice, story, self.cast, self.consumer)
        self.views = {name: dice.choice(DEPARTMENTS[name].projections) for name in self.cast}
        self._size = {name: dice.choice((1, 1, 2)) for name in self.cast}
        self._born = 0
        self.processes: list[Process] = []
        self.open = True

    def start(self) -> None:
        """Start every process."""
        self.story.tell("town", f"{', '.join(self.cast)}; haste {self.haste}")
        for name in self.cast:
            for _ in range(self._size[name]):
                self._begin(name)

    def path(self, department: str) -> Path:
        """A department's store."""
        return self.folder / f"{department}.sqlite3"

    def instant(self, wrong: float = 0.0) -> datetime:
        """What a clock shows that is so many seconds wrong."""
        return DAWN + timedelta(days=self.days, seconds=self.hub.now + wrong)

    def living(self, department: str) -> list[Process]:
        """The processes of a department that run."""
        return [it for it in self.processes if it.alive and it.department == department]

    def somebody(self, department: str) -> Process | None:
        """Any process of a department that runs, as a proxy chooses one."""
        living = self.living(department)
        return self.dice.choice(living) if living else None

    def consumer(self, department: str) -> Process | None:
        """The one that consumes the department's queue."""
        return next(iter(self.living(department)), None)

    def buried(self, dead: Process) -> None:
        """A process has died; what supervises it starts another."""
        self.processes.remove(dead)
        self.bus.give_back(dead.department, dead)
        if self.open:
            eventlet.spawn_after(self.dice.random() * RESTART_SECONDS, self._begin, dead.department)

    def close(self) -> None:
        """End it all."""
        self.open = False
        for process in list(self.processes):
            process.kill("as the town ends")

    def wire(self, asker: Process) -> Wire:
        """How a process asks others."""
        return Wire(self, asker)

    def _begin(self, department: str) -> None:
        if self.open:
            self._born += 1
            process = Process(self, DEPARTMENTS[department], number=self._born)
            self.processes.append(process)
            self.story.tell(process.name, "starts")
            process.start()


class Wire:
    """Questions of one process to the others: they take their time, and may get no answer."""

    def __init__(self, town: Town, asker: Process) -> None:
        self._town = town
        self._asker = asker

    def call(
        self, service: str, method: str, *, actor: Any = None, timeout: float = 2.0, **asked: Any
    ) -> Any:
        """The answer of whichever process of the service is there."""
        del actor
        self._pass()
        answering = self._town.somebody(service)
        if answering is None or service in self._town.deaf:
            if answering is not None:
                self._town.story.fault("feed away", service)
            eventlet.sleep(timeout)
            self._asker.must_live()
            raise PeerAway(service, "no answer in time")
        reply = Event()
        answering.spawn(self._answer, answering, method, asked, reply)
        outcome = reply.wait(timeout=timeout)
        self._pass()
        if outcome is None:
            raise PeerAway(service, "no answer in time")
        answer, error = outcome
        if error is not None:
            raise error
        return answer

    def _pass(self) -> None:
        """The way over the wire."""
        eventlet.sleep(self._town.dice.random() * 0.005)
        self._asker.must_live()

    def _answer(self, answering: Process, method: str, asked: dict[str, Any], reply: Event) -> None:
        service = answering.department
        peers = LocalPeers({service: answering.service}, service=self._asker.department)
        outcome: tuple[Any, Exception | None]
        try:
            outcome = (peers.call(service, method, **asked), None)
        except Exception as error:  # noqa: BLE001 - it goes to whoever asked
            outcome = (None, error)
        if not reply.ready():
            reply.send(outcome)


def chosen(dice: random.Random) -> tuple[str, ...]:
    """Who takes part."""
    helpers = dice.sample(HELPERS, k=dice.choice((0, 1, 1, 2)))
    return ("registry", "supervision", *sorted(helpers), *_perhaps(dice, "reporting"))


def _perhaps(dice: random.Random, name: str) -> Iterator[str]:
    if dice.random() < 0.4:
        yield name
