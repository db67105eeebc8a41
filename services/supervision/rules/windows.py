"""Test windows: the stretches of a term in each of which one valid test is taken.

They are computed from the start of the case, never from the last test, so they do not drift; and
they tile the term: each day that counts lies in exactly one window, up to the last day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate, pairwise, takewhile
from pathlib import Path

from shared.calendar import OpenSpan, anniv, last_day, since, to_calendar
from shared.law import Refusal, Rule, RuleBook

BOOK = RuleBook(Path(__file__).parent)

CUSTOM = "CUSTOM"
HALF = Decimal("0.5")
DAY = timedelta(days=1)

Stage = tuple[int, Decimal]
"""How many months a stage of a plan lasts, and how many months each of its windows takes."""


@dataclass(frozen=True)
class Window:
    """One stretch of the term, both days included."""

    number: int
    first: date
    last: date


@dataclass(frozen=True, kw_only=True)
class Reading:
    """By which reading a named person has the term counted, where the law is silent (0.22)."""

    counted_from: date
    left_out: tuple[OpenSpan, ...]


def plans(*, on: date) -> tuple[str, ...]:
    """The plans that the town has laid down, and the one that is made for a person."""
    laid_down = (name for name in BOOK.as_of(on).rules if name.startswith("PLAN_"))
    return (*laid_down, CUSTOM)


def default_plan(*, on: date) -> str:
    """The plan of a case for which the police asked for no other."""
    return str(BOOK.as_of(on)["default_plan"].value)


def stages_of(plan: str, *, on: date) -> tuple[Stage, ...]:
    """The stages of a plan that the town has laid down (戒毒条例 19: as the police require)."""
    if plan == CUSTOM or plan not in plans(on=on):
        raise Refusal("没有 {plan} 这个检测方案", field="plan", plan=plan)
    return tuple((months, Decimal(step)) for months, step in BOOK.as_of(on)[plan].value)


def rule_of(plan: str, *, on: date) -> Rule:
    """The line of the rule table that a plan rests on."""
    return BOOK.as_of(on)["custom_plan" if plan == CUSTOM else plan]


def a_plan_covers_the_term(*, stages: Sequence[Stage], months: int, on: date) -> None:
    """A plan leaves no part of the term without a test (戒毒条例 19; 禁毒法 35)."""
    covered = sum(length for length, _ in stages)
    if covered < months:
        raise Refusal(
            "检测方案只排到第 {covered} 个月，期限有 {months} 个月",
            rule_of(CUSTOM, on=on).citation,
            field="plan",
            covered=covered,
            months=months,
        )


def a_stage_has_whole_windows(*, months: int, step: Decimal) -> None:
    """A stage lasts whole months; a window takes half a month or whole months."""
    if months < 1 or not (step == HALF or (step >= 1 and step == step.to_integral_value())):
        raise Refusal("{months}/{step} 不是检测方案的一段", field="plan", months=months, step=step)


def windows_of(
    *,
    start: date,
    months: int,
    stages: Sequence[Stage],
    suspensions: Iterable[OpenSpan] = (),
    credit_days: int = 0,
    reading: Reading | None = None,
) -> tuple[Window, ...]:
    """A case is tested once in each window of its plan (戒毒条例 19), up to its last day.

    Both ends of a window are moved past the suspended days before them, so a window that was
    interrupted runs on after release, and none is dropped. While a suspension is open, only the
    windows that ended before it are known. A `reading` that was chosen goes before the town's own.
    """
    a_plan_covers_the_term(stages=stages, months=months, on=start)
    counted = reading or reading_of_the_town(start=start, suspensions=suspensions)
    first, spans = counted.counted_from, since(counted.counted_from, counted.left_out)
    end = last_day(first, months, credit=credit_days) + DAY
    cuts = takewhile(lambda cut: cut < end, _cuts(first, stages))
    return tuple(_mapped([*cuts, end], spans))


def reading_of_the_town(*, start: date, suspensions: Iterable[OpenSpan]) -> Reading:
    """How the town counts a term, where nobody chose (戒毒条例 14(2), 24(2))."""
    table = BOOK.as_of(start)
    return Reading(
        counted_from=start if table["term_start_day_counts"].flag else start + DAY,
        left_out=() if table["suspension_counts"].flag else tuple(suspensions),
    )


def _cuts(start: date, stages: Sequence[Stage]) -> Iterator[date]:
    """Give the first days of the windows, as if nothing were ever suspended."""
    begins = accumulate((length for length, _ in stages), initial=0)
    for begin, (length, step) in zip(begins, stages, strict=False):
        a_stage_has_whole_windows(months=length, step=step)
        for month in range(begin, begin + length, max(1, int(step))):
            yield anniv(start, month)
            if step == HALF:
                yield _middle(anniv(start, month), anniv(start, month + 1))


def _middle(first: date, end: date) -> date:
    """Half a month of n days: the first half has n/2 days, rounded up."""
    return first + timedelta(days=((end - first).days + 1) // 2)


def _mapped(cuts: Sequence[date], spans: Iterable[OpenSpan]) -> Iterator[Window]:
    for number, (first, end) in enumerate(pairwise(cuts), start=1):
        opens, closes = to_calendar(first, spans), to_calendar(end - DAY, spans)
        if opens is None or closes is None:
            return
        yield Window(number=number, first=opens, last=closes)
