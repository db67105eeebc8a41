"""What can be wrong with a fact, each with the article that it falls short of.

A fact is kept as it happened (domain.md 0.1): to refuse it would teach people to invent a second
name. A marked one meets no duty, enters no rate and grounds no adverse act.
"""

from __future__ import annotations

from collections.abc import Iterable

from shared.law import Citation, Defect

TESTING = "吸毒检测程序规定"
REGULATIONS = "戒毒条例"
AS_REQUIRED = Citation(REGULATIONS, "第19条第2项")
COUNTS = Citation(REGULATIONS, "20")

# a test
NO_POLICE = Defect("no_police", "没有写明负责检测的民警", Citation(TESTING, "4(1)"))
NO_KIT = Defect("no_kit", "没有写明检测试剂的批号和编号", Citation(TESTING, "5"))
KIT_UNKNOWN = Defect(
    "kit_unknown", "这支检测试剂不在库存里：没有入库，或者已经报废", Citation(TESTING, "5")
)
KIT_EXPIRED = Defect(
    "kit_expired", "检测试剂已过有效期，或者没有写明有效期", Citation(TESTING, "5")
)
KIT_USED = Defect("kit_used", "这个编号的检测试剂已经用过", Citation(TESTING, "5"))
TOO_FEW_TESTERS = Defect("too_few_testers", "检测人员不足两名", Citation(TESTING, "8(1)"))
MALE_COLLECTOR = Defect(
    "male_collector", "女性尿样不是由女性工作人员采集", Citation(TESTING, "8(1)")
)
NO_COPY = Defect(
    "no_copy", "在外地进行的检测，没有写明检测报告书的编号", Citation(REGULATIONS, "22")
)
UNSIGNED = Defect("unsigned", "本人没有签名，也没有注明拒不签名", Citation(TESTING, "9"))
OUTSIDE_WINDOWS = Defect("outside_windows", "采样日期不在任何一次检测的期间内", AS_REQUIRED)
TOO_SOON = Defect("too_soon", "与另一次计入的检测相隔太近", AS_REQUIRED)

# a notice, an admonition
UNPROVEN = Defect("unproven", "没有送达凭证", AS_REQUIRED)

# a refusal
UNWITNESSED = Defect("unwitnessed", "见证人不足两名，也没有民警的书面说明", COUNTS)
NOTICE_COUNTED = Defect("notice_counted", "这份通知的拒检已经计过一次", COUNTS)
NOT_ADMONISHED = Defect("not_admonished", "同一期间再次通知之前没有书面告诫", COUNTS)
REFUSED_TOO_SOON = Defect("refused_too_soon", "再次通知距上一次拒检太近", COUNTS)
REFUSALS_TOO_CLOSE = Defect(
    "refusals_too_close", "与另一期间计入的一次拒检或者未到场相隔太近", COUNTS
)
ALREADY_TESTED = Defect("already_tested", "这一期间的检测已经完成", AS_REQUIRED)

ASKED_LATE = Defect("asked_late", "超过3日才提出申请", Citation(TESTING, "10"))
ANSWERED_LATE = Defect("answered_late", "超过3日才答复", Citation(TESTING, "10"))
SENT_LATE = Defect("sent_late", "超过3日才送检", Citation(TESTING, "11"))
SAME_INSTITUTION = Defect("same_institution", "复检不是由另一机构进行", Citation(TESTING, "4(4)"))
NO_B_SAMPLE = Defect("no_b_sample", "没有登记封存的B样", Citation(TESTING, "10"))
TOO_FEW_VISITORS = Defect(
    "too_few_visitors", "家访人员不足两名", Citation("梅政办〔2025〕52号", "S45")
)
REPORTED_LATE = Defect("reported_late", "离开以后才书面报告", Citation(REGULATIONS, "第19条第3项"))
UNFOUNDED = Defect("unfounded", "没有写明发现人和凭据", COUNTS)
NOT_APPROVED = Defect("not_approved", "没有另一人批准", AS_REQUIRED)
OTHER_DAY_OPEN = Defect("other_day_open", "本人已申请改期，还没有答复", AS_REQUIRED)
NO_REASON = Defect("no_reason", "没有写明正当理由", AS_REQUIRED)

NO_APPROVAL_SCAN = Defect(
    "no_approval_scan", "没有纸质批件的扫描件", Citation("梅政办〔2025〕52号", "S25")
)

NO_CONSENT_SCAN = Defect(
    "no_consent_scan", "没有本人签字的同意书扫描件", Citation("个人信息保护法", "29")
)

NO_BALANCE_SCAN = Defect(
    "no_balance_scan", "没有接管前档案那一页的扫描件", Citation("梅政办〔2025〕52号", "S42")
)

NO_CORRECTION_SCAN = Defect(
    "no_correction_scan",
    "没有签字的更正审批件的扫描件",
    Citation("归航登记规则", "更正须说明原因并由另一人批准"),
)

APPROVED_BEFORE_SENT = Defect(
    "approved_before_sent",
    "批复日期早于报送日期，不能据此执行",
    Citation("梅政办〔2025〕52号", "S25"),
)

# what belongs to a term
IN_CUSTODY = Defect("in_custody", "发生在中止期间", Citation(REGULATIONS, "24(2)"))
CONTESTED = Defect(
    "contested",
    "期限有不同算法，这一日是否在期限内须由公安机关认定",
    Citation(REGULATIONS, "14(2)"),
)
OUTSIDE_TERM = Defect("outside_term", "发生在期限之外", Citation(REGULATIONS, "23"))

KNOWN = {
    defect.code: defect
    for defect in (
        NO_POLICE,
        NO_KIT,
        KIT_UNKNOWN,
        KIT_EXPIRED,
        KIT_USED,
        TOO_FEW_TESTERS,
        MALE_COLLECTOR,
        NO_COPY,
        UNSIGNED,
        OUTSIDE_WINDOWS,
        TOO_SOON,
        UNPROVEN,
        UNWITNESSED,
        NOTICE_COUNTED,
        NOT_ADMONISHED,
        REFUSED_TOO_SOON,
        REFUSALS_TOO_CLOSE,
        ALREADY_TESTED,
        ASKED_LATE,
        ANSWERED_LATE,
        SENT_LATE,
        SAME_INSTITUTION,
        NO_B_SAMPLE,
        TOO_FEW_VISITORS,
        REPORTED_LATE,
        UNFOUNDED,
        NOT_APPROVED,
        NO_REASON,
        OTHER_DAY_OPEN,
        NO_APPROVAL_SCAN,
        NO_CONSENT_SCAN,
        NO_BALANCE_SCAN,
        NO_CORRECTION_SCAN,
        APPROVED_BEFORE_SENT,
        IN_CUSTODY,
        CONTESTED,
        OUTSIDE_TERM,
    )
}


def explained(codes: Iterable[str]) -> tuple[Defect, ...]:
    """What stored codes say, with their articles, in their order."""
    return tuple(KNOWN[code] for code in codes)
