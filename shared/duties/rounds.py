"""The rounds of the clock over all files of a department: what time alone has brought about.

A step is judged by what had been recorded before its instant, also if the clock comes late: the
log says what was known when. So runs may be missed, repeated, or made with a clock set back.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from shared import clock
from shared.duties.duty import Duty, Key, Step
from shared.duties.ledger import CaseDuties, Miss
from shared.eventstore.aggregate import Aggregate
from shared.eventstore.application import Department
from shared.eventstore.entries import Entry
from shared.eventstore.performing import command
from shared.eventstore.unit import Claim, current_unit


@dataclass(frozen=True, kw_only=True)
class Above:
    """What those further up have to know of a file: where it lies, and what is to be done in it."""

    unit: str | None
    owed: tuple[Duty, ...]


class KeepsDuties(Department):
    """Mixed into a department's application: it keeps a list of duties with each file."""

    @command
    def write_duties(
        self,
        *,
        file_id: UUID,
        case_ref: str | None,
        person_id: UUID | None,
        steps: tuple[Step, ...],
    ) -> int:
        """Write steps of a file's duties, each once; answers how many were new.

        Whoever a late clock alarms of what was done meanwhile hears of that at once.
        """
        duties, claims = self.duty_list(file_id=file_id, case_ref=case_ref, person_id=person_id)
        above = self.above(file_id) if any(step.is_alarm for step in steps) else None
        found = duties.write(steps, unit=above.unit if above else None)
        if found:
            if above is not None:
                duties.settle(above.owed, unit=above.unit, on=clock.today())
            self.save(duties, take=claims)
        return found

    def settle_duties(self, file_id: UUID, above: Callable[[], Above]) -> None:
        """Within a command: have those who were alarmed know what became of a file's duties."""
        held = self.holder(Claim("duties", str(file_id)))
        if held is None:
            return
        duties = self._being_written(file_id) or self.load(CaseDuties, held)
        if duties.raised:
            now = above()
            duties.settle(now.owed, unit=now.unit, on=clock.today())
            self.save(duties)

    def above(self, file_id: UUID) -> Above:
        """What those further up have to know of a file, as it is now."""
        raise NotImplementedError

    def duty_list(
        self, *, file_id: UUID, case_ref: str | None, person_id: UUID | None
    ) -> tuple[CaseDuties, tuple[Claim, ...]]:
        """The list of a file's duties, or a new one and what it has to claim when it is saved.

        Within a command it is the one that this command has begun to write.
        """
        claim = Claim("duties", str(file_id))
        held = self.holder(claim)
        if held is not None:
            return self._being_written(file_id) or self.load(CaseDuties, held), ()
        opened = CaseDuties(
            opened_on=clock.today(), file_id=file_id, case_ref=case_ref, person_id=person_id
        )
        return opened, (claim,)

    @staticmethod
    def _being_written(file_id: UUID) -> CaseDuties | None:
        unit = current_unit()
        found = unit.aggregates if unit is not None else ()
        lists = (it for it in found if isinstance(it, CaseDuties))
        return next((it for it in lists if it.file_id == file_id), None)

    def misses(self, file_id: UUID) -> tuple[Miss, ...]:
        """The duties of a file that were missed, the latest first."""
        held = self.holder(Claim("duties", str(file_id)))
        return () if held is None else self.load(CaseDuties, held).misses

    def written_duties(self, file_id: UUID) -> frozenset[Key]:
        """The steps that are on a file's list."""
        held = self.holder(Claim("duties", str(file_id)))
        return frozenset() if held is None else frozenset(self.load(CaseDuties, held).written)

    def begun_on(self, file_id: UUID) -> date:
        """The day on which a file was opened."""
        return self.stream(file_id)[0].recorded_on

    def bearer_of(self, file_id: UUID) -> str | None:
        """The account of whoever bears the duties of a file."""
        held = self.holder(Claim("duties", str(file_id)))
        found = self._being_written(file_id)
        if found is None and held is not None:
            found = self.load(CaseDuties, held)
        return None if found is None else found.bearer


class Owes(Protocol):
    """What a file owes by what is recorded in it."""

    def __call__(self, file: Any) -> Iterable[Duty]:
        """All its duties, those that are not owed any more among them."""


class OwedWhileNobodys(Protocol):
    """What is owed because nobody bears a file, since a day."""

    def __call__(self, file: Any, *, since: date) -> Iterable[Duty]:
        """These duties; whoever bears the file ends them."""


@dataclass
class _Watched:
    """A file as of its last event, and the steps found that may not be written yet."""

    file: Any = None
    begun_on: date | None = None
    is_borne: bool = False
    recorded_at: datetime | None = None
    ahead: tuple[Step, ...] | None = None
    found: list[Step] = field(default_factory=list)
    known: set[Key] = field(default_factory=set)

    def stood_until(self, until: datetime, owes: _Asks) -> None:
        """Nothing was recorded up to that instant: take the steps that fall into the time."""
        if self.recorded_at is None or until <= self.recorded_at:
            return  # what is recorded in one instant belongs together
        self.follow(until, owes)

    def follow(self, until: datetime, owes: _Asks) -> None:
        """Take the steps up to that instant by what is recorded now, however late that was."""
        if self.ahead is None:
            steps = [step for duty in owes(self) if duty.owed for step in duty.steps()]
            self.ahead = tuple(sorted(steps, key=lambda step: step.at))
        while self.ahead and self.ahead[0].at <= until:
            step, self.ahead = self.ahead[0], self.ahead[1:]
            if step.key not in self.known:
                self.known.add(step.key)
                self.found.append(step)

    def changed(self, recorded_at: datetime) -> None:
        """Something was recorded: what is ahead is to be asked for anew."""
        self.recorded_at, self.ahead = recorded_at, None


_Asks = Callable[[_Watched], Iterable[Duty]]


class Rounds:
    """One clock's memory of the files; it can be thrown away at any time.

    `owes` says what a file owes, `of_nobody` what is owed besides while nobody bears it; `by_time`,
    if given, carries out what the mere passing of a day changes in the files themselves (an absence
    that grows), and answers whether anything did. What that brings about in turn is written in the
    same round: whoever is alarmed late is not alarmed later still.
    """

    def __init__(
        self,
        office: KeepsDuties,
        kind: type[Aggregate],
        owes: Owes,
        by_time: Callable[[Any, datetime], bool] | None = None,
        of_nobody: OwedWhileNobodys | None = None,
    ) -> None:
        self.office = office
        self.kind = kind
        self.owes = owes
        self.by_time = by_time
        self.of_nobody = of_nobody
        self.position = 0
        self.watched: dict[UUID, _Watched] = {}
        self.file_of: dict[UUID, UUID] = {}

    def make(self, now: datetime) -> int:
        """Write every step up to this instant that is not written; answers how many were."""
        self._read_on()
        for file_id in self._grown(now):
            self.watched[file_id].follow(now, self._owed)
        return sum(self._write(file_id, now) for file_id in self.watched)

    def _grown(self, now: datetime) -> list[UUID]:
        """The files that time alone has changed in this round, as they are now."""
        if self.by_time is None:
            return []
        grown = [file_id for file_id, it in self.watched.items() if self.by_time(it.file, now)]
        if grown:
            self._read_on()
        return grown

    def _write(self, file_id: UUID, now: datetime) -> int:
        watched = self.watched[file_id]
        watched.stood_until(now, self._owed)
        if not watched.found:
            return 0
        file, steps = watched.file, tuple(watched.found)
        done = self.office.write_duties(
            file_id=file_id, case_ref=file.case_ref, person_id=file.person_id, steps=steps
        )
        watched.found.clear()
        return done.answer

    def _owed(self, watched: _Watched) -> Iterator[Duty]:
        yield from self.owes(watched.file)
        if self.of_nobody is not None and watched.begun_on is not None and not watched.is_borne:
            yield from self.of_nobody(watched.file, since=watched.begun_on)

    def _read_on(self) -> None:
        for entry in self._news():
            kind = self.office.catalogue.by_name[entry.name]
            if kind.aggregate_class is self.kind:
                self._fold(entry)
            elif kind.event_class is CaseDuties.DutyListOpened:
                self.file_of[entry.stream_id] = entry.facts["file_id"]
            elif kind.event_class is CaseDuties.DutiesAssigned:
                self._bear(entry)

    def _fold(self, entry: Entry) -> None:
        time.sleep(0)  # in a service others have their turn: the first round folds every file
        watched = self.watched.setdefault(entry.stream_id, _Watched(begun_on=entry.recorded_on))
        watched.stood_until(entry.recorded_at, self._owed)
        event: Any = entry.event
        watched.file = event.mutate(watched.file)
        watched.changed(entry.recorded_at)

    def _bear(self, entry: Entry) -> None:
        watched = self.watched[self.file_of[entry.stream_id]]
        watched.stood_until(entry.recorded_at, self._owed)
        watched.is_borne = True
        watched.changed(entry.recorded_at)

    def _news(self) -> Iterator[Entry]:
        while entries := self.office.entries(after=self.position):
            for entry in entries:
                self.position = entry.position
                yield entry
