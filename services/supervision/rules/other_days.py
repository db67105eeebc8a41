"""Another day that the person asks for (改期): when it can be granted, and what it never is.

The law knows no such request; the town answers it, and until then holds nothing against whoever
asked: to ask is to want to come (戒毒条例 19(2), 20).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from services.supervision.rules.defects import AS_REQUIRED, OTHER_DAY_OPEN
from services.supervision.rules.windows import Window
from shared.law import Defect, Refusal


def nothing_counts_before_the_answer(*, waits: bool) -> Defect | None:
    """Whoever asked for another day and was told nothing has neither refused nor missed a test."""
    return OTHER_DAY_OPEN if waits else None


def a_request_is_answered_once(*, request_id: UUID, asked: Collection[UUID]) -> None:
    """What was answered, or never asked, awaits no answer."""
    if request_id not in asked:
        raise Refusal("档案里没有等待答复的这项改期申请", field="request_id")


def what_is_granted_has_a_day(*, granted: bool, new_day: date | None, on: date) -> None:
    """Whoever is granted another day is told which, and it lies ahead."""
    if granted and (new_day is None or new_day < on):
        raise Refusal("同意改期的，请填写改到哪一天，不得早于答复之日", field="new_day")


def a_test_moves_within_its_window(*, window: Window | None, new_day: date) -> None:
    """Each test is taken in its window (戒毒条例 19(2)): beyond it stands a test of its own."""
    if window is not None and not window.first <= new_day <= window.last:
        raise Refusal(
            "第 {number} 次检测的期间是 {first} 至 {last}，改到的日期须在期间内；"
            "有正当理由的，请提出免除这一次检测",
            AS_REQUIRED,
            field="new_day",
            number=window.number,
            first=window.first,
            last=window.last,
        )
