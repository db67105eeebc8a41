"""How far apart two counted tests lie, and two counted refusals (戒毒条例 19; the town's numbers).

Where a month is halved, the ten days of other windows would leave hardly a day on which both
halves can be kept.
"""

from __future__ import annotations

from datetime import date

from services.supervision.rules.book import rule
from services.supervision.rules.windows import DAY, Window

HALF_A_MONTH = 16 * DAY
"""The longer half of the longest month."""


def gap_days(window: Window | None, *, on: date) -> int:
    """The least number of days between one in this window and any other, as of a day."""
    halved = window is not None and window.last + DAY - window.first <= HALF_A_MONTH
    return rule("min_gap_days_half_month" if halved else "min_gap_days", on=on).number
