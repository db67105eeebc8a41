"""Until when a person is told where treatment is to be had, and how that is done."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path

from shared.calendar import deadline
from shared.law import Due, Refusal, RuleBook

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
