"""The file that the health institution keeps on one case: a header, and what was told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from eventsourcing.domain import event

from services.treatment import rules
from shared.eventstore.aggregate import Aggregate, Sealed


@dataclass(frozen=True, kw_only=True)
class Information:
    """What a person was told, as it was recorded; the names go with the person's key."""

    given_on: date
    how: str
    receipt: str
    institutions: tuple[str, ...] | None


class TreatmentFile(Aggregate):
    """One file for one case."""

    class FileOpened(Aggregate.Created):
        """The institution heard of the case for the first time."""

        opened_on: date
        case_ref: str
        person_id: UUID

    class ReportInNoted(Aggregate.Event):
        """The institution was told that the person had reported in.

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
        """The institution was told at which station the case is kept from now on."""

        noted_on: date
        station: str

    class AgreementNoted(Aggregate.Event):
        """The institution was told that the agreement had been signed."""

        signed_on: date

    class CaseReopeningNoted(Aggregate.Event):
        """The institution was told that what had ended the case was revoked."""

        reopened_on: date

    class CaseEndNoted(Aggregate.Event):
        """The institution was told that another case had taken the place of this one."""

        ended_on: date

    class TreatmentInfoScheduled(Aggregate.Event):
        """The person is to be told by a day where treatment is to be had."""

        counted_from: date
        due_on: date
        rule: str
        rules_of: date

    class TreatmentInfoGiven(Aggregate.Event):
        """The person was told where treatment is to be had."""

        given_on: date
        how: str
        receipt: str
        institutions: Sealed[tuple[str, ...]]

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
        self.given: tuple[Information, ...] = ()

    @event(ReportInNoted)
    def note_report_in(self, *, reported_on: date, kind: str, station: str | None) -> None:
        """The header says who keeps the case."""
        self.reported_on = reported_on
        self.kind = kind
        self.station = station

    def note_agreement(self, *, signed_on: date, tracked_from: date | None) -> None:
        """Whenever an agreement was signed, the person is to be told, unless that was done."""
        self._note_agreement(signed_on=signed_on)
        if not self.given and self.ended_on is None:
            counted_from = rules.counted_from(signed_on=signed_on, tracked_from=tracked_from)
            due = rules.information_due(counted_from)
            self._schedule(
                counted_from=counted_from,
                due_on=due.on,
                rule=due.rule.name,
                rules_of=due.rule.table,
            )

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

    def give_info(
        self, *, given_on: date, how: str, receipt: str, institutions: tuple[str, ...]
    ) -> None:
        """Keep what the person was told."""
        rules.information_names_an_institution(institutions)
        rules.ways_and_receipts_are_listed(how=how, receipt=receipt)
        self._give(given_on=given_on, how=how, receipt=receipt, institutions=institutions)

    @event(AgreementNoted)
    def _note_agreement(self, *, signed_on: date) -> None:
        self.signed_on = signed_on

    @event(TreatmentInfoScheduled)
    def _schedule(self, *, counted_from: date, due_on: date, rule: str, rules_of: date) -> None:
        self.due = (counted_from, due_on, rule, rules_of)

    @event(TreatmentInfoGiven)
    def _give(
        self, *, given_on: date, how: str, receipt: str, institutions: tuple[str, ...] | None
    ) -> None:
        said = Information(given_on=given_on, how=how, receipt=receipt, institutions=institutions)
        self.given = (*self.given, said)
        self.due = None
