"""What an officer would say of each event of the social affairs centre."""

from __future__ import annotations

from services.assistance.rules import DEFECTS, HELP, LABOUR, NEEDS
from shared.partner.rules import RESULTS
from shared.partner.words import STATIONS

SENTENCES = {
    "assistance.file_opened": "社会事业中心得知这个个案",
    "assistance.report_in_noted": "社会事业中心得知本人已于{reported_on}报到",
    "assistance.agreement_noted": "社会事业中心得知协议已于{signed_on}签订",
    "assistance.care_plan_noted": "社会事业中心得知戒毒、帮扶措施已于{planned_on}确定",
    "assistance.station_noted": "社会事业中心得知此案由{station}负责",
    "assistance.case_end_noted": "社会事业中心得知这个个案已于{ended_on}结束",
    "assistance.case_reopening_noted": "社会事业中心得知终止被撤销，此案自{reopened_on}起恢复执行",
    "assistance.family_assessment_scheduled": "应在{due_on}前评估家庭情况（自{counted_from}起算）",
    "assistance.family_assessed": "评估了家庭情况；符合条件的救助：{eligible}；瑕疵：{defects}",
    "assistance.need_received": "收到转来的需求：{kind}",
    "assistance.need_accepted": "接收了转来的需求",
    "assistance.need_closed": "办结了转来的需求：{result}",
}

WORDS = {"": "无", **HELP, **NEEDS, **RESULTS, **STATIONS, **DEFECTS, **LABOUR}
