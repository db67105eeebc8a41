"""Supervision on HTTP: the desk with what is due, the file of a case, the forms, the JSON API."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from services.supervision.web import acts, api, cases, desk, kits
from shared.web.mounting import DepartmentWeb, mounted
from shared.web.speech import lazy_gettext as _l
from shared.web.town import Desk, NavItem, Words

PAGES = (desk.pages, cases.pages, acts.pages, kits.pages)
API = (api.api, kits.api)
TRANSLATIONS = (Path(__file__).parents[1] / "translations",)

DESK = Desk(
    id="supervision",
    title=Words("日常监督", "Supervision"),
    hue="teal",
    nav=(
        NavItem(label=_l("待办"), endpoint="supervision.home", needs="supervision.see_due_list"),
        NavItem(label=_l("全部档案"), endpoint="supervision.files", needs="supervision.see_case"),
        NavItem(
            label=_l("需求"), endpoint="supervision.needs_raised", needs="supervision.see_talks"
        ),
        NavItem(
            label=_l("检测试剂"), endpoint="supervision_kits.stock", needs="supervision.see_kits"
        ),
    ),
)


class SupervisionWeb(DepartmentWeb):
    """Supervision on HTTP."""

    name = "supervision_web"
    department = "supervision"

    flask: Any = mounted(pages=PAGES, api=API, translations=TRANSLATIONS)
