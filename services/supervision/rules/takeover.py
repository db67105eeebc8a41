"""What may be stated of the time before the software kept a case (domain.md 0.2)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from services.supervision.rules import defects
from services.supervision.rules.violations import is_another
from shared.law import Citation, Defect, Refusal

LEAVE, ABSENCE, SUSPENSION = "leave", "absence", "suspension"
SPANS = (LEAVE, ABSENCE, SUSPENSION)
NEGATIVE, POSITIVE, REFUSED, MISSED = "negative", "positive", "refused", "missed"
WAIVED, NOT_TESTED, NO_RECORD = "waived", "not_tested", "no_record"
TESTS = (NEGATIVE, POSITIVE, REFUSED, MISSED, WAIVED, NOT_TESTED, NO_RECORD)

STATED = Citation("归航登记规则", "接管前的情况以纸质档案为准，并由另一人核对")


def only_a_case_taken_over_has_a_past(*, tracked_from: date | None) -> date:
    """Give the day of the take-over; a case that began here has nothing from before."""
    if tracked_from is None:
        raise Refusal("这个案件不是接管的，没有接管前的情况", STATED, field="recorded_on")
    return tracked_from


def a_statement_is_checked_by_another(*, checker: str, author: Iterable[str]) -> None:
    """What is read from paper is read by two; `author` is what the first of them is called."""
    if not is_another(checker, than=author):
        raise Refusal("接管前的情况须由登记人以外的另一人核对", STATED, field="checker")


def a_statement_is_shown(*, shown: bool) -> Defect | None:
    """The page that it was read from is shown by a scan; without it nothing is known by it."""
    return None if shown else defects.NO_BALANCE_SCAN


def a_span_is_of_the_time_before(
    span: tuple[date, date], *, reported_on: date, tracked_from: date
) -> None:
    """It began in the term and was over by the take-over; all else is recorded as any other."""
    first, end = span
    if end < first:
        raise Refusal(
            "{first}至{end}：结束日期早于开始日期", STATED, field="spans", first=first, end=end
        )
    if first < reported_on:
        raise Refusal(
            "{first}至{end}：早于报到日期{on}，不属于本案",
            STATED,
            field="spans",
            first=first,
            end=end,
            on=reported_on,
        )
    if end > tracked_from:
        raise Refusal(
            "{first}至{end}：到接管日{on}还没有结束，请照常登记外出、擅自离开或者中止",
            STATED,
            field="spans",
            first=first,
            end=end,
            on=tracked_from,
        )


def a_test_was_over_before(*, windows: Iterable[int], before: Collection[int]) -> None:
    """What ended after the take-over is recorded as any other test."""
    for number in windows:
        if number not in before:
            raise Refusal(
                "第{number}次检测的期间不是在接管以前结束的，请照常登记",
                STATED,
                field="windows",
                number=number,
            )
