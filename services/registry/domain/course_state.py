"""How the course of a case stands: what was recorded of it, and what follows from that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from services.registry.domain import correction_events as corrections
from services.registry.domain import course_events as events
from services.registry.domain import leave
from services.registry.domain.correction_events import Correction
from services.registry.domain.course_events import StoredSpan
from services.registry.domain.facts_correction import FactsCorrection
from services.registry.domain.papers import Agreement, Decision, Printed
from services.registry.domain.standing import OVER, Standing
from services.registry.rules import course, reporting, term
from services.registry.rules.days import nothing_is_done_before_the_decision
from shared.calendar import Span, merge
from shared.eventstore.aggregate import Aggregate


class CourseState(Aggregate):
    """What a case remembers of its course."""

    LateReportJustified = events.LateReportJustified
    CustodyReleaseRecorded = events.CustodyReleaseRecorded
    AgreementRefused = events.AgreementRefused
    NoReasonFound = events.NoReasonFound
    RefusalReported = events.RefusalReported
    CaseSuspended = events.CaseSuspended
    CaseResumed = events.CaseResumed
    TransferOrdered = events.TransferOrdered
    TransferMaterialsSent = events.TransferMaterialsSent
    TransferReceiptConfirmed = events.TransferReceiptConfirmed
    TransferCancelled = events.TransferCancelled
    TransferredIn = events.TransferredIn
    CaseTerminated = events.CaseTerminated
    CaseReopened = events.CaseReopened
    TermCompleted = events.TermCompleted
    CaseReleased = events.CaseReleased
    ReleaseNoticeRecorded = events.ReleaseNoticeRecorded
    CaseSealed = events.CaseSealed
    CaseUnsealed = events.CaseUnsealed
    DrugUseDated = events.DrugUseDated
    DrugUseDateWithdrawn = events.DrugUseDateWithdrawn
    LeaveNoted = leave.LeaveNoted
    LeaveEnded = leave.LeaveEnded
    CorrectionProposed = corrections.CorrectionProposed
    CorrectionDeclined = corrections.CorrectionDeclined
    TermCorrected = corrections.TermCorrected
    FactsCorrectionProposed = corrections.FactsCorrectionProposed
    FactsCorrected = corrections.FactsCorrected
    CorrectionWithdrawn = corrections.CorrectionWithdrawn
    ReadingChosen = corrections.ReadingChosen
    TermDateConflictRaised = corrections.TermDateConflictRaised
    TermDatesSettled = corrections.TermDatesSettled

    if TYPE_CHECKING:
        decision: Decision
        printed: Printed
        due_on: date
        reported_on: date | None
        punctuality: str
        stated_reason: str | None
        tracked_from: date | None
        last_day: date | None
        agreement: Agreement | None
        versions: tuple[tuple[Agreement, str | None], ...]
        replaced_by: str | None
        replaced_on: date | None
        suspensions: dict[int, StoredSpan]

        def must_be_in_force(self) -> None:
            """Refuse to go on with a case that is closed here."""

        def status_on(self, day: date) -> str:
            """How far the case is on that day."""

    def begin_course(self) -> None:
        """Nothing has interrupted, moved or ended it yet."""
        self.justified_on: date | None = None
        self.justified_by: str | None = None
        self.suspensions = {}
        self.held_before = 0
        self.suspensions_known = True
        self.transit: tuple[Span, ...] = ()
        self.moving_since: date | None = None
        self.report_there_by: date | None = None
        self.sent_on: date | None = None
        self.transferred_on: date | None = None
        self.terminated_on: date | None = None
        self.ended_by = ""
        self.rested: tuple[Span, ...] = ()
        self.completed_on: date | None = None
        self.released_on: date | None = None
        self.noticed_on: date | None = None
        self.sealed_on: date | None = None
        self.rests_since: date | None = None  # as it was told: an end that moves does not change it
        self.uses: dict[UUID, date] = {}
        self.leaves: dict[UUID, leave.Leave] = {}
        self.refused_to_sign_on: date | None = None
        self.no_reason_on: date | None = None
        self.refusal_reported_on: date | None = None
        self.proposal: Correction | FactsCorrection | None = None
        self.chosen_last_day: date | None = None
        self.conflict_since: date | None = None
        self.answered: Span | None = None
        self.answered_credit: int | None = None

    # How it stands.

    def must_have_begun_by(self, **days: date) -> None:
        """Refuse what is said to have been done before there was a decision."""
        decided_on = self.decision.decided_on or self.decision.served_on
        nothing_is_done_before_the_decision(decided_on=decided_on, **days)

    @property
    def standing(self) -> Standing:
        """What decides its recorded status."""
        return Standing(
            replaced=self.replaced_by is not None,
            transferred=self.transferred_on is not None,
            terminated=self.terminated_on is not None,
            sealed=self.sealed_on is not None,
            noticed=self.noticed_on is not None,
            released=self.released_on is not None,
            held=self.is_held,
            moving=self.moving_since is not None,
            signed=self.agreement is not None,
            reported=self.reported_on is not None,
        )

    @property
    def status(self) -> str:
        """How far the case has come by what was recorded."""
        return self.standing.status

    @property
    def is_gone(self) -> bool:
        """Whether nothing more is done in it here, whatever the calendar says."""
        return bool(self.replaced_by or self.transferred_on or self.terminated_on)

    @property
    def spans(self) -> tuple[StoredSpan, ...]:
        """The days on which the term stood still, in order, without overlap."""
        return merge(self.suspensions.values())

    @property
    def in_time_until(self) -> date | None:
        """Until when nobody is behind with reporting in; None while the release is unknown."""
        return self._in_time_until(self.decision)

    @property
    def expected_in_time_until(self) -> date | None:
        """The same, if the person is released on the day that is expected."""
        expected = self.decision.release_expected_on
        if expected is None:
            return None
        return self._in_time_until(replace(self.decision, released_on=expected))

    @property
    def awaits_custody_release(self) -> bool:
        """Whether the decision was served in detention, and nobody recorded its end."""
        return self.decision.served_while_detained and self.decision.released_on is None

    @property
    def release_to_be_asked_from(self) -> date | None:
        """From which day on the town asks whether the person is free; None: it need not.

        Whoever came in time is not judged by the release.
        """
        if not self.awaits_custody_release or self.punctuality == reporting.IN_TIME:
            return None
        return self.decision.release_expected_on or self.due_on

    @property
    def open_suspensions(self) -> tuple[int, ...]:
        """The numbers of those that nobody ended yet."""
        return tuple(number for number, (_, end) in self.suspensions.items() if end is None)

    @property
    def is_held(self) -> bool:
        """Whether the person is held now, as far as the file knows."""
        return bool(self.open_suspensions)

    def is_held_on(self, day: date) -> bool:
        """Whether the term stood still that day; the day of release counts again."""
        return any(first <= day and (end is None or day < end) for first, end in self.spans)

    def last_day_from(self, reported_on: date) -> date | None:
        """The last day of the term if it began on that day."""
        return self._end(reported_on=reported_on)

    @property
    def credit_counted(self) -> int:
        """How many days fewer than its months the term has: as decided, or as answered."""
        answered = self.answered_credit
        return self.decision.credit_days if answered is None else answered

    @property
    def last_days_argued(self) -> tuple[date, date | None] | None:
        """The earliest and the latest last day that can be argued; None before the term runs."""
        if self.reported_on is None:
            return None
        return term.last_days_that_can_be_argued(
            reported_on=self.reported_on,
            months=self.decision.term_months,
            suspensions=(*self.spans, *self.transit),
            credit_days=self.credit_counted,
            answered=self.answered is not None,
        )

    @property
    def readings(self) -> tuple[term.Reading, ...]:
        """The ways to count the term between which somebody may choose; none while one is open.

        Nor while nobody said for how long another town's term stood still.
        """
        if self.reported_on is None or self.open_suspensions or not self.suspensions_known:
            return ()
        return term.readings(
            reported_on=self.reported_on,
            months=self.decision.term_months,
            held=[span for span in self.suspensions.values() if span not in self.transit],
            on_the_way=self.transit,
            credit_days=self.credit_counted,
            answered=self.answered is not None,
        )

    def is_contested_on(self, day: date) -> bool:
        """Whether the case still runs that day only by some of the readings, and nobody chose."""
        return self.chosen_last_day is None and self.is_argued_on(day)

    def is_argued_on(self, day: date) -> bool:
        """Whether the case still runs that day only by some of the readings, whoever chose.

        What a decision prints is one of them until the police have answered.
        """
        if self.last_days_argued is None:
            return False
        earliest, latest = self.last_days_argued
        _, printed_to = self.printed
        if printed_to is not None and self.conflict_since is not None:
            earliest, latest = min(earliest, printed_to), latest and max(latest, printed_to)
        return day > earliest and (latest is None or day <= latest)

    def move_end(self, last_day: date | None) -> None:
        """Have the term end on that day; what was over by an earlier end goes on again."""
        self.last_day, self.chosen_last_day = last_day, None
        if self.completed_on and (last_day is None or last_day >= self.completed_on):
            self.completed_on = self.released_on = self.noticed_on = self.sealed_on = None

    def note_suspensions(self, spans: Iterable[StoredSpan]) -> None:
        """Have these be the days on which the term stood still."""
        self.suspensions = dict(enumerate(spans, start=self.held_before + 1))
        self.held_before += len(self.suspensions)

    def hold_paper_against_term(self, *, on: date) -> None:
        """Note where the decision prints another first or last day than the law has (14(2))."""
        last_day = self._end(spans=())
        if self.reported_on is None or last_day is None:
            return
        counted_from = term.first_day_of_term(reported_on=self.reported_on)
        if not term.the_paper_agrees(printed=self.printed, counted=(counted_from, last_day)):
            self.trigger_event(
                self.TermDateConflictRaised,
                raised_on=on,
                printed_from=self.printed[0],
                printed_to=self.printed[1],
                counted_from=counted_from,
                last_day=last_day,
            )

    # What several of these need.

    def _end(
        self,
        *,
        reported_on: date | None = None,
        credit: int | None = None,
        spans: Iterable[StoredSpan] | None = None,
        transit: Iterable[StoredSpan] | None = None,
        months: int | None = None,
    ) -> date | None:
        begun = reported_on or self.reported_on
        stopped = tuple(self.suspensions.values() if spans is None else spans)
        transit = self.transit if transit is None else tuple(transit)
        if begun is None:
            return None
        months = months or self.decision.term_months
        credit = self.credit_counted if credit is None else credit
        term.credit_leaves_something(reported_on=begun, months=months, credit_days=credit)
        return term.last_day_of_term(
            reported_on=begun,
            months=months,
            credit_days=credit,
            suspensions=stopped,
            on_the_way=[span for span in stopped if span in transit],
        )

    def _in_time_until(self, decision: Decision, *, due_on: date | None = None) -> date | None:
        return reporting.in_time_until(
            kind=decision.kind,
            served_on=decision.served_on,
            due_on=due_on or self.due_on,
            detained=decision.served_while_detained,
            released_on=decision.released_on,
        )

    def _punctuality(self, reported_on: date, decision: Decision) -> str:
        """How a report-in on that day stands to the 15 days; a reason that was found still holds.

        What the release from detention alone justified is judged anew.
        """
        by_release = decision.served_while_detained and self.justified_on is None
        return reporting.punctuality(
            kind=decision.kind,
            served_on=decision.served_on,
            reported_on=reported_on,
            detained=decision.served_while_detained,
            released_on=decision.released_on,
            tracked_from=self.tracked_from,
            stated=bool(self.stated_reason),
            found=self.punctuality == reporting.LATE_WITH_REASON and not by_release,
        )

    def _status_with(self, last_day: date | None, **changed: bool) -> str:
        """The recorded status after a change, as its event carries it."""
        over = self.completed_on
        if over and (last_day is None or last_day >= over):
            changed = {"released": False, "noticed": False, "sealed": False, **changed}
        return Standing(**(vars(self.standing) | changed)).status

    def _must_be_moving(self, on: date, *, field: str) -> None:
        self.must_be_in_force()
        moving = self.moving_since
        course.only_an_ordered_transfer_goes_on(moving=moving is not None, on=on)
        course.steps_follow_each_other(before=moving or on, on=on, field=field)

    def _must_not_be_over(self, on: date) -> None:
        course.a_term_goes_on(
            over=self.status in OVER or (self.last_day is not None and on > self.last_day), on=on
        )
