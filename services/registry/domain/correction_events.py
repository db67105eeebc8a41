"""What was wrong in a case and is corrected, and what is open to argument; both change its days."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from services.registry.domain.approvals import only_the_signer_is_known
from services.registry.domain.course_events import StoredSpan
from services.registry.domain.facts_correction import (
    LENGTH,
    PRINTED,
    Change,
    FactsCorrection,
    with_changes,
)
from shared.eventstore.aggregate import Aggregate, Sealed


@dataclass(frozen=True, kw_only=True)
class Correction:
    """Other days of a term than those on file, as somebody proposed them."""

    proposed_on: date
    proposed_by: str
    reported_on: date
    credit_days: int
    suspensions: tuple[StoredSpan, ...]
    why: str | None


class CorrectionProposed(Aggregate.Event):
    """Somebody found that days of the term on file are wrong, and which are right."""

    proposed_on: date
    proposed_by: str
    reported_on: date
    credit_days: int
    suspensions: tuple[StoredSpan, ...]
    why: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """It waits for somebody else."""
        aggregate.proposal = Correction(
            proposed_on=self.proposed_on,
            proposed_by=self.proposed_by,
            reported_on=self.reported_on,
            credit_days=self.credit_days,
            suspensions=self.suspensions,
            why=self.why,
        )


class CorrectionDeclined(Aggregate.Event):
    """Somebody else found that the file is right."""

    declined_on: date
    why: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """Everything stays."""
        aggregate.proposal = None


class TermCorrected(Aggregate.Event):
    """These days of the term hold, by another's decision or a paper.

    Version 2: another day of reporting stands otherwise to the 15 days; empty: as it was.
    Version 3: the day and the scan of the paper, where one was signed.
    """

    class_version = 3

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """How the report-in stood to the 15 days was left as it was."""
        state["punctuality"] = ""

    @staticmethod
    def upcast_v2_v3(state: dict[str, Any]) -> None:
        """Of a paper that approved it, the signer alone is known."""
        only_the_signer_is_known(state)

    corrected_on: date
    reported_on: date
    term_months: int
    credit_days: int
    suspensions: tuple[StoredSpan, ...]
    last_day: date | None
    status: str
    punctuality: str
    on_paper: bool
    paper_signed_on: date | None
    paper_scan: str | None
    signer: Sealed[str]
    why: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """The term is counted by them."""
        aggregate.proposal = None
        aggregate.conflict_since = aggregate.answered = aggregate.answered_credit = None
        aggregate.reported_on = self.reported_on
        aggregate.punctuality = self.punctuality or aggregate.punctuality
        aggregate.decision = replace(aggregate.decision, credit_days=self.credit_days)
        aggregate.note_suspensions(self.suspensions)
        aggregate.suspensions_known = True
        aggregate.move_end(self.last_day)


class ReadingChosen(Aggregate.Event):
    """A named person chose, where the law is silent, by which reading the term is counted.

    Version 2: the term ends on that day from now on, counted from `counted_from` without the days
    in `left_out`. What was chosen before ended the contest and moved nothing: None.
    """

    class_version = 2

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """The last day on file stayed what it was."""
        state.update(counted_from=None, left_out=(), status="")

    chosen_on: date
    chosen_by: str
    last_day: date
    counted_from: date | None
    left_out: tuple[StoredSpan, ...]
    status: str
    why: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """By this reading the town acts."""
        if self.counted_from is not None:
            aggregate.move_end(self.last_day)
        aggregate.chosen_last_day = self.last_day


class TermDateConflictRaised(Aggregate.Event):
    """What the decision prints as its first and last day is not what the law has (戒毒条例 14(2)).

    Detained days are not looked at: no paper can know them.
    """

    raised_on: date
    printed_from: date | None
    printed_to: date | None
    counted_from: date
    last_day: date

    def apply(self, aggregate: Any) -> None:
        """The police are to be asked; until then it runs as the law has it."""
        aggregate.conflict_since = self.raised_on


class TermDatesSettled(Aggregate.Event):
    """The police answered which days hold: by their answer the term is counted.

    `credit_days` makes the term end as they answered, detained days apart; more days than its
    months have are below nought.
    """

    answered_on: date
    first_on: date
    last_on: date
    reported_on: date
    term_months: int
    credit_days: int
    suspensions: tuple[StoredSpan, ...]
    last_day: date | None
    status: str
    authority: Sealed[str]
    document_no: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """It is settled."""
        aggregate.conflict_since = None
        aggregate.answered = (self.first_on, self.last_on)
        aggregate.answered_credit = self.credit_days
        aggregate.move_end(self.last_day)


class FactsCorrectionProposed(Aggregate.Event):
    """Somebody found that the file has facts of a paper wrong, and which are right.

    Version 2: what is right can be empty: nothing is to stand there.
    """

    class_version = 2

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """Something always stood there; it stands."""

    proposed_on: date
    proposed_by: str
    changed: tuple[str, ...]
    counting: tuple[Change, ...]
    paper_no: int | None
    written: Sealed[tuple[Change, ...]]
    why: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """It waits for somebody else."""
        aggregate.proposal = FactsCorrection(
            proposed_on=self.proposed_on,
            proposed_by=self.proposed_by,
            counting=self.counting,
            written=self.written,
            paper_no=self.paper_no,
            why=self.why,
        )


class FactsCorrected(Aggregate.Event):
    """These facts of a paper hold, by another's decision or a signed paper.

    Where they change how long the term is, the term that follows is stated beside it.
    Version 2: what is right can be empty: nothing is to stand there.
    Version 3: the day and the scan of the paper, where one was signed.
    """

    class_version = 3

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """Something always stood there; it stands."""

    @staticmethod
    def upcast_v2_v3(state: dict[str, Any]) -> None:
        """Of a paper that approved it, the signer alone is known."""
        only_the_signer_is_known(state)

    corrected_on: date
    changed: tuple[str, ...]
    counting: tuple[Change, ...]
    kind: str
    served_on: date
    term_months: int
    credit_days: int
    reported_on: date | None
    signed_on: date | None
    due_on: date
    in_time_until: date | None
    punctuality: str
    paper_no: int | None
    on_paper: bool
    paper_signed_on: date | None
    paper_scan: str | None
    written: Sealed[tuple[Change, ...]]
    signer: Sealed[str]
    why: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """This is what stands on the paper."""
        aggregate.proposal = None
        changes = (*self.counting, *(self.written or ()))
        aggregate.decision, aggregate.printed, aggregate.agreement = with_changes(
            aggregate.decision, aggregate.printed, aggregate.agreement, changes
        )
        aggregate.due_on = self.due_on
        aggregate.punctuality = self.punctuality
        if aggregate.answered is None and set(self.changed) & {*PRINTED, *LENGTH}:
            aggregate.conflict_since = None  # the paper is held against the term anew


class CorrectionWithdrawn(Aggregate.Event):
    """Whoever proposed a correction took it back, before anybody decided on it."""

    withdrawn_on: date
    why: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """Everything stays."""
        aggregate.proposal = None
