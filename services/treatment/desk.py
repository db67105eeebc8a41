"""The health institution as the town shows it: its name, its colour, its menu."""

from __future__ import annotations

from shared.web.speech import lazy_gettext as _l
from shared.web.town import Desk, NavItem, Words

DESK = Desk(
    id="treatment",
    title=Words("戒毒治疗", "Treatment"),
    hue="green",
    nav=(
        NavItem(label=_l("今日工作"), endpoint="treatment.home", needs="treatment.see_cases"),
        NavItem(label=_l("个案"), endpoint="treatment.cases", needs="treatment.see_cases"),
    ),
)
