"""Registry on HTTP: what is owed, people, cases, rosters, and the JSON API."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from services.registry.web import (
    acts,
    affairs,
    api,
    cases,
    course,
    desk,
    dossier,
    dossier_api,
    identities,
    people,
    person_history,
    roster,
    stations,
)
from shared.web.mounting import DepartmentWeb, mounted
from shared.web.speech import lazy_gettext as _l
from shared.web.town import Desk, NavItem, Words

PAGES = (
    *(desk.pages, people.pages, identities.pages, person_history.pages),
    *(cases.pages, acts.pages, course.pages, dossier.pages, roster.pages, stations.pages),
    *affairs.PAGES,
)
API = (
    *(api.api, course.api, identities.api, person_history.api, dossier_api.api),
    *affairs.API,
)
TRANSLATIONS = (Path(__file__).parents[1] / "translations",)

DESK = Desk(
    id="registry",
    title=Words("登记管理", "Registry"),
    hue="indigo",
    nav=(
        NavItem(label=_l("待办"), endpoint="registry.home", needs="registry.see_case"),
        NavItem(label=_l("人员"), endpoint="registry_people.register", needs="registry.see_people"),
        NavItem(
            label=_l("镇办工作"), endpoint="registry_affairs.hub", needs="registry.see_town_work"
        ),
        NavItem(
            label=_l("卷宗"), endpoint="registry_dossier.register", needs="registry.see_dossier"
        ),
        NavItem(
            label=_l("导入名册"),
            endpoint="registry_roster.import_roster",
            needs="registry.import_roster",
        ),
        NavItem(
            label=_l("工作站"),
            endpoint="registry_stations.stations",
            needs="registry.assign_station",
        ),
    ),
)


class RegistryWeb(DepartmentWeb):
    """Registry on HTTP."""

    name = "registry_web"
    department = "registry"

    flask: Any = mounted(pages=PAGES, api=API, translations=TRANSLATIONS)
