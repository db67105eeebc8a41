"""Registry as the town shows it: its name, its colour, its menu."""

from __future__ import annotations

from shared.web.speech import lazy_gettext as _l
from shared.web.town import Desk, NavItem, Words

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
