"""Whoever does not report in without a reason refuses (戒毒条例 14(2)); it is reported (21)."""

from __future__ import annotations

from datetime import date, timedelta

from services.registry.rules.book import rule
from shared.law import Citation, Due, Refusal

NO_REASON = Citation("戒毒条例", "14(2)")
PROMPTLY = Citation("戒毒条例", "21")


def refusal_report_due(*, found_on: date) -> Due:
    """The police are told promptly (戒毒条例 21): by the day after, by the town's number."""
    days = rule("refusal_report_days", on=found_on)
    return Due(on=found_on + timedelta(days=days.number), rule=days)


def only_whoever_is_overdue_has_no_reason(*, overdue: bool) -> None:
    """Before the last of the 15 days nobody has refused anything."""
    if not overdue:
        raise Refusal(
            "本人已经报到，或者报到期限未满，不能认定无正当理由", NO_REASON, field="found_on"
        )


def a_reason_is_looked_for_once(*, found_on: date | None) -> None:
    """Nobody refuses twice to report in."""
    if found_on is not None:
        raise Refusal("已于 {on} 认定无正当理由", NO_REASON, field="found_on", on=found_on)


def only_a_refusal_that_was_found_is_reported(*, found_on: date | None, reported_on: date) -> None:
    """First somebody with a name finds that there is no reason; then it is reported."""
    if found_on is None:
        raise Refusal("请先认定逾期未报到无正当理由", NO_REASON, field="reported_on")
    if reported_on < found_on:
        raise Refusal("报告日期早于认定日期 {on}", PROMPTLY, field="reported_on", on=found_on)


def a_refusal_is_reported_once(*, reported_on: date | None) -> None:
    """One matter, one report (domain.md 0.3)."""
    if reported_on is not None:
        raise Refusal("已于 {on} 向公安机关报告", PROMPTLY, field="reported_on", on=reported_on)
