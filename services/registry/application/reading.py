"""What registry tells of itself: names, which are noted before they are said; a case on a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from services.registry.application.files import Files
from services.registry.domain.affairs.police_list import PoliceListRow
from services.registry.domain.case import Case
from services.registry.domain.duties import in_time_until_of
from services.registry.domain.look_up import LookUp
from services.registry.domain.person import Details, Person
from services.registry.domain.standing import (
    ACTIVE,
    ORDERED,
    REPLACED,
    REPORTED,
    state_of,
    status_on,
)
from shared import clock
from shared.eventstore.act import acting, current_act, system_act
from shared.eventstore.entries import Entry
from shared.eventstore.history import entries_as_of
from shared.eventstore.performing import command
from shared.law import Refusal, Unknown

MOST_AT_ONCE = 500
LONGEST_PURPOSE = 100
NAME = ("name",)


class Covers(Protocol):
    """How far a reader's right goes (`shared.access.rights.Reach`)."""

    @property
    def states(self) -> frozenset[str] | None:
        """In which states of a case it holds; None if that makes no difference."""

    def covers(
        self, *, village: str | None = None, unit: str | None = None, state: str | None = None
    ) -> bool:
        """Whether it goes as far as a file of this village or station, and of this state."""


class Reading(Files):
    """Answers."""

    @command
    def note_look_up(
        self, *, persons: Iterable[UUID], content: Iterable[str], purpose: str
    ) -> None:
        """Note that somebody is about to be told who these persons are."""
        self.save(
            LookUp(
                looked_up_at=clock.now(),
                persons=tuple(persons),
                content=tuple(content),
                purpose=purpose,
            )
        )

    def look_up(
        self, persons: Iterable[UUID], *, purpose: str, content: tuple[str, ...] = NAME
    ) -> dict[UUID, Details]:
        """Tell who these persons are; it is in the read log before it is said.

        Whoever acts now is noted as the one who asked. Persons not on file are left out, and
        protected ones unless whoever asks was named.
        """
        files = [it for it in self._on_file(_modest(persons, purpose)) if self._is_open(it)]
        self._note_first([file.id for file in files], purpose=purpose, content=content)
        return {file.id: file.details for file in files}

    def names(
        self,
        persons: Iterable[UUID],
        *,
        reach: Covers | None,
        purpose: str,
        mask: Callable[[str | None], str],
    ) -> dict[UUID, str]:
        """Names as a reader may see them: full within reach, which is noted; else masked."""
        files = self._on_file(_modest(persons, purpose))
        known = self._within(reach, files)
        self._note_first([file.id for file in known], purpose=purpose, content=NAME)
        masked = {file.id: mask(file.details.name) for file in files}
        return masked | {file.id: file.details.name for file in known}

    def masked_names(
        self, persons: Iterable[UUID], *, purpose: str, mask: Callable[[str | None], str]
    ) -> dict[UUID, str]:
        """Masked names of persons who were found by something personal, which tells of them.

        So unlike a list's masked names these are noted before they are said.
        """
        files = self._on_file(persons)
        self._note_first([file.id for file in files], purpose=purpose, content=NAME)
        return {file.id: mask(file.details.name) for file in files}

    def listed_people(
        self, row_ids: Iterable[UUID], *, purpose: str, content: tuple[str, ...] = NAME
    ) -> dict[UUID, PoliceListRow]:
        """What a list of the police says of people; it is in the read log before it is said.

        Who is not on the register is noted under the row's id.
        """
        rows = self.load_all(PoliceListRow, _modest(row_ids, purpose))
        noted = [row.person_id or row.id for row in rows.values()]
        self._note_first(noted, purpose=purpose, content=content)
        return rows

    def case_summary(
        self, case_ref: str, *, as_of: date | None = None, known_at: datetime | None = None
    ) -> dict[str, Any]:
        """A case in a line: as of a day (else today), and as it was known at an instant.

        `Unknown` if nothing had happened or nothing was known of it by then.
        """
        told = _Told()
        for entry in entries_as_of(self, case_ref, as_of=as_of, known_at=known_at):
            told.hear(entry)
        if told.kind is None:
            raise Unknown("没有这个案号：{case_ref}", field="case_ref", case_ref=case_ref)
        return {
            "case_ref": case_ref,
            "kind": told.kind,
            "status": told.status_on(as_of or clock.today()),
            "last_day": told.last_day,
        }

    def _on_file(self, persons: Iterable[UUID]) -> list[Person]:
        return list(self.load_all(Person, persons).values())

    def _note_first(
        self, persons: Sequence[UUID], *, purpose: str, content: tuple[str, ...]
    ) -> None:
        """Write into the read log what is about to be said, under a command of its own."""
        if not persons:
            return
        act = current_act() or system_act(self.name)
        with acting(replace(act, command_id=None)):
            self.note_look_up(persons=persons, content=content, purpose=purpose.strip())

    def _within(self, reach: Covers | None, persons: list[Person]) -> list[Person]:
        """Whose village a reader's right covers, or the station of one of their cases."""
        if reach is None:
            return []
        far = self._states(persons) if reach.states else dict.fromkeys([it.id for it in persons])
        here = {it.id for it in persons if reach.covers(village=it.village, state=far[it.id])}
        elsewhere = (case for file in persons if file.id not in here for case in file.cases)
        for case in self.load_all(Case, elsewhere).values():
            covered = reach.covers(unit=case.station, state=far[case.of_person])
            here |= {case.of_person} if covered else set()
        return [file for file in persons if file.id in here and self._is_open(file)]

    def _states(self, persons: list[Person]) -> dict[UUID, str | None]:
        """How far the latest case of each is, for the table of rights."""
        latest = [list(it.cases)[-1] for it in persons if it.cases]
        found = self.load_all(Case, latest).values()
        statuses = {case.of_person: case.status_on(clock.today()) for case in found}
        return {it.id: state_of(statuses.get(it.id)) for it in persons}

    def _is_open(self, file: Person) -> bool:
        return file.is_open_to(self.account)


@dataclass
class _Told:
    """What a case's events say of it, each in turn."""

    kind: str | None = None
    recorded: str = ORDERED
    in_time_until: date | None = date.max
    last_day: date | None = None

    def hear(self, entry: Entry) -> None:
        facts: Mapping[str, Any] = entry.facts
        match entry.name.removeprefix("registry."):
            case "decision_received":
                self.kind, self.in_time_until = facts["kind"], in_time_until_of(facts)
            case "custody_release_recorded" | "facts_corrected":
                self.in_time_until = facts.get("justified_until", facts.get("in_time_until"))
                self.kind = facts.get("kind", self.kind)
            case "reported_in":
                self.last_day, self.recorded = facts["last_day"], REPORTED
            case "agreement_signed":
                self.recorded = ACTIVE if self.recorded == REPORTED else self.recorded
            case "taken_over_days_corrected":
                self.last_day = facts["last_day"]
            case "case_replaced":
                self.recorded = REPLACED
            case _ if facts.get("status"):
                self.kind, self.recorded = facts.get("kind", self.kind), facts["status"]
                self.last_day = facts.get("last_day", self.last_day)

    def status_on(self, day: date) -> str:
        return status_on(
            day,
            recorded=self.recorded,
            in_time_until=self.in_time_until,
            last_day=self.last_day,
        )


def _modest(persons: Iterable[UUID], purpose: str) -> list[UUID]:
    """Names are asked for with a purpose, a page at a time (domain.md 7.25: bulk look-ups)."""
    wanted = list(dict.fromkeys(persons))
    if not 0 < len(purpose.strip()) <= LONGEST_PURPOSE:
        raise Refusal("查看姓名须写明用途", field="purpose")
    if len(wanted) > MOST_AT_ONCE:
        raise Refusal("一次最多查看 {most} 人", field="person_ids", most=MOST_AT_ONCE)
    return wanted
