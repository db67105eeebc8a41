"""What makes an account, a grant and a password acceptable. Pure: no clock, no store.

All of these refuse acts of the system: nothing here is a fact of life that happened anyway.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, timedelta
from pathlib import Path

from shared.law import Citation, Refusal, RuleBook

BOOK = RuleBook(Path(__file__).parent / "rules")

AUTHENTICATION = Citation("GB/T 22239-2019", "8.1.4.1")
LEAST_RIGHT = Citation("GB/T 22239-2019", "8.1.4.2")

WORK_CODE = re.compile(r"[a-z][a-z0-9_-]{2,31}")
UNIT_CODE = re.compile(r"[a-z][a-z0-9_-]{1,31}")
LONGEST_PASSWORD = 128  # characters: argon2 takes more, but a form need not

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
}
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


def one_role_at_a_time(*, held: bool) -> None:
    """Every act is stamped with one role, so an account holds one; end it before the next."""
    if held:
        raise Refusal("这个账号已有岗位；请先结束原岗位", LEAST_RIGHT, field="role")


def a_role_must_be_held(*, held: bool) -> None:
    """What nobody holds cannot end."""
    if not held:
        raise Refusal("这个账号现在没有岗位")


def a_closed_account_stays_closed(*, closed: bool) -> None:
    """A work code is not handed on: what it signed stays one person's."""
    if closed:
        raise Refusal("这个账号已注销；请另开账号", AUTHENTICATION)


def nobody_acts_on_their_own_account(*, actor: str, account: str) -> None:
    """Who grants rights does not grant them to themselves."""
    if actor == account:
        raise Refusal("不能办理自己的账号，请另一位管理员办理", LEAST_RIGHT)


def a_password_is_hard_to_guess(password: str, *, account: str, least: int) -> None:
    """Long enough, not the work code, not one character over and over."""
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
