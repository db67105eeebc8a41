"""The part of a file that states what was before the software kept the case (domain.md 0.2)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from services.supervision.domain.events import takeover as events
from services.supervision.domain.events.breaches import OpeningBalanceRecorded
from services.supervision.domain.records.takeover import Span, SpansBefore, TestsBefore
from services.supervision.domain.supervision.counting import Counting
from services.supervision.rules import counters, leave, takeover
from services.supervision.rules.leave import UNREPORTED, Away
from services.supervision.rules.outcomes import BEFORE_TAKEOVER
from services.supervision.rules.windows import DAY
from shared.law import defects
from shared.scans import Scan, facts_of

PAPER = "paper"


class TakingOver(Counting):
    """Spans and tests that only paper knows of."""

    def record_spans_before(
        self, *, stated: SpansBefore, scan: Scan | None, author: Iterable[str]
    ) -> tuple[str, ...]:
        """Write down the spans of one kind; unauthorised absences start their counters, too."""
        since = takeover.only_a_case_taken_over_has_a_past(tracked_from=self.tracked_from)
        takeover.a_statement_is_checked_by_another(checker=stated.checker, author=author)
        for span in stated.spans:
            takeover.a_span_is_of_the_time_before(
                span, reported_on=self.reported_on, tracked_from=since
            )
        found = defects(takeover.a_statement_is_shown(shown=scan is not None))
        spans = tuple(sorted(set(stated.spans)))
        self.trigger(
            events.OpeningSpansRecorded,
            recorded_on=stated.recorded_on,
            kind=stated.kind,
            begins=tuple(first for first, _ in spans),
            ends=tuple(end for _, end in spans),
            defects=found,
            page=stated.page,
            checker=stated.checker,
            **facts_of(scan),
        )
        if stated.kind == takeover.ABSENCE:
            self._start_counters(stated, spans, since=since, found=found, scan=scan)
        return found

    def record_tests_before(
        self, *, stated: TestsBefore, scan: Scan | None, author: Iterable[str]
    ) -> tuple[str, ...]:
        """Write down how tests ended that were over by then; they enter no rate and no counter."""
        takeover.only_a_case_taken_over_has_a_past(tracked_from=self.tracked_from)
        takeover.a_statement_is_checked_by_another(checker=stated.checker, author=author)
        takeover.a_test_was_over_before(windows=stated.windows, before=self.windows_before)
        found = defects(takeover.a_statement_is_shown(shown=scan is not None))
        self.trigger(
            events.OpeningTestsRecorded,
            recorded_on=stated.recorded_on,
            result=stated.result,
            windows=tuple(sorted(set(stated.windows))),
            defects=found,
            page=stated.page,
            checker=stated.checker,
            **facts_of(scan),
        )
        return found

    @property
    def windows_before(self) -> tuple[int, ...]:
        """The windows that were over by the take-over."""
        return tuple(
            it.window.number for it in self.outcomes(date.max) if it.state == BEFORE_TAKEOVER
        )

    @property
    def unknown_spans(self) -> tuple[str, ...]:
        """Kinds of which nobody has said what there was; the town may have told of custody."""
        if self.tracked_from is None:
            return ()
        told = {takeover.SUSPENSION} if self._suspended_before else set()
        return tuple(it for it in takeover.SPANS if it not in {*self.spans_before, *told})

    @property
    def has_unknown_tests(self) -> bool:
        """Whether a test was over before of which nobody has said how it ended."""
        return any(number not in self.tests_before for number in self.windows_before)

    @property
    def suspensions_untold(self) -> tuple[Span, ...]:
        """Detentions that the paper has and the town's term does not leave out."""
        stated = self.spans_before.get(takeover.SUSPENSION, ())
        return tuple(it for it in stated if not self._is_left_out(it))

    @property
    def _suspended_before(self) -> bool:
        since = self.tracked_from
        return since is not None and any(first < since for first, _ in self.suspensions)

    def _is_left_out(self, span: Span) -> bool:
        first, end = span
        return any(
            begin <= first and (until is None or end <= until) for begin, until in self.suspensions
        )

    def _start_counters(
        self,
        stated: SpansBefore,
        spans: tuple[Span, ...],
        *,
        since: date,
        found: tuple[str, ...],
        scan: Scan | None,
    ) -> None:
        days = leave.days_away(
            {it: Away(kind=UNREPORTED, from_on=it[0], returned_on=it[1]) for it in spans},
            day=since,
            within=(self.reported_on, since - DAY),
            custody=self.suspensions,
            inclusive=self._includes_return(since),
        )
        starts = {counters.LEAVE_TIMES: len(spans), counters.LEAVE_DAYS: sum(days.values())}
        for name, value in starts.items():
            self.trigger(
                OpeningBalanceRecorded,
                recorded_on=stated.recorded_on,
                counter=name,
                value=value,
                source=PAPER,
                defects=found,
                page=stated.page,
                checker=stated.checker,
                **facts_of(scan),
            )
