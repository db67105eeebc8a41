"""A fresh installation needs somebody who can open the other accounts."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from services.identity.application import IdentityApplication
from shared.access.secrets import hashed_password
from shared.eventstore.act import acting, system_act

if TYPE_CHECKING:
    from deploy.assembly import Offices

ACCOUNT, UNIT = "admin", "town-office"


def first_account(offices: Offices) -> str:
    """Open the first administrator where there is none; what to print, the password once only."""
    office: IdentityApplication = offices.app(IdentityApplication)
    if office.find_account(ACCOUNT) is not None:
        return ""
    password = secrets.token_urlsafe(12)
    with acting(system_act("cli")):
        if office.find_unit(UNIT) is None:
            office.register_unit(unit=UNIT, title="镇政府")
        office.open_account(account=ACCOUNT, name="系统管理员")
        office.set_password(account=ACCOUNT, password_hash=hashed_password(password))
        office.grant_role(account=ACCOUNT, role="sysadmin", unit=UNIT)
    return (
        f"首个账号（密码只显示这一次，登录后请改）：{ACCOUNT}  {password}\n"
        "接下来：在“单位”登记工作站和它负责的村（社区），在“账号”开通经办人等账号，再导入名册。"
    )
