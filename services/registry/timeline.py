"""What an officer would say of each event of a case; never anything personal."""

from __future__ import annotations

from shared.partner.words import STATIONS

SENTENCES = {
    "registry.decision_received": "收到{kind}决定，{served_on}送达，期限{term_months}个月",
    "registry.reported_in": "本人报到（{punctuality}），期限至{last_day}",
    "registry.agreement_signed": "签订协议",
    "registry.defective_agreement_signed": "签订的协议有瑕疵：{defects}",
    "registry.case_replaced": "由{by}取代",
    "registry.taken_over_days_corrected": "按新名册更正：{changed}",
    "registry.roster_differed": "名册与登记不一致：{differing}，以登记为准",
    "registry.station_assigned": "由{station}负责",
    "registry.care_begun": "建立待办清单",
    "registry.duty_opened": "应于{due_on}前{duty}（依据《{law}》）",
    "registry.duty_met": "已完成：{duty}",
    "registry.privacy_notice_given": "告知个人信息处理事项",
    "registry.group_formed": "成立监护小组：{kinds}",
    "registry.care_plan_set": "确定戒毒、帮扶措施",
    "registry.drug_test_refusal_noted": "收到通报：第{window}次检测拒检，累计{count}次",
    "registry.serious_breach_noted": "收到通报：{counter}累计达到{count}，属于严重违反协议",
}

WORDS = {
    **STATIONS,
    # kinds of case
    "community_rehab": "社区戒毒",
    "community_recovery": "社区康复",
    # how far a case has come
    "ordered": "待报到",
    "report_overdue": "逾期未报到",
    "reported": "已报到，待签协议",
    "active": "执行中",
    "term_completed": "期满",
    "replaced": "已被取代",
    # how a report-in stands to the 15 days
    "in_time": "按期",
    "late_with_reason": "逾期，有理由",
    "late_without_reason": "逾期，无理由",
    "before_takeover": "接管前，不作评价",
    # duties
    "report_in": "报到",
    "privacy_notice": "告知个人信息处理事项",
    "form_group": "成立监护小组",
    "sign_agreement": "签订协议",
    "set_care_plan": "确定戒毒、帮扶措施",
    # members of a group
    "full_time_worker": "专职社工",
    "community_cadre": "社区干部",
    "community_police": "社区民警",
    "community_medic": "社区医务人员",
    "family_member": "家庭成员",
    "volunteer": "禁毒志愿者",
    # parts of an agreement
    "rights_and_help": "权利与帮助",
    "rules": "应当遵守的规定",
    "measures": "具体措施",
    "liability": "违约责任",
    "other": "其他",
    # what an agreement can fall short of
    "signed_before_reporting": "签订日期早于报到日期",
    "signed_in_custody": "签订当日本人被羁押或者隔离",
    "signed_after_term": "签订日期晚于期满日",
    "guardian_missing": "未成年人签订，监护人没有签名",
    "headings_missing": "缺少应当写明的部分",
    # days of a case
    "decided_on": "决定日期",
    "served_on": "送达日期",
    "reported_on": "报到日期",
    "signed_on": "协议签订日期",
    # places in the register
    "registered_user": "登记在册",
    "candidate": "待核实",
    "in_isolation": "强制隔离戒毒中",
    "in_custody": "被羁押",
    "serving_sentence": "服刑",
    "maintenance_treatment": "维持治疗",
    "lost_contact": "失联",
    "working_away": "外出务工",
    "moved_away": "迁出",
    "abroad": "出境",
    "abstinent_3y": "戒断三年未复吸",
    "deceased": "死亡",
    # what supervision counts
    "test": "逃避或者拒绝检测（次）",
    "leave_times": "擅自离开（次）",
    "leave_days": "擅自离开（日）",
    # what persons are
    "男": "男",
    "女": "女",
    # laws on which duties rest
    "戒毒条例": "戒毒条例",
    "个人信息保护法": "个人信息保护法",
    "梅政办〔2025〕52号": "梅政办〔2025〕52号",
}
