"""The term: how long it may be, its last day, and the last days that other readings give."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from services.registry.rules.book import RECOVERY, REHAB, rule, rule_for
from shared.calendar import OpenSpan, anniv, last_day, merge, working_days_after
from shared.law import Citation, Due, Refusal

LENGTH = {REHAB: "rehab_term_months", RECOVERY: "recovery_term_months_max"}
DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One way to count a term: from which day, without which days; None: nobody knows its end."""

    counted_from: date
    left_out: tuple[OpenSpan, ...]
    last_day: date | None


def a_term_is_as_long_as_the_law_has_it(*, kind: str, months: int, decided_on: date) -> None:
    """Rehab takes 3 years, recovery 1 month to 3 years (禁毒法 33, 48; 戒毒条例 14(2), 37(1))."""
    length = rule_for(kind, LENGTH, on=decided_on)
    shortest = length.number if kind == REHAB else 1
    if not is_lawful_term(kind=kind, months=months, decided_on=decided_on):
        raise Refusal(
            "期限 {months} 个月不在 {shortest} 至 {longest} 个月之内",
            length.citation,
            field="term_months",
            months=months,
            shortest=shortest,
            longest=length.number,
        )


def is_lawful_term(*, kind: str, months: int, decided_on: date) -> bool:
    """Whether a measure of this kind may be ordered for so long."""
    length = rule_for(kind, LENGTH, on=decided_on)
    shortest = length.number if kind == REHAB else 1
    return shortest <= months <= length.number


def credit_leaves_something(*, reported_on: date, months: int, credit_days: int) -> None:
    """Days served in isolation shorten a term (戒毒条例 31(2)); they cannot use all of it up."""
    if anniv(reported_on, months) - reported_on <= timedelta(days=credit_days):
        raise Refusal(
            "折抵 {credit_days} 天以后，{months} 个月的期限没有剩余",
            Citation("戒毒条例", "31(2)"),
            field="credit_days",
            credit_days=credit_days,
            months=months,
        )


def months_of_rehab(*, decided_on: date) -> int:
    """How long every rehab takes (禁毒法 33, 戒毒条例 14(2))."""
    return rule_for(REHAB, LENGTH, on=decided_on).number


def first_day_of_term(*, reported_on: date) -> date:
    """A term runs from the day of reporting (戒毒条例 14(2)), which the town counts or not."""
    counts = rule("term_start_day_counts", on=reported_on).flag
    return reported_on if counts else reported_on + DAY


def last_day_of_term(
    *,
    reported_on: date,
    months: int,
    suspensions: Iterable[OpenSpan] = (),
    on_the_way: Iterable[OpenSpan] = (),
    credit_days: int = 0,
) -> date | None:
    """A term runs from the day of reporting, detained days left out (戒毒条例 14(2), 24(2)).

    So are days `on_the_way` between two towns, where the town does not count them (22). Days
    served in isolation are credited (31(2)). None while a suspension is open. It does not roll
    over a holiday: release is by law on expiry (23).
    """
    detained_counts = rule("suspension_counts", on=reported_on).flag
    return last_day(
        first_day_of_term(reported_on=reported_on),
        months,
        (*on_the_way, *(() if detained_counts else suspensions)),
        credit_days,
    )


def last_days_that_can_be_argued(
    *,
    reported_on: date,
    months: int,
    suspensions: Iterable[OpenSpan] = (),
    credit_days: int = 0,
    answered: bool = False,
) -> tuple[date, date | None]:
    """The law is silent on the first day, on detained days and on those between two towns.

    `suspensions` are the days that may not count: the earliest and the latest reading. Where the
    police `answered` what the term is, its first day is not open to argument.

    From the day after the earliest to the latest, nothing adverse happens without a person's
    choice. The latest is None while a suspension is open. A reading by which the credited days
    would leave nothing of the term cannot be argued.
    """
    starts = sorted(_first_days(reported_on, months, credit_days, answered=answered))
    earliest = last_day(starts[0], months, (), credit_days)
    return earliest, last_day(starts[-1], months, suspensions, credit_days)


def readings(
    *,
    reported_on: date,
    months: int,
    held: Iterable[OpenSpan] = (),
    on_the_way: Iterable[OpenSpan] = (),
    credit_days: int = 0,
    answered: bool = False,
) -> tuple[Reading, ...]:
    """Every last day that can be argued, the earliest first, each with one way to count to it.

    Whether the day of reporting counts (戒毒条例 14(2)), days in detention (24(2)) and days
    between two towns (22), the law does not say (domain.md 0.22). Two ways that end on the same
    day are one: the town's own goes before others.
    """
    held, on_the_way = merge(held), merge(on_the_way)
    found: dict[date | None, Reading] = {}
    for start in _first_days(reported_on, months, credit_days, answered=answered):
        for left_out in (held, merge((*held, *on_the_way)), (), on_the_way):
            end = last_day(start, months, left_out, credit_days)
            found.setdefault(end, Reading(counted_from=start, left_out=left_out, last_day=end))
    return tuple(found[end] for end in sorted(found, key=lambda end: end or date.max))


def the_paper_agrees(
    *, printed: tuple[date | None, date | None], counted: tuple[date, date]
) -> bool:
    """Whether what a decision prints as its first and last day is what the law has (14(2))."""
    return all(said in {None, day} for said, day in zip(printed, counted, strict=True))


def a_term_ends_after_it_begins(
    *, first: date | None, last: date | None, field: str, reported_on: date | None = None
) -> None:
    """No term ends before it begins, or before the person reported (戒毒条例 14(2))."""
    begun = [day for day in (first, reported_on) if day is not None]
    if last is not None and begun and last < max(begun):
        raise Refusal(
            "期满日 {last} 早于 {begun}",
            rule("term_start_day_counts", on=last).citation,
            field=field,
            last=last,
            begun=max(begun),
        )


def credit_to_end_on(*, reported_on: date, months: int, last_day: date) -> int:
    """How many days fewer than its months a term has that ends on a day; more are below nought."""
    start = first_day_of_term(reported_on=reported_on)
    return (anniv(start, months) - DAY - last_day).days


def question_due(*, raised_on: date) -> Due:
    """The police are asked which days hold, soon (戒毒条例 14(2); the town's number)."""
    days = rule("term_question_working_days", on=raised_on)
    return Due(on=working_days_after(raised_on, days.number), rule=days)


def _first_days(
    reported_on: date, months: int, credit_days: int, *, answered: bool
) -> Iterator[date]:
    """The first days that can be argued, the town's own first; each leaves something of a term."""
    first = first_day_of_term(reported_on=reported_on)
    days = dict.fromkeys((first, reported_on, reported_on + DAY))
    left = (day for day in days if anniv(day, months) - day > timedelta(days=credit_days))
    return islice(left, 1) if answered else left
