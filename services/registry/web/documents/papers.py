"""Papers of the first weeks: the notice, the report-in, the agreement, the group, the measures."""

from __future__ import annotations

from datetime import date

from services.registry.domain.papers import Agreement
from services.registry.rules.agreement import TOWN
from services.registry.rules.book import RECOVERY, rule
from services.registry.web.acts import agreement_texts
from services.registry.web.documents.sheet import (
    BLANK,
    Part,
    Sheet,
    Source,
    article,
    day,
    government,
    lines,
    order,
    said,
    term,
    who,
)
from services.registry.web.office import word
from shared import clock
from shared.web.speech import gettext as _
from shared.web.wording import cited, listed


def privacy_notice(source: Source) -> Sheet:
    """What is kept of the person and by which right, and what the person may ask (PIPL 17, 35)."""
    years = rule("seal_years", on=clock.today()).number
    return Sheet(
        parts=[
            who(source),
            Part(
                heading=_("个人信息的处理"),
                text=[
                    _("处理者：%(town)s。联系方式：%(blank)s", town=government(), blank=BLANK),
                    _(
                        "目的和依据：履行《禁毒法》《戒毒条例》规定的职责，不需要本人同意（%(article)s）。",
                        article=article("个人信息保护法", "13(1)"),
                    ),
                    _(
                        "种类：身份、住址、联系方式、家庭、决定书、检测、谈话、家访、帮扶和违反协议的记录。"
                    ),
                    _("方式：只有承办此案的人员因工作需要才能查看，每次查看都有记录。"),
                    _(
                        "保存：解除满%(years)s年后封存，封存后须写明理由才能查阅。",
                        years=years,
                    ),
                    _(
                        "保密：有关人员对本人的信息保密（%(article)s）。",
                        article=article("戒毒条例", "7"),
                    ),
                ],
            ),
            Part(
                heading=_("本人的权利"),
                text=[
                    _(
                        "查阅、复制自己的档案，请求更正、补充（%(article)s）。",
                        article=article("个人信息保护法", "45"),
                    ),
                    _(
                        "在入学、就业、享受社会保障等方面不受歧视（%(article)s）。",
                        article=article("戒毒条例", "7"),
                    ),
                    _(
                        "获得戒毒医疗机构信息、心理辅导、职业技能培训、就业指导、就学援助、社会救助和法律援助。"
                    ),
                    *appeal(),
                ],
            ),
        ],
        signatures=[_("告知人"), _("本人（签名或者捺印）"), _("日期")],
    )


def appeal() -> list[str]:
    """How somebody objects to the decision, and until when."""
    today = clock.today()
    review, suit = rule("reconsideration_days", on=today), rule("lawsuit_months", on=today)
    return [
        _(
            "对决定不服的，自知道该决定之日起%(days)s日内可以申请行政复议（%(article)s）。",
            days=review.number,
            article=cited(review.citation),
        ),
        _(
            "也可以自知道之日起%(months)s个月内向人民法院提起行政诉讼（%(article)s）。",
            months=suit.number,
            article=cited(suit.citation),
        ),
    ]


def report_in_record(source: Source) -> Sheet:
    """That the person came, when, and with which papers (戒毒条例 14, 38)."""
    case = source.case
    return Sheet(
        parts=[
            who(source),
            order(source),
            Part(
                heading=_("报到"),
                facts=said(
                    [
                        (_("报到期限"), day(case.due_on)),
                        (_("报到日期"), day(case.reported_on)),
                        (_("报到情况"), word(case.punctuality) if case.punctuality else ""),
                        (_("本人说的逾期理由"), case.stated_reason or _("无")),
                        (_("出示的材料"), listed(map(word, case.papers_shown))),
                        (_("已告知个人信息处理事项"), day(source.care.done.get("privacy_notice"))),
                    ]
                ),
            ),
            term(source),
        ],
        signatures=[_("本人（签名或者捺印）"), _("经办人"), _("日期")],
    )


def agreement(source: Source) -> Sheet:
    """The agreement as it was signed; before that, as it is offered for signing (戒毒条例 16)."""
    case = source.case
    signed = case.standing_agreement
    text = signed.text if signed else tuple(agreement_texts()[case.kind].items())
    party = _party_a(signed)
    return Sheet(
        number=signed.agreement_no if signed else "",
        parts=[
            Part(heading=_("双方"), facts=said(_parties(source, party))),
            who(source),
            order(source),
            term(source),
            *(Part(heading=word(heading), text=lines(written)) for heading, written in text or ()),
            Part(
                heading=_("违反的后果"),
                text=_consequences(case.kind, on=signed.signed_on if signed else clock.today()),
            ),
            Part(heading=_("救济途径"), text=appeal()),
            Part(
                heading=_("签订"),
                facts=said(_signing(signed)),
                text=[_("一式三份：本人、卷宗、公安机关各一份。个人信息处理事项另见告知书。")],
            ),
        ],
        signatures=[
            _("甲方（签字、盖章）"),
            _("本人（签名或者捺印）"),
            _("监护人（本人未满十八周岁的）"),
            _("监护小组组长"),
            _("见证人（本人不能签名也不能捺印的）"),
            _("日期"),
        ],
    )


def _party_a(signed: Agreement | None) -> str:
    """The town by its name, or the organisation that it designated."""
    if signed is None or signed.party_a in {"", TOWN}:
        return government()
    return word(signed.party_a)


def _parties(source: Source, party: str) -> list[tuple[str, str]]:
    signed = source.case.standing_agreement
    return [
        (_("甲方"), party),
        (_("甲方签字人"), signed.town_signer if signed else ""),
        (_("乙方"), source.name),
        (_("监护人"), (signed.guardian or _("无")) if signed else ""),
        (_("监护小组组长"), signed.group_lead if signed else ""),
    ]


def _signing(signed: Agreement | None) -> list[tuple[str, str]]:
    """When and how the person signed, and before whom; blank where nobody noted it."""
    if signed is None:
        return [(_("签订日期"), ""), (_("本人怎样签字"), ""), (_("见证人"), "")]
    return [
        (_("签订日期"), day(signed.signed_on)),
        (_("本人怎样签字"), word(signed.person_signs) if signed.person_signs else ""),
        (_("见证人"), listed(signed.witnesses) or (_("无") if signed.person_signs else "")),
    ]


def _consequences(kind: str, *, on: date) -> list[str]:
    """What follows a breach; article 38(1)(1) to (3) names community rehab alone (0.4)."""
    told = [
        _(
            "须遵守：履行协议；根据公安机关的要求定期接受检测；离开县（市、区）%(days)s日以上须书面报告（%(article)s）。",
            days=rule("written_report_days", on=on).number,
            article=article("戒毒条例", "19"),
        )
    ]
    if kind == RECOVERY:
        return [
            *told,
            _(
                "拒绝接受或者严重违反的，报告公安机关，由公安机关依法决定（%(article)s）。",
                article=article("戒毒条例", "38"),
            ),
        ]
    return [
        *told,
        _(
            "逃避或者拒绝检测%(refusals)s次以上、擅自离开%(times)s次以上或者累计超过%(days)s日的，属于严重违反协议（%(article)s）。",
            refusals=rule("serious_refusals", on=on).number,
            times=rule("serious_leave_times", on=on).number,
            days=rule("serious_leave_days", on=on).number,
            article=article("戒毒条例", "20"),
        ),
        _(
            "拒绝接受、又吸食注射毒品或者严重违反协议的，由公安机关依法决定（%(articles)s）。",
            articles=article("禁毒法", "38"),
        ),
    ]


def group_roster(source: Source) -> Sheet:
    """Who is in the guardianship group, and why a kind is missing (戒毒条例 17)."""
    care = source.care
    since = source.last("group_formed", "group_changed")
    missing = listed(map(word, care.missing_kinds))
    return Sheet(
        parts=[
            who(source),
            Part(
                heading=_("成员"),
                facts=[(_("自何日起"), day(since.happened_on if since else None))],
                heads=[_("类别"), _("姓名"), _("单位"), _("职务"), _("联系电话"), _("至")],
                rows=[
                    (word(it.kind), it.name, it.organisation, "", it.phone, "")
                    for it in care.members
                ],
            ),
            Part(
                heading=_("缺少的成员类别"),
                text=[f"{missing}：{care.missing_reason or BLANK}"] if missing else [_("无")],
            ),
        ],
        signatures=[_("经办人"), _("监护小组组长"), _("日期")],
    )


def care_plan(source: Source) -> Sheet:
    """The measures for this person, and what they rest on (戒毒条例 18)."""
    care = source.care
    return Sheet(
        parts=[
            who(source),
            term(source),
            *(Part(heading=word(name), text=lines(word(told))) for name, told in care.plan_parts),
            Part(
                heading=_("戒毒、帮扶措施"),
                facts=[(_("确定日期"), day(care.planned_on))],
                text=lines(care.plan),
            ),
        ],
        signatures=[_("专职社工"), _("本人（签名或者捺印）"), _("日期")],
    )
