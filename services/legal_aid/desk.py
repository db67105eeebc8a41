"""The justice office as the town shows it: its name, its colour, its menu."""

from __future__ import annotations

from shared.web.speech import lazy_gettext as _l
from shared.web.town import Desk, NavItem, Words

DESK = Desk(
    id="legal_aid",
    title=Words("法律援助", "Legal aid"),
    hue="violet",
    nav=(
        NavItem(label=_l("今日工作"), endpoint="legal_aid.home", needs="legal_aid.see_cases"),
        NavItem(label=_l("个案"), endpoint="legal_aid.cases", needs="legal_aid.see_cases"),
        NavItem(
            label=_l("法治教育"), endpoint="legal_aid_acts.sessions", needs="legal_aid.see_cases"
        ),
    ),
)
