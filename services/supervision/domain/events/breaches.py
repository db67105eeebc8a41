"""Breaches of the agreement and what answers them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from services.supervision.domain.records.breaches import ProposedOverturning, Violation
from services.supervision.rules.police import REFUSAL, SERIOUS_BREACH, Matter
from shared.eventstore.aggregate import Aggregate, Sealed


class Admonished(Aggregate.Event):
    """The person was warned in writing about a breach.

    Version 2: until when it is to be put right, and who saw it being served. Version 3: about which
    breach on file, None for one from before the take-over.
    """

    class_version = 3

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """Nobody was asked."""
        state.update(correct_by=None, witnesses=())

    @staticmethod
    def upcast_v2_v3(state: dict[str, Any]) -> None:
        """It answers what there was by its day, as it was read then."""
        state["matter_id"] = None

    served_on: date
    correct_by: date | None
    matter_id: UUID | None
    how: str
    proofs: tuple[str, ...]
    defects: tuple[str, ...]
    document_no: Sealed[str]
    clause: Sealed[str]
    grounds: Sealed[str]
    witnesses: Sealed[tuple[str, ...]]

    def apply(self, aggregate: Any) -> None:
        """It opens the way to a further count if it can be proven."""
        if not self.defects:
            aggregate.admonished.append(self.served_on)
            aggregate.warned.append((self.matter_id, self.served_on))


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
        aggregate.matters[self.counter] = Matter(
            ground=SERIOUS_BREACH, detected_at=self.detected_at, report_by=self.report_by
        )


class SeriousBreachWithdrawn(Aggregate.Event):
    """Corrections took a counter below what is serious again; nothing is left to report."""

    withdrawn_on: date
    counter: str
    count: int

    def apply(self, aggregate: Any) -> None:
        """Should it rise again, that is a matter of its own."""
        aggregate.breaches.remove(self.counter)
        aggregate.matters[self.counter] = aggregate.matters[self.counter].dropped()


class ViolationRecorded(Aggregate.Event):
    """The person broke a clause of the agreement."""

    violated_on: date
    violation_id: UUID
    kind: str
    counted: bool
    defects: tuple[str, ...]
    facts: Sealed[str]
    proof: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """Remember it, and whether it counts."""
        aggregate.violations[self.violation_id] = Violation(
            on=self.violated_on, kind=self.kind, counted=self.counted
        )


class RefusalFound(Aggregate.Event):
    """Nobody accepts the reason why the person did not report in: that is a refusal (DR 14)."""

    found_at: datetime
    matter: str
    report_by: datetime

    def apply(self, aggregate: Any) -> None:
        """It is to be reported."""
        aggregate.matters[self.matter] = Matter(
            ground=REFUSAL, detected_at=self.found_at, report_by=self.report_by
        )


class RefusalToSignNoted(Aggregate.Event):
    """The town let us know that the person would not sign the agreement (domain.md 0.8).

    A fact for the police to qualify: it is reported and counts in no counter. Without its `matter`
    the fact fell short of a rule, and there is nothing to report.
    """

    refused_on: date
    matter: str | None
    found_at: datetime
    report_by: datetime
    defects: tuple[str, ...]

    def apply(self, aggregate: Any) -> None:
        """It is to be reported, once."""
        if self.matter is not None and self.matter not in aggregate.matters:
            aggregate.matters[self.matter] = Matter(
                ground=REFUSAL, detected_at=self.found_at, report_by=self.report_by
            )


class Criticised(Aggregate.Event):
    """The person was criticised for a breach."""

    held_on: date
    matter_id: UUID
    by: Sealed[str]
    told: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """The breach has been answered in this way."""
        aggregate.criticised[self.matter_id] = self.held_on


class Educated(Aggregate.Event):
    """The person was educated about a breach."""

    held_on: date
    matter_id: UUID
    by: Sealed[str]
    told: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """The breach has been answered in this way."""
        aggregate.educated[self.matter_id] = self.held_on


class OverturningProposed(Aggregate.Event):
    """Somebody found that something should not count; another decides."""

    proposed_on: date
    matter_id: UUID
    proposed_by: str
    because: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """It counts until somebody decides."""
        aggregate.proposed[self.matter_id] = ProposedOverturning(
            by=self.proposed_by, on=self.proposed_on, because=self.because or ""
        )


class OverturningDeclined(Aggregate.Event):
    """It counts as it did."""

    declined_on: date
    matter_id: UUID
    why: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """Nobody waits for a decision any more."""
        aggregate.proposed.pop(self.matter_id, None)


class BreachOverturned(Aggregate.Event):
    """Something that was counted counts no more; a second person approved that, or it fell by law.

    Version 2: `scan` is the SHA-256 of the scan of what the second person signed on paper; without
    it the paper has a defect, and nothing is taken off. A second account's decision has none.
    Version 3: `reason` is the defect by which it fell without anybody's choice; else None.
    """

    class_version = 3

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """No scan was asked for, and it was taken off."""
        state |= {"scan": None, "media_type": None, "size": None, "filename": "", "defects": ()}

    @staticmethod
    def upcast_v2_v3(state: dict[str, Any]) -> None:
        """Somebody had chosen."""
        state["reason"] = None

    overturned_on: date
    matter_id: UUID
    counter: str
    count: int
    settled: int
    reason: str | None
    scan: str | None
    media_type: str | None
    size: int | None
    defects: tuple[str, ...]
    approver: Sealed[str]
    because: Sealed[str]
    filename: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """It is taken off; what was to be reported because of it is to be reported no more."""
        if self.scan is not None:
            aggregate.scans[self.scan] = self.media_type
        if self.defects:
            return
        aggregate.overturned[self.matter_id] = self.overturned_on
        aggregate.proposed.pop(self.matter_id, None)
        matter = aggregate.matters.get(str(self.matter_id))
        if matter is not None:
            aggregate.matters[str(self.matter_id)] = matter.dropped()


class OpeningBalanceRecorded(Aggregate.Event):
    """What a counter had before the software kept the case, from paper or from another town.

    Version 2: `scan` is the SHA-256 of the page's scan; what is read from paper and not shown by
    one has a defect, and no counter starts there.
    """

    class_version = 2

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """No scan was asked for, and the counter started there."""
        state |= {"scan": None, "media_type": None, "size": None, "filename": "", "defects": ()}

    recorded_on: date
    counter: str
    value: int
    source: str
    scan: str | None
    media_type: str | None
    size: int | None
    defects: tuple[str, ...]
    page: Sealed[str]
    checker: Sealed[str]
    filename: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """The counter starts there; a later statement replaces it."""
        if self.scan is not None:
            aggregate.scans[self.scan] = self.media_type
        if not self.defects:
            aggregate.balances[self.counter] = self.value


class ContestedDaysJudged(Aggregate.Event):
    """Somebody with a name chose between two ways of counting days."""

    judged_on: date
    matter: str
    counts: bool
    by: Sealed[str]
    because: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """Counters go by that choice."""
        aggregate.judged[self.matter] = self.counts
