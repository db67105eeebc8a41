"""What the police answer to a report of drug use during treatment (禁毒法 37(2))."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from shared.law import Citation, Refusal, Unknown

REPORTED = Citation("禁毒法", "37(2)")
OUTCOMES = {
    "test_ordered": "已要求检测",
    "use_found": "已认定吸毒",
    "nothing_found": "核查未发现吸毒",
}


def an_answer_is_to_a_report(*, report_id: UUID, waiting: Collection[UUID]) -> None:
    """What nobody reported, or what was answered, needs no answer."""
    if report_id not in waiting:
        raise Unknown("没有这份待处理的治疗机构报告", REPORTED, field="report_id")


def an_answer_follows_the_finding(*, answered_on: date, found_on: date) -> None:
    """Nobody looks into what was not found yet."""
    if answered_on < found_on:
        raise Refusal(
            "处理日期不能早于发现日期{found_on}", REPORTED, field="answered_on", found_on=found_on
        )


def an_outcome_is_listed(outcome: str) -> None:
    """One of those above, so that it can be counted."""
    if outcome not in OUTCOMES:
        raise Refusal("没有这种处理结果：{outcome}", REPORTED, field="outcome", outcome=outcome)
