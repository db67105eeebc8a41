"""What befalls the town, one thing after the other, until the evening."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Callable
from contextlib import closing
from typing import TypeVar

import eventlet
from sqlalchemy.exc import OperationalError

from shared.eventstore.performing import CannotReach
from shared.eventstore.unit import Claim
from shared.messaging.follower import AWAY
from shared.messaging.parking import replay_parked
from tests.simulation.disk import APPENDING, FOLDING, PARKING, REBUILDING, REPLAYING
from tests.simulation.process import ACK, AFTER, BEFORE, Doom, Gone, Process
from tests.simulation.town import Town

DAY_SECONDS = 86_400
DOOMS = (
    Doom(BEFORE, APPENDING),
    Doom(AFTER, APPENDING),
    Doom(AFTER, ACK),
    Doom(BEFORE, FOLDING),
    Doom(AFTER, FOLDING),
    Doom(BEFORE, REBUILDING),
    Doom(AFTER, REBUILDING),
    Doom(BEFORE, PARKING),
    Doom(AFTER, PARKING),
    Doom(BEFORE, REPLAYING),
    Doom(AFTER, REPLAYING),
)
T = TypeVar("T")
POISONABLE = ("supervision", "assistance", "treatment", "legal_aid")


class Fate:
    """Faults, drawn; each heals by itself, the poison by the evening at the latest."""

    def __init__(self, town: Town, *, every: float) -> None:
        self.town = town
        self.dice = town.dice
        self.every = every
        self.over = False
        self._poisons: list[Poison] = []

    def run(self) -> None:
        """One fault after the other."""
        deeds = (
            *(self.doom,) * 6,
            *(self.poison, self.replay, self.rebuild, self.night) * 2,
            *(self.kill, self.fill, self.lose_reply, self.set_clock),
            *(self.deafen, self.cut_broker, self.wipe_broker),
        )
        while not self.over:
            eventlet.sleep(self.dice.expovariate(1 / self.every))
            if not self.over:
                eventlet.spawn(self.dice.choice(deeds))

    def end(self) -> None:
        """Nothing more happens, and what was broken is mended."""
        self.over = self.town.bus.calm = True
        for process in self.town.processes:
            process.doom, process.loses_reply = None, False
        self.town.full.clear()
        self.town.deaf.clear()
        self.town.bus.away = False
        for audience in self.town.cast:
            self.town.bus.pump(audience)
        for poison in self._poisons:
            poison.cure()
        for clock in self.town.clocks.values():
            clock.wrong = 0.0

    # Processes.

    def doom(self) -> None:
        """Somebody is to die at the next place of this kind."""
        if (process := self._anybody()) is not None:
            process.doom = self.dice.choice(DOOMS)
            if process.doom.deed == REBUILDING:
                self._rebuild(process)
            elif process.doom.deed in {PARKING, REPLAYING}:
                self._poison(process.department)

    def kill(self) -> None:
        """Somebody dies now, wherever it is."""
        if (process := self._anybody()) is not None:
            self.town.story.fault("killed anywhere", process.name)
            process.kill("somewhere")

    def lose_reply(self) -> None:
        """The next append of somebody is committed, and it does not learn of it."""
        if (process := self._anybody()) is not None:
            process.loses_reply = True

    def rebuild(self) -> None:
        """An operator folds a read model anew while everybody works."""
        if (process := self._anybody()) is not None:
            self._rebuild(process)

    def replay(self) -> None:
        """An operator has parked messages tried again, whether or not the cause is gone."""
        self._replay(self.dice.choice(self.town.cast))

    # Disks, clocks, wires.

    def fill(self) -> None:
        """A disk is full for a while."""
        self._for_a_while(self.town.full, 3.0)

    def deafen(self) -> None:
        """A feed answers nobody for a while."""
        self._for_a_while(self.town.deaf, 10.0)

    def cut_broker(self) -> None:
        """Nobody reaches the broker for a while."""
        self.town.story.fault("broker away", "bus")
        self.town.bus.away = True
        eventlet.sleep(self.dice.expovariate(1 / 8))
        self.town.bus.away = False
        for audience in self.town.cast:
            self.town.bus.pump(audience)

    def wipe_broker(self) -> None:
        """The broker forgets everything."""
        self.town.story.fault("broker wiped", "bus")
        self.town.bus.wipe()

    def set_clock(self) -> None:
        """A department's clock is set wrong, by up to a day, and later right again."""
        name = self.dice.choice(self.town.cast)
        clock = self.town.clocks[name]
        clock.wrong = self.dice.uniform(-DAY_SECONDS, DAY_SECONDS)
        self.town.story.fault("clock step", name, f"{clock.wrong:+.0f} s")
        eventlet.sleep(self.dice.expovariate(1 / 20))
        clock.wrong = 0.0

    def night(self) -> None:
        """Days go by in which nobody does anything."""
        days = self.dice.choice((1, 1, 2, 7, 30))
        self.town.days += days
        self.town.story.tell("town", f"{days} days go by: {self.town.instant():%Y-%m-%d}")

    def poison(self) -> None:
        """One department cannot take one case, until somebody mends it and has it replayed."""
        self._poison(self.dice.choice(self.town.cast))

    def _poison(self, department: str) -> None:
        known = {poison.department for poison in self._poisons}
        if department not in POISONABLE or department in known:
            return
        poison = Poison(self.town, department)
        if poison.give():
            self._poisons.append(poison)
            eventlet.sleep(self.dice.expovariate(1 / 15))
            poison.cure()
            self._poisons.remove(poison)
            self._replay(department)

    def _for_a_while(self, affected: set[str], seconds: float) -> None:
        name = self.dice.choice(self.town.cast)
        affected.add(name)
        eventlet.sleep(self.dice.expovariate(1 / seconds))
        affected.discard(name)

    def _anybody(self) -> Process | None:
        return self.dice.choice(self.town.processes) if self.town.processes else None

    def _rebuild(self, process: Process) -> None:
        kind = self.dice.choice(sorted(process.projector.kinds))
        self.town.story.tell(process.name, f"folds {kind} anew")
        self._quietly(process, lambda: process.projector.rebuild(kind))

    def _replay(self, department: str) -> None:
        if (process := self.town.somebody(department)) is not None:
            self._quietly(process, lambda: self._replayed(process))

    def _replayed(self, process: Process) -> None:
        for tried in replay_parked(process.app):
            what = f"{tried.parked.upstream}:{tried.parked.position}"
            self.town.story.tell(process.name, f"replays {what}: {tried.reason or 'heard'}")

    def _quietly(self, process: Process, work: Callable[[], object]) -> None:
        """An operator sees the error, and tries again another day."""
        try:
            process.ask(work)
        except (Gone, CannotReach, OperationalError, *AWAY) as error:
            self.town.story.tell(process.name, f"the operator sees {type(error).__name__}")


class Poison:
    """The department's claim on a case names a lost file, as after a restore that went half."""

    def __init__(self, town: Town, department: str) -> None:
        self._town = town
        self.department = department
        self._key = b""
        self._was: str | None = None
        self._given = False

    def give(self) -> bool:
        """Poison the newest case of registry; False if there is none yet."""
        process = self._town.somebody(self.department)
        case_ref = self._newest_case()
        if process is None or case_ref is None:
            return False
        self._key = process.app._claim_key(Claim("case", case_ref))
        self._was = self._put(uuid.uuid4().hex)
        self._given = True
        self._town.story.fault("poison", self.department, case_ref)
        return True

    def cure(self) -> None:
        """Mend the claim."""
        if self._given:
            self._given = False
            self._put(self._was)
            self._town.story.tell(self.department, "the poisoned case is mended")

    def _put(self, stream_id: str | None) -> str | None:
        """Have the claim name this file, or none; which one it named before, at one instant."""

        def swap(connection: sqlite3.Connection) -> str | None:
            connection.execute("BEGIN IMMEDIATE")
            gone = "DELETE FROM claims WHERE scope='case' AND key=? RETURNING stream_id"
            before = connection.execute(gone, (self._key,)).fetchall()
            if stream_id is not None:
                row = (self._key, stream_id)
                connection.execute("INSERT INTO claims VALUES ('case',?,?)", row)
            return str(before[0][0]) if before else None

        return self._when_free(self.department, swap)

    def _newest_case(self) -> str | None:
        query = "SELECT case_ref FROM events WHERE case_ref > '' ORDER BY position DESC LIMIT 1"
        found = self._when_free("registry", lambda connection: connection.execute(query).fetchone())
        return str(found[0]) if found else None

    def _when_free(self, department: str, work: Callable[[sqlite3.Connection], T]) -> T:
        """Behind the department's back, in one transaction, when its file is free."""
        path = self._town.path(department)
        while True:
            try:
                with closing(sqlite3.connect(path, timeout=0)) as connection, connection:
                    return work(connection)
            except sqlite3.OperationalError:
                eventlet.sleep(0.002)
