"""Units and villages: what they are told to do, what they report, who signs for the town there."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from services.registry.application.affairs.claims import organisation_claim
from services.registry.application.files import Files
from services.registry.domain.affairs.units import BaseOrganisation, UnitTask
from services.registry.rules.days import what_happened_is_not_ahead
from services.registry.rules.stations import a_village_is_on_the_list
from shared import clock
from shared.eventstore.performing import command


class Tasking(Files):
    """Unit tasks and base organisations."""

    def unit_task(self, task_id: UUID) -> UnitTask:
        """Load a task; `Unknown` if there is none."""
        return self.load(UnitTask, task_id)

    @command
    def assign_unit_task(
        self,
        *,
        unit: str,
        what: str,
        assigned_on: date,
        due_on: date,
        measure: int | None = None,
        doc_no: str = "",
    ) -> str:
        """Tell a unit or village what to do by a day; answers the task's id."""
        what_happened_is_not_ahead(today=clock.today(), assigned_on=assigned_on)
        task = UnitTask.assign(
            unit=unit,
            what=what,
            assigned_on=assigned_on,
            due_on=due_on,
            measure=measure,
            doc_no=doc_no,
        )
        self.save(task)
        return str(task.id)

    @command
    def report_unit_task(
        self, *, task_id: UUID, reported_on: date, done: bool, report: str
    ) -> None:
        """Record what a unit says of its task, done or under way."""
        what_happened_is_not_ahead(today=clock.today(), reported_on=reported_on)
        task = self.unit_task(task_id)
        task.report(reported_on=reported_on, done=done, report=report)
        self.save(task)

    @command
    def designate_base_organisation(
        self, *, village: str, organisation: str, designated_on: date, doc_no: str
    ) -> None:
        """Record that the town designated an organisation of a village; one a village."""
        what_happened_is_not_ahead(today=clock.today(), designated_on=designated_on)
        a_village_is_on_the_list(village=village, known=self.villages())
        made = BaseOrganisation(
            designated_on=designated_on, village=village, organisation=organisation, doc_no=doc_no
        )
        self.save(made, take=[organisation_claim(village)])
