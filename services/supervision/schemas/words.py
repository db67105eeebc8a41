"""Codes and the words that people read for them."""

from __future__ import annotations

KINDS = {"community_rehab": "社区戒毒", "community_recovery": "社区康复"}
SAMPLES = {"urine": "尿液", "saliva": "唾液", "hair": "毛发", "blood": "血液"}
RESULTS = {"negative": "阴性", "positive": "阳性（初筛）", "invalid": "无效"}
SEXES = {"female": "女", "male": "男"}
NOTIFIED = {"in_person": "当面", "phone": "电话", "message": "短信或微信", "post": "邮寄"}
TALKED = {"face": "见面", "video": "视频", "phone": "电话"}
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
WAIVERS = {"hospital": "住院", "childbirth": "分娩", "disaster": "灾害", "other": "其他"}
EXTRAS = {"surprise": "抽检", "hair": "毛发检测"}
DEPARTMENTS = {"assistance": "社会事业中心", "treatment": "指定医疗机构", "legal_aid": "司法所"}
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
