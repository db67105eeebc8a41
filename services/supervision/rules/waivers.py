"""Windows that need no test: why, and when that can be approved (domain.md 4)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import TypeVar

from services.supervision.rules.defects import AS_REQUIRED
from services.supervision.rules.violations import is_another
from services.supervision.rules.windows import Window
from shared.law import Refusal

Paper = TypeVar("Paper")

HOSPITAL, CHILDBIRTH, DISASTER, OTHER = "hospital", "childbirth", "disaster", "other"
JUSTIFIED_MISS = "justified_miss"
"""Somebody did not come and was excused: that is known, and approved, only afterwards."""


def a_window_is_waived_before_it_is_over(*, window: Window, on: date) -> None:
    """A birth or a stay in hospital may be known ahead; what was not done by the end is a fact."""
    if on > window.last:
        raise Refusal(
            "第 {number} 次检测的期间是 {first} 至 {last}，已经过去，不能免除",
            AS_REQUIRED,
            field="window",
            number=window.number,
            first=window.first,
            last=window.last,
        )


def a_paper_is_shown(paper: Paper | None) -> Paper:
    """Whom a signed paper excuses is excused if it is shown (戒毒条例 19(2)); domain.md 0.23."""
    if paper is None:
        raise Refusal(
            "请选择批准人签字的纸质件的扫描件；没有纸质件的，由另一账号在系统里批准",
            AS_REQUIRED,
            field="proof_scan",
        )
    return paper


def a_waiver_has_a_second_person(*, approver: str, author: Iterable[str]) -> None:
    """Nobody alone finds that somebody needs no test; `author` is what the first is called."""
    if not is_another(approver, than=author):
        raise Refusal("免除检测须由另一人批准", AS_REQUIRED, field="approver")


def a_waiver_is_proposed_once(*, window: int, proposed: Collection[int]) -> None:
    """One proposal a window at a time."""
    if window in proposed:
        raise Refusal("这一次检测已提出免除，等待他人审批", AS_REQUIRED, field="window")


def a_waiver_was_proposed(*, window: int, proposed: Collection[int]) -> None:
    """Somebody decides on what another proposed."""
    if window not in proposed:
        raise Refusal("没有待审批的免除", AS_REQUIRED, field="window")
