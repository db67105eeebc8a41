"""What can be said of days at all, before any law is asked."""

from __future__ import annotations

from datetime import date

from services.registry.rules.book import rule
from shared.calendar import working_days_after
from shared.law import Due, Refusal


def what_happened_is_not_ahead(*, today: date, **days: date | None) -> None:
    """Nothing is recorded before it happens; names the first field that lies in the future."""
    for field, day in days.items():
        if day is not None and day > today:
            raise Refusal("{day} 还没有到，不能先登记", field=field, day=day)


def nothing_is_done_before_the_decision(*, decided_on: date, **days: date) -> None:
    """A case begins with its decision; names the first field that lies before it."""
    for field, day in days.items():
        if day < decided_on:
            raise Refusal(
                "{day} 早于决定日期 {decided_on}，那时还没有此案",
                field=field,
                day=day,
                decided_on=decided_on,
            )


def a_decision_is_served_once_made(*, decided_on: date, served_on: date) -> None:
    """Nobody receives a decision before it is made."""
    if served_on < decided_on:
        raise Refusal(
            "送达日期 {served_on} 早于决定日期 {decided_on}",
            field="served_on",
            served_on=served_on,
            decided_on=decided_on,
        )


def privacy_notice_due(*, reported_on: date) -> Due:
    """The person is told what is kept about them (个人信息保护法 17, 35): at reporting, or soon."""
    days = rule("privacy_notice_working_days", on=reported_on)
    return Due(on=working_days_after(reported_on, days.number), rule=days)
