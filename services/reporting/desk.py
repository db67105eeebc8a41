"""Reporting as the town shows it: its name, its colour, its menu."""

from __future__ import annotations

from shared.web.speech import lazy_gettext as _l
from shared.web.town import Desk, NavItem, Words

DESK = Desk(
    id="reporting",
    title=Words("统计督导", "Reporting"),
    hue="rose",
    nav=(
        NavItem(label=_l("签订率"), endpoint="reporting.home", needs="reporting.see_rates"),
        NavItem(
            label=_l("逾期上报"),
            endpoint="reporting_escalations.register",
            needs="reporting.see_escalations",
        ),
        NavItem(label=_l("个案"), endpoint="reporting_cases.cases", needs="reporting.see_dossier"),
        NavItem(
            label=_l("事件目录"),
            endpoint="reporting_events.events",
            needs="reporting.see_events",
        ),
        NavItem(
            label=_l("消息健康"),
            endpoint="reporting_messages.health",
            needs="operations.see_parked",
        ),
    ),
)
