"""What paper says of the time before the software kept a case."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.supervision.application.files import Files, past_day
from services.supervision.domain.records import SpansBefore, TestsBefore
from shared.eventstore.performing import command
from shared.scans import Scan


class TakingOver(Files):
    """Opening balances of spans and tests (domain.md 0.2)."""

    @command
    def record_spans_before(
        self, *, file_id: UUID, stated: SpansBefore, proof: Scan | None = None
    ) -> dict[str, Any]:
        """Record all leaves, absences or detentions before the take-over; answers what it lacks."""
        past_day(stated.recorded_on, "recorded_on")
        file = self.file(file_id)
        found = file.record_spans_before(stated=stated, scan=proof, author=self.author)
        self.save(file)
        return {"defects": list(found)}

    @command
    def record_tests_before(
        self, *, file_id: UUID, stated: TestsBefore, proof: Scan | None = None
    ) -> dict[str, Any]:
        """Record how tests ended that were over by the take-over; answers what it lacks."""
        past_day(stated.recorded_on, "recorded_on")
        file = self.file(file_id)
        found = file.record_tests_before(stated=stated, scan=proof, author=self.author)
        self.save(file)
        return {"defects": list(found)}
