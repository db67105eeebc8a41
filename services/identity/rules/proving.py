"""What makes a password, a code, a PIN and a session acceptable. Pure: no clock, no store."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, timedelta
from itertools import pairwise

from services.identity.rules.book import AUTHENTICATION
from services.identity.rules.granting import a_role_is_listed
from shared.law import Refusal

LONGEST_PASSWORD = 128  # characters: argon2 takes more, but a form need not
LEAST_DIGITS = 3  # different ones in a PIN
LONGEST_ASKED = 64  # of a password's least length
SHORTEST_DAYS, LONGEST_DAYS = 30, 366
CLASSES = tuple(re.compile(kind) for kind in ("[A-Z]", "[a-z]", "[0-9]", "[^A-Za-z0-9]"))


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


def a_session_is_ones_own(*, own: bool) -> None:
    """Sessions of others are ended by the security administrator, from the account."""
    if not own:
        raise Refusal("没有这个登录，或已经退出")


def a_session_ends_once(*, ended: bool) -> None:
    """Whoever is signed out already is told so; nothing is recorded twice."""
    if ended:
        raise Refusal("已经退出登录")
