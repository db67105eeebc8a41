"""The term: how long it may be, its last day, and the last days that other readings give."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from services.registry.rules.book import RECOVERY, REHAB, rule, rule_for
from shared.calendar import OpenSpan, anniv, last_day, merge
from shared.law import Citation, Refusal

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
    first_counts = rule("term_start_day_counts", on=reported_on).flag
    detained_counts = rule("suspension_counts", on=reported_on).flag
    return last_day(
        reported_on if first_counts else reported_on + DAY,
        months,
        (*on_the_way, *(() if detained_counts else suspensions)),
        credit_days,
    )


def last_days_that_can_be_argued(
    *, reported_on: date, months: int, suspensions: Iterable[OpenSpan] = (), credit_days: int = 0
) -> tuple[date, date | None]:
    """The law is silent on the first day, on detained days and on those between two towns.

    `suspensions` are the days that may not count: the earliest and the latest reading.

    From the day after the earliest to the latest, nothing adverse happens without a person's
    choice. The latest is None while a suspension is open. A reading by which the credited days
    would leave nothing of the term cannot be argued.
    """
    earliest = last_day(reported_on, months, (), credit_days)
    next_day = reported_on + DAY
    something_left = anniv(next_day, months) - next_day > timedelta(days=credit_days)
    start = next_day if something_left else reported_on
    return earliest, last_day(start, months, suspensions, credit_days)


def readings(
    *,
    reported_on: date,
    months: int,
    held: Iterable[OpenSpan] = (),
    on_the_way: Iterable[OpenSpan] = (),
    credit_days: int = 0,
) -> tuple[Reading, ...]:
    """Every last day that can be argued, the earliest first, each with one way to count to it.

    Whether the day of reporting counts (戒毒条例 14(2)), days in detention (24(2)) and days
    between two towns (22), the law does not say (domain.md 0.22). Two ways that end on the same
    day are one: the town's own goes before others.
    """
    held, on_the_way = merge(held), merge(on_the_way)
    found: dict[date | None, Reading] = {}
    for start in _first_days(reported_on, months, credit_days):
        for left_out in (held, merge((*held, *on_the_way)), (), on_the_way):
            end = last_day(start, months, left_out, credit_days)
            found.setdefault(end, Reading(counted_from=start, left_out=left_out, last_day=end))
    return tuple(found[end] for end in sorted(found, key=lambda end: end or date.max))


def _first_days(reported_on: date, months: int, credit_days: int) -> Iterator[date]:
    """The first days that can be argued, the town's own first; each leaves something of a term."""
    counts = rule("term_start_day_counts", on=reported_on).flag
    days = (reported_on, reported_on + DAY) if counts else (reported_on + DAY, reported_on)
    return (day for day in days if anniv(day, months) - day > timedelta(days=credit_days))
