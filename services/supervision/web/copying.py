"""What the police's own system has to hold: the list, the sheet to copy from, what was entered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.supervision.projections.copies import CopyRow, copy_rows, count_copies
from services.supervision.rules.book import rule
from services.supervision.rules.copying import order_of
from services.supervision.schemas import told
from services.supervision.schemas.asked.copying import EnteredForm, entered
from services.supervision.schemas.words import (
    ABSENCES,
    COPIED,
    COPY_FIELDS,
    ITEMS,
    NOTIFIED,
    RESULTS,
    SAMPLES,
)
from services.supervision.web.names import names_of
from services.supervision.web.office import (
    ENTER_COPY,
    SEE_COPIES,
    file_for,
    office,
    opens,
    within,
)
from services.supervision.web.reading import RESULT_OF
from services.supervision.web.registers import BOTH, FORM, record
from shared import clock
from shared.web.api import api_blueprint, done_out
from shared.web.dates import short_day
from shared.web.forms import submit
from shared.web.guards import needs
from shared.web.lists import Count, Paging
from shared.web.sessions import current_actor
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l
from shared.web.wording import listed, why

ON_A_SHEET = 50
CODES = {
    "sample": SAMPLES,
    "items": ITEMS,
    "result": RESULTS,
    "positive_items": ITEMS,
    "kind": ABSENCES,
    "how": NOTIFIED,
}
"""Fields that are codes, with their words; a field with a text of its own is printed as it is."""

pages = Blueprint(
    "supervision_copies",
    __name__,
    url_prefix="/supervision/police-system",
    template_folder="../templates",
)
api = api_blueprint("supervision", "copies")


@dataclass(frozen=True, kw_only=True)
class SheetLine:
    """One fact on the sheet, its fields in the order of the police's own system."""

    title: str
    due_on: date
    told: Sequence[tuple[str, str]]


@pages.get("")
@needs(SEE_COPIES)
def register() -> str:
    """What is owed, late or different; with `?all=1` also what is settled."""
    reader, today = within(SEE_COPIES), clock.today()
    everything = "all" in request.args
    with office().db.reading() as conn:
        counts = count_copies(conn, within=reader, today=today)
        total = counts["total"] if everything else counts["owed"] + counts["differs"]
        paging = Paging.of(request.args.get("page"), total=total)
        rows = copy_rows(
            conn,
            within=reader,
            owed_only=not everything,
            limit=paging.size,
            offset=paging.offset,
        )
    found = rule("police_system_days", on=today)
    return render_template(
        "supervision/copies.html",
        rows=rows,
        counts=_counts(counts),
        names=names_of((row.person_id for row in rows), purpose="公安系统录入清单"),
        kinds=COPIED,
        today_is=today,
        paging=paging,
        everything=everything,
        may_enter=opens(ENTER_COPY),
        why=[why(found)],
    )


@pages.get("/sheet")
@needs(SEE_COPIES)
def sheet() -> str:
    """What is owed, each fact in that system's order, to be copied from and printed."""
    with office().db.reading() as conn:
        rows = copy_rows(conn, within=within(SEE_COPIES), owed_only=True, limit=ON_A_SHEET)
    names = names_of((row.person_id for row in rows), purpose="公安系统录入单")
    return render_template(
        "supervision/copy_sheet.html",
        lines=[_line(row, names.get(row.person_id, "")) for row in rows],
    )


@pages.route("/<uuid:file_id>/<int:fact>/new", methods=BOTH)
@needs(ENTER_COPY)
def enter(file_id: UUID, fact: int) -> ResponseReturnValue:
    """Record that a fact was typed into the police's own system."""
    file, me = file_for(file_id, ENTER_COPY), current_actor()
    found = office().owed_fact(file_id=file_id, fact=fact)
    return submit(
        EnteredForm(),
        lambda said: office().note_entered(file_id=file_id, entered=entered(fact, said)),
        FORM,
        then=url_for(".register"),
        said=_l("录入已登记。"),
        initial={"entered_on": clock.today(), "by": me.name if me and me.name else ""},
        **record(
            _("登记录入公安系统"),
            about=f"{file.case_ref} {short_day(found.happened_on)}",
            back=".register",
        ),
    )


@api.get("/police-system")
@needs(SEE_COPIES)
@api.response(200, told.CopyOut(many=True))
def list_copies() -> Sequence[CopyRow]:
    """List what the police's own system still has to hold, or holds differently."""
    with office().db.reading() as conn:
        return copy_rows(conn, within=within(SEE_COPIES), owed_only=True, limit=ON_A_SHEET)


@api.post("/cases/<uuid:file_id>/police-system/<int:fact>")
@needs(ENTER_COPY)
@api.arguments(EnteredForm)
@api.response(201, told.DoneOut)
def add_entered(said: dict[str, Any], file_id: UUID, fact: int) -> dict[str, Any]:
    """Record that a fact was typed into the police's own system, and whether it differs there."""
    file_for(file_id, ENTER_COPY)
    return done_out(office().note_entered(file_id=file_id, entered=entered(fact, said)))


def _line(row: CopyRow, name: str) -> SheetLine:
    entry = office().owed_fact(file_id=row.file_id, fact=row.fact)
    known = {**entry.facts, **entry.personal, "case_ref": row.case_ref, "name": name}
    known["result"] = RESULT_OF.get(entry.name)
    order = order_of(row.kind, on=row.happened_on)
    return SheetLine(
        title=f"{_(COPIED[row.kind])} · {row.case_ref} · {short_day(row.happened_on)}",
        due_on=row.due_on,
        told=[(_(COPY_FIELDS.get(it, it)), _shown(it, known.get(it))) for it in order.value],
    )


def _shown(field: str, value: Any) -> str:
    """A value as it is to be typed; what is not known is left blank, never made up."""
    if value in (None, "", ()):
        return "—"
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, list | tuple):
        known = CODES.get(field, {})
        return listed([_(known[it]) if it in known else str(it) for it in value])
    words = CODES.get(field, {})
    if str(value) in words:
        return _(words[str(value)])
    if hasattr(value, "astimezone"):
        return f"{value.astimezone(clock.SHANGHAI):%Y-%m-%d %H:%M}"
    return str(value)


def _counts(counts: dict[str, int]) -> list[Count]:
    here = url_for(".register")
    return [
        Count(label=_("待录入"), number=counts["owed"], href=here, tone="due"),
        Count(label=_("逾期未录入"), number=counts["late"], href=here, tone="late"),
        Count(label=_("不一致"), number=counts["differs"], href=here, tone="late"),
        Count(label=_("全部"), number=counts["total"], href=url_for(".register", all=1)),
    ]
