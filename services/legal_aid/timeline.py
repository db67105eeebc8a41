"""What an officer would say of each event of the justice office."""

from __future__ import annotations

from services.legal_aid.rules import NEEDS, TOPICS
from shared.partner.rules import RESULTS
from shared.partner.words import STATIONS

SENTENCES = {
    "legal_aid.file_opened": "司法所得知这个个案",
    "legal_aid.report_in_noted": "司法所得知本人已于{reported_on}报到",
    "legal_aid.agreement_noted": "司法所得知协议已于{signed_on}签订",
    "legal_aid.care_plan_noted": "司法所得知戒毒、帮扶措施已于{planned_on}确定",
    "legal_aid.station_noted": "司法所得知此案由{station}负责",
    "legal_aid.case_end_noted": "司法所得知这个个案已于{ended_on}结束",
    "legal_aid.case_reopening_noted": "司法所得知终止被撤销，此案自{reopened_on}起恢复执行",
    "legal_aid.law_education_scheduled": "应在{due_on}前接受法治教育（自{counted_from}起算）",
    "legal_aid.law_education_held": "开展法治教育，主题：{topic}",
    "legal_aid.law_education_attended": "参加了法治教育，主题：{topic}",
    "legal_aid.need_received": "收到转来的需求：{kind}",
    "legal_aid.need_accepted": "接收了转来的需求",
    "legal_aid.need_closed": "办结了转来的需求：{result}",
}

WORDS = {**TOPICS, **NEEDS, **RESULTS, **STATIONS}
