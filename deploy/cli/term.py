"""A term as somebody asks `guihang law` about it, and every reading of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from deploy.cli.plain import Misspoken
from services.registry.rules import term
from services.registry.rules.course import days_on_the_way
from services.supervision.rules import windows as testing
from shared import calendar
from shared.calendar import OpenSpan, Span
from shared.law import Refusal


@dataclass(frozen=True, kw_only=True)
class Term:
    """Where it begins, how long it is, and which of its days may not count.

    `held` are days in detention (戒毒条例 24(2)), `on_the_way` those between two towns (22(2)).
    """

    start: date
    months: int
    credit: int
    held: tuple[OpenSpan, ...]
    on_the_way: tuple[Span, ...]

    @property
    def last_day(self) -> date | None:
        """The last day as the town counts; None while a suspension is open."""
        return term.last_day_of_term(
            reported_on=self.start,
            months=self.months,
            suspensions=self.held,
            on_the_way=self.left_out_on_the_way,
            credit_days=self.credit,
        )

    @property
    def left_out_on_the_way(self) -> tuple[Span, ...]:
        """The days between two towns, where the town does not count them."""
        return tuple(out for span in self.on_the_way for out in days_on_the_way(*span))

    @property
    def argued(self) -> tuple[date, date | None]:
        """The earliest and the latest last day that can be argued."""
        return term.last_days_that_can_be_argued(
            reported_on=self.start,
            months=self.months,
            suspensions=(*self.held, *self.on_the_way),
            credit_days=self.credit,
        )

    @property
    def readings(self) -> tuple[term.Reading, ...]:
        """Every way to count that is known to its end, the earliest first."""
        found = term.readings(
            reported_on=self.start,
            months=self.months,
            held=self.held,
            on_the_way=self.on_the_way,
            credit_days=self.credit,
        )
        return tuple(it for it in found if it.last_day is not None)

    def windows(
        self, stages: Sequence[testing.Stage], *, reading: term.Reading | None = None
    ) -> tuple[testing.Window, ...]:
        """The test windows as the town counts, or by a reading; `Misspoken` if the plan is none."""
        chosen = (
            testing.Reading(counted_from=reading.counted_from, left_out=reading.left_out)
            if reading
            else None
        )
        try:
            return testing.windows_of(
                start=self.start,
                months=self.months,
                stages=stages,
                suspensions=(*self.held, *self.left_out_on_the_way),
                credit_days=self.credit,
                reading=chosen,
            )
        except Refusal as refused:
            raise Misspoken(f"--plan：{refused}") from None

    def check(self) -> None:
        """`Misspoken` where the credited days leave nothing of it."""
        days = (calendar.anniv(self.start, self.months) - self.start).days
        if self.credit >= days:
            raise Misspoken(f"--credit：折抵 {self.credit} 日，期限只有 {days} 日")
