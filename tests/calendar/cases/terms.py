"""Terms and windows: where they end, and what a detention moves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from services.registry.rules import term
from services.supervision.rules import windows
from tests.calendar.cases import Line, d, days

REPORTED = "2025-12-01"
D3 = "戒毒条例 14(2) (D3)"
D5 = "戒毒条例 24(2) (D5)"
D8 = "戒毒条例 37, 38 (D8)"


def last(start: str = REPORTED, months: int = 36, spans: str = "", credit: int = 0) -> date | None:
    return term.last_day_of_term(
        reported_on=d(start), months=months, suspensions=days(spans), credit_days=credit
    )


def argued(spans: str = "") -> tuple[date, date | None]:
    return term.last_days_that_can_be_argued(
        reported_on=d(REPORTED), months=36, suspensions=days(spans)
    )


def window(number: int, start: str = REPORTED, plan: str = "PLAN_22", spans: str = "") -> list[str]:
    found = windows.windows_of(
        start=d(start),
        months=36,
        stages=windows.stages_of(plan, on=d(start)),
        suspensions=days(spans),
    )
    it = found[number - 1]
    return [it.first.isoformat(), it.last.isoformat(), str(len(found))]


TERMS = (
    Line("three years from an ordinary day", D3, last, d("2028-11-30")),
    Line("three years to a leap day", D3, lambda: last("2025-03-01"), d("2028-02-29")),
    Line("reported on 29 February", "民法典 202 (D4)", lambda: last("2024-02-29"), d("2027-02-28")),
    Line("a term never rolls for a holiday", D3, lambda: last("2023-10-02"), d("2026-10-01")),
    Line("31 August and 18 months", D8, lambda: last("2025-08-31", 18), d("2027-02-28")),
    Line("recovery of one month", D8, lambda: last("2026-01-31", 1), d("2026-02-28")),
    Line(
        "recovery of one month from 31 December", D8, lambda: last("2025-12-31", 1), d("2026-01-30")
    ),
    Line("recovery of 36 months", D8, lambda: last("2026-06-01", 36), d("2029-05-31")),
    Line(
        "one detention of 15 days", D5, lambda: last(spans="2026-05-10/2026-05-25"), d("2028-12-15")
    ),
    Line(
        "two detentions, overlapping",
        D5,
        lambda: last(spans="2026-05-10/2026-05-25 2026-05-20/2026-06-19"),
        d("2029-01-09"),
        "overlapping",
    ),
    Line(
        "the same in the other order",
        D5,
        lambda: last(spans="2026-05-20/2026-06-19 2026-05-10/2026-05-25"),
        d("2029-01-09"),
        "overlapping",
    ),
    Line(
        "one inside the other",
        D5,
        lambda: last(spans="2026-05-10/2026-06-19 2026-05-20/2026-05-25"),
        d("2029-01-09"),
        "overlapping",
    ),
    Line(
        "one after the other without a day between",
        D5,
        lambda: last(spans="2026-05-10/2026-05-20 2026-05-20/2026-06-19"),
        d("2029-01-09"),
    ),
    Line("a detention that nobody closed", D5, lambda: last(spans="2026-05-10/.."), None, "open"),
    Line(
        "closed one, open one in the tail",
        D5,
        lambda: last(spans="2026-05-10/2026-05-25 2028-12-10/.."),
        None,
        "open",
    ),
    Line(
        "a detention after the last day",
        D5,
        lambda: last(spans="2028-12-01/2028-12-20"),
        d("2028-11-30"),
        "after the last day",
    ),
    Line(
        "an open one after the last day",
        D5,
        lambda: last(spans="2028-12-01/.."),
        d("2028-11-30"),
        "after the last day",
    ),
    Line(
        "one in the days that another added",
        D5,
        lambda: last(spans="2026-05-10/2026-05-25 2028-12-05/2028-12-10"),
        d("2028-12-20"),
        "in the tail",
    ),
    Line(
        "a third in the days that the second added",
        D5,
        lambda: last(spans="2026-05-10/2026-05-25 2028-12-05/2028-12-10 2028-12-20/2028-12-22"),
        d("2028-12-22"),
        "in the tail",
    ),
    Line(
        "one that begins on the last day",
        D5,
        lambda: last(spans="2028-11-30/2028-12-10"),
        d("2028-12-10"),
        "on the last day",
    ),
    Line(
        "freed on the last day",
        D5,
        lambda: last(spans="2028-11-20/2028-11-30"),
        d("2028-12-10"),
        "on the last day",
    ),
    Line(
        "freed on the day of detention",
        D5,
        lambda: last(spans="2026-05-10/2026-05-10"),
        d("2028-11-30"),
    ),
    Line(
        "detained on the first day",
        D5,
        lambda: last(spans="2025-12-01/2025-12-11"),
        d("2028-12-10"),
    ),
    Line(
        "days before reporting are none of the term",
        D5,
        lambda: last(spans="2025-11-21/2025-12-11"),
        d("2028-12-10"),
    ),
    Line(
        "200 days in isolation are credited",
        "戒毒条例 31(2) (D6)",
        lambda: last(credit=200),
        d("2028-05-14"),
    ),
    Line(
        "credited, and detained",
        "戒毒条例 31(2), 24(2) (D5, D6)",
        lambda: last(spans="2026-05-10/2026-05-25", credit=200),
        d("2028-05-29"),
    ),
    Line(
        "detained after the credited end",
        "戒毒条例 31(2), 24(2) (D5, D6)",
        lambda: last(spans="2028-05-20/2028-06-20", credit=200),
        d("2028-05-14"),
    ),
    Line(
        "readings without a detention",
        "民法典 201; 0.22",
        argued,
        (d("2028-11-30"), d("2028-12-01")),
    ),
    Line(
        "readings with a detention",
        "戒毒条例 24(2); 0.22",
        lambda: argued("2026-05-10/2026-05-25"),
        (d("2028-11-30"), d("2028-12-16")),
    ),
    Line(
        "readings while somebody is held",
        "戒毒条例 24(2); 0.22",
        lambda: argued("2026-05-10/.."),
        (d("2028-11-30"), None),
    ),
)

WINDOWS = (
    Line(
        "the first of 22", "戒毒条例 19(2)", lambda: window(1), ["2025-12-01", "2025-12-31", "22"]
    ),
    Line(
        "the first of the second year",
        "戒毒条例 19(2)",
        lambda: window(13),
        ["2026-12-01", "2027-01-31", "22"],
    ),
    Line(
        "the last ends with the term",
        "戒毒条例 19(2)",
        lambda: window(22),
        ["2028-09-01", "2028-11-30", "22"],
    ),
    Line(
        "from the 31st it does not drift",
        "戒毒条例 19(2)",
        lambda: window(3, "2025-12-31"),
        ["2026-03-01", "2026-03-30", "22"],
    ),
    Line(
        "from 29 February",
        "戒毒条例 19(2); D4",
        lambda: window(13, "2024-02-29"),
        ["2025-03-01", "2025-04-28", "22"],
    ),
    Line(
        "half of February",
        "戒毒条例 19(2)",
        lambda: window(5, plan="PLAN_28"),
        ["2026-02-01", "2026-02-14", "28"],
    ),
    Line(
        "interrupted, it runs on after release",
        D5,
        lambda: window(6, spans="2026-05-10/2026-05-25"),
        ["2026-05-01", "2026-06-15", "22"],
    ),
    Line(
        "the last moves with the last day",
        D5,
        lambda: window(22, spans="2026-05-10/2026-05-25"),
        ["2028-09-16", "2028-12-15", "22"],
    ),
)

LINES: Sequence[Line] = (*TERMS, *WINDOWS)
