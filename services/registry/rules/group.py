"""The guardianship group: when it is due, who belongs to it (戒毒条例 17, 梅政办〔2025〕52号)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from services.registry.rules.book import rule
from shared.calendar import deadline, years_after
from shared.law import Due, Refusal

FAMILY_MEMBER = "family_member"
VOLUNTEER = "volunteer"  # named by 戒毒条例 17, not by the town's notice: welcome, not demanded


def group_due(*, reported_on: date) -> Due:
    """A group carries the measure out (戒毒条例 17): formed within 15 days of reporting."""
    days = rule("group_days", on=reported_on)
    return Due(on=deadline(reported_on, days.number), rule=days)


def kinds_demanded(*, on: date) -> tuple[str, ...]:
    """The kinds of members that the notice names."""
    return tuple(rule("group_kinds", on=on).value)


def kinds_known(*, on: date) -> tuple[str, ...]:
    """All kinds of members: those of the notice, and the volunteer of the regulations."""
    return (*kinds_demanded(on=on), VOLUNTEER)


def kinds_missing(kinds: Iterable[str], *, on: date) -> tuple[str, ...]:
    """Which kinds that the notice names are not in the group."""
    present = set(kinds)
    return tuple(kind for kind in kinds_demanded(on=on) if kind not in present)


def a_missing_kind_needs_a_reason(*, missing: tuple[str, ...], reason: str, on: date) -> None:
    """A group without one of the five kinds says why (梅政办〔2025〕52号)."""
    if missing and not reason:
        raise Refusal(
            "小组缺少规定的成员类别，须写明原因",
            rule("group_kinds", on=on).citation,
            field="missing_reason",
        )


def a_group_is_changed_once_formed(*, formed_on: date | None, changed_on: date) -> None:
    """Members come and go in a group that there is (戒毒条例 17)."""
    if formed_on is None:
        raise Refusal("还没有成立监护小组", rule("group_days", on=changed_on).citation)
    if changed_on < formed_on:
        raise Refusal(
            "变更日期早于小组成立日期 {formed_on}", field="changed_on", formed_on=formed_on
        )


def a_group_has_members(*, members: int) -> None:
    """Nobody at all carries nothing out (戒毒条例 17)."""
    if not members:
        raise Refusal("小组至少要有一名成员", field="members")


def a_change_says_who(*, leaves: int | None, joins: bool, members: int) -> None:
    """Somebody leaves, somebody joins, or both; and somebody is left."""
    if leaves is None and not joins:
        raise Refusal("请写明谁退出或者谁加入", field="leaves")
    if leaves is not None and not 1 <= leaves <= members:
        raise Refusal("小组里没有这名成员", field="leaves")
    if leaves is not None and members == 1 and not joins:
        raise Refusal("小组不能没有成员，请同时写明谁加入", field="leaves")


def a_family_member_is_in_the_group(kinds: Iterable[str], *, on: date) -> None:
    """Only a member of the group is told what is due in the case (戒毒条例 17)."""
    if FAMILY_MEMBER not in kinds:
        raise Refusal("监护小组里没有家庭成员，请先登记到小组", rule("group_kinds", on=on).citation)


def a_member_is_of_a_known_kind(*, kind: str, on: date) -> None:
    """A member stands in the group for something."""
    if kind not in kinds_known(on=on):
        raise Refusal("没有这种小组成员：{kind}", field="members", kind=kind)


def a_member_is_of_age(*, born: date | None, on: date) -> None:
    """No child watches over a case; a birth date that is not known is not asked for again."""
    if born is not None and is_minor(born=born, on=on):
        raise Refusal(
            "小组成员须年满十八周岁", rule("adult_years", on=on).citation, field="members"
        )


def is_minor(*, born: date, on: date) -> bool:
    """Whether somebody is under 18 on a day; the birthday itself is of age (民法典 17, 1259)."""
    return on < years_after(born, rule("adult_years", on=on).number)
