"""The clock of the town's own affairs: what fell due or was missed, and who has turned 56."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from uuid import UUID

from services.registry.application.affairs.staff import Staffing
from services.registry.domain.affairs.activities import Meeting
from services.registry.domain.affairs.staff import Worker
from services.registry.domain.affairs.units import UnitTask
from shared import clock
from shared.eventstore.act import acting, system_act
from shared.eventstore.performing import command

LATE = "定时登记到期事项"
BEGUN: dict[str, type[Meeting | UnitTask]] = {
    "registry.meeting_held": Meeting,
    "registry.unit_task_assigned": UnitTask,
}
"""What gives somebody something to do by a day."""


class Deadlines(Staffing):
    """Matters of meetings, tasks of units, the age of workers."""

    def tell_deadlines(self) -> int:
        """Write what fell due and was missed by today; answers in how many files.

        It may run twice, late or after an outage: each is written once, under its day.
        """
        today, touched = clock.today(), 0
        for name, file_id in self._begun():
            file = self.load(BEGUN[name], file_id)
            file.let_time_pass(today)
            if file.pending_events:
                with acting(replace(system_act(self.name), reason=LATE, command_id=None)):
                    self.mark_deadline(name=name, file_id=file_id, day=today)
                touched += 1
        return touched

    def tell_age(self) -> int:
        """Write which workers have turned 56 by today, each once; answers of how many."""
        today, aged = clock.today(), []
        for entry in self.entries(names=["registry.worker_hired"], limit=None):
            worker = self.load(Worker, entry.stream_id)
            if worker.is_to_be_noted_over_age(today):
                aged.append(worker.id)
        if aged:
            with acting(replace(system_act(self.name), reason=LATE, command_id=None)):
                self.note_over_age(workers=aged)
        return len(aged)

    @command
    def mark_deadline(self, *, name: str, file_id: UUID, day: date) -> None:
        """Write what the days up to this one brought about in a meeting's or a task's file."""
        file = self.load(BEGUN[name], file_id)
        file.let_time_pass(day)
        self.save(file)

    def _begun(self) -> Iterator[tuple[str, UUID]]:
        for entry in self.entries(names=list(BEGUN), limit=None):
            yield entry.name, entry.stream_id
