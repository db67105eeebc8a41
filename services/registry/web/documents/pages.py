"""Which papers there are, whether each can be printed yet, and the page that prints it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Blueprint, render_template, request, url_for

from services.registry.domain.case import Case
from services.registry.domain.person import Person
from services.registry.domain.standing import REPORT_OVERDUE
from services.registry.rules.course import reminder_due
from services.registry.web.documents import course, papers
from services.registry.web.documents.sheet import Sheet, Source, digest_of
from services.registry.web.office import (
    SEE_DECISION,
    SEE_DOSSIER,
    UNMASK,
    case_for,
    is_open,
    may_on,
    names_of,
    office,
    word,
)
from shared import clock
from shared.eventstore.entries import Entry
from shared.law import Unknown
from shared.web.dates import long_day
from shared.web.guards import needs
from shared.web.masks import mask_id, mask_name
from shared.web.pictures import qr_code
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l

pages = Blueprint(
    "registry_documents", __name__, url_prefix="/registry/cases", template_folder="../../templates"
)

BEGUN = ("reported_in", "transferred_in")
MASKED = "masked"


@dataclass(frozen=True, kw_only=True)
class Document:
    """A paper: the facts that it rests on, and what is said where one is missing."""

    code: str
    item: str
    title: Any
    rests_on: tuple[str, ...]
    lacks: Any
    holds: Callable[[Case], bool] = lambda case: True  # noqa: ARG005 - of every case
    fill: Callable[[Source], Sheet]

    def missing(self, case: Case, found: Entry | None) -> str:
        """Why it cannot be printed yet, in a sentence; empty if it can."""
        return "" if found is not None and self.holds(case) else str(self.lacks)


def _near_its_end(case: Case) -> bool:
    last_day = case.last_day
    return last_day is not None and clock.today() >= reminder_due(last_day=last_day).on


def _is_overdue(case: Case) -> bool:
    return case.status_on(clock.today()) == REPORT_OVERDUE


DOCUMENTS = (
    Document(
        code="privacy_notice",
        item="02",
        title=_l("个人信息处理和权利告知书"),
        rests_on=("decision_received", "transferred_in"),
        lacks=_l("还没有接收决定书"),
        fill=papers.privacy_notice,
    ),
    Document(
        code="report_in_record",
        item="04",
        title=_l("报到登记表"),
        rests_on=BEGUN,
        lacks=_l("还没有登记报到"),
        fill=papers.report_in_record,
    ),
    Document(
        code="agreement",
        item="05",
        title=_l("协议书"),
        rests_on=(*BEGUN, "agreement_signed", "agreement_amended"),
        lacks=_l("还没有登记报到，协议的起止日期未定"),
        fill=papers.agreement,
    ),
    Document(
        code="group_roster",
        item="06",
        title=_l("监护小组名册"),
        rests_on=("group_formed", "group_changed"),
        lacks=_l("还没有登记监护小组"),
        fill=papers.group_roster,
    ),
    Document(
        code="care_plan",
        item="07",
        title=_l("帮教计划"),
        rests_on=("care_plan_set",),
        lacks=_l("还没有确定措施"),
        fill=papers.care_plan,
    ),
    Document(
        code="overdue_proof",
        item="21",
        title=_l("逾期未报到证明（催告）"),
        rests_on=("decision_received",),
        lacks=_l("本人没有逾期未报到"),
        holds=_is_overdue,
        fill=course.overdue_proof,
    ),
    Document(
        code="suspension_note",
        item="23",
        title=_l("中止说明"),
        rests_on=("case_suspended",),
        lacks=_l("没有登记中止"),
        fill=course.suspension_note,
    ),
    Document(
        code="resumption_note",
        item="23",
        title=_l("继续执行说明"),
        rests_on=("case_resumed",),
        lacks=_l("没有登记恢复"),
        fill=course.resumption_note,
    ),
    Document(
        code="termination_note",
        item="23",
        title=_l("终止说明"),
        rests_on=("case_terminated",),
        lacks=_l("没有登记终止"),
        holds=lambda case: case.terminated_on is not None,
        fill=course.termination_note,
    ),
    Document(
        code="transfer_letter",
        item="24",
        title=_l("变更执行地移交函和清单"),
        rests_on=("transfer_ordered",),
        lacks=_l("没有登记变更执行地"),
        holds=lambda case: case.moving_since is not None or case.transferred_on is not None,
        fill=course.transfer_letter,
    ),
    Document(
        code="transfer_receipt",
        item="24",
        title=_l("接收回执（转入）"),
        rests_on=("transferred_in",),
        lacks=_l("不是从外地转入的个案"),
        fill=course.transfer_receipt,
    ),
    Document(
        code="release_proposal",
        item="25",
        title=_l("解除审批表"),
        rests_on=BEGUN,
        lacks=_l("期满日未定，或者还没有到期满前提醒公安机关的日期"),
        holds=_near_its_end,
        fill=course.release_proposal,
    ),
)
BY_CODE = {document.code: document for document in DOCUMENTS}


@pages.get("/<uuid:case_id>/documents")
@needs(SEE_DECISION)
def register(case_id: UUID) -> str:
    """The papers of a case: what can be printed now, and what each other one still lacks."""
    case, person = case_for(case_id, SEE_DECISION)
    source = _source(case, person, masked=True)
    return render_template(
        "registry/documents.html",
        case=case,
        name=source.name,
        rows=[(it, it.missing(case, source.last(*it.rests_on))) for it in DOCUMENTS],
        has_cover=may_on(case, person, SEE_DOSSIER),
    )


@pages.get("/<uuid:case_id>/documents/<code>")
@needs(SEE_DECISION)
def document(case_id: UUID, code: str) -> str:
    """One paper, to be printed; who it is about is noted as read. `?masked=1` is a masked copy."""
    case, person = case_for(case_id, SEE_DECISION)
    if code not in BY_CODE:
        raise Unknown("没有这种文书")
    found, masked = BY_CODE[code], MASKED in request.args
    source = _source(case, person, masked=masked, purpose=f"打印：{code}")
    entry = source.last(*found.rests_on)
    missing = found.missing(case, entry)
    digest = digest_of(entry) if entry else ""
    sheet = None if missing or entry is None else found.fill(source)
    return render_template(
        "registry/document.html",
        case=case,
        title=f"{word(case.kind)}{found.title}" if code == "agreement" else str(found.title),
        missing=missing,
        sheet=sheet,
        number=(sheet and sheet.number) or f"{case.ref}-{found.item}",
        digest=digest,
        code=qr_code(f"{case.ref} {code} {digest}", label=_("核验二维码")) if digest else "",
        masked=masked,
        printed_on=long_day(clock.today()),
        back=url_for(".register", case_id=case.id),
    )


def _source(case: Case, person: Person, *, masked: bool, purpose: str = "文书清单") -> Source:
    """What papers are filled from, as far as the reader may see who it is."""
    details = person.details
    named = mask_name(details.name) if masked else names_of([person.id], purpose=purpose)[person.id]
    in_full = not masked and is_open(person) and may_on(case, person, UNMASK)
    if in_full:
        office().look_up([person.id], purpose=purpose, content=("id_no", "born"))
    return Source(
        case=case,
        care=office().care(case.id),
        name=named,
        id_no=(details.id_no or "") if in_full else mask_id(details.id_no),
        born=details.born if in_full else None,
        sex=person.sex,
        village=person.village or "",
        entries=office().entries(case_ref=case.ref, limit=None),
        papers=course.papers_in(office().dossier(case.id)),
    )
