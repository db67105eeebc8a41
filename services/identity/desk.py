"""Identity as the town shows it: its name, its colour, its menu."""

from __future__ import annotations

from shared.web.speech import lazy_gettext as _l
from shared.web.town import Desk, NavItem, Words

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
