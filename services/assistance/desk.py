"""The social affairs centre as the town shows it: its name, its colour, its menu."""

from __future__ import annotations

from shared.web.speech import lazy_gettext as _l
from shared.web.town import Desk, NavItem, Words

DESK = Desk(
    id="assistance",
    title=Words("社会救助", "Assistance"),
    hue="amber",
    nav=(
        NavItem(label=_l("今日工作"), endpoint="assistance.home", needs="assistance.see_cases"),
        NavItem(label=_l("个案"), endpoint="assistance.cases", needs="assistance.see_cases"),
    ),
)
