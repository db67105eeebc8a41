"""The file that the social affairs centre keeps on one case: a header, and what it found out."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from eventsourcing.domain import event

from services.assistance import rules
from shared.eventstore.aggregate import Aggregate, Sealed
from shared.law import Due, defects


@dataclass(frozen=True, kw_only=True)
class Findings:
    """What was found at a family's home: personal content, gone with the person's key."""

    household_size: int | None
    income_per_head: Decimal | None  # yuan a month
    belongings: str | None
    health: str | None
    labour_ability: str | None
    housing: str | None
    hardship: str | None


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """One assessment as it was recorded."""

    assessed_on: date
    eligible: tuple[str, ...]
    defects: tuple[str, ...]
    assessors: tuple[str, ...] | None
    findings: Findings


class FamilyFile(Aggregate):
    """One file for one case."""

    class FileOpened(Aggregate.Created):
        """The centre heard of the case for the first time."""

        opened_on: date
        case_ref: str
        person_id: UUID

    class ReportInNoted(Aggregate.Event):
        """The centre was told that the person had reported in.

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
        """The centre was told at which station the case is kept from now on."""

        noted_on: date
        station: str

    class AgreementNoted(Aggregate.Event):
        """The centre was told that the agreement had been signed."""

        signed_on: date

    class CaseReopeningNoted(Aggregate.Event):
        """The office was told that what had ended the case was revoked."""

        reopened_on: date

    class CaseEndNoted(Aggregate.Event):
        """The centre was told that another case had taken the place of this one."""

        ended_on: date

    class FamilyAssessmentScheduled(Aggregate.Event):
        """The family is to be assessed by a day."""

        counted_from: date
        due_on: date
        rule: str
        rules_of: date

    class FamilyAssessed(Aggregate.Event):
        """The centre assessed the family."""

        assessed_on: date
        eligible: tuple[str, ...]
        defects: tuple[str, ...]
        assessors: Sealed[tuple[str, ...]]
        household_size: Sealed[int]
        income_per_head: Sealed[Decimal]
        belongings: Sealed[str | None]
        health: Sealed[str | None]
        labour_ability: Sealed[str | None]
        housing: Sealed[str | None]
        hardship: Sealed[str | None]

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
        self.assessments: tuple[Assessment, ...] = ()

    @property
    def assessed_on(self) -> date | None:
        """The day of the last assessment that counts."""
        return max((it.assessed_on for it in self.assessments if not it.defects), default=None)

    def note_report_in(
        self, *, reported_on: date, kind: str, station: str | None, told_on: date
    ) -> None:
        """Whenever a person has reported in, the family is to be assessed."""
        self._note_report_in(reported_on=reported_on, kind=kind, station=station)
        if self.assessed_on is None and self.ended_on is None:
            counted_from = rules.first_counted_from(reported_on=reported_on, told_on=told_on)
            self._fall_due(counted_from, rules.first_assessment_due(counted_from))

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

    def assess(
        self,
        *,
        assessed_on: date,
        assessors: tuple[str, ...],
        findings: Findings,
        eligible: tuple[str, ...],
    ) -> None:
        """Keep what was found; if two people found it, the next assessment is within a year."""
        rules.kinds_of_help_are_listed(eligible)
        found = defects(rules.two_people_assess(assessors, assessed_on=assessed_on))
        self._assess(
            assessed_on=assessed_on,
            eligible=eligible,
            defects=found,
            assessors=assessors,
            **asdict(findings),
        )
        if not found and assessed_on == self.assessed_on and self.ended_on is None:
            self._fall_due(assessed_on, rules.next_assessment_due(assessed_on))

    def _fall_due(self, counted_from: date, due: Due) -> None:
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

    @event(FamilyAssessmentScheduled)
    def _schedule(self, *, counted_from: date, due_on: date, rule: str, rules_of: date) -> None:
        self.due = (counted_from, due_on, rule, rules_of)

    @event(FamilyAssessed)
    def _assess(
        self,
        *,
        assessed_on: date,
        eligible: tuple[str, ...],
        defects: tuple[str, ...],
        assessors: tuple[str, ...] | None,
        household_size: int | None,
        income_per_head: Decimal | None,
        belongings: str | None,
        health: str | None,
        labour_ability: str | None,
        housing: str | None,
        hardship: str | None,
    ) -> None:
        assessment = Assessment(
            assessed_on=assessed_on,
            eligible=eligible,
            defects=defects,
            assessors=assessors,
            findings=Findings(
                household_size=household_size,
                income_per_head=income_per_head,
                belongings=belongings,
                health=health,
                labour_ability=labour_ability,
                housing=housing,
                hardship=hardship,
            ),
        )
        self.assessments = (*self.assessments, assessment)
