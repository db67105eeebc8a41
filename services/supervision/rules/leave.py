"""Leaving the county: what needs a written report, and how many days an absence counts (DR 19, 20).

Days are those from the day of leaving up to the day of return, which does not count unless the
police have found otherwise; an absence that is open counts up to today.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from services.supervision.rules import defects
from services.supervision.rules.book import rule
from services.supervision.rules.terms import is_suspended
from services.supervision.rules.violations import is_another
from services.supervision.rules.windows import DAY
from shared.calendar import OpenSpan
from shared.law import Citation, Defect, Refusal

UNREPORTED, OVERSTAY = "unreported", "overstay"
REPORTED = Citation("戒毒条例", "第19条第3项")

Key = TypeVar("Key")


@dataclass(frozen=True, kw_only=True)
class Away:
    """An unauthorised absence: from when, until when (None: still away), and of which kind."""

    kind: str
    from_on: date
    returned_on: date | None = None


def days_away(
    absences: Mapping[Key, Away],
    *,
    day: date,
    within: tuple[date, date],
    custody: Iterable[OpenSpan],
    reported: Iterable[OpenSpan] = (),
    inclusive: bool,
) -> dict[Key, int]:
    """How many days of each absence count, as of a day: none twice, none in custody.

    Nor does one of a leave that was `reported` in writing, up to its return: only who leaves
    without the report leaves without authority (戒毒条例 19(3), 20). Of days outside `within`, the
    first and last day that are this case's to count, none does.
    """
    excused, seen, found = (*custody, *reported), set[date](), dict[Key, int]()
    for key, away in sorted(absences.items(), key=lambda it: it[1].from_on):
        own = set(_days(away, day, within, inclusive=inclusive)) - seen
        own = {it for it in own if not is_suspended(on=it, spans=excused)}
        seen |= own
        found[key] = len(own)
    return found


def counts(away: Away, *, days: int, on: date) -> bool:
    """Whether an absence is one: from three days on without a report, any that overstays a leave.

    DR 19(3): who leaves for three days or more reports that in writing; 以上 includes the number.
    """
    least = 1 if away.kind == OVERSTAY else rule("written_report_days", on=on).number
    return days >= least


def a_return_follows_the_departure(*, depart_on: date, return_on: date, field: str) -> None:
    """Days the wrong way round are a slip of the pen."""
    if return_on < depart_on:
        raise Refusal("返回日期早于离开日期 {on}", field=field, on=depart_on)


def a_leave_is_approved_once_reported(*, written_on: date, approved_on: date) -> None:
    """An approval answers the written report; before that day there is nothing to approve."""
    if approved_on < written_on:
        raise Refusal("批准日期早于书面报告日期 {on}", REPORTED, field="approved_on", on=written_on)


def a_leave_has_a_second_person(*, approver: str, author: Iterable[str]) -> None:
    """Whoever enters a report does not approve it; `author` is what that person is called."""
    if not is_another(approver, than=author):
        raise Refusal("外出须由登记人以外的另一人批准", REPORTED, field="approver")


def a_report_is_written_before(*, depart_on: date, return_on: date, on: date) -> Defect | None:
    """Three days or more are reported in writing before leaving (戒毒条例 19(3))."""
    long = (return_on - depart_on).days >= rule("written_report_days", on=depart_on).number
    return defects.REPORTED_LATE if long and on > depart_on else None


def an_absence_is_closed_once(*, returned_on: date | None) -> None:
    """Nobody returns twice from one absence."""
    if returned_on is not None:
        raise Refusal("这次外出已经登记返回", REPORTED, field="absence_id")


def one_absence_at_a_time(*, away: bool) -> None:
    """While somebody is away, no second absence begins."""
    if away:
        raise Refusal("已有一次擅自离开尚未登记返回", REPORTED, field="from_on")


def _days(away: Away, day: date, within: tuple[date, date], *, inclusive: bool) -> Iterable[date]:
    first = max(away.from_on, within[0])
    if away.returned_on is None or away.returned_on > day:
        end = day
    else:
        end = away.returned_on + DAY if inclusive else away.returned_on
    end = min(end, within[1] + DAY)
    return (first + DAY * n for n in range((end - first).days))
