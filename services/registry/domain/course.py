"""What befalls a case while it runs: it stands still, goes on, or ends before its time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.registry.domain import course_events as events
from services.registry.domain.papers import Decision
from services.registry.rules import course
from services.registry.rules.term import last_day_of_term
from shared.calendar import OpenSpan


@dataclass(frozen=True, kw_only=True)
class Paper:
    """The document of another authority on which something rests."""

    authority: str
    doc_no: str


class Course:
    """The part of a case that others decide: the town records it (domain.md T8, T9, T13 to T15)."""

    CaseSuspended = events.CaseSuspended
    CaseResumed = events.CaseResumed
    CaseTerminated = events.CaseTerminated

    trigger_event: Callable[..., None]
    must_be_in_force: Callable[[], None]
    decision: Decision
    reported_on: date | None
    last_day: date | None
    spans: tuple[OpenSpan, ...]
    ended_on: date | None

    @property
    def suspended_since(self) -> date | None:
        """Since when the case stands still; None if it does not."""
        first, end = self.spans[-1] if self.spans else (None, None)
        return first if end is None else None

    def was_suspended_on(self, day: date) -> bool:
        """Whether the person was held that day; the day of release is a free one."""
        return any(first <= day and (end is None or day < end) for first, end in self.spans)

    def last_day_from(self, reported_on: date) -> date | None:
        """The last day of the term if it began on that day; None while the case stands still."""
        return self._last_day(reported_on, self.spans)

    def suspend(self, *, suspended_on: date, ground: str, paper: Paper) -> None:
        """The person was detained or arrested."""
        self.must_be_in_force()
        course.a_measure_stands_still_once_it_runs(
            reported_on=self.reported_on, suspended_on=suspended_on
        )
        course.a_measure_stands_still_once_at_a_time(since=self.suspended_since)
        course.nothing_befalls_a_term_that_is_over(
            last_day=self.last_day, day=suspended_on, field="suspended_on"
        )
        self.trigger_event(
            self.CaseSuspended, suspended_on=suspended_on, ground=ground, **vars(paper)
        )

    def resume(self, *, resumed_on: date, paper: Paper) -> None:
        """The person was released."""
        self.must_be_in_force()
        since = self.suspended_since
        course.only_what_stands_still_goes_on(since=since, resumed_on=resumed_on)
        spans = (*self.spans[:-1], (since, resumed_on))
        self.trigger_event(
            self.CaseResumed,
            suspended_on=since,
            resumed_on=resumed_on,
            last_day=self._last_day(self.reported_on, spans),
            **vars(paper),
        )

    def terminate(self, *, ended_on: date, cause: str, paper: Paper) -> None:
        """A decision or a document of others ends the measure."""
        self.must_be_in_force()
        course.a_measure_ends_after_it_was_ordered(
            served_on=self.decision.served_on, ended_on=ended_on
        )
        course.nothing_befalls_a_term_that_is_over(
            last_day=self.last_day, day=ended_on, field="ended_on"
        )
        self.trigger_event(self.CaseTerminated, ended_on=ended_on, cause=cause, **vars(paper))

    def _last_day(self, reported_on: Any, spans: Any) -> date | None:
        return last_day_of_term(
            reported_on=reported_on,
            months=self.decision.term_months,
            suspensions=spans,
            credit_days=self.decision.credit_days,
        )
