"""The way to the registers of the town's own affairs."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template

from services.registry.web.affairs.actual_users import SEE_ACTUAL
from services.registry.web.affairs.behind import BEHIND
from services.registry.web.affairs.budget import SEE_BUDGET
from services.registry.web.affairs.census import SEE_CENSUS
from services.registry.web.affairs.common import SEE_ACTIVITIES, SEE_PLAN, SEE_STRUCK_OUT, TEMPLATES
from services.registry.web.affairs.reconciling import SEE as SEE_RECONCILIATION
from services.registry.web.affairs.staff import SEE_STAFF
from services.registry.web.affairs.stations import SEE_STATIONS
from services.registry.web.affairs.units import SEE_TASKS
from services.registry.web.office import SEE_TOWN_WORK, opens
from shared.web.guards import needs
from shared.web.speech import lazy_gettext as _l

pages = Blueprint(
    "registry_affairs", __name__, url_prefix="/registry/town-work", template_folder=TEMPLATES
)


@dataclass(frozen=True, kw_only=True)
class Register:
    """One register: its name, what is in it, the sentences of the notice that it answers."""

    label: str
    about: str
    sentences: str
    endpoint: str
    needs: str


REGISTERS = (
    Register(
        label=_l("通知签收"),
        about=_l("各单位、各村签收通知的情况"),
        sentences="S2",
        endpoint="registry_notice.register",
        needs=SEE_PLAN,
    ),
    Register(
        label=_l("领导小组"),
        about=_l("组长、副组长、成员和经办人"),
        sentences="S8, S9, S55",
        endpoint="registry_leading_group.register",
        needs=SEE_PLAN,
    ),
    Register(
        label=_l("方案和制度"),
        about=_l("年度工作方案、三个阶段、工作措施，各项制度的版本"),
        sentences="S3, S5, S7, S11, S12",
        endpoint="registry_plans.register",
        needs=SEE_PLAN,
    ),
    Register(
        label=_l("单位任务"),
        about=_l("交办给各单位、各村的任务和办理情况"),
        sentences="S9",
        endpoint="registry_units.register",
        needs=SEE_TASKS,
    ),
    Register(
        label=_l("基层组织"),
        about=_l("受镇政府指定与本人签订协议的基层组织"),
        sentences="S35",
        endpoint="registry_units.organisations",
        needs=SEE_PLAN,
    ),
    Register(
        label=_l("实有底数"),
        about=_l("实有吸毒人员人数，待核实、排除和恢复"),
        sentences="S34",
        endpoint="registry_actual.register",
        needs=SEE_ACTUAL,
    ),
    Register(
        label=_l("与公安名单核对"),
        about=_l("逐人核对公安名单，每一处差异的处理和处理人"),
        sentences="S34",
        endpoint="registry_reconciling.register",
        needs=SEE_RECONCILIATION,
    ),
    Register(
        label=_l("逐户调查"),
        about=_l("逐人逐户调查的轮次、各村进度和走访"),
        sentences="S34, S35",
        endpoint="registry_census.register",
        needs=SEE_CENSUS,
    ),
    Register(
        label=_l("专职社工"),
        about=_l("应配、实配人数，比选、聘用和离岗"),
        sentences="S28–S30",
        endpoint="registry_staff.register",
        needs=SEE_STAFF,
    ),
    Register(
        label=_l("工作站用房和设备"),
        about=_l("三个工作站的专用办公室、电脑和设备"),
        sentences="S32, S33",
        endpoint="registry_rooms.register",
        needs=SEE_STATIONS,
    ),
    Register(
        label=_l("专项经费"),
        about=_l("预算批复、支出和余额"),
        sentences="S6, S31",
        endpoint="registry_budget.register",
        needs=SEE_BUDGET,
    ),
    Register(
        label=_l("培训"),
        about=_l("社区负责人、专职社工和社区民警的培训和测试"),
        sentences="S14, S36, S37",
        endpoint="registry_training.register",
        needs=SEE_ACTIVITIES,
    ),
    Register(
        label=_l("宣传"),
        about=_l("宣传的形式、对象、主题和人数"),
        sentences="S38, S39, S56",
        endpoint="registry_publicity.register",
        needs=SEE_ACTIVITIES,
    ),
    Register(
        label=_l("会议"),
        about=_l("例会、听取的汇报、研究的问题和办结期限"),
        sentences="S10, S14, S40, S55",
        endpoint="registry_meetings.register",
        needs=SEE_ACTIVITIES,
    ),
    Register(
        label=_l("作废记录"),
        about=_l("各登记簿里登记错的：提出作废、审批和理由"),
        sentences="",
        endpoint="registry_striking.register",
        needs=SEE_STRUCK_OUT,
    ),
)


@pages.get("")
@needs(SEE_TOWN_WORK)
def hub() -> str:
    """The registers that the reader may open, and what each is behind with."""
    mine = [it for it in REGISTERS if opens(it.needs)]
    behind = {it.endpoint: BEHIND[it.endpoint]() for it in mine if it.endpoint in BEHIND}
    return render_template("registry/affairs/hub.html", registers=mine, behind=behind)
