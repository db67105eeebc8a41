"""What makes an account, a unit and a bearer token acceptable. Pure: no clock, no store."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, timedelta

from services.identity.rules.book import APART, AUTHENTICATION, LEAST_RIGHT
from services.identity.rules.granting import ADMINISTRATORS
from shared.law import Refusal

WORK_CODE = re.compile(r"[a-z][a-z0-9_-]{2,31}")
UNIT_CODE = re.compile(r"[a-z][a-z0-9_-]{1,31}")


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


def a_closed_account_stays_closed(*, closed: bool) -> None:
    """A work code is not handed on: what it signed stays one person's."""
    if closed:
        raise Refusal("这个账号已注销；请另开账号", AUTHENTICATION)


def an_administrators_password_is_their_own(*, roles: Collection[str], has_one: bool) -> None:
    """Who could have another administrator's password set would be both of them."""
    if has_one and set(roles) & ADMINISTRATORS:
        raise Refusal("管理员的密码由本人修改；忘记的，由掌握服务器的人用命令行重设", APART)


def only_the_holder_gets_what_opens_an_account(*, own: bool) -> None:
    """Who could choose somebody's password or see their token would act in their role."""
    if not own:
        raise Refusal("密码和令牌只到本人手里：请申请，由另一位管理员批准，本人领取", APART)


def a_reset_must_be_asked_for(*, asked: bool) -> None:
    """What nobody asked for, what is over, or what was decided already, is not decided."""
    if not asked:
        raise Refusal("没有这项重设密码的申请，或已经处理、过期")


def both_halves_open(*, right: bool) -> None:
    """One sentence for every mistake: it tells a guesser nothing."""
    if not right:
        raise Refusal("工号或两段校验码不对，或已经过期", AUTHENTICATION, field="second")


def a_token_must_be_asked_for(*, asked: bool) -> None:
    """The same for a bearer token."""
    if not asked:
        raise Refusal("没有这项令牌申请，或已经处理", field="token_id")


def a_token_must_be_approved(*, approved: bool) -> None:
    """Nobody lets another system in by themselves."""
    if not approved:
        raise Refusal("这个令牌还没有批准，或已经领取", LEAST_RIGHT, field="token_id")


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
