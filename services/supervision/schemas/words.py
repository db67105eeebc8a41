"""Codes and the words that people read for them."""

from __future__ import annotations

KINDS = {"community_rehab": "社区戒毒", "community_recovery": "社区康复"}
ARRIVALS = {"came": "到场", "not_came": "未到", "other_day": "改期申请"}
SAMPLES = {"urine": "尿液", "saliva": "唾液", "hair": "毛发", "blood": "血液"}
RESULTS = {"negative": "阴性", "positive": "阳性（初筛）", "invalid": "无效"}
ITEMS = {
    "morphine": "吗啡",
    "methamphetamine": "甲基苯丙胺",
    "mdma": "MDMA",
    "ketamine": "氯胺酮",
    "cannabis": "大麻",
    "cocaine": "可卡因",
    "other": "其他",
}
SEXES = {"female": "女", "male": "男"}
NOTIFIED = {"in_person": "当面", "phone": "电话", "message": "短信或微信", "post": "邮寄"}
TALKED = {"face": "见面", "video": "视频", "phone": "电话"}
WITHDRAWN = {
    "expired": "过期",
    "damaged": "损坏",
    "lost": "遗失",
    "returned": "退回",
    "moved": "调拨到其他工作站",
}
FORMS_BACK = {"unused": "未用", "spoiled": "写坏", "lost": "遗失"}
RELIEVED = {"moved_on": "调离", "retired": "退休", "on_leave": "长期离岗", "other": "其他"}
COPIED = {
    "drug_test": "检测",
    "refusal": "拒检",
    "miss": "未到场",
    "absence": "擅自离开",
    "admonition": "书面告诫",
}
COPY_FIELDS = {
    "case_ref": "案件编号",
    "name": "姓名",
    "collected_at": "采样时间",
    "place": "采样地点",
    "sample": "样本",
    "kit_batch": "试剂批号",
    "kit_serial": "试剂编号",
    "items": "检测项目",
    "result": "结果",
    "positive_items": "呈阳性的项目",
    "tester_1": "检测人员一",
    "tester_2": "检测人员二",
    "officer": "负责检测的民警",
    "report_no": "检测报告书编号",
    "refused_on": "拒检日期",
    "missed_on": "未到场日期",
    "window": "第几次检测",
    "how": "经过",
    "witnesses": "见证人",
    "officer_note": "民警的书面说明",
    "count": "累计次数",
    "justified": "有正当理由",
    "because": "原因",
    "from_on": "离开日期",
    "kind": "类别",
    "found_on": "发现日期",
    "found_by": "发现人",
    "proof": "凭据",
    "document_no": "文书编号",
    "served_on": "送达日期",
    "clause": "违反的条款",
    "grounds": "事实",
}
"""Fields of the copy sheet; another one that the rule table names is shown by its own name."""
PROOFS = {
    "receipt": "本人签收的回执",
    "witnesses": "见证人签名",
    "call_record": "通话记录",
    "screenshot": "短信或微信截图",
    "post_receipt": "邮寄回执",
}
MOODS = {"calm": "平稳", "low": "低落", "tense": "紧张", "agitated": "激动"}
NEEDS = {
    "treatment": "治疗",
    "schooling": "就学",
    "job": "就业",
    "skill": "技能培训",
    "relief": "救助",
    "legal": "法律帮助",
}
PLANS = {"PLAN_22": "22次方案", "PLAN_28": "28次方案", "CUSTOM": "另定方案"}
MEASURES = {"plan": "检测方案", "forced_test": "强制检测", "other": "其他措施"}
ORDERS = {
    "community_rehab": "责令社区戒毒",
    "community_recovery": "责令社区康复",
    "forced_test": "强制检测",
    "other": "其他措施",
}
"""What is submitted for approval of somebody who has no case yet."""
WAIVERS = {"hospital": "住院", "childbirth": "分娩", "disaster": "灾害", "other": "其他"}
WAIVED_FOR = WAIVERS | {"justified_miss": "有正当理由未到场"}
DUTIES = {
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
}
MOVABLE = {"drug_test": "检测", "home_visit": "家访", "periodic_report": "定期汇报"}
OTHER_DAY_HOW = {"station": "在工作站当面", "phone": "电话", "message": "短信、微信"}
ON_PAPER = {
    "talk": "帮教谈心",
    "home_visit": "家访",
    "periodic_report": "定期汇报",
    "test_notice": "检测通知",
    "drug_test": "检测",
    "test_refusal": "拒检",
    "test_miss": "未到场",
    "leave_report": "外出报告",
}
FELL = {
    "already_tested": "通知的检测已经完成，不再计入",
    "in_custody": "当日在中止期间，不再计入",
}
"""By what something counts no more without anybody's choice."""
EXTRAS = {"surprise": "抽检", "hair": "毛发检测"}
COUNTERS = {
    "test": "逃避或者拒绝检测",
    "leave_times": "擅自离开（次）",
    "leave_days": "擅自离开（日）",
    "no_report": "逾期未报到",
    "use": "又有吸毒行为",
    "minor": "其他违反协议",
}
VIOLATIONS = {
    "missed_talk": "不按时谈话",
    "missed_report": "不按时汇报",
    "contact_unreported": "变更住址或者电话未报告",
    "clause": "违反协议其他条款",
    "no_report": "逾期未报到，理由不成立",
}
ABSENCES = {"unreported": "没有书面报告", "overstay": "逾假未归"}
COUNTED = {
    "refused": "拒检",
    "missed": "无故未到",
    "absent": "擅自离开",
    "confirmed": "公安机关认定",
    **ABSENCES,
    **VIOLATIONS,
}
GROUNDS = {"serious_breach": "严重违反协议", "drug_use": "又有吸毒行为", "refusal": "拒绝接受"}
DECISIONS = {
    "community": "继续在社区执行",
    "isolation": "强制隔离戒毒",
    "public_order_penalty": "治安管理处罚",
    "new_order": "另行责令社区戒毒",
    "none": "不予处理",
}
ASKED_BY = {"person": "本人", "police": "公安机关"}
OBJECTORS = {"person": "本人", "family": "家属代为提出"}
CONTESTED_RESULTS = {"strip": "初筛", "laboratory": "实验室检测", "retest": "复检"}
LAB_RESULTS = {"negative": "阴性", "positive": "阳性"}
CLEARED = {"medicine": "按医嘱用药", "maintenance": "维持治疗", "lab_negative": "实验室检测阴性"}
REPORTED = {"in_person": "当面", "written": "书面", "phone": "电话", "message": "短信或微信"}
CONTESTED = {"term": "中止期间造成的期限争议", "leave_days": "返回当日是否计入擅自离开日数"}
REPORT_PROOFS = {
    "notices": "检测通知及送达凭证",
    "refusals": "拒检、未到场记录",
    "admonitions": "告诫书及回执",
    "absences": "擅自离开的凭据",
    "test_report": "检测报告书",
    "photos": "照片、录像",
    "statements": "证人证言",
}
DEPARTMENTS = {"assistance": "社会事业中心", "treatment": "指定医疗机构", "legal_aid": "司法所"}
ASSESSED = {"good": "表现较好", "fair": "表现一般", "poor": "表现较差"}
SCOPES = {"half_year": "半年评估", "year": "年度评估"}
TALLIES = {
    "tests": "检测",
    "evaded": "逃避或者拒绝检测",
    "talk": "谈话",
    "home_visit": "家访",
    "periodic_report": "定期汇报",
    "leaves": "书面报告外出（次）",
    "absences": "擅自离开（次）",
    "absence_days": "擅自离开（日）",
    "breaches": "其他违反协议",
    "use": "又有吸毒行为",
    "admonitions": "书面告诫",
}
SPANS_BEFORE = {"leave": "外出", "absence": "擅自离开", "suspension": "中止"}
TESTS_BEFORE = {
    "negative": "已检测，阴性",
    "positive": "已检测，阳性",
    "refused": "拒检",
    "missed": "未到场",
    "waived": "免除",
    "not_tested": "没有检测",
    "no_record": "没有记载",
}
TYPED_FIELDS = {
    "place": "地点",
    "talkers": "谈话人",
    "summary": "内容、小结",
    "participants": "参加评估的人",
    "advice": "下一步措施",
    "address": "地址",
    "visitors": "家访人员",
    "interviewee": "被访人",
    "relation": "与本人关系",
    "family_state": "家庭情况",
    "work_state": "工作情况",
    "difficulty": "主要困难",
    "opinion": "意见和建议",
    "received_by": "接收人",
    "told": "内容",
    "how": "经过",
    "witnesses": "见证人",
    "officer_note": "民警的书面说明",
    "because": "原因",
    "destination": "去向",
    "contact": "联系方式",
    "found_by": "发现人",
    "proof": "凭据",
    "facts": "事实",
    "by": "由谁进行",
    "clause": "违反的协议条款",
    "grounds": "事实",
    "source": "来源",
}
"""Texts that whoever typed them may correct alone."""
STATES = {
    "ahead": "未到期间",
    "open": "期间内",
    "done": "已完成",
    "done_late": "补做",
    "refused": "拒检",
    "missed_unjustified": "无故未到",
    "waived": "免除",
    "suspended": "中止",
    "not_arranged": "未安排",
    "before_takeover": "接管前",
    "lapsed": "不再需要",
}
