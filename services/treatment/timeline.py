"""What an officer would say of each event of the health institution."""

from __future__ import annotations

from services.treatment.rules import NEEDS, RECEIPTS, WAYS
from shared.partner.rules import RESULTS
from shared.partner.words import STATIONS

SENTENCES = {
    "treatment.file_opened": "指定医疗机构得知这个个案",
    "treatment.report_in_noted": "指定医疗机构得知本人已于{reported_on}报到",
    "treatment.agreement_noted": "指定医疗机构得知协议已于{signed_on}签订",
    "treatment.care_plan_noted": "指定医疗机构得知戒毒、帮扶措施已于{planned_on}确定",
    "treatment.station_noted": "指定医疗机构得知此案由{station}负责",
    "treatment.case_end_noted": "指定医疗机构得知这个个案已于{ended_on}结束",
    "treatment.case_reopening_noted": "指定医疗机构得知终止被撤销，此案自{reopened_on}起恢复执行",
    "treatment.treatment_info_scheduled": "应在{due_on}前告知戒毒治疗信息（自{counted_from}起算）",
    "treatment.treatment_info_given": "告知了戒毒治疗信息：{how}，{receipt}",
    "treatment.maintenance_treatment_begun": "自{begun_on}起接受维持治疗",
    "treatment.maintenance_treatment_ended": "维持治疗于{ended_on}结束",
    "treatment.use_in_treatment_reported": "已报告公安机关：{found_on}发现的情况",
    "treatment.need_received": "收到转来的需求：{kind}",
    "treatment.need_accepted": "接收了转来的需求",
    "treatment.need_closed": "办结了转来的需求：{result}",
}

WORDS = {**WAYS, **RECEIPTS, **NEEDS, **RESULTS, **STATIONS}
