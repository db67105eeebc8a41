"""Surprise tests and hair tests beside the plan (the town's numbers under 戒毒条例 19).

How many there are in a year is a dated setting. Each has a span in which it is due and a target
day that only the testers see, drawn from the seed of the case.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from services.supervision.rules.book import rule
from services.supervision.rules.outcomes import outcomes
from services.supervision.rules.windows import DAY, Reading, Window, reading_of_the_town
from shared.calendar import OpenSpan, anniv, is_working_day, since, to_calendar
from shared.law import Citation, Refusal

SURPRISE, HAIR = "surprise", "hair"
SETTINGS = {SURPRISE: "surprise_tests_a_year", HAIR: "hair_tests_a_year"}
AT_LEAST = {(SURPRISE, "PLAN_28"): "surprise_tests_PLAN_28"}
YEAR = 12  # months
BY_LOT = Citation("戒毒条例", "第19条第2项")

Answers = Collection[tuple[int, date]]
NOTHING: Mapping[str, Answers] = {}


@dataclass(frozen=True)
class Extra:
    """One test beside the plan: of which kind, in which span, on which hidden day."""

    kind: str
    span: Window
    target: date


@dataclass(frozen=True)
class ExtraOutcome:
    """A test beside the plan as it stands on a day; `tested_on` is the test that it is kept by."""

    extra: Extra
    state: str
    tested_on: date | None = None


def a_drawing_lies_ahead(*, first: date, last: date, today: date) -> None:
    """Nobody is tested in days that are over."""
    if first < today:
        raise Refusal("抽检期间不能从过去的日期开始", BY_LOT, field="first")
    if last < first:
        raise Refusal("抽检期间的最后一天不能早于第一天", BY_LOT, field="last")


def somebody_is_drawn(*, count: int) -> None:
    """A drawing of nobody is none."""
    if not count:
        raise Refusal(
            "所选案件都不在执行期内，或者正在中止，或者抽检期间超出期限，没有可以抽检的",
            BY_LOT,
            field="cases",
        )


def extra_outcomes(
    extras: Iterable[Extra],
    *,
    tested: Iterable[date],
    hair: Collection[date],
    day: date,
    tracked_from: date | None,
    ended_on: date | None,
    custody: Collection[OpenSpan],
    suspended_on: date | None,
    refused: Mapping[str, Answers] = NOTHING,
    missed: Mapping[str, Answers] = NOTHING,
    waived: Mapping[str, Answers] = NOTHING,
) -> tuple[ExtraOutcome, ...]:
    """Each as of a day: a valid test that no window of the plan needs keeps one of its kind.

    `tested` are the days of those tests, `hair` those of hair tests among them; `refused`,
    `missed` and `waived` are number and day of each such answer to a notice, by kind.
    """
    spare = sorted(on for on in tested if on <= day)
    found = []
    for extra in extras:
        fits = [on for on in spare if _inside(on, extra) and (on in hair) == (extra.kind == HAIR)]
        if fits:
            spare.remove(fits[0])
        standing = outcomes(
            [extra.span],
            tested=fits[:1],
            refused=refused.get(extra.kind, ()),
            missed=missed.get(extra.kind, ()),
            waived=waived.get(extra.kind, ()),
            day=day,
            custody=custody,
            suspended_on=suspended_on,
            tracked_from=tracked_from,
            ended_on=ended_on,
        )[0]
        found.append(ExtraOutcome(extra, standing.state, standing.tested_on))
    return tuple(found)


def _inside(on: date, extra: Extra) -> bool:
    return extra.span.first <= on <= extra.span.last


def extras_of(
    *,
    start: date,
    last: date,
    targets: Sequence[date],
    suspensions: Iterable[OpenSpan],
    seed: bytes,
    plan: str = "",
    reading: Reading | None = None,
) -> tuple[Extra, ...]:
    """All of a case whose last day is known; a year that the term cuts short has its share.

    A plan may ask for more surprise tests in the whole term than its years do.

    Targets keep the distance between two counted tests from those of the plan, where they can.
    """
    found = [
        (kind, span)
        for kind, setting in SETTINGS.items()
        for span in _at_least(
            AT_LEAST.get((kind, plan)),
            tuple(
                _spans(
                    start=start,
                    last=last,
                    a_year=rule(setting, on=start).number,
                    left_out=_left_out(start, tuple(suspensions), reading),
                )
            ),
            start=start,
            last=last,
        )
    ]
    return tuple(
        Extra(kind=kind, span=span, target=draw(kind, span, taken=targets, seed=seed))
        for kind, span in found
    )


def _left_out(
    start: date, suspensions: tuple[OpenSpan, ...], reading: Reading | None
) -> tuple[OpenSpan, ...]:
    counted = reading or reading_of_the_town(start=start, suspensions=suspensions)
    return since(start, counted.left_out)


def _spans(
    *, start: date, last: date, a_year: int, left_out: tuple[OpenSpan, ...]
) -> Iterator[Window]:
    """Equal parts of each year of the term, mapped past the days that are left out of it."""
    number = 0
    while a_year:
        first = to_calendar(anniv(start, number * YEAR // a_year), left_out)
        end = to_calendar(anniv(start, (number + 1) * YEAR // a_year) - DAY, left_out)
        if first is None or end is None or end > last:
            return  # a part that the term cuts short asks for none
        number += 1
        yield Window(number=number, first=first, last=end)


def _at_least(
    setting: str | None, found: tuple[Window, ...], *, start: date, last: date
) -> tuple[Window, ...]:
    """As many as the plan asks for in the whole term, in equal parts, where its years are fewer."""
    parts = rule(setting, on=start).number if setting else 0
    if len(found) >= parts:
        return found
    days = (last - start).days + 1
    bounds = [start + DAY * (days * part // parts) for part in range(parts + 1)]
    return tuple(
        Window(number=number, first=first, last=end - DAY)
        for number, (first, end) in enumerate(itertools.pairwise(bounds), start=1)
    )


def draw(kind: str, span: Window, *, taken: Sequence[date], seed: bytes) -> date:
    """A working day of the span, drawn from the seed."""
    gap = timedelta(days=rule("min_gap_days", on=span.first).number)
    days = [span.first + DAY * n for n in range((span.last - span.first).days + 1)]
    working = [day for day in days if is_working_day(day)] or [span.last]
    free = [day for day in working if all(abs(day - other) >= gap for other in taken)] or working
    drawn = hashlib.sha256(seed + f"{kind} {span.number}".encode()).digest()
    return free[int.from_bytes(drawn, "big") % len(free)]
