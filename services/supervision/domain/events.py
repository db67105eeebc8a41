"""What is written into a supervision file: facts in the clear, personal content sealed.

Each event changes what the file remembers, and decides nothing.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from services.supervision.domain.records import Need, Notice, Refused, Tested
from services.supervision.rules.talks import DEPARTMENT_OF
from services.supervision.rules.windows import Window
from shared.eventstore.aggregate import Aggregate, Sealed


class Opened(Aggregate.Created):
    """The person reported in, and supervision began."""

    reported_on: date
    case_ref: str
    person_id: UUID
    kind: str
    term_months: int
    credit_days: int
    village: str | None
    station: str
    sex: str | None
    tracked_from: date | None


class ReportInCorrected(Aggregate.Event):
    """A newer roster says that the person reported in on another day."""

    corrected_on: date
    reported_on: date

    def apply(self, aggregate: Any) -> None:
        """The term runs from that day."""
        aggregate.reported_on = self.reported_on


class ReplacementNoted(Aggregate.Event):
    """The town let us know that another order took the place of this one."""

    replaced_on: date

    def apply(self, aggregate: Any) -> None:
        """Nothing more falls due."""
        aggregate.ended_on = self.replaced_on


class DrugTestScheduled(Aggregate.Event):
    """The plan of tests was laid out; only those who test are told the target days."""

    scheduled_on: date
    plan: str
    windows_total: int
    opens: tuple[date, ...]
    closes: tuple[date, ...]
    targets: tuple[date, ...]
    table: date

    def apply(self, aggregate: Any) -> None:
        """Keep the windows."""
        spans = zip(self.opens, self.closes, strict=True)
        aggregate.windows = tuple(
            Window(number=n, first=first, last=last)
            for n, (first, last) in enumerate(spans, start=1)
        )


class AgreementNoted(Aggregate.Event):
    """The town let us know that the agreement was signed."""

    signed_on: date


class GroupNoted(Aggregate.Event):
    """The town let us know that the group was formed."""

    formed_on: date
    kinds: tuple[str, ...]


class DrugTestNotified(Aggregate.Event):
    """The person was told to come for a test."""

    served_at: datetime
    window: int
    notice_id: UUID
    appear_at: datetime
    how: str
    proofs: tuple[str, ...]
    defects: tuple[str, ...]
    place: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """Remember it, and whether it can be proven."""
        aggregate.notices[self.notice_id] = Notice(
            window=self.window, served_on=self.served_at.date(), served=not self.defects
        )


class DrugTest(Aggregate.Event):
    """What every record of a test holds, whatever its result."""

    collected_on: date
    collected_at: datetime
    window: int | None
    test_id: UUID
    sample: str
    collector_sex: str
    kit_batch: str
    kit_serial: str
    kit_expires_on: date | None
    subject_signed: bool
    counted: bool
    defects: tuple[str, ...]
    place: Sealed[str]
    tester_1: Sealed[str]
    tester_2: Sealed[str]
    officer: Sealed[str]
    signing_note: Sealed[str]
    report_no: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """It keeps a window if it counts."""
        aggregate.tests.append(Tested(on=self.collected_on, counted=self.counted))


class DrugTestNegative(DrugTest):
    """A test was taken, and it was negative."""


class DrugTestInvalid(DrugTest):
    """A test was taken, and it showed nothing: never counted, and the town's to repeat."""


class ScreenedPositive(DrugTest):
    """A test was taken, and the strip showed positive: a screening, no finding."""


class DrugTestRefused(Aggregate.Event):
    """The person refused a test of which he had been told."""

    refused_on: date
    window: int
    notice_id: UUID
    counted: bool
    count: int
    defects: tuple[str, ...]
    how: Sealed[str]
    witnesses: Sealed[tuple[str, ...]]
    officer_note: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """Remember it, and whether it counts."""
        aggregate.refusals.append(
            Refused(
                on=self.refused_on,
                window=self.window,
                notice_id=self.notice_id,
                counted=self.counted,
            )
        )


class Admonished(Aggregate.Event):
    """The person was warned in writing about a breach."""

    served_on: date
    how: str
    proofs: tuple[str, ...]
    defects: tuple[str, ...]
    document_no: Sealed[str]
    clause: Sealed[str]
    grounds: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """It opens the way to a further count if it can be proven."""
        if not self.defects:
            aggregate.admonished.append(self.served_on)


class SeriousBreachDetected(Aggregate.Event):
    """A counter reached what the law calls a serious breach; the worker has to report it."""

    detected_at: datetime
    counter: str
    count: int
    report_by: datetime
    law: str
    article: str
    table: date

    def apply(self, aggregate: Any) -> None:
        """One duty to report per matter."""
        aggregate.breaches.append(self.counter)


class TalkHeld(Aggregate.Event):
    """A talk was held."""

    held_on: date
    talk_id: UUID
    started_at: datetime
    ended_at: datetime
    how: str
    subject_signed: bool
    defects: tuple[str, ...]
    place: Sealed[str]
    talkers: Sealed[tuple[str, ...]]
    summary: Sealed[str]
    mood: Sealed[str]


class NeedRaised(Aggregate.Event):
    """What every referral holds, whoever helps."""

    raised_on: date
    need_id: UUID
    kind: str
    talk_id: UUID | None
    note: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """An answer is awaited."""
        aggregate.needs[self.need_id] = Need(kind=self.kind, department=DEPARTMENT_OF[self.kind])


class AssistanceNeedRaised(NeedRaised):
    """The person wants help with school, work, skills or relief."""


class TreatmentNeedRaised(NeedRaised):
    """The person wants treatment."""


class LegalNeedRaised(NeedRaised):
    """The person wants legal help."""


class NeedAnswered(Aggregate.Event):
    """The department that was asked for help answered."""

    answered_on: date
    need_id: UUID
    kind: str
    department: str
    answer: str

    def apply(self, aggregate: Any) -> None:
        """Keep the last answer."""
        aggregate.needs[self.need_id] = Need(
            kind=self.kind, department=self.department, answer=self.answer
        )
