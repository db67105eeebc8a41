"""The codes of the town's own affairs in plain words, and the rule behind each shortcoming."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from services.registry.rules.affairs.book import rule
from services.registry.web.office import word as word_of_case
from shared import clock
from shared.law import Rule
from shared.web.speech import gettext as _
from shared.web.wording import cited, listed

WORDS = {
    # stations
    "station-1": "第一禁毒工作站",
    "station-2": "第二禁毒工作站",
    "station-3": "第三禁毒工作站",
    # units of the town
    "police": "派出所",
    "social-affairs": "社会事业中心",
    "justice": "司法所",
    "hospital": "指定医疗机构",
    # how far somebody went at school
    "primary": "小学",
    "junior_high": "初中",
    "senior_high": "高中（含中专、职高、技校）",
    "junior_college": "大专",
    "bachelor": "本科",
    "postgraduate": "研究生",
    # what the hiring of a worker falls short of
    "under_age": "聘用时未达到规定的最低年龄",
    "over_age": "聘用时超过规定的最高年龄",
    "over_age_now": "已超过规定的最高年龄",
    "education_too_low": "文化程度低于高中",
    "record_unchecked": "没有违法犯罪记录查询结果",
    "record_not_clean": "有违法犯罪记录",
    "not_assessed": "没有考察是否胜任",
    "not_selected": "聘用前没有比选",
    "not_a_candidate": "不在比选候选人之列",
    "selection_defective": "比选有瑕疵",
    "part_time": "不是专职",
    "too_few_candidates": "候选人少于规定人数，又没有写明原因",
    # stations and what they have
    "no_office": "没有专用办公室",
    "computer": "电脑",
    "printer": "打印机",
    "recorder": "执法记录仪",
    "test_reader": "检测设备",
    "furniture": "办公家具",
    "other_item": "其他设备",
    "good": "正常",
    "to_repair": "待维修",
    "scrapped": "报废",
    # what the special fund is for, and what it falls short of
    "worker_wages": "社工薪酬",
    "test_kits": "检测试剂",
    "station_costs": "工作站运行",
    "training_costs": "培训",
    "publicity_costs": "宣传",
    "help_costs": "帮扶救助",
    "other_costs": "其他支出",
    "not_dedicated": "没有单列专项",
    "over_budget": "超出已批准的专项经费",
    # the head count
    "listed": "按公安名单逐人逐户",
    "canvass": "逐户排查",
    "met": "见到本人",
    "family_met": "见到家属",
    "nobody_home": "无人在家",
    "gone": "已不在此居住",
    "refused_talk": "拒绝交谈",
    "too_few_visitors": "走访人员不足规定人数",
    "outside_round": "走访日期不在本轮调查之内",
    "police_list": "公安机关名单",
    "decision": "决定书",
    "police_letter": "公安机关函件",
    "moved": "已迁出并核实",
    # the list of the police beside the register
    "only_there": "只在公安名单",
    "only_here": "只在本镇登记",
    "differs": "两边不一致",
    "unreadable": "名单上的行读不出",
    "take_in": "登记在册，并以名单核实",
    "not_ours": "不属本镇，请公安机关更正名单",
    "keep_counting": "照常计入，请公安机关补登",
    "propose_exclusion": "提出排除，由他人审批",
    "take_theirs": "按公安名单更正",
    "keep_ours": "以本镇登记为准，请公安机关更正名单",
    "set_aside": "不采用这一行，请公安机关重报",
    "name": "姓名",
    "sex": "性别",
    "village": "村（社区）",
    "flag": "登记状态",
    "counts": "本镇已排除",
    "name_missing": "没有姓名",
    "id_precision_lost": "身份证号末尾已丢失",
    "id_checksum": "身份证号校验不符",
    "date_invalid": "日期写法不对",
    "reported_before_served": "报到日期早于送达日期",
    "duplicate_in_file": "与上面的行是同一个身份证号",
    "mistaken": "登记有误",
    # publicity
    "relatives": "亲属",
    "friends": "朋友",
    "neighbours": "邻居",
    "general_public": "社会公众",
    "users": "吸毒人员",
    "new_ideas": "新理念",
    "system": "社区戒毒社区康复制度",
    "rights": "戒毒人员的权利",
    "treatment": "劝导戒毒治疗",
    "lecture": "讲座",
    "leaflet": "发放资料",
    "broadcast": "广播",
    "online": "网络",
    "home_call": "入户",
    "performance": "文艺演出",
    "faces_shown": "照片没有确认不出现面部",
    # who was missing at a meeting
    "no_head_present": "没有组长参加",
    "no_guardianship_present": "没有监护小组成员参加",
    # posts of the leading group that nobody holds
    "no_head": "没有组长",
    "first_deputy_missing": "第一副组长不是政法委员",
    "police_deputy_missing": "没有派出所的副组长",
    "handler_missing": "没有具体经办人",
    # phases of a plan
    "start": "启动阶段",
    "implement": "实施阶段",
    "full_running": "全面运行阶段",
    "phases_out_of_order": "各阶段的日期先后不对",
    # what a rule of the town is about
    "liaison_with_police": "与县公安局的工作机制",
    "working_norm": "社区戒毒（康复）工作规范",
    "staff_rule": "社工管理",
    "meeting_rule": "会议制度",
    "dossier_rule": "档案管理",
    "other_rule": "其他制度",
    # how far somebody is at work
    "left": "离岗",
    # how far a task is
    "task_open": "办理中",
    "task_overdue": "逾期未完成",
    "task_done": "按期完成",
    "task_done_late": "逾期完成",
}

RULES = {
    "under_age": "worker_age_min",
    "over_age": "worker_age_max",
    "over_age_now": "worker_age_max",
    "education_too_low": "worker_education",
    "record_unchecked": "worker_record_clean",
    "record_not_clean": "worker_record_clean",
    "not_assessed": "worker_assessed",
    "not_selected": "worker_selected",
    "not_a_candidate": "worker_selected",
    "selection_defective": "worker_selected",
    "part_time": "users_per_worker",
    "too_few_candidates": "candidates_min",
    "no_office": "stations",
    "faces_shown": "publicity_without_faces",
    "no_head_present": "leaders_attend",
    "no_guardianship_present": "meetings",
    "too_few_visitors": "census_visitors",
    "outside_round": "census_visitors",
    "not_dedicated": "special_fund",
    "over_budget": "special_fund",
    "no_head": "leading_group",
    "first_deputy_missing": "leading_group",
    "police_deputy_missing": "leading_group",
    "handler_missing": "unit_tasks",
    "phases_out_of_order": "plan_phases",
}


def word(code: str) -> str:
    """A code in plain words."""
    return _(WORDS[code]) if code in WORDS else word_of_case(code)


def words(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Codes to choose from, with their words."""
    return [(code, word(code)) for code in codes]


def several(codes: Iterable[str]) -> str:
    """Codes in plain words, one after the other."""
    return listed(map(word, codes))


def reason(code: str) -> str:
    """Why something falls short, with the article."""
    if code not in RULES:
        return word(code)
    found = rule(RULES[code], on=clock.today())
    return _("%(said)s（%(article)s）", said=word(code), article=cited(found.citation))


def rules_of(names: Iterable[str]) -> list[Rule]:
    """The rules of these names as of today, by which a register says what it says."""
    return [rule(name, on=clock.today()) for name in names]


def grounds(codes: Iterable[str]) -> list[dict[str, Any]]:
    """What something falls short of, each with its rule, for programs."""
    return [
        {"code": code, "why": rule(RULES[code], on=clock.today()) if code in RULES else None}
        for code in codes
    ]
