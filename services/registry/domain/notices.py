"""What other departments told the town office, as notices in its inbox."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from eventsourcing.domain import event

from shared.eventstore.aggregate import Aggregate


class RefusedTest(Aggregate):
    """A notice that a person refused a test."""

    class DrugTestRefusalNoted(Aggregate.Created):
        """Supervision says that a test was refused, and how often that has happened."""

        person_id: UUID
        case_ref: str
        refused_on: date
        window: int
        count: int

    @event(DrugTestRefusalNoted)
    def __init__(
        self, *, person_id: UUID, case_ref: str, refused_on: date, window: int, count: int
    ) -> None:
        self.person_id = person_id
        self.case_ref = case_ref
        self.refused_on = refused_on
        self.window = window
        self.count = count


class SeriousBreach(Aggregate):
    """A notice that the law's measure of a serious breach is full."""

    class SeriousBreachNoted(Aggregate.Created):
        """Supervision says that a counter reached what the law calls a serious breach."""

        person_id: UUID
        case_ref: str
        detected_on: date
        counter: str
        count: int

    @event(SeriousBreachNoted)
    def __init__(
        self, *, person_id: UUID, case_ref: str, detected_on: date, counter: str, count: int
    ) -> None:
        self.person_id = person_id
        self.case_ref = case_ref
        self.detected_on = detected_on
        self.counter = counter
        self.count = count


class WithdrawnBreach(Aggregate):
    """A notice that what was a serious breach is none any more."""

    class SeriousBreachWithdrawalNoted(Aggregate.Created):
        """Supervision says that corrections took a counter below what the law calls serious."""

        person_id: UUID
        case_ref: str
        withdrawn_on: date
        counter: str
        count: int

    @event(SeriousBreachWithdrawalNoted)
    def __init__(
        self, *, person_id: UUID, case_ref: str, withdrawn_on: date, counter: str, count: int
    ) -> None:
        self.person_id = person_id
        self.case_ref = case_ref
        self.withdrawn_on = withdrawn_on
        self.counter = counter
        self.count = count


class ConfirmedUse(Aggregate):
    """A notice that the police found renewed use within the term."""

    class DrugUseNoted(Aggregate.Created):
        """Supervision says that the police found that drugs were used (禁毒法 38)."""

        person_id: UUID
        case_ref: str
        decided_on: date
        use_id: UUID

    @event(DrugUseNoted)
    def __init__(self, *, person_id: UUID, case_ref: str, decided_on: date, use_id: UUID) -> None:
        self.person_id = person_id
        self.case_ref = case_ref
        self.decided_on = decided_on
        self.use_id = use_id


class OverturnedUse(Aggregate):
    """A notice that a finding of use counts no more."""

    class DrugUseOverturnNoted(Aggregate.Created):
        """Supervision says that a finding was taken back, and how many are left."""

        person_id: UUID
        case_ref: str
        overturned_on: date
        count: int

    @event(DrugUseOverturnNoted)
    def __init__(self, *, person_id: UUID, case_ref: str, overturned_on: date, count: int) -> None:
        self.person_id = person_id
        self.case_ref = case_ref
        self.overturned_on = overturned_on
        self.count = count


class PoliceReport(Aggregate):
    """A notice that something was reported to the police."""

    class PoliceReportNoted(Aggregate.Created):
        """Supervision says that it reported a matter to the police, and on which ground."""

        person_id: UUID
        case_ref: str
        reported_on: date
        report_id: UUID
        matter: str
        ground: str

    @event(PoliceReportNoted)
    def __init__(
        self,
        *,
        person_id: UUID,
        case_ref: str,
        reported_on: date,
        report_id: UUID,
        matter: str,
        ground: str,
    ) -> None:
        self.person_id = person_id
        self.case_ref = case_ref
        self.reported_on = reported_on
        self.report_id = report_id
        self.matter = matter
        self.ground = ground


class PoliceAnswer(Aggregate):
    """A notice that the police decided on what was reported to them."""

    class PoliceDecisionNoted(Aggregate.Created):
        """Supervision says what the police decided on a report (禁毒法 38)."""

        person_id: UUID
        case_ref: str
        decided_on: date
        report_id: UUID
        decision: str

    @event(PoliceDecisionNoted)
    def __init__(
        self, *, person_id: UUID, case_ref: str, decided_on: date, report_id: UUID, decision: str
    ) -> None:
        self.person_id = person_id
        self.case_ref = case_ref
        self.decided_on = decided_on
        self.report_id = report_id
        self.decision = decision


class EscalatedDuty(Aggregate):
    """A notice that something was not done in time, and that the office has to look at it."""

    class DutyEscalationNoted(Aggregate.Created):
        """Supervision says that a duty is overdue, and who was alarmed: the office, or above it.

        `alarm_id` is what tells apart duties of a case; of what the duty is about nothing is told.
        """

        person_id: UUID
        case_ref: str
        escalated_on: date
        alarm_id: UUID
        duty: str
        level: str
        due_on: date | None
        unit: str | None
        law: str | None
        article: str | None

    @event(DutyEscalationNoted)
    def __init__(
        self,
        *,
        person_id: UUID,
        case_ref: str,
        escalated_on: date,
        alarm_id: UUID,
        duty: str,
        level: str,
        due_on: date | None,
        unit: str | None,
        law: str | None,
        article: str | None,
    ) -> None:
        self.person_id = person_id
        self.case_ref = case_ref
        self.escalated_on = escalated_on
        self.alarm_id = alarm_id
        self.duty = duty
        self.level = level
        self.due_on = due_on
        self.unit = unit
        self.law = law
        self.article = article


class EndedEscalation(Aggregate):
    """A notice that the office need not look at a duty any more."""

    class EscalationEndNoted(Aggregate.Created):
        """Supervision says that a duty was done, was waived, or pauses."""

        person_id: UUID
        case_ref: str
        ended_on: date
        alarm_id: UUID

    @event(EscalationEndNoted)
    def __init__(self, *, person_id: UUID, case_ref: str, ended_on: date, alarm_id: UUID) -> None:
        self.person_id = person_id
        self.case_ref = case_ref
        self.ended_on = ended_on
        self.alarm_id = alarm_id


class PaperElsewhere(Aggregate):
    """A notice that another department wrote a paper that belongs in the file of a case."""

    class PaperWrittenNoted(Aggregate.Created):
        """A department says that it wrote a paper of this item; of its content nothing is told."""

        person_id: UUID
        case_ref: str
        code: str
        written_on: date

    @event(PaperWrittenNoted)
    def __init__(self, *, person_id: UUID, case_ref: str, code: str, written_on: date) -> None:
        self.person_id = person_id
        self.case_ref = case_ref
        self.code = code
        self.written_on = written_on
