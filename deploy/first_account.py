"""A fresh installation needs two people: who opens the other accounts, and who approves them."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, cast

from shared.access.secrets import hashed_password
from shared.eventstore.act import acting, system_act

if TYPE_CHECKING:
    from deploy.assembly import Offices
    from services.identity.application import IdentityApplication

UNIT = "town-office"
ACCOUNTS = {"admin": ("sysadmin", "系统管理员"), "security": ("security_admin", "安全管理员")}


def first_account(offices: Offices) -> str:
    """Open the first administrators where there are none; what to print, passwords once only."""
    office = cast("IdentityApplication", offices["identity"].app)
    if office.find_account(next(iter(ACCOUNTS))) is not None:
        return ""
    with acting(system_act("cli")):
        if office.find_unit(UNIT) is None:
            office.register_unit(unit=UNIT, title="镇政府")
        opened = [_open(office, account) for account in ACCOUNTS]
    return "\n".join(
        [
            "首批账号（密码只显示这一次，分别交给两个人，登录后请改）：",
            *opened,
            "接下来：系统管理员在“单位”登记工作站和它负责的村（社区），在“账号”开通经办人等账号，",
            "申请岗位和密码；安全管理员批准；本人用两段校验码自己设置密码；再导入名册。",
        ]
    )


def _open(office: IdentityApplication, account: str) -> str:
    role, name = ACCOUNTS[account]
    password = secrets.token_urlsafe(12)
    if office.find_account(account) is None:
        office.open_account(account=account, name=name)
        office.set_password(account=account, password_hash=hashed_password(password))
        office.grant_role(account=account, role=role, unit=UNIT)
    return f"  {account:<10}{password}  {name}"
