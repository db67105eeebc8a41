"""A notice to come for a test: for which window, until when, and what makes it count."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from services.supervision.rules.book import rule
from services.supervision.rules.defects import AS_REQUIRED, UNPROVEN
from services.supervision.rules.terms import is_over
from services.supervision.rules.windows import Window
from shared.law import Defect, Refusal

BY_WITNESSES = "witnesses"


def a_notice_is_for_a_window_on_file(*, number: int, windows: Sequence[Window]) -> Window:
    """A test that the plan does not have is not asked for."""
    found = next((window for window in windows if window.number == number), None)
    if found is None:
        raise Refusal("检测方案里没有第 {number} 次检测", field="window", number=number)
    return found


def a_notice_names_a_day_of_its_window(*, window: Window, appear_on: date) -> None:
    """Each test is taken in its window (戒毒条例 19); the notice asks for no other day."""
    if not window.first <= appear_on <= window.last:
        raise Refusal(
            "第 {number} 次检测的期间是 {first} 至 {last}",
            AS_REQUIRED,
            field="appear_at",
            number=window.number,
            first=window.first,
            last=window.last,
        )


def a_case_that_ended_asks_for_no_test(*, appear_on: date, ended_on: date | None) -> None:
    """Once another order has taken its place, nothing more is asked for under this one."""
    if is_over(on=appear_on, ended_on=ended_on):
        raise Refusal("案件已于 {on} 结束，不再通知检测", field="appear_at", on=ended_on)


def a_notice_comes_before_the_test(*, served_at: datetime, appear_at: datetime) -> None:
    """Nobody can come for a test that he was not told of yet."""
    if served_at > appear_at:
        raise Refusal("送达时间晚于通知到场的时间", field="appear_at")


def what_is_served_is_proven(*, proofs: Collection[str]) -> Defect | None:
    """Without one delivery proof nobody can be said to have refused (戒毒条例 19, 20)."""
    return None if proofs else UNPROVEN


def an_admonition_is_proven(
    *, proofs: Collection[str], witnesses: Iterable[str], on: date
) -> Defect | None:
    """A receipt of whatever kind, or as many witnesses by name as a refusal needs (戒毒条例 20)."""
    if set(proofs) - {BY_WITNESSES}:
        return None
    different = {"".join(name.split()) for name in witnesses} - {""}
    enough = len(different) >= rule("refusal_witnesses", on=on).number
    return None if enough else UNPROVEN


def there_is_time_to_put_it_right(*, served_on: date, correct_by: date | None) -> None:
    """Nobody can put right by yesterday what he is told of today."""
    if correct_by is not None and correct_by < served_on:
        raise Refusal("限期改正的日期早于送达日期 {on}", field="correct_by", on=served_on)
