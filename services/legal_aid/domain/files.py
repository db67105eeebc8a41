"""The file that the justice office keeps on one case: a header, and the sessions attended."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from eventsourcing.domain import event

from services.legal_aid import rules
from shared.eventstore.aggregate import Aggregate
from shared.partner.files import PartnerFile


class LegalAidFile(PartnerFile):
    """One file for one case."""

    class LawEducationScheduled(Aggregate.Event):
        """The person is to be educated in the law by a day."""

        counted_from: date
        due_on: date
        rule: str
        rules_of: date

    class LawEducationAttended(Aggregate.Event):
        """The person attended a session of law education."""

        held_on: date
        session_id: UUID
        topic: str

    def begin(self) -> None:
        """Nothing was attended yet."""
        self.attended: tuple[tuple[date, UUID, str], ...] = ()

    @property
    def educated_on(self) -> date | None:
        """The day of the latest session attended."""
        return max((held_on for held_on, *_ in self.attended), default=None)

    def note_report_in(
        self, *, reported_on: date, kind: str, station: str | None, told_on: date
    ) -> None:
        """Whenever a person has reported in, law education is due within a year."""
        super().note_report_in(reported_on=reported_on, kind=kind, station=station, told_on=told_on)
        if not self.attended and self.ended_on is None:
            self._educate_within_a_year(
                rules.first_counted_from(reported_on=reported_on, told_on=told_on)
            )

    @event(LawEducationScheduled)
    def schedule(self, *, counted_from: date, due_on: date, rule: str, rules_of: date) -> None:
        """The person is to be educated in the law by then."""
        self.due = (counted_from, due_on, rule, rules_of)

    def attend(self, *, held_on: date, session_id: UUID, topic: str) -> None:
        """The person was there; the next session is due within a year of the latest."""
        self._attend(held_on=held_on, session_id=session_id, topic=topic)
        if held_on == self.educated_on and self.ended_on is None:
            self._educate_within_a_year(held_on)

    def _educate_within_a_year(self, counted_from: date) -> None:
        self.fall_due(counted_from, rules.law_education_due(counted_from))

    @event(LawEducationAttended)
    def _attend(self, *, held_on: date, session_id: UUID, topic: str) -> None:
        self.attended = (*self.attended, (held_on, session_id, topic))
