"""The file that an office keeps on a case which another office leads: a header, and one duty."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from eventsourcing.domain import event

from shared.eventstore.aggregate import Aggregate
from shared.law import Due


class PartnerFile(Aggregate):
    """Base of an office's file: what it heard of the case, and until when it owes something.

    A subclass adds what the office does for the person: its own events, their state in `begin`,
    when its duty arises (in `note_report_in` or `note_agreement`), and the event that says so
    (in `schedule`).
    """

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

    class CarePlanNoted(Aggregate.Event):
        """The office was told that the measures for the person had been laid down."""

        planned_on: date

    class CaseReopeningNoted(Aggregate.Event):
        """The office was told that what had ended the case was revoked."""

        reopened_on: date

    class CaseEndNoted(Aggregate.Event):
        """The office was told that the case is over, or that another took its place."""

        ended_on: date

    @event(FileOpened)
    def __init__(self, *, opened_on: date, case_ref: str, person_id: UUID) -> None:
        self.opened_on = opened_on
        self.case_ref = case_ref
        self.person_id = person_id
        self.kind: str | None = None
        self.station: str | None = None
        self.reported_on: date | None = None
        self.signed_on: date | None = None
        self.planned_on: date | None = None
        self.ended_on: date | None = None
        self.due: tuple[date, date, str, date] | None = None
        self.begin()

    def begin(self) -> None:
        """What else a new file starts with."""
        raise NotImplementedError

    def schedule(self, *, counted_from: date, due_on: date, rule: str, rules_of: date) -> None:
        """Say until when the office owes its part, and by which rule as of which day's table."""
        raise NotImplementedError

    @event(ReportInNoted)
    def _note_report_in(self, *, reported_on: date, kind: str, station: str | None) -> None:
        self.reported_on = reported_on
        self.kind = kind
        self.station = station

    def note_report_in(
        self, *, reported_on: date, kind: str, station: str | None, told_on: date
    ) -> None:
        """The header says who keeps the case. `told_on` is the day on which the news was given."""
        _ = told_on
        self._note_report_in(reported_on=reported_on, kind=kind, station=station)

    @event(AgreementNoted)
    def _note_agreement(self, *, signed_on: date) -> None:
        self.signed_on = signed_on

    def note_agreement(self, *, signed_on: date, tracked_from: date | None) -> None:
        """The header says that the agreement stands. `tracked_from`: when a case was taken over."""
        _ = tracked_from
        self._note_agreement(signed_on=signed_on)

    def correct_agreement(self, *, signed_on: date) -> None:
        """The header says on which day the agreement was signed in truth."""
        self._note_agreement(signed_on=signed_on)

    @event(CarePlanNoted)
    def note_care_plan(self, *, planned_on: date) -> None:
        """The header says since when measures are laid down; the latest day stands."""
        self.planned_on = planned_on

    @event(StationNoted)
    def note_station(self, *, noted_on: date, station: str) -> None:
        """The header says who keeps the case."""
        self.station = station

    @event(CaseEndNoted)
    def note_end(self, *, ended_on: date) -> None:
        """Nothing more falls due in this case."""
        self.ended_on = ended_on

    @event(CaseReopeningNoted)
    def _note_reopening(self, *, reopened_on: date) -> None:
        self.ended_on = None

    def note_reopening(self, *, reopened_on: date) -> None:
        """What was open when it ended is open again."""
        self._note_reopening(reopened_on=reopened_on)
        if self.due is not None:
            counted_from, due_on, rule, rules_of = self.due
            self.schedule(counted_from=counted_from, due_on=due_on, rule=rule, rules_of=rules_of)

    def fall_due(self, counted_from: date, due: Due) -> None:
        """Owe the office's part from now on, in place of what was owed before."""
        self.schedule(
            counted_from=counted_from,
            due_on=due.on,
            rule=due.rule.name,
            rules_of=due.rule.table,
        )
