"""Reporting on HTTP: rates that open what they count, dossiers, and what events there can be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from services.reporting.web import api, cases, events, messages, rates
from shared.web.mounting import DepartmentWeb, mounted
from shared.web.speech import lazy_gettext as _l
from shared.web.town import Desk, NavItem, Words

PAGES = (rates.pages, cases.pages, events.pages, messages.pages)
API = (api.api, messages.api)
TRANSLATIONS = (Path(__file__).parents[1] / "translations",)

DESK = Desk(
    id="reporting",
    title=Words("统计督导", "Reporting"),
    hue="rose",
    nav=(
        NavItem(label=_l("签订率"), endpoint="reporting.home", needs="reporting.see_rates"),
        NavItem(label=_l("个案"), endpoint="reporting_cases.cases", needs="reporting.see_dossier"),
        NavItem(label=_l("事件目录"), endpoint="reporting_events.events", needs=events.SEE),
        NavItem(label=_l("消息健康"), endpoint="reporting_messages.health", needs=messages.SEE),
    ),
)


class ReportingWeb(DepartmentWeb):
    """Reporting on HTTP."""

    name = "reporting_web"
    department = "reporting"

    flask: Any = mounted(pages=PAGES, api=API, translations=TRANSLATIONS)
