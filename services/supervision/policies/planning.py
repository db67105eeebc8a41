"""The plan of tests that follows from a report-in, and from whatever changes the term."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from services.supervision.rules.extras import Extra, extras_of
from services.supervision.rules.plans import PlanPart, windows_in
from services.supervision.rules.targets import target_days
from services.supervision.rules.windows import BOOK, Reading, Window, default_plan, stages_of
from shared.calendar import OpenSpan


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The tests of one case: by which plan, in which windows, on which days, by which table.

    The target days of all of them are drawn from `seed`.
    """

    name: str
    windows: tuple[Window, ...]
    targets: tuple[date, ...]
    extras: tuple[Extra, ...]
    seed: bytes
    table: date


def plan_of(
    *,
    parts: tuple[PlanPart, ...] = (),
    reported_on: date,
    term_months: int,
    credit_days: int,
    suspensions: Iterable[OpenSpan] = (),
    reading: Reading | None = None,
    seed: bytes,
) -> Plan:
    """Whenever a person has reported in, tests are planned for the whole term (戒毒条例 19).

    Recovery that is ordered for less than three years cuts the plan; suspended days move what
    follows them (domain.md 4). `parts` are the plans that the police approved since, `reading` how
    somebody has the term counted where the law is silent.
    """
    spans = tuple(suspensions)
    name = default_plan(on=reported_on)
    every = (PlanPart(name=name, stages=stages_of(name, on=reported_on)), *parts)
    windows = windows_in(
        every,
        start=reported_on,
        months=term_months,
        suspensions=spans,
        credit_days=credit_days,
        reading=reading,
    )
    targets = target_days(windows, seed=seed)
    extras = (
        extras_of(
            start=reported_on,
            last=windows[-1].last,
            targets=targets,
            suspensions=spans,
            reading=reading,
            seed=seed,
            plan=every[-1].name,
        )
        if windows
        else ()
    )
    return Plan(
        name=every[-1].name,
        windows=windows,
        targets=targets,
        extras=extras,
        seed=seed,
        table=BOOK.as_of(reported_on).dated,
    )
