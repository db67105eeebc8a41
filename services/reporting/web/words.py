"""What the codes of other departments and of the rates are called on a page."""

from __future__ import annotations

from shared.web.lists import Tone
from shared.web.speech import gettext

KINDS = {
    "community_rehab": "社区戒毒",
    "community_recovery": "社区康复",
    "voluntary_help": "自愿帮教",
}
STATUSES = {
    "ordered": "已责令，未报到",
    "report_overdue": "逾期未报到",
    "reported": "已报到，未签协议",
    "active": "执行中",
    "term_completed": "期满",
    "replaced": "已由新决定取代",
    "suspended": "中止",
    "terminated": "已终止",
    "transferred": "已转出",
}
TONES: dict[str, Tone] = {
    "ordered": "wait",
    "report_overdue": "late",
    "reported": "due",
    "active": "info",
    "term_completed": "done",
    "replaced": "neutral",
    "suspended": "wait",
    "terminated": "neutral",
    "transferred": "neutral",
}
STATES = {
    "signed": "已签协议",
    "to_sign": "已报到，应签未签",
    "not_reported": "已责令，未报到",
    "no_order": "未被责令，没有案件",
    "lost_contact": "失联",
    "working_away": "外出务工，没有案件",
    "maintenance_treatment": "维持治疗，没有案件",
    "in_isolation": "强制隔离戒毒",
    "in_custody": "拘留、逮捕",
    "serving_sentence": "服刑",
    "deceased": "死亡",
    "abroad": "出境",
    "moved_away": "迁出",
    "abstinent_3y": "戒断三年未复吸",
    "term_completed": "期满解除",
    "candidate": "待公安核实",
}
OVERDUE_DUTIES = {
    "report_to_police": "报告公安机关",
    "assign_bearer": "分派承担人",
    "test_procedure": "检测手续",
}
MEASURES = {
    "M3a": "签订率（严格）",
    "M3b": "签订率（含正当理由）",
    "M4": "签订率（法定应签）",
}
MEANINGS = {
    "M3a": "已签协议的人数，除以名册上的全部人员。",
    "M3b": "已签协议的，加上依法不必签的，除以名册上的全部人员。这一项必须达到100%。",
    "M4": "被责令、已报到、期限未满的案件中，签了协议的。",
}
PARTS = {"all": "全部", "counted": "计入的", "rest": "未计入的"}
FIELD_KINDS = {
    "string": "文字",
    "integer": "整数",
    "boolean": "是或否",
    "array": "列表",
    "date": "日期",
    "date-time": "日期和时刻",
    "uuid": "随机编号",
}
NO_ROLES = {"system": "系统"}


def word(words: dict[str, str], code: str | None) -> str:
    """Say a code; one that no word is known for is shown as it is."""
    return gettext(words[code]) if code in words else code or ""
