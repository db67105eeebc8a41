"""What makes an account, a grant and a password acceptable. Pure: no clock, no store.

All of these refuse acts of the system: nothing here is a fact of life that happened anyway.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from shared.law import Citation, Refusal, RuleBook

BOOK = RuleBook(Path(__file__).parent / "rules")

AUTHENTICATION = Citation("GB/T 22239-2019", "8.1.4.1")
LEAST_RIGHT = Citation("GB/T 22239-2019", "8.1.4.2")
APART = Citation("GB/T 22239-2019", "8.1.4.2 d)")

WORK_CODE = re.compile(r"[a-z][a-z0-9_-]{2,31}")
UNIT_CODE = re.compile(r"[a-z][a-z0-9_-]{1,31}")
LONGEST_PASSWORD = 128  # characters: argon2 takes more, but a form need not
LEAST_DIGITS = 3  # different ones in a PIN
LONGEST_ASKED = 64  # of a password's least length
SHORTEST_DAYS, LONGEST_DAYS = 30, 366
CLASSES = tuple(re.compile(kind) for kind in ("[A-Z]", "[a-z]", "[0-9]", "[^A-Za-z0-9]"))

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
}
THE_THREE = ("sysadmin", "security_admin", "audit_admin")
ADMINISTRATORS = frozenset(THE_THREE)
"""Three of them, apart: who operates, who approves, who reads what both did (8.1.4.2 d)."""
OF_VILLAGES = {"community_secretary"}
TIME_BOXED = {"auditor"}


def a_work_code_is_plain(account: str) -> None:
    """A work code is what the log shows for ever, so it is short, plain and no person's name."""
    if not WORK_CODE.fullmatch(account) or account.startswith("system"):
        raise Refusal(
            "工号须以小写字母开头，用小写字母、数字、“-”或“_”，共 3 至 32 个字符，不用“system”开头",
            field="account",
        )


def a_unit_code_is_plain(unit: str) -> None:
    """The same for units."""
    if not UNIT_CODE.fullmatch(unit):
        raise Refusal(
            "单位代码须以小写字母开头，用小写字母、数字、“-”或“_”，共 2 至 32 个字符", field="unit"
        )


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
    """Who opened the account or asked for the role does not approve it."""
    if approver in makers:
        raise Refusal("账号由您开通或岗位由您申请，须由另一位管理员批准", APART)


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


def a_closed_account_stays_closed(*, closed: bool) -> None:
    """A work code is not handed on: what it signed stays one person's."""
    if closed:
        raise Refusal("这个账号已注销；请另开账号", AUTHENTICATION)


def nobody_acts_on_their_own_account(*, actor: str, account: str) -> None:
    """Who grants rights does not grant them to themselves."""
    if actor == account:
        raise Refusal("不能办理自己的账号，请另一位管理员办理", LEAST_RIGHT)


def an_administrators_password_is_their_own(*, roles: Collection[str], has_one: bool) -> None:
    """Who could set another administrator's password would be both of them."""
    if has_one and set(roles) & ADMINISTRATORS:
        raise Refusal("管理员的密码由本人修改；忘记的，由掌握服务器的人用命令行重设", APART)


def a_policy_is_reasonable(
    *,
    least: int,
    password_length: int,
    password_classes: int,
    password_days: int,
    second_factor_roles: Collection[str],
) -> None:
    """A town may be stricter than the rule table says, and not laxer."""
    if not least <= password_length <= LONGEST_ASKED:
        raise Refusal(
            "密码最短长度须在 {least} 与 {most} 之间",
            AUTHENTICATION,
            field="password_length",
            least=least,
            most=LONGEST_ASKED,
        )
    if not 1 <= password_classes <= len(CLASSES):
        raise Refusal("字符种类须在 1 与 4 之间", AUTHENTICATION, field="password_classes")
    if password_days and not SHORTEST_DAYS <= password_days <= LONGEST_DAYS:
        raise Refusal(
            "密码有效天数须为 0（不要求定期更换）或 30 至 366",
            AUTHENTICATION,
            field="password_days",
        )
    for role in second_factor_roles:
        a_role_is_listed(role)


def a_password_is_hard_to_guess(
    password: str, *, account: str, least: int, classes: int = 1
) -> None:
    """Long enough, of as many kinds of characters as the town asks for, not the work code."""
    if not least <= len(password) <= LONGEST_PASSWORD:
        raise Refusal(
            "密码须有 {least} 至 {most} 个字符",
            AUTHENTICATION,
            field="password",
            least=least,
            most=LONGEST_PASSWORD,
        )
    if account.lower() in password.lower() or len(set(password)) < least // 2:
        raise Refusal("密码太容易猜：不能含有工号，也不能总是重复几个字符", field="password")
    if sum(bool(kind.search(password)) for kind in CLASSES) < classes:
        raise Refusal(
            "密码须含 {classes} 种字符：大写字母、小写字母、数字、其他（汉字、符号）",
            AUTHENTICATION,
            field="password",
            classes=classes,
        )


def a_password_is_not_too_old(*, set_on: date, today: date, days: int) -> bool:
    """Whether a password still holds, where the town asks that it be changed every so often."""
    return not days or today <= set_on + timedelta(days=days)


def a_recovery_code_must_be_on_file(*, held: bool) -> None:
    """Each recovery code opens once."""
    if not held:
        raise Refusal("验证码不对", field="code")


def a_second_factor_must_be_set(*, held: bool) -> None:
    """What is not set cannot be taken off."""
    if not held:
        raise Refusal("这个账号没有第二因素")


def a_second_factor_may_go(*, asked_for: bool) -> None:
    """Where the town asks for a code, its holder does not do without."""
    if asked_for:
        raise Refusal("您的岗位须用第二因素；换设备请重新设置", AUTHENTICATION)


def a_pin_is_hard_to_guess(pin: str, *, digits: int) -> None:
    """So many digits, not one over and over, no run up or down."""
    if not (pin.isascii() and pin.isdigit() and len(pin) == digits):
        raise Refusal("PIN 须为 {digits} 位数字", AUTHENTICATION, field="pin", digits=digits)
    steps = {int(after) - int(before) for before, after in pairwise(pin)}
    if len(set(pin)) < LEAST_DIGITS or steps in ({1}, {-1}):
        raise Refusal("PIN 太容易猜：不能是重复或连续的数字", AUTHENTICATION, field="pin")


def a_machine_is_released_once(*, released: bool) -> None:
    """A machine that was released is told so; nothing is recorded twice."""
    if released:
        raise Refusal("这台公用电脑已经解除绑定")


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


def a_session_is_ones_own(*, own: bool) -> None:
    """Sessions of others are ended by the security administrator, from the account."""
    if not own:
        raise Refusal("没有这个登录，或已经退出")


def a_token_does_not_last_for_ever(*, today: date, expires_on: date, days: int) -> None:
    """A bearer token ends by itself, so that a forgotten one is no open door."""
    if not today < expires_on <= today + timedelta(days=days):
        raise Refusal(
            "令牌的到期日须在明天起 {days} 天之内", AUTHENTICATION, field="expires_on", days=days
        )


def a_token_must_be_on_file(*, held: bool) -> None:
    """Only a token that was issued and still holds can be revoked."""
    if not held:
        raise Refusal("没有这个令牌，或已经收回")


def a_session_ends_once(*, ended: bool) -> None:
    """Whoever is signed out already is told so; nothing is recorded twice."""
    if ended:
        raise Refusal("已经退出登录")
