"""Staff: selections, and workers from being hired to leaving."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from services.registry.application.affairs.claims import held_by
from services.registry.application.files import Files, identity_of
from services.registry.domain.affairs.staff import Candidate, Hire, Selection, Worker
from services.registry.rules.affairs.stations import a_station_is_one_of_the_towns
from services.registry.rules.days import what_happened_is_not_ahead
from shared import clock
from shared.eventstore.performing import command


class Staffing(Files):
    """Full-time workers."""

    def worker(self, worker_id: UUID) -> Worker:
        """Load a worker; `Unknown` if there is none."""
        return self.load(Worker, worker_id)

    def selection(self, selection_id: UUID) -> Selection:
        """Load a selection; `Unknown` if there is none."""
        return self.load(Selection, selection_id)

    @command
    def open_selection(
        self, *, held_on: date, posts: int, candidates: Sequence[Candidate], few_reason: str = ""
    ) -> dict[str, Any]:
        """Record a comparative selection; answers its id and what it falls short of."""
        what_happened_is_not_ahead(today=clock.today(), held_on=held_on)
        selection = Selection.hold(
            held_on=held_on, posts=posts, candidates=tuple(candidates), few_reason=few_reason
        )
        self.save(selection)
        return {"selection_id": str(selection.id), "defects": list(selection.defects)}

    @command
    def hire_worker(self, *, hire: Hire, selection_id: UUID | None = None) -> dict[str, Any]:
        """Record a new worker; answers the id and what the hiring falls short of.

        Somebody who should not have been hired works all the same: that is kept, and counts for
        nothing. One identity number is one worker at a time.
        """
        what_happened_is_not_ahead(
            today=clock.today(), hired_on=hire.hired_on, record_checked_on=hire.record_checked_on
        )
        a_station_is_one_of_the_towns(station=hire.station, on=hire.hired_on)
        identity = identity_of(hire.id_no)
        worker = Worker.hire(
            replace(hire, id_no=identity.number, born=identity.born),
            selection=self.selection(selection_id) if selection_id else None,
        )
        self.save(worker, take=held_by(worker))
        return {"worker_id": str(worker.id), "defects": list(worker.defects)}

    @command
    def end_worker(self, *, worker_id: UUID, ended_on: date, reason: str) -> None:
        """Record that a worker left."""
        what_happened_is_not_ahead(today=clock.today(), ended_on=ended_on)
        worker = self.worker(worker_id)
        held = held_by(worker)
        worker.end(ended_on=ended_on, reason=reason)
        self.save(worker, release=held)

    @command
    def note_over_age(self, *, workers: Iterable[UUID]) -> list[str]:
        """Note of these workers who has turned 56; answers of whom that was new."""
        today, noted = clock.today(), []
        for worker_id in workers:
            worker = self.worker(worker_id)
            if worker.note_over_age(noted_on=today):
                self.save(worker)
                noted.append(str(worker.id))
        return noted
