"""When a refused test counts, how often, and what follows (戒毒条例 19, 20, 21; domain.md 0.8)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from services.supervision.rules import defects
from services.supervision.rules.book import REHAB, rule
from services.supervision.rules.gaps import gap_days
from services.supervision.rules.violations import is_another
from services.supervision.rules.windows import Window
from shared.law import Citation, Defect, Refusal

REHAB_CONSEQUENCE = Citation("禁毒法", "38(1)")
RECOVERY_CONSEQUENCE = Citation("禁毒法", "48(2)")

Notice = TypeVar("Notice")


def a_refusal_answers_a_notice(notice: Notice | None) -> Notice:
    """Only who was asked can refuse, or fail to come (戒毒条例 19(2)); `None` if nobody was."""
    if notice is None:
        raise Refusal(
            "档案里没有这份检测通知，不能登记拒检或者未到场",
            defects.AS_REQUIRED,
            field="notice_id",
        )
    return notice


def the_notice_is_proven(*, served: bool) -> Defect | None:
    """Only who can be proven to have been asked is charged with it (戒毒条例 19(2))."""
    return None if served else defects.UNPROVEN


def a_refusal_follows_its_notice(*, served_on: date, refused_on: date) -> None:
    """Nobody refuses what he was not asked for yet."""
    if refused_on < served_on:
        raise Refusal("拒检日期早于通知送达日期 {on}", field="refused_on", on=served_on)


def a_miss_follows_the_hour(*, appear_on: date, missed_on: date) -> None:
    """Nobody has missed a test before the day for which he was asked."""
    if missed_on < appear_on:
        raise Refusal("未到场日期早于通知到场的日期 {on}", field="missed_on", on=appear_on)


def a_justified_miss_is_approved(
    *, approver: str, author: Iterable[str], shown: bool
) -> Defect | None:
    """That somebody was excused is for another than whoever writes it down to say (domain.md 3.2).

    On paper, which a scan shows; without one another account decides.
    """
    return None if shown and is_another(approver, than=author) else defects.NOT_APPROVED


def a_justified_miss_has_its_reason(*, because: str) -> Defect | None:
    """What excuses is written down: without a reason nobody can say that it was a good one."""
    return None if because.strip() else defects.NO_REASON


def a_refusal_is_witnessed(*, witnesses: int, officer_note: str, on: date) -> Defect | None:
    """Two witnesses, or the officer's written note (the town's proof for 戒毒条例 20)."""
    proven = witnesses >= rule("refusal_witnesses", on=on).number or bool(officer_note.strip())
    return None if proven else defects.UNWITNESSED


def a_notice_counts_once(*, counted: bool) -> Defect | None:
    """At most one count per served notice (domain.md 0.8)."""
    return defects.NOTICE_COUNTED if counted else None


def a_further_notice_follows_an_admonition(
    *, refused_on: date | None, admonished_on: date | None, served_on: date
) -> Defect | None:
    """In the same window a second refusal counts only after a written admonition (0.8).

    `refused_on` is the counted refusal before it in that window, `admonished_on` the first
    admonition from that day on.
    """
    if refused_on is None or (admonished_on is not None and admonished_on <= served_on):
        return None
    return defects.NOT_ADMONISHED


def further_notices_keep_apart(
    *, refused_on: date | None, served_on: date, window: Window | None
) -> Defect | None:
    """And only when some days have passed, so that refusals cannot be manufactured (0.8)."""
    if refused_on is None:
        return None
    days = gap_days(window, on=served_on)
    return defects.REFUSED_TOO_SOON if (served_on - refused_on).days < days else None


def counted_refusals_keep_apart(
    *, on: date, elsewhere: Iterable[date], window: Window | None
) -> Defect | None:
    """Nor by notices for several windows at a time: two that count lie some days apart (0.8).

    `elsewhere` are the days of those that count in other windows.
    """
    days = gap_days(window, on=on)
    near = any(abs((on - other).days) < days for other in elsewhere)
    return defects.REFUSALS_TOO_CLOSE if near else None


def a_tested_window_asks_no_more(*, tested: bool) -> Defect | None:
    """Who has been tested in a window has kept it (戒毒条例 19)."""
    return defects.ALREADY_TESTED if tested else None


def an_admonition_needs_a_breach(*, breaches: int) -> None:
    """Only a breach of the agreement is admonished (禁毒法 35; 戒毒条例 20)."""
    if not breaches:
        raise Refusal("档案里没有违反协议的记录，不能告诫", Citation("禁毒法", "35"))


def consequence(kind: str) -> Citation:
    """What the police decide by: isolation is foreseen for rehab alone (domain.md 0.4).

    禁毒法 38(1)(1)-(3) names community rehab; in recovery a serious breach is reported, and the
    police decide (48(2)).
    """
    return REHAB_CONSEQUENCE if kind == REHAB else RECOVERY_CONSEQUENCE
