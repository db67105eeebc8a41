"""The half-years of a term, each with its assessment, every second with that of the year.

No law asks for them: the town does, from a day on, so that nothing is asked for half-years that
were over before it did (domain.md 4: half-year summary, yearly assessment).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from services.supervision.rules.book import rule
from services.supervision.rules.windows import DAY, Window
from shared.law import Refusal

HALF_YEAR, YEAR = "half_year", "year"
IN_A_YEAR = 2
GOOD, FAIR, POOR = "good", "fair", "poor"
RESULTS = (GOOD, FAIR, POOR)


def scope_of(period: Window) -> str:
    """What is assessed at the end of a half-year: it alone, or the year that ends with it."""
    return HALF_YEAR if period.number % IN_A_YEAR else YEAR


def assessed_span(period: Window, periods: Sequence[Window]) -> tuple[date, date]:
    """First and last day of what is assessed at the end of a half-year."""
    whole = scope_of(period) == YEAR
    begins = periods[period.number - IN_A_YEAR] if whole else period
    return begins.first, period.last


def assessed_from(period: Window) -> date:
    """The first day on which it is to be done: so many days, up to its end, are left for it."""
    days = rule("assessment_days", on=period.last).number
    return max(period.first, period.last - DAY * (days - 1))


def is_asked_by_the_town(period: Window) -> bool:
    """Whether it ended once the town asked for assessments."""
    since = date.fromisoformat(str(rule("assessments_from", on=period.last).value))
    return period.last >= since


def an_assessment_is_of_a_half_year_begun(
    *, number: int, periods: Sequence[Window], on: date
) -> Window:
    """Give the half-year; one that has not begun, or is none of the term, cannot be assessed."""
    asked_by = rule("assessment_plan", on=on).citation
    if not 1 <= number <= len(periods):
        raise Refusal("本案期限内没有第{number}个半年", asked_by, field="period", number=number)
    found = periods[number - 1]
    if on < found.first:
        raise Refusal(
            "第{number}个半年自{first}开始，评估日期不能早于这一日",
            asked_by,
            field="held_on",
            number=number,
            first=found.first,
        )
    return found
