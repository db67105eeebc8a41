"""Until when a person is told where treatment is to be had, and how that is done."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path

from shared.calendar import deadline
from shared.law import Citation, Due, Refusal, RuleBook

BOOK = RuleBook(Path(__file__).parent / "rules")

WAYS = {"face_to_face": "当面告知", "in_writing": "书面告知", "by_phone": "电话告知"}
RECEIPTS = {"signed": "本人签收", "witnessed": "见证人签字", "none": "没有回执"}

NEEDS = {"treatment": "戒毒治疗"}
"""The kinds of need that are passed on to this office."""


def counted_from(*, signed_on: date, tracked_from: date | None) -> date:
    """The days run from the agreement, but never from before a running case was taken over."""
    return max(signed_on, tracked_from or signed_on)


def information_due(counted_from: date) -> Due:
    """The person is told within 10 days (梅政办〔2025〕52号; the town's number)."""
    days = BOOK.as_of(counted_from)["treatment_information_days"]
    return Due(on=deadline(counted_from, days.number), rule=days)


def information_names_an_institution(institutions: Collection[str]) -> None:
    """Who was told of no institution was told nothing."""
    if not institutions:
        raise Refusal("请写明告知了哪些医疗机构", field="institutions")


def ways_and_receipts_are_listed(*, how: str, receipt: str) -> None:
    """How it was said, and what proves it, are said in words that can be counted."""
    if how not in WAYS:
        raise Refusal("没有这种告知方式：{how}", field="how", how=how)
    if receipt not in RECEIPTS:
        raise Refusal("没有这种回执：{receipt}", field="receipt", receipt=receipt)


def maintenance_is_begun_once(*, begun_on: date | None) -> None:
    """Somebody is in maintenance treatment, or is not (戒毒条例 12)."""
    if begun_on is not None:
        raise Refusal(
            "已登记正在接受维持治疗，先登记结束", Citation("戒毒条例", "12"), field="begun_on"
        )


def maintenance_ends_after_it_began(*, begun_on: date | None, ended_on: date) -> date:
    """Give the day on which it began; what did not begin does not end."""
    if begun_on is None:
        raise Refusal("没有登记正在接受维持治疗", Citation("戒毒条例", "12"), field="ended_on")
    if ended_on < begun_on:
        raise Refusal(
            "结束日期不能早于开始日期{begun_on}",
            Citation("戒毒条例", "12"),
            field="ended_on",
            begun_on=begun_on,
        )
    return begun_on


def use_is_reported_of_who_is_treated(*, found_on: date, ended_on: date | None) -> None:
    """What is found after the case has ended is reported as everybody's duty, not of this file."""
    if ended_on is not None and found_on > ended_on:
        raise Refusal(
            "这个个案已于{ended_on}结束，请直接报告公安机关",
            Citation("禁毒法", "37(2)"),
            field="found_on",
            ended_on=ended_on,
        )
