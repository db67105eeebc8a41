"""Supervision as the town shows it: its name, its colour, its menu."""

from __future__ import annotations

from shared.web.speech import lazy_gettext as _l
from shared.web.town import Desk, NavItem, Words

DESK = Desk(
    id="supervision",
    title=Words("日常监督", "Supervision"),
    hue="teal",
    nav=(
        NavItem(
            label=_l("我的亲属"),
            endpoint="supervision_family.dates",
            needs="supervision.see_family_dates",
        ),
        NavItem(label=_l("待办"), endpoint="supervision.home", needs="supervision.see_due_list"),
        NavItem(
            label=_l("日历"),
            endpoint="supervision_calendar.month",
            needs="supervision.see_due_list",
        ),
        NavItem(label=_l("全部档案"), endpoint="supervision.files", needs="supervision.see_case"),
        NavItem(
            label=_l("现场签到"), endpoint="supervision_check_in.who", needs="supervision.check_in"
        ),
        NavItem(
            label=_l("需求"), endpoint="supervision.needs_raised", needs="supervision.see_talks"
        ),
        NavItem(
            label=_l("承担人"),
            endpoint="supervision_bearing.register",
            needs="supervision.see_bearers",
        ),
        NavItem(
            label=_l("抽检"),
            endpoint="supervision_drawing.register",
            needs="supervision.see_drawings",
        ),
        NavItem(
            label=_l("检测试剂"), endpoint="supervision_kits.stock", needs="supervision.see_kits"
        ),
        NavItem(
            label=_l("空白表"),
            endpoint="supervision_forms.register",
            needs="supervision.see_blank_forms",
        ),
        NavItem(
            label=_l("报批"),
            endpoint="supervision_proposals.register",
            needs="supervision.see_order_proposals",
        ),
        NavItem(
            label=_l("禁毒民警"),
            endpoint="supervision_officers.register",
            needs="supervision.see_officers",
        ),
        NavItem(
            label=_l("公安系统录入"),
            endpoint="supervision_copies.register",
            needs="supervision.see_police_copies",
        ),
    ),
)
