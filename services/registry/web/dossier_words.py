"""What the items of a file are called."""

from __future__ import annotations

from collections.abc import Mapping

from services.registry.domain.dossier import Dossier
from shared.web.speech import gettext as _

ITEMS = {
    "01": "决定书",
    "02": "个人信息和权利告知书",
    "03": "人员登记表和照片",
    "04": "报到登记",
    "05": "协议书",
    "06": "监护小组名册",
    "07": "戒毒、帮扶措施",
    "08": "规章手册领取单",
    "09": "住处示意图",
    "10": "检测通知",
    "11": "检测记录",
    "12": "谈话记录",
    "13": "家访记录",
    "14": "定期汇报",
    "15": "活动和法治教育记录",
    "16": "治疗信息领取单",
    "17": "家庭评估",
    "18": "救助帮扶记录或者谢绝书",
    "19": "请假表",
    "20": "违规记录和告诫书",
    "21": "报告公安机关的材料和回执",
    "22": "半年、年度评估",
    "23": "中止、恢复、终止材料",
    "24": "变更执行地材料",
    "25": "解除审批表和通知",
    "26": "卷内目录",
}


def item_word(code: str) -> str:
    """An item with its number in the file, as 05 协议书."""
    return f"{code} {_(ITEMS[code])}" if code in ITEMS else code


def lacking(found: Dossier | None, due: Mapping[str, int]) -> list[tuple[str, str]]:
    """Which items the file lacks: the code and what is said of it; how many, if several are due."""
    held = found.held if found else {}
    missing = found.missing(due) if found else tuple(due)
    return [(code, _lacking(code, held=held.get(code, 0), due=due[code])) for code in missing]


def _lacking(code: str, *, held: int, due: int) -> str:
    if due == 1:
        return item_word(code)
    return _("%(item)s（应有%(due)s份，现有%(held)s份）", item=item_word(code), due=due, held=held)
