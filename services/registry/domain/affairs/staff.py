"""Full-time workers and the selections that they came out of.

What breaks a rule is kept as it happened and named in `defects`: such a worker works, and counts
in no ratio.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from eventsourcing.domain import event

from services.registry.domain.affairs.records import WHOLE, Record, Said
from services.registry.rules.affairs import staffing
from shared.eventstore.aggregate import Aggregate, Sealed
from shared.law import Refusal, defects


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """Somebody who stood for selection, and the score."""

    name: str
    score: int


@dataclass(frozen=True, kw_only=True)
class Hire:
    """What the papers of a new worker say; the birth date is the identity number's."""

    name: str
    id_no: str
    born: date
    hired_on: date
    station: str
    full_time: bool
    education: str
    assessed: bool
    record_checked_on: date | None = None
    record_clean: bool = False
    record_check_no: str = ""


class Selection(Record):
    """One comparative selection."""

    register_name = "selections"

    class SelectionHeld(Aggregate.Created):
        """Candidates for full-time posts were compared, and scored."""

        held_on: date
        posts: int
        scores: tuple[int, ...]
        defects: tuple[str, ...]
        names: Sealed[tuple[str, ...]]
        few_reason: Sealed[str]

    @classmethod
    def hold(
        cls, *, held_on: date, posts: int, candidates: tuple[Candidate, ...], few_reason: str
    ) -> Selection:
        """Record a selection; one without a choice and without a reason is defective (S30)."""
        found = staffing.a_selection_has_a_choice(
            candidates=len(candidates), reason=few_reason, on=held_on
        )
        return cls(
            held_on=held_on,
            posts=posts,
            scores=tuple(candidate.score for candidate in candidates),
            defects=defects(found),
            names=tuple(candidate.name for candidate in candidates),
            few_reason=few_reason,
        )

    @event(SelectionHeld)
    def __init__(
        self,
        *,
        held_on: date,
        posts: int,
        scores: tuple[int, ...],
        defects: tuple[str, ...],
        names: tuple[str, ...] | None,
        few_reason: str | None,
    ) -> None:
        self.held_on = held_on
        self.posts = posts
        self.scores = scores
        self.defects = defects
        self.names = names or ()
        self.few_reason = few_reason

    @property
    def candidates(self) -> tuple[tuple[str, int], ...]:
        """Names with scores, the highest first."""
        pairs = zip(self.names, self.scores, strict=False)
        return tuple(sorted(pairs, key=lambda pair: -pair[1]))

    def said(self, entry: int) -> Said:
        """When it was held."""
        _ = entry
        return (self.held_on,)


class Worker(Record):
    """A worker of a station, from being hired to leaving."""

    register_name = "workers"

    class WorkerHired(Aggregate.Created):
        """Somebody became a worker of a station."""

        worker_id: UUID
        hired_on: date
        station: str
        full_time: bool
        education: str
        assessed: bool
        record_checked_on: date | None
        record_clean: bool
        selection_id: UUID | None
        defects: tuple[str, ...]
        name: Sealed[str]
        id_no: Sealed[str]
        born: Sealed[date | None]
        record_check_no: Sealed[str]

    class WorkerOverAge(Aggregate.Event):
        """It was noted that the worker has turned 56 and counts no longer."""

        worker_id: UUID
        noted_on: date

    class WorkerEnded(Aggregate.Event):
        """The worker left."""

        worker_id: UUID
        ended_on: date
        ended_reason: Sealed[str]

    @classmethod
    def hire(cls, hire: Hire, *, selection: Selection | None) -> Worker:
        """Record a new worker, and in what the hiring falls short of the notice (S29, S30)."""
        on = hire.hired_on
        found = defects(
            staffing.a_worker_is_of_age(born=hire.born, on=on),
            staffing.a_worker_finished_senior_high(education=hire.education, on=on),
            staffing.a_worker_has_no_record(
                checked=hire.record_checked_on is not None, clean=hire.record_clean, on=on
            ),
            staffing.a_worker_is_fit(assessed=hire.assessed, on=on),
            staffing.a_worker_was_selected(
                held_on=selection.held_on if selection else None,
                was_candidate=selection is not None and hire.name in selection.names,
                selection_stands=selection is not None and not selection.defects,
                on=on,
            ),
        )
        return cls(
            **vars(hire),
            worker_id=uuid4(),
            selection_id=selection.id if selection else None,
            defects=found,
        )

    @staticmethod
    def create_id(worker_id: UUID) -> UUID:
        """A worker is found by the id that other departments are told."""
        return worker_id

    @event(WorkerHired)
    def __init__(
        self,
        *,
        worker_id: UUID,
        hired_on: date,
        station: str,
        full_time: bool,
        education: str,
        assessed: bool,
        record_checked_on: date | None,
        record_clean: bool,
        selection_id: UUID | None,
        defects: tuple[str, ...],
        name: str | None,
        id_no: str | None,
        born: date | None,
        record_check_no: str | None,
    ) -> None:
        self.worker_id = worker_id
        self.hired_on = hired_on
        self.station = station
        self.full_time = full_time
        self.education = education
        self.assessed = assessed
        self.record_checked_on = record_checked_on
        self.record_clean = record_clean
        self.selection_id = selection_id
        self.defects = defects
        self.name = name
        self.id_no = id_no
        self.born = born
        self.record_check_no = record_check_no
        self.over_age_noted_on: date | None = None
        self.ends: dict[int, tuple[date, str | None]] = {}

    @property
    def ended_on(self) -> date | None:
        """When the worker left; None for one who has not."""
        return next((on for on, _why in self.standing(self.ends).values()), None)

    @property
    def ended_reason(self) -> str | None:
        """Why the worker left."""
        return next((why for _on, why in self.standing(self.ends).values()), None)

    @property
    def entries(self) -> frozenset[int]:
        """The hiring, and each word that the worker left."""
        return frozenset({WHOLE, *self.ends})

    def said(self, entry: int) -> Said:
        """Who was hired when; or left when."""
        if entry in self.ends:
            ended_on, _why = self.ends[entry]
            return self.name, "left", ended_on
        return self.name, self.station, self.hired_on

    def works_on(self, day: date) -> bool:
        """Whether the worker was there that day."""
        return (
            self.stands()
            and self.hired_on <= day
            and (self.ended_on is None or day < self.ended_on)
        )

    def is_over_age_on(self, day: date) -> bool:
        """Whether the worker has turned 56 by a day."""
        return self.born is not None and staffing.is_over_age(born=self.born, on=day)

    def why_not_counted(self, day: date, *, selection_stands: bool = True) -> tuple[str, ...]:
        """Why the worker does not count as a qualified full-time worker; empty for one who does.

        Whose selection was struck out came out of none.
        """
        found = list(self.defects)
        found += [] if selection_stands or "not_selected" in found else ["not_selected"]
        found += [] if self.full_time else ["part_time"]
        found += ["over_age_now"] if self.is_over_age_on(day) and "over_age" not in found else []
        return tuple(found)

    def is_to_be_noted_over_age(self, day: date) -> bool:
        """Whether somebody who works has turned 56 and nobody has noted it."""
        new = self.over_age_noted_on is None
        return self.stands() and new and self.works_on(day) and self.is_over_age_on(day)

    def note_over_age(self, *, noted_on: date) -> bool:
        """Note that somebody has turned 56, once; tells whether that was new."""
        if not self.is_to_be_noted_over_age(noted_on):
            return False
        self._note_over_age(worker_id=self.worker_id, noted_on=noted_on)
        return True

    @event(WorkerOverAge)
    def _note_over_age(self, *, worker_id: UUID, noted_on: date) -> None:
        self.over_age_noted_on = noted_on

    def end(self, *, ended_on: date, reason: str) -> None:
        """Record that the worker left; from that day on the worker is not there."""
        self.must_stand()
        if self.ended_on is not None:
            raise Refusal("已于 {ended_on} 离岗", field="ended_on", ended_on=self.ended_on)
        if ended_on < self.hired_on:
            raise Refusal(
                "离岗日期早于聘用日期 {hired_on}", field="ended_on", hired_on=self.hired_on
            )
        self._end(worker_id=self.worker_id, ended_on=ended_on, ended_reason=reason)

    @event(WorkerEnded)
    def _end(self, *, worker_id: UUID, ended_on: date, ended_reason: str | None) -> None:
        self.ends[self.next_entry] = (ended_on, ended_reason)
