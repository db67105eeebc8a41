"""What makes a role, its approval and its hand-over acceptable. Pure: no clock, no store."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from services.identity.rules.book import APART, LEAST_RIGHT
from shared.law import Refusal

ROLES = {
    "leading_group": "领导小组",
    "office_handler": "领导小组办公室经办人",
    "community_secretary": "村（社区）书记",
    "full_time_worker": "禁毒专职社工",
    "police_station": "派出所禁毒民警",
    "health_institution": "指定医疗机构",
    "social_affairs_centre": "镇社会事业中心",
    "justice_office": "镇司法所",
    "auditor": "上级督导",
    "sysadmin": "系统管理员",
    "security_admin": "安全管理员",
    "audit_admin": "审计管理员",
    "family_member": "监护小组家庭成员",
}
THE_THREE = ("sysadmin", "security_admin", "audit_admin")
ADMINISTRATORS = frozenset(THE_THREE)
"""Three of them, apart: who operates, who approves, who reads what both did (8.1.4.2 d)."""
OF_VILLAGES = {"community_secretary"}
TIME_BOXED = {"auditor"}


def a_role_is_listed(role: str) -> None:
    """Only roles of the table of rights are granted: any other would open nothing."""
    if role not in ROLES:
        raise Refusal("没有这个岗位：{role}", field="role", role=role)


def a_grant_does_not_reach_back(*, starts_on: date, today: date) -> None:
    """A right held in the past would explain acts that nobody was entitled to."""
    if starts_on < today:
        raise Refusal("岗位不能补授：开始日期不能早于今天", LEAST_RIGHT, field="starts_on")


def a_grant_ends_after_it_starts(*, starts_on: date, ends_on: date | None) -> None:
    """The last day is no earlier than the first; both are included."""
    if ends_on is not None and ends_on < starts_on:
        raise Refusal("结束日期不能早于开始日期", field="ends_on")


def an_inspection_is_time_boxed(*, role: str, ends_on: date | None) -> None:
    """Inspectors come and go: their grant names its last day when it is made."""
    if role in TIME_BOXED and ends_on is None:
        raise Refusal("督导岗位须写明结束日期", LEAST_RIGHT, field="ends_on")


def a_secretary_answers_for_a_village(*, role: str, villages: Collection[str]) -> None:
    """A role that sees its own village only must say which one it is."""
    if role in OF_VILLAGES and not villages:
        raise Refusal("村（社区）书记须写明所在的村（社区）", LEAST_RIGHT, field="villages")


def a_role_is_held_once(*, held: bool) -> None:
    """The same role at the same unit twice would say nothing more."""
    if held:
        raise Refusal("这个账号在这个单位已有这个岗位", LEAST_RIGHT, field="role")


def administrators_are_apart(*, held: Collection[str], wanted: str, combined: bool) -> None:
    """Who keeps accounts keeps no cases, and in a town that can man them the three are apart.

    A small town may combine the three in one account (a setting, shown to the auditor); what one
    asks for another still approves.
    """
    roles = {*held, wanted}
    if roles & ADMINISTRATORS and roles - ADMINISTRATORS:
        raise Refusal("管理员账号不能兼办案岗位，办案账号也不能兼管理员", APART, field="role")
    if len(roles & ADMINISTRATORS) > 1 and not combined:
        raise Refusal(
            "系统、安全、审计三种管理员须由不同的人担任；小镇可由安全管理员在“安全设置”改为合设",
            APART,
            field="role",
        )


def a_role_must_be_asked_for(*, asked: bool) -> None:
    """What nobody asked for, or what was decided already, is not decided."""
    if not asked:
        raise Refusal("没有这项岗位申请，或已经处理", field="grant_id")


def the_approver_is_somebody_else(*, approver: str, makers: Collection[str]) -> None:
    """Who opened the account or asked for something does not approve it."""
    if approver in makers:
        raise Refusal("账号由您开通或此事由您申请，须由另一位管理员批准", APART)


def a_role_must_be_held(*, held: bool) -> None:
    """What nobody holds cannot end."""
    if not held:
        raise Refusal("这个账号现在没有岗位")


def one_role_is_meant(*, said: bool, held: int) -> None:
    """Of several roles the one that ends must be named."""
    if held > 1 and not said:
        raise Refusal("这个账号有几个岗位，请选择要结束的一个", field="grant_id")


def a_role_to_work_in_is_held(*, held: bool) -> None:
    """One works in a role that one holds today."""
    if not held:
        raise Refusal("您今天没有这个岗位", LEAST_RIGHT, field="grant_id")


def nobody_acts_on_their_own_account(*, actor: str, account: str) -> None:
    """Who grants rights does not grant them to themselves."""
    if actor == account:
        raise Refusal("不能办理自己的账号，请另一位管理员办理", LEAST_RIGHT)


def a_hand_over_is_of_something_to_another(
    *, giver: str, taker: str, items: Collection[str]
) -> None:
    """Nobody hands over to themselves, and a sheet without a line is signed for nothing."""
    if giver == taker:
        raise Refusal("移交人和接收人不能是同一个人", field="taker")
    if not items:
        raise Refusal("请逐行写明移交什么", field="items")


def each_of_the_two_signs_once(*, side: str, signed: bool) -> None:
    """The giver and the taker, and nobody for them."""
    if not side:
        raise Refusal("只有移交人和接收人可以签字")
    if signed:
        raise Refusal("这一方已经签字")
