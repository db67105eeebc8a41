"""Striking out entries of the small registers: one says what is wrong, another decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.registry.domain.affairs.records import Record, StruckOut
from services.registry.projections.affairs.striking import StrikingRow, how_many, struck_out
from services.registry.rules.affairs.book import rule
from services.registry.rules.typing import PAPER
from services.registry.schemas.affairs.striking import (
    StrikingDecisionForm,
    StrikingOut,
    StrikingOutForm,
)
from services.registry.schemas.told import DoneOut
from services.registry.web.affairs.common import (
    APPROVE_STRIKING,
    BOTH,
    SEE_STRUCK_OUT,
    STRIKE_OUT,
    TEMPLATES,
    record,
)
from services.registry.web.affairs.words import word
from services.registry.web.office import office, opens
from shared import clock
from shared.law import Unknown
from shared.web.api import JSON_OR_PARTS, api_blueprint, done_out
from shared.web.dates import short_day
from shared.web.guards import needs
from shared.web.lists import Paging
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l
from shared.web.wording import why

REGISTERS = {
    "trainings": _l("培训"),
    "publicity": _l("宣传"),
    "meetings": _l("会议"),
    "selections": _l("比选"),
    "workers": _l("专职社工"),
    "budgets": _l("专项经费"),
    "rooms": _l("工作站用房和设备"),
    "tasks": _l("单位任务"),
    "organisations": _l("基层组织"),
    "acknowledgements": _l("通知签收"),
    "rounds": _l("逐户调查"),
    "visits": _l("走访"),
}

pages = Blueprint(
    "registry_striking", __name__, url_prefix="/registry/struck-out", template_folder=TEMPLATES
)
api = api_blueprint("registry", "striking")


@dataclass(frozen=True, kw_only=True)
class Line:
    """One entry as the page shows it; `why` is what the proposal says."""

    row: StrikingRow
    about: str
    why: str | None
    decided_by: str
    href: str
    paper: str | None
    """Where the scan of the signed paper is; empty: it has none; None: no paper decided it."""


@pages.get("")
@needs(SEE_STRUCK_OUT)
def register() -> str:
    """What waits for a decision, and what was struck out; nothing of it is ever lost."""
    with office().db.reading() as conn:
        paging = Paging.of(request.args.get("page"), total=how_many(conn))
        rows = struck_out(conn, limit=paging.size, offset=paging.offset)
    return render_template(
        "registry/affairs/struck_out.html",
        lines=[_line(row) for row in rows],
        paging=paging,
        why=[why(rule("striking_out", on=clock.today()))],
    )


@pages.route("/<register>/<uuid:record_id>/<int:entry>", methods=BOTH)
@needs(STRIKE_OUT)
def propose(register: str, record_id: UUID, entry: int) -> ResponseReturnValue:
    """Say that an entry is wrong, and why."""
    found = office().record(register, record_id)
    return record(
        StrikingOutForm(),
        lambda asked: office().propose_striking_out(
            register=register, record_id=record_id, entry=entry, **asked
        ),
        back=_back(),
        title=_("提出作废"),
        about=about(found, entry),
        said=_l("已提出作废，等待他人审批；审批以前照常计入。"),
    )


@pages.route("/<register>/<uuid:record_id>/<int:entry>/decision", methods=BOTH)
@needs(APPROVE_STRIKING)
def decide(register: str, record_id: UUID, entry: int) -> ResponseReturnValue:
    """Decide on it, with what was said to be wrong."""
    found = office().record(register, record_id)
    return record(
        StrikingDecisionForm(),
        lambda asked: office().decide_striking_out(
            register=register, record_id=record_id, entry=entry, **asked
        ),
        back=_back(),
        template="registry/affairs/striking_decision.html",
        title=_("审批作废"),
        about=about(found, entry),
        said=_l("审批已登记。"),
        proposal=found.proposals.get(entry),
    )


@api.get("/struck-out")
@needs(SEE_STRUCK_OUT)
@api.response(200, StrikingOut(many=True))
def list_struck_out() -> list[StrikingRow]:
    """List what waits for a decision, and then what was struck out."""
    with office().db.reading() as conn:
        return struck_out(conn)


@api.post("/records/<register>/<uuid:record_id>/entries/<int:entry>/striking-out")
@needs(STRIKE_OUT)
@api.arguments(StrikingOutForm)
@api.response(201, DoneOut)
def add_striking_out(
    asked: dict[str, Any], register: str, record_id: UUID, entry: int
) -> dict[str, Any]:
    """Say that an entry of a register is wrong; 1 is the whole record."""
    return done_out(
        office().propose_striking_out(register=register, record_id=record_id, entry=entry, **asked)
    )


@api.post("/records/<register>/<uuid:record_id>/entries/<int:entry>/striking-out/decision")
@needs(APPROVE_STRIKING)
@api.arguments(StrikingDecisionForm, location=JSON_OR_PARTS)
@api.response(201, DoneOut)
def add_striking_decision(
    decision: dict[str, Any], register: str, record_id: UUID, entry: int
) -> dict[str, Any]:
    """Decide on it; not by whoever proposed it, unless a leader signed a paper.

    With a paper it is sent as a form with the scan in it (multipart/form-data), else as JSON.
    """
    return done_out(
        office().decide_striking_out(
            register=register, record_id=record_id, entry=entry, **decision
        )
    )


def about(found: Record, entry: int) -> str:
    """Which entry it is: the register, and what the entry says in a few words."""
    if entry not in found.entries:
        raise Unknown("没有这条记录")
    said = [_shown(it) for it in found.said(entry) if it]
    return " · ".join((str(REGISTERS[found.register_name]), *said))


def _shown(said: str | date | Decimal) -> str:
    if isinstance(said, date):
        return short_day(said)
    return f"{said:,.2f}" if isinstance(said, Decimal) else word(said)


def _line(row: StrikingRow) -> Line:
    found = office().record(row.register, row.record_id)
    struck, proposal = found.struck_out.get(row.entry), found.proposals.get(row.entry)
    said = struck or proposal
    decidable = proposal is not None and opens(APPROVE_STRIKING)
    return Line(
        row=row,
        about=about(found, row.entry),
        why=said.why if said else None,
        decided_by=_decided_by(struck) if struck else "",
        paper=_paper_of(row, struck) if struck and struck.basis == PAPER else None,
        href=url_for(
            "registry_striking.decide",
            register=row.register,
            record_id=row.record_id,
            entry=row.entry,
        )
        if decidable
        else "",
    )


def _decided_by(struck: StruckOut) -> str:
    if struck.basis != PAPER:
        return _("他人审批")
    signer, day = struck.signer or "—", struck.paper_signed_on
    if day is None:
        return _("纸质审批（%(signer)s）", signer=signer)
    return _("纸质审批（%(signer)s，%(day)s签字）", signer=signer, day=short_day(day))


def _paper_of(row: StrikingRow, struck: StruckOut) -> str:
    if struck.paper_scan is None:
        return ""
    return url_for(
        "registry_approvals.of_record",
        register=row.register,
        record_id=row.record_id,
        entry=row.entry,
    )


def _back() -> tuple[str, str]:
    return _("作废记录"), url_for("registry_striking.register")
