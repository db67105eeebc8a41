"""What was changed in a person's file: when, by whom, which fields; the values for a purpose."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from marshmallow import ValidationError

from services.registry.application.approvals import DECIDED
from services.registry.domain.person import BACKGROUND, Person
from services.registry.schemas.asked import LookForm, PersonForm
from services.registry.schemas.identities import HistoryOut
from services.registry.web.affairs.words import word
from services.registry.web.approvals import lines_of
from services.registry.web.office import (
    SEE_HISTORY,
    SEE_SCAN,
    UNMASK,
    is_open,
    may_on_person,
    names_of,
    office,
    person_for,
)
from shared.eventstore.entries import Entry
from shared.web.api import api_blueprint
from shared.web.forms import Form
from shared.web.guards import needs
from shared.web.speech import gettext as _

WHAT_HAPPENED = {
    "person_registered": "登记在册",
    "person_details_revised": "修改资料",
    "identity_correction_proposed": "提出更正身份信息",
    "identity_corrected": "更正身份信息",
    "identity_correction_declined": "不同意更正身份信息",
    "register_flag_set": "更改登记状态",
    "register_move_proposed": "提出更改登记状态",
    "register_move_confirmed": "确认登记状态",
    "register_move_declined": "不同意更改登记状态",
    "case_filed": "立案",
    "person_protected": "设为受保护人员",
    "protection_lifted": "解除保护",
    "person_merge_proposed": "提出合并档案",
    "person_merge_rejected": "不同意合并",
    "person_merged": "并入另一份档案",
    "person_unmerged": "从另一份档案拆出",
    "identity_added": "另一份档案并入",
    "identity_removed": "另一份档案拆出",
    "user_verified": "公安机关核实",
    "user_exclusion_proposed": "提出排除出实有人员",
    "user_exclusion_rejected": "不同意排除",
    "user_excluded": "排除出实有人员",
    "user_reinstated": "恢复计入实有人员",
}
"""What an officer calls each change; the rest of a file's events are beginnings of books."""
DETAILS = "person_details_revised"
LABELS = {name: str(box.metadata["label"]) for name, box in PersonForm().fields.items()}
IN_CLEAR = frozenset({"village", "sex"})

pages = Blueprint(
    "registry_history", __name__, url_prefix="/registry/people", template_folder="../templates"
)
api = api_blueprint("registry", "history")


@dataclass(frozen=True, kw_only=True)
class Change:
    """One change; `values` are before and after, by field, where they may be shown."""

    position: int
    happened_on: date
    recorded_at: datetime
    event: str
    by: str
    what: tuple[str, ...]
    values: tuple[tuple[str, str, str], ...] = ()
    reason: str = ""


@pages.get("/<uuid:person_id>/history")
@needs(SEE_HISTORY)
def history(person_id: UUID) -> str:
    """All changes, the newest first, without the values."""
    person = person_for(person_id, SEE_HISTORY)
    return _page(person, changes_of(person), Form(schema=LookForm()))


@pages.post("/<uuid:person_id>/history/in-full")
@needs(UNMASK)
def in_full(person_id: UUID) -> ResponseReturnValue:
    """The values before and after, once, for a purpose that stands in the read log."""
    person = person_for(person_id, UNMASK)
    form = Form(schema=LookForm(), values=request.form)
    try:
        asked = LookForm().load({"purpose": request.form.get("purpose", "").strip()})
    except ValidationError:
        form.blame("purpose", _("请写明查看用途"))
        return _page(person, changes_of(person), form), 422
    shown = office().look_up([person.id], purpose=asked["purpose"], content=("history",))
    return _page(person, changes_of(person, with_values=bool(shown)), form)


@api.get("/people/<uuid:person_id>/history")
@needs(SEE_HISTORY)
@api.response(200, HistoryOut(many=True))
def read_history(person_id: UUID) -> list[Change]:
    """Read what was changed in a person's file and by whom; no values."""
    return changes_of(person_for(person_id, SEE_HISTORY))


def changes_of(person: Person, *, with_values: bool = False) -> list[Change]:
    """All changes of a person's file and of what was decided about it, the newest first."""
    streams = (person.id, *(kind.create_id(person.id) for kind in DECIDED))
    entries = [entry for stream in streams for entry in office().stream(stream)]
    known: dict[str, Any] = {}
    changes = []
    for entry in sorted(entries, key=lambda it: it.position):
        event = entry.name.removeprefix("registry.")
        if event in WHAT_HAPPENED:
            changes.append(_change(entry, event, known if with_values else None))
    return changes[::-1]


def _change(entry: Entry, event: str, known: dict[str, Any] | None) -> Change:
    return Change(
        position=entry.position,
        happened_on=entry.happened_on,
        recorded_at=entry.recorded_at,
        event=event,
        by=entry.account,
        what=_what(entry),
        values=tuple(_values(entry, known)) if known is not None else (),
        reason=(entry.personal.get("why") or "") if known is not None else "",
    )


def _what(entry: Entry) -> tuple[str, ...]:
    """The fields that changed; of a flag, the flag."""
    if "changed" in entry.facts:
        return tuple(entry.facts["changed"])
    said = (entry.facts.get(name) for name in ("flag", "reason"))
    return tuple(str(it) for it in said if it)


def _values(entry: Entry, known: dict[str, Any]) -> Iterable[tuple[str, str, str]]:
    """Of each field that changed what it was and what it became; `known` is brought up to date."""
    said = {**entry.facts, **entry.personal, **_background(entry)}
    changed = said.get("changed", ()) if entry.name.endswith(DETAILS) else ()
    for field in changed:
        yield field, *(word(str(it.get(field) or "")) for it in (known, said))
    known |= {field: said[field] for field in LABELS if field in said}


def _background(entry: Entry) -> dict[str, str]:
    """What an event keeps in one piece, by field; what it leaves out is blank."""
    if "background" not in entry.personal:
        return {}
    return dict.fromkeys(BACKGROUND, "") | dict(entry.personal["background"] or ())


def _page(person: Person, changes: list[Change], form: Form) -> str:
    return render_template(
        "registry/person_history.html",
        person=person,
        name=names_of([person.id], purpose="人员档案修改记录").get(person.id, ""),
        changes=changes,
        papers=lines_of(office().papers_of_person(person.id)),
        sees_scans=may_on_person(person, SEE_SCAN) and is_open(person),
        form=form if may_on_person(person, UNMASK) and is_open(person) else None,
        happened=lambda event: _(WHAT_HAPPENED[event]),
        field=lambda name: _(LABELS[name]) if name in LABELS else word(name),
    )
