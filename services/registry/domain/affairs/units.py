"""What units and villages are told to do, and which organisations sign for the town."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from eventsourcing.domain import event

from services.registry.domain.affairs.records import WHOLE, Record, Said
from shared.calendar import DAY
from shared.eventstore.aggregate import Aggregate, Sealed
from shared.law import Refusal

Report = tuple[date, bool, str | None]
"""What a unit said of its task: the day, whether it is done, the words."""


class UnitTask(Record):
    """One thing that a unit or village is to do by a day; reports by the number of the entry."""

    register_name = "tasks"

    class UnitTaskAssigned(Aggregate.Created):
        """A unit or a village was told what to do."""

        task_id: UUID
        assigned_on: date
        unit: str
        year: int
        measure: int | None
        due_on: date
        doc_no: str
        what: Sealed[str]

    class UnitTaskReported(Aggregate.Event):
        """The unit said what it had done."""

        task_id: UUID
        reported_on: date
        done: bool
        report: Sealed[str]

    class UnitTaskFellDue(Aggregate.Event):
        """The last day for a task came, and the unit had not said that it was done."""

        fell_due_on: date
        task_id: UUID

    class UnitTaskMissed(Aggregate.Event):
        """The last day for a task passed, and the unit had not said that it was done."""

        missed_on: date
        task_id: UUID
        due_on: date

    @classmethod
    def assign(
        cls,
        *,
        unit: str,
        what: str,
        assigned_on: date,
        due_on: date,
        measure: int | None,
        doc_no: str,
    ) -> UnitTask:
        """Tell a unit what to do (S9); it is due on the day of the order at the earliest."""
        if due_on < assigned_on:
            raise Refusal("完成期限早于交办日期", field="due_on")
        return cls(
            task_id=uuid4(),
            assigned_on=assigned_on,
            unit=unit,
            year=assigned_on.year,
            measure=measure,
            due_on=due_on,
            doc_no=doc_no,
            what=what,
        )

    @staticmethod
    def create_id(task_id: UUID) -> UUID:
        """A task is found by the id that reporting is told."""
        return task_id

    @event(UnitTaskAssigned)
    def __init__(
        self,
        *,
        task_id: UUID,
        assigned_on: date,
        unit: str,
        year: int,
        measure: int | None,
        due_on: date,
        doc_no: str,
        what: str | None,
    ) -> None:
        self.task_id = task_id
        self.assigned_on = assigned_on
        self.unit = unit
        self.year = year
        self.measure = measure
        self.due_on = due_on
        self.doc_no = doc_no
        self.what = what
        self.all_reports: dict[int, Report] = {}
        self.fell_due = self.missed = False

    @property
    def reports(self) -> tuple[Report, ...]:
        """What the unit said, the first report first."""
        return tuple(self.standing(self.all_reports).values())

    @property
    def done_on(self) -> date | None:
        """When it was done, as the unit said; None if it is not."""
        return next((on for on, done, _said in self.reports if done), None)

    @property
    def entries(self) -> frozenset[int]:
        """The task, and each report on it."""
        return frozenset({WHOLE, *self.all_reports})

    def said(self, entry: int) -> Said:
        """What a unit is to do; or said of it, and when."""
        if entry not in self.all_reports:
            return self.unit, self.what, self.due_on
        reported_on, done, report = self.all_reports[entry]
        return self.unit, "task_done" if done else "task_open", report, reported_on

    def report(self, *, reported_on: date, done: bool, report: str) -> None:
        """Record what the unit says; after it is done nothing more is to be said."""
        self.must_stand()
        if self.done_on is not None:
            raise Refusal("已于 {done_on} 报告完成", field="reported_on", done_on=self.done_on)
        if reported_on < self.assigned_on:
            raise Refusal("报告日期早于交办日期", field="reported_on")
        self._report(task_id=self.task_id, reported_on=reported_on, done=done, report=report)

    @event(UnitTaskReported)
    def _report(self, *, task_id: UUID, reported_on: date, done: bool, report: str | None) -> None:
        self.all_reports[self.next_entry] = (reported_on, done, report)

    def let_time_pass(self, day: date) -> None:
        """Write that it fell due and was missed by a day; each once, however late.

        A task that was done late while the clock stood still was missed all the same.
        """
        if not self.stands():
            return
        open_until = min(day, self.done_on or date.max)
        if open_until >= self.due_on and not self.fell_due:
            self._fall_due(fell_due_on=self.due_on, task_id=self.task_id)
        if open_until > self.due_on and not self.missed:
            self._miss(missed_on=self.due_on + DAY, task_id=self.task_id, due_on=self.due_on)

    @event(UnitTaskFellDue)
    def _fall_due(self, *, fell_due_on: date, task_id: UUID) -> None:
        self.fell_due = True

    @event(UnitTaskMissed)
    def _miss(self, *, missed_on: date, task_id: UUID, due_on: date) -> None:
        self.missed = True


class BaseOrganisation(Record):
    """An organisation of a village that signs agreements for the town (禁毒法 34)."""

    register_name = "organisations"

    class BaseOrganisationDesignated(Aggregate.Created):
        """The town designated an organisation of a village."""

        designated_on: date
        village: str
        organisation: str
        doc_no: str

    @event(BaseOrganisationDesignated)
    def __init__(
        self, *, designated_on: date, village: str, organisation: str, doc_no: str
    ) -> None:
        self.designated_on = designated_on
        self.village = village
        self.organisation = organisation
        self.doc_no = doc_no

    def said(self, entry: int) -> Said:
        """Which organisation signs in which village."""
        _ = entry
        return self.village, self.organisation, self.designated_on
