"""Identity on HTTP: the door, everybody's own page, and the administration of accounts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from services.identity.web import (
    accounts,
    api,
    api_guarding,
    audit,
    hand_overs,
    machines,
    me,
    resets,
    roles,
    sign_in,
    standing,
    steps,
    switch,
    tokens,
    units,
)
from shared.web.mounting import DepartmentWeb, mounted
from shared.web.speech import lazy_gettext as _l
from shared.web.town import Desk, NavItem, Words

PAGES = (
    sign_in.pages,
    steps.pages,
    switch.pages,
    accounts.pages,
    roles.pages,
    resets.pages,
    tokens.pages,
    units.pages,
    machines.pages,
    standing.pages,
    audit.pages,
    hand_overs.pages,
    me.pages,
)
API = (api.api, api_guarding.api, resets.api, tokens.api, standing.api, hand_overs.api)
TRANSLATIONS = (Path(__file__).parents[1] / "translations",)

DESK = Desk(
    id="identity",
    title=Words("账号", "Accounts"),
    hue="slate",
    nav=(
        NavItem(label=_l("账号"), endpoint="identity.accounts", needs="identity.see_accounts"),
        NavItem(label=_l("单位"), endpoint="identity_units.units", needs="identity.see_accounts"),
        NavItem(
            label=_l("公用电脑"),
            endpoint="identity_machines.machines",
            needs="identity.bind_machine",
        ),
        NavItem(label=_l("审计"), endpoint="identity_audit.audit", needs="identity.see_audit"),
        NavItem(
            label=_l("工作交接"),
            endpoint="identity_hand_overs.hand_overs",
            needs="identity.use_own_account",
        ),
        NavItem(label=_l("我的账号"), endpoint="identity_me.me", needs="identity.use_own_account"),
    ),
)

SIGN_IN, SIGN_OUT = "/identity/sign-in", "/identity/sign-out"
SWITCH_USER = "/identity/switch"


class IdentityWeb(DepartmentWeb):
    """Identity on HTTP."""

    name = "identity_web"
    department = "identity"

    flask: Any = mounted(pages=PAGES, api=API, translations=TRANSLATIONS)
