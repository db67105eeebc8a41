"""Until when a person is to be educated in the law, and what such a session is about."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path

from shared.calendar import anniv, next_working_day
from shared.law import Due, Refusal, RuleBook

BOOK = RuleBook(Path(__file__).parent / "rules")

TOPICS = {
    "narcotics_control_law": "禁毒法",
    "rehabilitation_regulations": "戒毒条例",
    "public_order_law": "治安管理处罚法",
    "criminal_law": "刑法（毒品犯罪）",
    "rights": "权益保护与法律援助",
    "other": "其他",
}

NEEDS = {"legal": "法律援助"}
"""The kinds of need that are passed on to this office."""


def first_counted_from(*, reported_on: date, told_on: date) -> date:
    """The months run from the report-in, but never from before the office could know of it.

    So nothing falls due on the day on which a running case is taken over into the software.
    """
    return max(reported_on, told_on)


def law_education_due(counted_from: date) -> Due:
    """Everybody is educated in the law once a year (梅政办〔2025〕52号; the town's number)."""
    months = BOOK.as_of(counted_from)["law_education_months"]
    return Due(on=next_working_day(anniv(counted_from, months.number)), rule=months)


def a_session_is_held_for_somebody(attendees: Collection[str]) -> None:
    """A session that nobody attended educated nobody."""
    if not attendees:
        raise Refusal("请写明参加人员的个案编号", field="attendees")


def topics_are_listed(topic: str) -> None:
    """What it was about is said in words that can be counted."""
    if topic not in TOPICS:
        raise Refusal("没有这个主题：{topic}", field="topic", topic=topic)
