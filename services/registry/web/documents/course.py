"""Papers of what comes later: overdue, held, moved away, ended, and the proposal of release."""

from __future__ import annotations

from services.registry.domain.dossier import Dossier
from services.registry.rules.dossier import CODES
from services.registry.web.documents.sheet import (
    BLANK,
    Part,
    Sheet,
    Source,
    article,
    counted_since,
    day,
    last_day,
    order,
    said,
    spans,
    term,
    who,
    written,
)
from services.registry.web.dossier_words import item_word
from services.registry.web.office import word
from shared.eventstore.entries import Entry
from shared.web.speech import gettext as _

SUPERVISED, HELPED = ("11", "12", "13", "14"), ("15", "16", "17", "18")
"""Of what other departments write, the items of the file that say how the measure was done."""


def overdue_proof(source: Source) -> Sheet:
    """That the person did not report in time, and how often they were sought (戒毒条例 14(1))."""
    found = source.last("no_reason_found")
    efforts = (found.personal.get("efforts") or "") if found else ""
    return Sheet(
        parts=[
            who(source),
            order(source),
            Part(
                heading=_("逾期未报到"),
                facts=said(
                    [
                        (_("送达日期"), day(source.case.decision.served_on)),
                        (_("报到期限"), day(source.case.due_on)),
                        (_("联系情况"), efforts),
                        (_("认定无正当理由日期"), day(source.case.no_reason_on)),
                        (_("认定人"), found.personal.get("signer") if found else ""),
                    ]
                ),
                text=[
                    _(
                        "无正当理由逾期不报到的，视为拒绝接受（%(article)s）。请立即到镇政府报到，或者说明理由。",
                        article=article("戒毒条例", "14(1)"),
                    )
                ],
            ),
        ],
        signatures=_signers(),
    )


def suspension_note(source: Source) -> Sheet:
    """That the term stands still, since when and by which paper (戒毒条例 24(2))."""
    return _note(source, "case_suspended", heading=_("中止"), first=_("中止日期"))


def resumption_note(source: Source) -> Sheet:
    """That the term runs on, and to which day (戒毒条例 24(2))."""
    return _note(source, "case_resumed", heading=_("继续执行"), first=_("恢复日期"))


def termination_note(source: Source) -> Sheet:
    """That the case is ended, by what and since when (戒毒条例 24(1), 禁毒法 38)."""
    return _note(source, "case_terminated", heading=_("终止"), first=_("终止日期"))


def _note(source: Source, name: str, *, heading: str, first: str) -> Sheet:
    entry = source.last(name)
    told = entry.personal if entry else {}
    cause = entry.facts.get("cause") if entry else None
    return Sheet(
        parts=[
            who(source),
            order(source),
            Part(
                heading=heading,
                facts=said(
                    [
                        (first, day(entry.happened_on) if entry else ""),
                        *([(_("原因"), word(cause))] if cause else []),
                        (_("决定机关"), told.get("authority")),
                        (_("文书文号"), told.get("document_no")),
                        (_("中止期间"), spans(source.case)),
                        (_("重新计算的期满日"), last_day(source.case)),
                    ]
                ),
            ),
        ],
        signatures=_signers(),
    )


def transfer_letter(source: Source) -> Sheet:
    """The letter to the other town, the list of what goes with it, and its receipt (22)."""
    case, sent = source.case, source.last("transfer_materials_sent")
    ordered = source.last("transfer_ordered")
    told = ordered.personal if ordered else {}
    number = (sent.personal.get("document_no") or "") if sent else ""
    return Sheet(
        number=number,
        parts=[
            Part(
                heading=_("移交函"),
                facts=said(
                    [
                        (_("新执行地"), told.get("destination")),
                        (_("变更日期"), day(ordered.happened_on) if ordered else ""),
                        *_change(ordered),
                        (_("变更原因"), told.get("reason")),
                        (_("本人最迟报到日"), day(case.report_there_by)),
                        (_("移送日期"), day(case.sent_on)),
                    ]
                ),
                text=[
                    _(
                        "请接续执行，期限连续计算，并与本人重新签订协议（%(article)s）。",
                        article=article("戒毒条例", "22"),
                    )
                ],
            ),
            who(source),
            order(source),
            term(source),
            Part(
                heading=_("检测和违反协议的次数"),
                facts=said(
                    [
                        *written(source, *SUPERVISED),
                        (_("应检测（次）"), ""),
                        (_("逃避或者拒绝检测"), ""),
                        (_("擅自离开（次、日）"), ""),
                    ]
                ),
                text=[counted_since(source)],
            ),
            Part(
                heading=_("移交材料清单"),
                heads=[_("序号"), _("材料项目"), _("页数")],
                rows=[
                    (str(place), title, str(pages))
                    for place, (title, pages) in enumerate(source.papers, start=1)
                ],
                text=[] if source.papers else [_("卷内还没有材料：%(blank)s", blank=BLANK)],
            ),
            Part(
                heading=_("回执"),
                text=[
                    _("上列人员的材料已收到，本人于%(blank)s到我处报到。", blank=BLANK),
                    _("接收单位（盖章）：%(blank)s　日期：%(blank)s", blank=BLANK),
                ],
            ),
        ],
        signatures=_signers(),
    )


def transfer_receipt(source: Source) -> Sheet:
    """The answer to the town that sent the case: since when it is carried out here (22)."""
    came = source.last("transferred_in")
    facts, told = (came.facts, came.personal) if came else ({}, {})
    return Sheet(
        parts=[
            Part(
                heading=_("接收回执"),
                facts=said(
                    [
                        (_("原执行地"), told.get("origin")),
                        (_("移送文书文号"), told.get("document_no")),
                        (_("变更日期"), day(facts.get("left_on"))),
                        *_change(came),
                        (_("本人到本镇报到日期"), day(facts.get("received_on"))),
                    ]
                ),
                text=[
                    _(
                        "材料已收到，自报到之日起由本镇接续执行，并与本人重新签订协议（%(article)s）。",
                        article=article("戒毒条例", "22"),
                    )
                ],
            ),
            who(source),
            order(source),
            term(source),
        ],
        signatures=_signers(),
    )


def _change(entry: Entry | None) -> list[tuple[str, str | None]]:
    """By which paper the place of execution changed."""
    told = entry.personal if entry else {}
    decided_on = entry.facts.get("change_decided_on") if entry else None
    return [
        (_("变更决定机关"), told.get("change_authority")),
        (_("变更决定文号"), told.get("change_no")),
        (_("变更决定日期"), day(decided_on)),
    ]


def release_proposal(source: Source) -> Sheet:
    """What the town sends to the police before the last day; the release itself is by law (23)."""
    return Sheet(
        parts=[
            who(source),
            order(source),
            term(source),
            Part(
                heading=_("执行情况"),
                facts=said(
                    [
                        *written(source, *SUPERVISED, *HELPED),
                        (_("应检测（次）"), ""),
                        (_("违反协议和处理情况"), ""),
                        (_("帮扶情况"), ""),
                    ]
                ),
                text=[
                    counted_since(source),
                    _("帮扶情况以社会事业中心、医疗机构和司法所的档案为准：请各部门打印后附上。"),
                ],
            ),
            Part(
                heading=_("意见"),
                facts=said([(_("工作站"), ""), (_("镇政府"), ""), (_("公安机关"), "")]),
                text=[
                    _(
                        "期满依法解除，本表供公安机关出具解除通知书（%(article)s）。",
                        article=article("戒毒条例", "23"),
                    )
                ],
            ),
            Part(
                heading=_("解除通知书送达"),
                facts=said([(_("本人"), ""), (_("家属"), ""), (_("镇政府"), "")]),
            ),
        ],
        signatures=_signers(),
    )


def papers_in(found: Dossier | None) -> list[tuple[str, int]]:
    """The papers in the file by item, with how many pages each has."""
    items = found.items.values() if found else ()
    ordered = sorted(items, key=lambda it: (CODES.index(it.paper.code), it.no))
    return [(item_word(it.paper.code), it.paper.pages) for it in ordered]


def _signers() -> list[str]:
    return [_("经办人"), _("单位（盖章）"), _("日期")]
