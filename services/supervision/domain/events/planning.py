"""How a file begins, what the town lets it know, and the plan of its tests."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any
from uuid import UUID

from services.supervision.domain.records.planning import GRANTED, Approval
from services.supervision.rules.extras import Extra
from services.supervision.rules.plans import PlanPart, stages_from
from services.supervision.rules.windows import Reading, Window
from shared.eventstore.aggregate import Aggregate, Sealed


class Opened(Aggregate.Created):
    """The person reported in, and supervision began.

    Version 2: no station need look after the case yet.
    """

    class_version = 2

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """A station was always named; it stands."""

    reported_on: date
    case_ref: str
    person_id: UUID
    kind: str
    term_months: int
    credit_days: int
    village: str | None
    station: str | None
    sex: str | None
    tracked_from: date | None


class ReportInCorrected(Aggregate.Event):
    """A newer roster says that the person reported in on another day."""

    corrected_on: date
    reported_on: date

    def apply(self, aggregate: Any) -> None:
        """The term runs from that day."""
        aggregate.reported_on = self.reported_on
        aggregate.reading = None


class ReplacementNoted(Aggregate.Event):
    """The town let us know that another order took the place of this one."""

    replaced_on: date

    def apply(self, aggregate: Any) -> None:
        """Nothing more falls due."""
        aggregate.ended_on = self.replaced_on


class StationNoted(Aggregate.Event):
    """The town let us know at which station the case is kept from now on."""

    noted_on: date
    station: str

    def apply(self, aggregate: Any) -> None:
        """Its worker sees the case."""
        aggregate.station = self.station


class DrugTestScheduled(Aggregate.Event):
    """The plan of tests was laid out; only those who test are told the target days.

    Version 2: the seed from which they were drawn, in hex, so that anybody can draw them again.
    """

    class_version = 2

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """It was not kept."""
        state["seed"] = ""

    scheduled_on: date
    plan: str
    windows_total: int
    opens: tuple[date, ...]
    closes: tuple[date, ...]
    targets: tuple[date, ...]
    seed: str
    table: date

    def apply(self, aggregate: Any) -> None:
        """Keep the windows."""
        spans = zip(self.opens, self.closes, strict=True)
        aggregate.plan = self.plan
        aggregate.windows = tuple(
            Window(number=n, first=first, last=last)
            for n, (first, last) in enumerate(spans, start=1)
        )


class AgreementNoted(Aggregate.Event):
    """The town let us know that the agreement was signed."""

    signed_on: date

    def apply(self, aggregate: Any) -> None:
        """The latest one stands."""
        aggregate.signed_on = self.signed_on


class CarePlanNoted(Aggregate.Event):
    """The town let us know that the measures for the person were laid down."""

    planned_on: date


class GroupNoted(Aggregate.Event):
    """The town let us know that the group was formed."""

    formed_on: date
    kinds: tuple[str, ...]


class SuspensionNoted(Aggregate.Event):
    """The town let us know that the person was detained; the term stands still from that day."""

    suspended_on: date
    since: date

    def apply(self, aggregate: Any) -> None:
        """Nothing falls due until release; only one span is open, since the earliest day."""
        kept = [span for span in aggregate.suspensions if span[1] is not None]
        aggregate.suspensions = (*kept, (self.since, None))
        aggregate.reading = None


class ResumptionNoted(Aggregate.Event):
    """The town let us know that the person was released; the term runs on from that day."""

    resumed_on: date
    since: date

    def apply(self, aggregate: Any) -> None:
        """The days between do not count."""
        kept = [span for span in aggregate.suspensions if span[1] is not None]
        aggregate.suspensions = (*kept, (self.since, self.resumed_on))
        aggregate.reading = None


class SuspensionsCorrected(Aggregate.Event):
    """The town stated anew on which days the term stood still."""

    corrected_on: date
    begins: tuple[date, ...]
    ends: tuple[date | None, ...]

    def apply(self, aggregate: Any) -> None:
        """All that was known before is replaced."""
        aggregate.suspensions = tuple(zip(self.begins, self.ends, strict=True))


class EndNoted(Aggregate.Event):
    """The town let us know that the case has ended before its term, and why."""

    ended_on: date
    cause: str

    def apply(self, aggregate: Any) -> None:
        """Nothing more falls due, and nothing counts."""
        aggregate.ended_on = self.ended_on


class ReopeningNoted(Aggregate.Event):
    """The town let us know that what had ended the case was revoked."""

    reopened_on: date

    def apply(self, aggregate: Any) -> None:
        """Things fall due again."""
        aggregate.ended_on = None


class SealingNoted(Aggregate.Event):
    """The town let us know since when the file is sealed, or (None) that it is so no more."""

    noted_on: date
    sealed_on: date | None

    def apply(self, aggregate: Any) -> None:
        """It opens to whoever says why, or again to those who work with it."""
        aggregate.sealed_on = self.sealed_on


class TermRevised(Aggregate.Event):
    """The town stated the length of the term anew, or the days that are credited."""

    revised_on: date
    term_months: int
    credit_days: int

    def apply(self, aggregate: Any) -> None:
        """The plan has to be laid out anew."""
        aggregate.term_months = self.term_months
        aggregate.credit_days = self.credit_days
        aggregate.reading = None


class ReadingNoted(Aggregate.Event):
    """The town let us know by which reading of the law somebody has the term counted.

    It holds until the days themselves change: then that is open to choice again.
    """

    chosen_on: date
    counted_from: date
    begins: tuple[date, ...]
    ends: tuple[date | None, ...]

    def apply(self, aggregate: Any) -> None:
        """The plan has to be laid out anew."""
        left_out = tuple(zip(self.begins, self.ends, strict=True))
        aggregate.reading = Reading(counted_from=self.counted_from, left_out=left_out)


class ApprovalSubmitted(Aggregate.Event):
    """The police station sent a proposal to whoever approves it (报批)."""

    sent_on: date
    approval_id: UUID
    measure: str
    plan: str | None
    stages: tuple[str, ...]
    facts: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """An answer is awaited."""
        aggregate.approvals[self.approval_id] = Approval(
            measure=self.measure, plan=self.plan, stages=self.stages
        )
        aggregate.proposed_on[self.approval_id] = self.sent_on


class ApprovalDecided(Aggregate.Event):
    """The proposal was approved, or was not.

    Version 2: an answer that cannot be one to this proposal is kept; it grounds nothing, and the
    answer is still awaited.
    """

    class_version = 2

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """It was taken as it was; what followed from it stands."""
        state.update(counted=True, defects=())

    decided_on: date
    approval_id: UUID
    measure: str
    result: str
    counted: bool
    defects: tuple[str, ...]
    document_no: Sealed[str]
    decider: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """It is answered once."""
        if self.defects:
            return
        known = aggregate.approvals[self.approval_id]
        aggregate.approvals[self.approval_id] = known.answered(granted=self.result == GRANTED)


class ApprovedOnPaper(Aggregate.Event):
    """Somebody approved the proposal on paper that day; `scan` is the SHA-256 of the paper's scan.

    Without a scan it grounds nothing, and the answer is still awaited.
    """

    approved_on: date
    approval_id: UUID
    measure: str
    scan: str | None
    media_type: str | None
    size: int | None
    counted: bool
    defects: tuple[str, ...]
    approver: Sealed[str]
    document_no: Sealed[str]
    filename: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """It is answered once; the scan is on file."""
        if self.scan is not None:
            aggregate.scans[self.scan] = self.media_type
        if not self.defects:
            known = aggregate.approvals[self.approval_id]
            aggregate.approvals[self.approval_id] = known.answered(granted=True)


class PlanChosen(Aggregate.Event):
    """Another plan of tests takes the place of the one before, from its next window on."""

    chosen_on: date
    approval_id: UUID
    plan: str
    stages: tuple[str, ...]
    kept: int

    def apply(self, aggregate: Any) -> None:
        """Windows that had begun stay as they were."""
        part = PlanPart(name=self.plan, stages=stages_from(self.stages), kept=self.kept)
        aggregate.plans = (*aggregate.plans, part)


class WindowAdjusted(Aggregate.Event):
    """A window needs no test: somebody approved that, for a reason that the plan foresees."""

    adjusted_on: date
    window: int
    because: str
    approver: Sealed[str]
    note: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """It is waived; nobody waits for a decision any more."""
        aggregate.waived[self.window] = self.adjusted_on
        aggregate.waivers.pop(self.window, None)


class ExtraTestsPlanned(Aggregate.Event):
    """Surprise tests and hair tests beside the plan: by when each is taken, and a hidden day."""

    planned_on: date
    kinds: tuple[str, ...]
    opens: tuple[date, ...]
    closes: tuple[date, ...]
    targets: tuple[date, ...]
    table: date

    def apply(self, aggregate: Any) -> None:
        """Those that were planned before are replaced; those that were drawn keep their numbers."""
        drawn = {it.span.number for it in aggregate.drawn}
        free = (number for number in count(1) if number not in drawn)
        rows = zip(free, self.kinds, self.opens, self.closes, self.targets, strict=False)
        planned = tuple(
            Extra(kind=kind, span=Window(number=n, first=first, last=last), target=target)
            for n, kind, first, last, target in rows
        )
        aggregate.extras = (*planned, *aggregate.drawn)


class ExtraTestDrawn(Aggregate.Event):
    """A surprise or hair test was drawn for this file: in which period, on which hidden day.

    Files for which tests were drawn in one act share its id; each day follows from its seed.
    """

    drawn_on: date
    drawing_id: UUID
    kind: str
    number: int
    opens: date
    closes: date
    target: date
    seed: str
    table: date

    def apply(self, aggregate: Any) -> None:
        """One more beside the plan."""
        span = Window(number=self.number, first=self.opens, last=self.closes)
        extra = Extra(kind=self.kind, span=span, target=self.target)
        aggregate.drawn = (*aggregate.drawn, extra)
        aggregate.extras = (*aggregate.extras, extra)
