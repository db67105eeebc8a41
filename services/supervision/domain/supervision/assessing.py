"""The part of a file that assesses: half-years and years, and what can be counted of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date

from services.supervision.domain.events import assessing as events
from services.supervision.domain.records.assessing import Assessing
from services.supervision.domain.supervision.counting import Counting
from services.supervision.rules import assessments, counters, periods
from services.supervision.rules.outcomes import DONE, DONE_LATE, MISSED, NOT_ARRANGED, REFUSED
from services.supervision.rules.windows import Window

KEPT = (DONE, DONE_LATE)
CLOSED = (*KEPT, REFUSED, MISSED, NOT_ARRANGED)
"""How a window can stand that was to be kept and is over; others enter no rate."""


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How often something happened in a span; of what is due in periods also how many were kept."""

    what: str
    count: int
    due: int | None = None
    kept: int | None = None


class Assessments(Counting):
    """How each half-year went."""

    def record_assessment(self, *, assessing: Assessing) -> None:
        """Write down the assessment of a half-year; a later one goes before an earlier one."""
        period = assessments.an_assessment_is_of_a_half_year_begun(
            number=assessing.period, periods=self.half_years, on=assessing.held_on
        )
        scope = assessments.scope_of(period)
        self.trigger(events.AssessmentHeld, scope=scope, **asdict(assessing))

    @property
    def half_years(self) -> tuple[Window, ...]:
        """The half-years of the term, as far as they are known."""
        return self.periods(periods.ASSESSMENT)

    def periods(self, kind: str) -> tuple[Window, ...]:
        """The periods of the term in each of which something of that kind is done."""
        return periods.periods_of(
            kind,
            start=self.reported_on,
            months=self.term_months,
            credit_days=self.credit_days,
            suspensions=self.suspensions,
            reading=self.reading,
        )

    def asks_for(self, period: Window) -> bool:
        """Whether a period asks anything of this case (domain.md 0.2; 戒毒条例 24(2))."""
        return periods.is_asked_for(
            period,
            tracked_from=self.tracked_from,
            ended_on=self.ended_on,
            custody=self.suspensions,
        )

    def tallies(self, first: date, last: date, *, day: date) -> list[Tally]:
        """What stands in the file of the days from the first to the last, as of a day."""
        last = min(last, day)

        def within(days: Iterable[date]) -> int:
            return sum(first <= it <= last for it in days)

        counted = self._bases(last)
        left = [it for it in counted[counters.LEAVE_DAYS] if first <= it.on <= last]
        return [
            self._tests(first, last, day=day),
            *self._contacts(first, last, day=day),
            Tally(what="evaded", count=within(it.on for it in counted[counters.TEST])),
            Tally(what="leaves", count=within(it.depart_on for it in self.leaves.values())),
            Tally(what="absences", count=len(left)),
            Tally(what="absence_days", count=sum(it.amount for it in left)),
            Tally(what="breaches", count=within(it.on for it in counted[counters.MINOR])),
            Tally(what="use", count=within(it.on for it in counted[counters.USE])),
            Tally(what="admonitions", count=within(self.admonished)),
        ]

    def _tests(self, first: date, last: date, *, day: date) -> Tally:
        closed = [
            it.state
            for it in self.outcomes(day)
            if first <= it.window.last <= last and it.state in CLOSED
        ]
        return Tally(
            what="tests",
            count=sum(first <= on <= last for on in self._counted_tests),
            due=len(closed),
            kept=sum(it in KEPT for it in closed),
        )

    def _contacts(self, first: date, last: date, *, day: date) -> Iterator[Tally]:
        for kind in periods.CONTACTS:
            days = list(self.contact_days(kind))
            asked = [
                it
                for it in self.periods(kind)
                if first <= it.last <= last and it.last < day and self.asks_for(it)
            ]
            yield Tally(
                what=kind,
                count=sum(first <= on <= last for on in days),
                due=len(asked),
                kept=sum(periods.is_kept(it, days) for it in asked),
            )

    def contact_days(self, kind: str) -> Iterable[date]:
        """On which days there were talks or visits, or about which the person reported."""
        if kind == periods.REPORT:
            return [about for about, _ in self.reported]
        return self.talks if kind == periods.TALK else self.visits
