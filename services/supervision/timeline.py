"""What an officer would say of each event of a supervision file, and of the codes in it.

Facts only: personal content stays in the file. Whoever may not see tests is told that one was
taken, and not how it ended.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.supervision.rules.laboratory import DAYS_OF
from services.supervision.rules.treatment import OUTCOMES
from shared.partner.words import STATIONS

TAKEN = "supervision.drug_test"
TESTS = (
    "supervision.drug_test_negative",
    "supervision.drug_test_invalid",
    "supervision.screened_positive",
)
LABORATORY = (
    "supervision.lab_requested",
    "supervision.lab_recorded",
    "supervision.retest_requested",
    "supervision.retest_recorded",
    "supervision.objection_lodged",
    "supervision.objection_answered",
    "supervision.positive_cleared",
)
"""Events that can follow a positive strip only, and so tell how a test ended."""


FOR_THE_POLICE = (
    "supervision.use_in_treatment_noted",
    "supervision.use_in_treatment_answered",
)
"""What a health institution tells the police alone, and their answer (禁毒法 37(2))."""


def tells_a_result(facts: Mapping[str, Any]) -> bool:
    """Whether an event is about a duty that can follow a positive strip only."""
    return facts.get("duty") in DAYS_OF


SENTENCES = {
    "supervision.opened": "{reported_on}报到，建立监督档案",
    "supervision.drug_test_scheduled": "按{plan}安排检测，共{windows_total}次",
    "supervision.extra_tests_planned": "另安排抽检、毛发检测，日期不事先告知",
    "supervision.extra_test_drawn": "抽签安排{kind}（{opens}至{closes}），日期不事先告知",
    "supervision.term_revised": "收到通知：期限更正，重新安排检测",
    "supervision.reading_noted": "收到通知：期限改按选定的算法，自{counted_from}起算，重新安排检测",
    "supervision.suspension_noted": "收到通知：{suspended_on}被依法拘留或者逮捕，期限中止",
    "supervision.resumption_noted": "收到通知：{resumed_on}释放，期限继续，其后各次检测顺延",
    "supervision.suspensions_corrected": "收到通知：中止期间更正，重新安排检测",
    "supervision.reopening_noted": "收到通知：终止的文书被撤销，本案自{reopened_on}起恢复执行",
    "supervision.end_noted": "收到通知：本案已于{ended_on}结束（{cause}）",
    "supervision.approval_submitted": "报批：{measure}",
    "supervision.order_proposed": "立案以前报批：{measure}",
    "supervision.order_proposal_answered": "立案以前的报批有了结果：{result}（{counted}）",
    "supervision.approval_decided": "报批有了结果：{measure}，{result}（{counted}）",
    "supervision.approved_on_paper": "登记纸质批件：{measure}（{counted}）",
    "supervision.plan_chosen": "经批准改用{plan}，已开始的各次不变",
    "supervision.window_adjusted": "第{window}次检测经批准免除（{because}）",
    "supervision.report_in_corrected": "收到通知：报到日期更正为{reported_on}，重新安排检测",
    "supervision.replacement_noted": "收到通知：本案已由另一决定取代，不再安排检测",
    "supervision.station_noted": "收到通知：本案改由{station}负责",
    "supervision.agreement_noted": "收到通知：协议已签订",
    "supervision.refusal_to_sign_noted": "收到通知：本人拒绝签订协议，由公安机关认定",
    "supervision.care_plan_noted": "收到通知：戒毒、帮扶措施已确定",
    "supervision.family_member_noted": "收到通知：家庭成员账号：{account}",
    "supervision.result_consent_given": "登记本人同意：检测结果可以告知家庭成员账号{account}",
    "supervision.result_consent_withdrawn": "登记本人撤回同意：检测结果不再告知家庭成员",
    "supervision.maintenance_noted": "收到通知：是否在接受维持治疗：{in_maintenance}",
    "supervision.use_in_treatment_noted": "收到治疗机构报告：{found_on}发现治疗期间吸毒",
    "supervision.use_in_treatment_answered": "治疗机构的报告已处理：{outcome}",
    "supervision.group_noted": "收到通知：监护小组已组成",
    "supervision.other_day_asked": "本人申请改期：{kind}",
    "supervision.other_day_answered": "改期申请已答复",
    "supervision.waiver_proposed": "提出第{window}次检测免除（{because}），待他人审批",
    "supervision.waiver_declined": "第{window}次检测不予免除，照常检测",
    "supervision.approval_paper_filed": "批准的纸质件入卷：{what}",
    "supervision.drug_test_notified": "{extra}第{window}次检测已通知，{appear_at}到场",
    "supervision.delivery_proof_filed": "送达凭证入卷：{proof}",
    "supervision.drug_test_negative": "接受检测，结果阴性（{counted}）",
    "supervision.drug_test_invalid": "接受检测，结果无效（{counted}）",
    "supervision.screened_positive": "接受检测，初筛阳性，待确认（{counted}）",
    "supervision.drug_test_refused": (
        "{extra}第{window}次检测，拒绝接受（{counted}），累计{count}次"
    ),
    "supervision.drug_test_missed": "{extra}第{window}次检测未到场（{counted}），累计{count}次",
    "supervision.admonished": "书面告诫已送达",
    "supervision.serious_breach_detected": (
        "{counter}达到{count}，属于严重违反协议，须在{report_by}前报告公安机关"
    ),
    "supervision.serious_breach_withdrawn": "{counter}更正为{count}，不再属于严重违反协议",
    "supervision.violation_recorded": "违反协议：{kind}（{counted}）",
    "supervision.refusal_found": "未报到的理由不成立，属于拒绝接受，须在{report_by}前报告公安机关",
    "supervision.criticised": "对违反协议的行为作了批评",
    "supervision.educated": "对违反协议的行为作了教育",
    "supervision.overturning_proposed": "提出更正一项计入的记录，待他人审批",
    "supervision.overturning_declined": "更正未获批准，照常计入",
    "supervision.breach_overturned": "登记了一项更正{reason}，{counter}现为{count}",
    "supervision.opening_balance_recorded": "此前的{counter}：{value}（{source}）",
    "supervision.opening_spans_recorded": "据纸质档案登记接管前的情况：{kind}",
    "supervision.opening_tests_recorded": "据纸质档案登记接管前的检测情况",
    "supervision.contested_days_judged": "对期限或者日数的算法作了认定：{matter}，{counts}",
    "supervision.absence_reported": "书面报告外出，{depart_on}至{return_on}",
    "supervision.leave_approved": "外出经批准",
    "supervision.remote_test_arranged": "外出期间的第{window}次检测已安排异地进行",
    "supervision.return_recorded": "外出返回，共{days}日",
    "supervision.unauthorised_absence_opened": "发现{from_on}起擅自离开：{kind}",
    "supervision.unauthorised_absence_closed": "擅自离开后返回，计{days}日",
    "supervision.drug_use_suspected": (
        "发现涉嫌又有吸毒行为（{counted}）；计入的须在{report_by}前报告公安机关"
    ),
    "supervision.reported_to_police": "已向公安机关报告：{ground}",
    "supervision.police_report_acknowledged": "公安机关已出具回执",
    "supervision.police_decision_recorded": "公安机关决定：{decision}",
    "supervision.lab_requested": "申请实验室检测（{requested_by}）",
    "supervision.lab_recorded": "收到实验室检测结果",
    "supervision.objection_lodged": "{lodged_by}对{contests}结果提出异议",
    "supervision.objection_answered": "公安机关答复对{contests}结果的异议",
    "supervision.retest_requested": "申请复检（{requested_by}）",
    "supervision.retest_recorded": "收到复检结果",
    "supervision.drug_use_confirmed": "公安机关认定{used_on}又有吸毒行为（{counted}）",
    "supervision.positive_cleared": "初筛阳性已排除：{because}",
    "supervision.home_visited": "家访",
    "supervision.periodic_report_received": "收到定期汇报（{about_on}所在期间）",
    "supervision.periodic_report_missing": "没有收到定期汇报（{about_on}所在期间）",
    "supervision.checked_in": "现场签到：{arrival}",
    "supervision.codes_given": "检测人员在公用电脑上各自输入了本人的 PIN",
    "supervision.talk_held": "帮教谈话",
    "supervision.assessment_held": "{scope}：{result}",
    "supervision.assistance_need_raised": "提出需求：{kind}，已转社会事业中心",
    "supervision.treatment_need_raised": "提出需求：{kind}，已转指定医疗机构",
    "supervision.legal_need_raised": "提出需求：{kind}，已转司法所",
    "supervision.need_answered": "需求“{kind}”得到答复：{answer}",
    "supervision.kit_batch_begun": "检测试剂批号{batch}，有效期至{expires_on}",
    "supervision.kits_received": "检测试剂入库：{first_serial}至{last_serial}，共{count}件",
    "supervision.kit_used": "用去一件检测试剂",
    "supervision.kits_withdrawn": "检测试剂报废：{count}件（{because}）",
    "supervision.blank_forms_issued": "发放空白表：{first_serial}至{last_serial}，共{count}张",
    "supervision.blank_form_used": "用去一张空白表：{record}",
    "supervision.blank_forms_returned": "交回或者作废空白表：{count}张（{because}）",
    "supervision.paper_form_cited": "据编号{serial}的纸质表登记：{record}，从表上的日期起算",
    "supervision.scan_opened": "查阅了一份扫描件",
    "supervision.results_opened": "家庭成员查看了检测结果",
    "supervision.sealing_noted": "收到通知：档案封存日期为{sealed_on}",
    "supervision.sealed_file_opened": "写明理由，查阅封存档案",
    "supervision.officer_list_begun": "派出所开始登记禁毒民警",
    "supervision.anti_drug_officer_appointed": "派出所明确一名禁毒民警，现在任{active}名",
    "supervision.anti_drug_officer_relieved": "一名禁毒民警卸任（{because}），现在任{active}名",
    "supervision.typing_corrected": "本人更正录入：{what}",
    "supervision.entered_in_police_system": "已录入公安系统",
    "supervision.duty_list_opened": "开始按日核对本案应办事项",
    "supervision.duties_assigned": "本案应办事项由{bearer}承担",
    "supervision.duties_handed_over": "本案应办事项由{former}移交{bearer}",
    "supervision.duty_fell_due": "应办：{duty}，{due_from}起，{due_on}前完成（《{law}》）",
    "supervision.duty_missed": "逾期未办：{duty}，到{missed_on}仍没有记录",
    "supervision.duty_found_kept": (
        "更正：{duty}已于{kept_on}按期办理，有编号{proof}的纸质表为证，逾期不再计算"
    ),
    "supervision.duty_escalated": "仍未办：{duty}，已提醒{to}",
    "supervision.escalation_ended": "{duty}已办或者不再应办，提醒解除",
    "supervision.escalation_resumed": "{duty}恢复应办，再次提醒{to}",
}

RESULTS_HIDDEN = {**SENTENCES, **dict.fromkeys((*TESTS, *LABORATORY), "接受检测")}
"""The same for whoever may not see tests."""

RECORDS = {
    "supervision.talk_held": "谈话",
    "supervision.assessment_held": "半年、年度评估",
    "supervision.home_visited": "家访",
    "supervision.periodic_report_received": "定期汇报",
    "supervision.drug_test_notified": "检测通知",
    **dict.fromkeys(TESTS, "检测"),
    "supervision.drug_test_refused": "拒检",
    "supervision.drug_test_missed": "未到场",
    "supervision.absence_reported": "外出报告",
    "supervision.unauthorised_absence_opened": "擅自离开",
    "supervision.violation_recorded": "违反协议",
    "supervision.criticised": "批评",
    "supervision.educated": "教育",
    "supervision.admonished": "书面告诫",
    "supervision.drug_use_suspected": "涉嫌吸毒的发现",
}
"""What a correction of one's own typing calls the record."""

WORDS = {
    **STATIONS,
    **RECORDS,
    # tests beside the plan, and by what a count fell
    "surprise": "抽检",
    "hair": "毛发检测",
    "already_tested": "（通知的检测已经完成）",
    "in_custody": "（当日在中止期间）",
    # whether it counts
    "True": "计入",
    "False": "不计入",
    # plans, counters
    "PLAN_22": "22次方案",
    "PLAN_28": "28次方案",
    "CUSTOM": "另定方案",
    "test": "逃避或者拒绝检测次数",
    "leave_times": "擅自离开次数",
    "leave_days": "擅自离开日数",
    "no_report": "逾期未报到",
    "use": "又有吸毒行为次数",
    "minor": "其他违反协议次数",
    "paper": "纸质记录",
    "transfer": "原执行地移交",
    "absence": "擅自离开",
    "suspension": "中止",
    # who asks for a laboratory, why a positive is none
    "person": "本人",
    "family": "家属",
    "strip": "初筛",
    "laboratory": "实验室检测",
    "retest": "复检",
    "police": "公安机关",
    "medicine": "按医嘱用药",
    "maintenance": "维持治疗",
    "lab_negative": "实验室检测阴性",
    "yes": "是",
    "no": "否",
    **OUTCOMES,
    # what is contested
    "term": "期限",
    # breaches, grounds, decisions
    "missed_talk": "不按时谈话",
    "missed_report": "不按时汇报",
    "contact_unreported": "变更住址或者电话未报告",
    "clause": "违反协议其他条款",
    "unreported": "没有书面报告",
    "overstay": "逾假未归",
    "serious_breach": "严重违反协议",
    "drug_use": "又有吸毒行为",
    "refusal": "拒绝接受",
    "isolation": "强制隔离戒毒",
    "community": "继续在社区执行",
    "public_order_penalty": "治安管理处罚",
    "new_order": "另行责令社区戒毒",
    "none": "不予处理",
    # what became of a proposal
    "granted": "批准",
    "not_granted": "未批准",
    # why a case ended
    "case_terminated": "终止",
    "transfer_receipt_confirmed": "变更执行地",
    "compulsory_isolation": "强制隔离戒毒",
    "imprisonment": "收监执行刑罚",
    "compulsory_corrective_measure": "强制性教育措施",
    "death": "死亡",
    "order_revoked": "决定撤销",
    # what is submitted, why a window needs no test
    "plan": "检测方案",
    "forced_test": "强制检测",
    "other": "其他",
    "hospital": "住院",
    "childbirth": "分娩",
    "disaster": "灾害",
    "justified_miss": "有正当理由未到场",
    # what was approved on paper
    "waiver": "免除检测",
    "excuse": "认定未到场有正当理由",
    "leave": "外出",
    # why test kits were put aside
    "expired": "过期",
    "damaged": "损坏",
    "lost": "遗失",
    "returned": "退回",
    "moved": "调拨到其他工作站",
    # what shows that something was served
    "receipt": "本人签收的回执",
    "witnesses": "见证人签名",
    "call_record": "通话记录",
    "screenshot": "短信或微信截图",
    "post_receipt": "邮寄回执",
    # why an officer was relieved
    "moved_on": "调离",
    "retired": "退休",
    "on_leave": "长期离岗",
    # why a blank form came back
    "unused": "未用",
    "spoiled": "写坏",
    # at the station's desk
    "came": "到场",
    "not_came": "未到",
    "other_day": "改期申请",
    # what stands on a blank form, beside what is a duty
    "test_notice": "检测通知",
    "test_refusal": "拒检",
    "test_miss": "未到场",
    "leave_report": "外出报告",
    # duties, and who is alarmed
    "drug_test": "定期检测",
    "extra_test": "抽检、毛发检测",
    "talk": "帮教谈心",
    "home_visit": "家访",
    "periodic_report": "定期汇报",
    "assessment": "半年、年度评估",
    "confirm_return": "核实外出是否按期返回",
    "answer_breach": "对违反协议的批评、教育、书面告诫",
    "report_to_police": "报告公安机关",
    "assign_bearer": "分派承担人",
    "ask_laboratory": "初筛阳性送实验室检测",
    "laboratory_result": "登记实验室检测结果",
    "ask_retest": "告知结果、办理复检",
    "retest_result": "登记复检结果",
    "answer_objection": "答复对检测结果的异议",
    "office": "领导小组办公室",
    "leading_group": "领导小组",
    # assessments
    "half_year": "半年评估",
    "year": "年度评估",
    "good": "表现较好",
    "fair": "表现一般",
    "poor": "表现较差",
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
