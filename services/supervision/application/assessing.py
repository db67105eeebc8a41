"""Assessments of the half-years and years of a case."""

from __future__ import annotations

from uuid import UUID

from services.supervision.application.files import Files, past_day
from services.supervision.domain.records import Assessing
from shared.eventstore.performing import command


class Assessments(Files):
    """How each half-year went."""

    @command
    def record_assessment(self, *, file_id: UUID, assessing: Assessing) -> None:
        """Record the assessment of a half-year, or of the year that ends with it."""
        past_day(assessing.held_on, "held_on")
        file = self.file(file_id)
        file.record_assessment(assessing=assessing)
        self.save(file)
