"""What interrupts, moves and ends a case; each event carries the status that it leads to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from services.registry.rules.reporting import LATE_WITH_REASON
from shared.eventstore.aggregate import Aggregate, Sealed

StoredSpan = tuple[date, date | None]


class LateReportJustified(Aggregate.Event):
    """The leading group found on paper that the late report-in had a reason."""

    justified_on: date
    signed_on: date
    reason: Sealed[str]
    signer: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """It is no refusal."""
        aggregate.punctuality = LATE_WITH_REASON
        aggregate.lateness_reason = self.reason
        aggregate.justified_on = self.signed_on
        aggregate.justified_by = self.signer


class CustodyReleaseRecorded(Aggregate.Event):
    """The person was released from the detention in which the decision was served (221).

    `justified_until`: the last day of the 15 after it. `punctuality` is how a report-in of before
    stands to them; empty where there was none.
    """

    released_on: date
    justified_until: date
    punctuality: str
    authority: Sealed[str]
    document_no: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """From that day the person could come."""
        aggregate.decision = replace(aggregate.decision, released_on=self.released_on)
        aggregate.punctuality = self.punctuality or aggregate.punctuality


class AgreementRefused(Aggregate.Event):
    """The person would not sign: a fact, which the police qualify (0.8)."""

    refused_on: date
    defects: tuple[str, ...]
    reason: Sealed[str]
    witnesses: Sealed[tuple[str, ...]]

    def apply(self, aggregate: Any) -> None:
        """It is kept."""
        aggregate.refused_to_sign_on = self.refused_on


class NoReasonFound(Aggregate.Event):
    """The person did not report in, and no reason was found: that is a refusal (戒毒条例 14(2))."""

    found_on: date
    efforts: Sealed[str]
    signer: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """It is to be reported."""
        aggregate.no_reason_on = self.found_on


class RefusalReported(Aggregate.Event):
    """The police were told that the person refuses; their decision is awaited (戒毒条例 21)."""

    reported_on: date
    document_no: Sealed[str]
    facts: Sealed[str]
    receipt_no: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """It is reported."""
        aggregate.refusal_reported_on = self.reported_on


class CaseSuspended(Aggregate.Event):
    """The person was detained or arrested: the term stands still from that day."""

    number: int
    suspended_on: date
    cause: str
    status: str
    last_day: date | None
    defects: tuple[str, ...]
    authority: Sealed[str]
    document_no: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """It rests; if it was over already, nothing changes."""
        aggregate.held_before = self.number
        if not self.defects:
            aggregate.suspensions[self.number] = (self.suspended_on, None)
            aggregate.move_end(self.last_day)


class CaseResumed(Aggregate.Event):
    """The person was set free: the term runs on from that day."""

    number: int
    resumed_on: date
    status: str
    last_day: date | None
    authority: Sealed[str]
    document_no: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """It goes on, unless the person is held for something else."""
        first, _ = aggregate.suspensions[self.number]
        aggregate.suspensions[self.number] = (first, self.resumed_on)
        aggregate.move_end(self.last_day)


def _without_change(state: dict[str, Any]) -> None:
    state.update(change_decided_on=None, change_authority="", change_no="")


class TransferOrdered(Aggregate.Event):
    """The measure is to be carried out in another town.

    Version 2: who decided so, when, and the number of the paper, as far as somebody noted it.
    """

    class_version = 2

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """Nobody was asked."""
        _without_change(state)

    ordered_on: date
    report_by: date
    status: str
    change_decided_on: date | None
    change_authority: Sealed[str]
    change_no: Sealed[str]
    destination: Sealed[str]
    reason: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """This town answers for it until the other has it."""
        aggregate.moving_since = self.ordered_on
        aggregate.report_there_by = self.report_by


class TransferMaterialsSent(Aggregate.Event):
    """The file was sent to the other town."""

    sent_on: date
    document_no: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """It is on its way."""
        aggregate.sent_on = self.sent_on


class TransferReceiptConfirmed(Aggregate.Event):
    """The other town has the case."""

    received_on: date
    status: str
    document_no: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """It is closed here."""
        aggregate.transferred_on = self.received_on


class TransferCancelled(Aggregate.Event):
    """The other town did not take the case, or the person did not report there."""

    cancelled_on: date
    status: str
    reason: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """It stays."""
        aggregate.moving_since = aggregate.sent_on = aggregate.report_there_by = None


class TransferredIn(Aggregate.Event):
    """Another town sent a case: its term goes on, and a new agreement is owed (22(3)).

    `counters` are what was counted there, by name; of one that the papers do not state nobody
    knows. Version 2: `left_on` is since when it was to be carried out here; None: nobody said.
    Version 3: every counter, not only tests that were refused. Version 4: who decided that it is
    carried out here, when, and the number of the paper, as far as somebody noted it.
    """

    class_version = 4

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """How long the person was on the way was not written down."""
        state["left_on"] = None

    @staticmethod
    def upcast_v2_v3(state: dict[str, Any]) -> None:
        """The number of refused tests was always asked for, and no other."""
        state["counters"] = (("test", state.pop("refused_tests")),)

    @staticmethod
    def upcast_v3_v4(state: dict[str, Any]) -> None:
        """Nobody was asked."""
        _without_change(state)

    received_on: date
    left_on: date | None
    reported_on: date
    kind: str
    term_months: int
    credit_days: int
    suspensions: tuple[StoredSpan, ...]
    suspensions_known: bool
    counters: tuple[tuple[str, int], ...]
    last_day: date | None
    status: str
    village: str | None
    station: str | None
    sex: str
    change_decided_on: date | None
    change_authority: Sealed[str]
    change_no: Sealed[str]
    origin: Sealed[str]
    document_no: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """The term runs since it began there."""
        aggregate.reported_on = self.reported_on
        aggregate.tracked_from = self.received_on
        aggregate.note_suspensions(self.suspensions)
        aggregate.suspensions_known = self.suspensions_known
        if self.left_on is not None:
            aggregate.transit = ((self.left_on, self.received_on),)
        aggregate.last_day = self.last_day


class CaseTerminated(Aggregate.Event):
    """A decision or a death ended the case."""

    ended_on: date
    cause: str
    status: str
    authority: Sealed[str]
    document_no: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """Nothing more is done under it."""
        aggregate.terminated_on = self.ended_on
        aggregate.ended_by = self.cause
        aggregate.sealed_on = None


class CaseReopened(Aggregate.Event):
    """What had ended the case was revoked: it goes on, as if it had not ended."""

    reopened_on: date
    status: str
    authority: Sealed[str]
    document_no: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """Nothing was asked of anybody between."""
        aggregate.rested = (*aggregate.rested, (aggregate.terminated_on, self.reopened_on))
        aggregate.terminated_on = None
        aggregate.ended_by = ""
        aggregate.sealed_on = None


class TermCompleted(Aggregate.Event):
    """The last day of the term passed."""

    completed_on: date
    last_day: date

    def apply(self, aggregate: Any) -> None:
        """By law it is over."""
        aggregate.completed_on = self.completed_on


class CaseReleased(Aggregate.Event):
    """The measure was lifted by law, on expiry (戒毒条例 23)."""

    released_on: date
    status: str

    def apply(self, aggregate: Any) -> None:
        """Nothing falls due any more."""
        aggregate.released_on = self.released_on


class ReleaseNoticeRecorded(Aggregate.Event):
    """The police's notice, which declares the release, came in."""

    told_on: date
    status: str
    document_no: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """The file goes over to aftercare."""
        aggregate.noticed_on = self.told_on


class CaseSealed(Aggregate.Event):
    """Three quiet years after its end, a file is closed to whoever gives no reason."""

    sealed_on: date
    status: str

    def apply(self, aggregate: Any) -> None:
        """It rests."""
        aggregate.sealed_on = aggregate.rests_since = self.sealed_on


class CaseUnsealed(Aggregate.Event):
    """What was learnt late says that the three years had not passed: `cause` says what it was."""

    unsealed_on: date
    cause: str
    status: str

    def apply(self, aggregate: Any) -> None:
        """It is open to those who work with it, until three years have passed anew."""
        aggregate.sealed_on = aggregate.rests_since = None


class DrugUseDated(Aggregate.Event):
    """Supervision says on which day the drugs were used that the police found; no more of it."""

    noted_on: date
    use_id: UUID
    used_on: date

    def apply(self, aggregate: Any) -> None:
        """The file rests three years after it at the earliest."""
        aggregate.uses[self.use_id] = self.used_on


class DrugUseDateWithdrawn(Aggregate.Event):
    """Supervision says that the finding of a use was taken back."""

    withdrawn_on: date
    use_id: UUID

    def apply(self, aggregate: Any) -> None:
        """No years count from it."""
        del aggregate.uses[self.use_id]
