"""Windows that need no test: why, and when that can be approved (domain.md 4)."""

from __future__ import annotations

from datetime import date

from services.supervision.rules.defects import AS_REQUIRED
from services.supervision.rules.windows import Window
from shared.law import Refusal

HOSPITAL, CHILDBIRTH, DISASTER, OTHER = "hospital", "childbirth", "disaster", "other"


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


def a_waiver_is_approved(*, approver: str) -> None:
    """Who needs no test is decided by somebody with a name (戒毒条例 19(2))."""
    if not approver.strip():
        raise Refusal("须写明批准人", AS_REQUIRED, field="approver")
