"""The file that the justice office keeps on one case: a header, and the sessions attended."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from eventsourcing.domain import event

from services.legal_aid import rules
from shared.eventstore.aggregate import Aggregate
from shared.law import Due


class LegalAidFile(Aggregate):
    """One file for one case."""

    class FileOpened(Aggregate.Created):
        """The office heard of the case for the first time."""

        opened_on: date
        case_ref: str
        person_id: UUID

    class ReportInNoted(Aggregate.Event):
        """The office was told that the person had reported in.

        Version 2: no station need look after the case yet.
        """

        class_version = 2

        reported_on: date
        kind: str
        station: str | None

        @staticmethod
        def upcast_v1_v2(state: dict[str, Any]) -> None:
            """A station was always named; it stands."""

    class StationNoted(Aggregate.Event):
        """The office was told at which station the case is kept from now on."""

        noted_on: date
        station: str

    class AgreementNoted(Aggregate.Event):
        """The office was told that the agreement had been signed."""

        signed_on: date

    class CaseReopeningNoted(Aggregate.Event):
        """The office was told that what had ended the case was revoked."""

        reopened_on: date

    class CaseEndNoted(Aggregate.Event):
        """The office was told that another case had taken the place of this one."""

        ended_on: date

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

    @event(FileOpened)
    def __init__(self, *, opened_on: date, case_ref: str, person_id: UUID) -> None:
        self.opened_on = opened_on
        self.case_ref = case_ref
        self.person_id = person_id
        self.kind: str | None = None
        self.station: str | None = None
        self.reported_on: date | None = None
        self.signed_on: date | None = None
        self.ended_on: date | None = None
        self.due: tuple[date, date, str, date] | None = None
        self.attended: tuple[tuple[date, UUID, str], ...] = ()

    @property
    def educated_on(self) -> date | None:
        """The day of the latest session attended."""
        return max((held_on for held_on, *_ in self.attended), default=None)

    def note_report_in(
        self, *, reported_on: date, kind: str, station: str | None, told_on: date
    ) -> None:
        """Whenever a person has reported in, law education is due within a year."""
        self._note_report_in(reported_on=reported_on, kind=kind, station=station)
        if not self.attended and self.ended_on is None:
            self._fall_due(rules.first_counted_from(reported_on=reported_on, told_on=told_on))

    @event(AgreementNoted)
    def note_agreement(self, *, signed_on: date) -> None:
        """The header says that the agreement stands."""
        self.signed_on = signed_on

    @event(StationNoted)
    def note_station(self, *, noted_on: date, station: str) -> None:
        """The header says who keeps the case."""
        self.station = station

    @event(CaseEndNoted)
    def note_end(self, *, ended_on: date) -> None:
        """Nothing more falls due in this case."""
        self.ended_on = ended_on

    def note_reopening(self, *, reopened_on: date) -> None:
        """What was open when it ended is open again."""
        self._note_reopening(reopened_on=reopened_on)
        if self.due is not None:
            counted_from, due_on, rule, rules_of = self.due
            self._schedule(counted_from=counted_from, due_on=due_on, rule=rule, rules_of=rules_of)

    @event(CaseReopeningNoted)
    def _note_reopening(self, *, reopened_on: date) -> None:
        self.ended_on = None

    def attend(self, *, held_on: date, session_id: UUID, topic: str) -> None:
        """The person was there; the next session is due within a year of the latest."""
        self._attend(held_on=held_on, session_id=session_id, topic=topic)
        if held_on == self.educated_on and self.ended_on is None:
            self._fall_due(held_on)

    def _fall_due(self, counted_from: date) -> None:
        due: Due = rules.law_education_due(counted_from)
        self._schedule(
            counted_from=counted_from,
            due_on=due.on,
            rule=due.rule.name,
            rules_of=due.rule.table,
        )

    @event(ReportInNoted)
    def _note_report_in(self, *, reported_on: date, kind: str, station: str | None) -> None:
        self.reported_on = reported_on
        self.kind = kind
        self.station = station

    @event(LawEducationScheduled)
    def _schedule(self, *, counted_from: date, due_on: date, rule: str, rules_of: date) -> None:
        self.due = (counted_from, due_on, rule, rules_of)

    @event(LawEducationAttended)
    def _attend(self, *, held_on: date, session_id: UUID, topic: str) -> None:
        self.attended = (*self.attended, (held_on, session_id, topic))
