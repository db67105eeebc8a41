"""The file that the social affairs centre keeps on one case: a header, and what it found out."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal

from eventsourcing.domain import event

from services.assistance import rules
from shared.eventstore.aggregate import Aggregate, Sealed
from shared.law import defects
from shared.partner.files import PartnerFile


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


class FamilyFile(PartnerFile):
    """One file for one case."""

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

    def begin(self) -> None:
        """Nothing was assessed yet."""
        self.assessments: tuple[Assessment, ...] = ()

    @property
    def assessed_on(self) -> date | None:
        """The day of the last assessment that counts."""
        return max((it.assessed_on for it in self.assessments if not it.defects), default=None)

    def note_report_in(
        self, *, reported_on: date, kind: str, station: str | None, told_on: date
    ) -> None:
        """Whenever a person has reported in, the family is to be assessed."""
        super().note_report_in(reported_on=reported_on, kind=kind, station=station, told_on=told_on)
        if self.assessed_on is None and self.ended_on is None:
            counted_from = rules.first_counted_from(reported_on=reported_on, told_on=told_on)
            self.fall_due(counted_from, rules.first_assessment_due(counted_from))

    @event(FamilyAssessmentScheduled)
    def schedule(self, *, counted_from: date, due_on: date, rule: str, rules_of: date) -> None:
        """The family is to be assessed by then."""
        self.due = (counted_from, due_on, rule, rules_of)

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
            self.fall_due(assessed_on, rules.next_assessment_due(assessed_on))

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
