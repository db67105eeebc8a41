"""What an officer would say of each event of a supervision file, and of the codes in it.

Facts only: personal content stays in the file. Whoever may not see tests is told that one was
taken, and not how it ended.
"""

from __future__ import annotations

TAKEN = "supervision.drug_test"
TESTS = (
    "supervision.drug_test_negative",
    "supervision.drug_test_invalid",
    "supervision.screened_positive",
)

SENTENCES = {
    "supervision.opened": "{reported_on}报到，建立监督档案",
    "supervision.drug_test_scheduled": "按{plan}安排检测，共{windows_total}次",
    "supervision.report_in_corrected": "收到通知：报到日期更正为{reported_on}，重新安排检测",
    "supervision.replacement_noted": "收到通知：本案已由另一决定取代，不再安排检测",
    "supervision.agreement_noted": "收到通知：协议已签订",
    "supervision.group_noted": "收到通知：监护小组已组成",
    "supervision.drug_test_notified": "第{window}次检测已通知，{appear_at}到场",
    "supervision.drug_test_negative": "接受检测，结果阴性（{counted}）",
    "supervision.drug_test_invalid": "接受检测，结果无效（{counted}）",
    "supervision.screened_positive": "接受检测，初筛阳性，待确认（{counted}）",
    "supervision.drug_test_refused": "第{window}次检测，拒绝接受（{counted}），累计{count}次",
    "supervision.admonished": "书面告诫已送达",
    "supervision.serious_breach_detected": (
        "{counter}累计{count}次，属于严重违反协议，须在{report_by}前报告公安机关"
    ),
    "supervision.talk_held": "帮教谈话",
    "supervision.assistance_need_raised": "提出需求：{kind}，已转社会事业中心",
    "supervision.treatment_need_raised": "提出需求：{kind}，已转指定医疗机构",
    "supervision.legal_need_raised": "提出需求：{kind}，已转司法所",
    "supervision.need_answered": "需求“{kind}”得到答复：{answer}",
}

RESULTS_HIDDEN = {**SENTENCES, **dict.fromkeys(TESTS, "接受检测")}
"""The same for whoever may not see tests."""

WORDS = {
    # whether it counts
    "True": "计入",
    "False": "不计入",
    # plans, counters
    "PLAN_22": "22次方案",
    "PLAN_28": "28次方案",
    "test": "逃避或者拒绝检测",
    # needs, what is answered
    "treatment": "治疗",
    "schooling": "就学",
    "legal": "法律帮助",
    "job": "就业",
    "skill": "技能培训",
    "relief": "救助",
    "accepted": "已受理",
    "done": "已办结",
    "declined": "本人放弃",
    "ineligible": "不符合条件",
}
