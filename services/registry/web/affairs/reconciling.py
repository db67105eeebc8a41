"""Holding the register against the list of the police; each difference ends in a decision."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.registry.projections.affairs import reconciling
from services.registry.projections.affairs.reconciling import Difference
from services.registry.reconciling import comparison_of, reconcile
from services.registry.rules.affairs.book import rule
from services.registry.rules.affairs.reconciling import DECISIONS, KINDS, ONLY_HERE
from services.registry.rules.affairs.users import REASONS
from services.registry.schemas.affairs.reconciling import (
    ComparisonOut,
    DecideAllForm,
    DecidedOut,
    DecideForm,
    PoliceListForm,
    PoliceListQuery,
    WithdrawForm,
)
from services.registry.schemas.programs import RosterIn
from services.registry.schemas.told import DoneOut
from services.registry.web.affairs.common import BOTH, TEMPLATES, record
from services.registry.web.affairs.words import several, word, words
from services.registry.web.office import IDENTIFY, UNMASK, names_of, office, opens
from shared import clock
from shared.eventstore.performing import Done
from shared.law import Unknown
from shared.web.api import api_blueprint, done_out
from shared.web.forms import shows
from shared.web.guards import needs
from shared.web.lists import Paging
from shared.web.masks import mask_name
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l
from shared.web.wording import why

SEE, COMPARE = "registry.see_reconciliation", "registry.compare_police_list"
DECIDE = "registry.decide_difference"
PURPOSE = "与公安名单核对"

pages = Blueprint(
    "registry_reconciling", __name__, url_prefix="/registry/police-lists", template_folder=TEMPLATES
)
api = api_blueprint("registry", "reconciling")


@pages.get("")
@needs(SEE)
def register() -> str:
    """The lists, and whether the head count can be used."""
    with office().db.reading() as conn:
        lists, usable = reconciling.all_lists(conn), reconciling.is_reconciled(conn)
    return render_template(
        "registry/affairs/police_lists.html",
        lists=lists,
        usable=usable,
        why=[why(rule("reconciled_with_police", on=clock.today()))],
        may_compare=opens(COMPARE),
    )


@pages.route("/new", methods=BOTH)
@needs(COMPARE)
def compare() -> ResponseReturnValue:
    """Hold a list against the register."""

    def held(asked: dict[str, Any]) -> Done[str]:
        file = asked.pop("file")
        found = reconcile(office(), file.read(), filename=file.filename, **asked)
        return Done(str(found.list_id), found.position)

    return record(
        PoliceListForm(),
        held,
        back=_back(),
        to=lambda list_id: url_for(".one_list", list_id=list_id),
        title=_("与公安名单核对"),
        said=_l("已逐人核对，请处理每一处差异。"),
        initial={"listed_on": clock.today()},
    )


@pages.get("/<uuid:list_id>")
@needs(SEE)
def one_list(list_id: UUID) -> str:
    """One list: how many rows of each kind are open; the rows of a kind."""
    kept = office().police_list(list_id)
    with office().db.reading() as conn:
        counts = reconciling.how_many(conn, list_id)
        kind = _kind(counts)
        total = counts.get(kind, (0, 0))[0]
        paging = Paging.of(request.args.get("page"), total=total)
        rows = reconciling.differences(
            conn, list_id, kind=kind, offset=paging.offset, size=paging.size
        )
    return render_template(
        "registry/affairs/police_list.html",
        kept=kept,
        counts=[(it, *counts.get(it, (0, 0))) for it in KINDS],
        open=sum(left for _count, left in counts.values()),
        kind=kind,
        rows=rows,
        names=_names(rows),
        paging=paging,
        may_decide=opens(DECIDE) and not kept.withdrawn_on and any(not it.decision for it in rows),
        may_withdraw=opens(COMPARE) and not kept.withdrawn_on,
        word=word,
        several=several,
    )


@pages.route("/<uuid:list_id>/decisions", methods=BOTH)
@needs(DECIDE)
def decide_all(list_id: UUID) -> ResponseReturnValue:
    """Decide about several rows of a kind, all alike."""
    kind = request.args.get("kind", "")
    with office().db.reading() as conn:
        rows = reconciling.differences(conn, list_id, kind=kind) if kind in KINDS else []
    waiting = [row for row in rows if not row.decision][: Paging.of("1", total=0).size]
    names = _names(waiting)
    return _decide(
        DecideAllForm(exclude=_not_asked(kind)),
        list_id,
        kind,
        lambda asked: office().decide_police_list_rows(list_id=list_id, **asked),
        title=_("一并处理：%(kind)s", kind=word(kind)),
        people={"row_ids": [(str(row.row_id), _called(row, names)) for row in waiting]},
    )


@pages.get("/<uuid:list_id>/rows/<uuid:row_id>")
@needs(SEE)
def one_row(list_id: UUID, row_id: UUID) -> ResponseReturnValue:
    """What the list says of one person beside the register, and the decision."""
    return _row(list_id, row_id)


@pages.post("/<uuid:list_id>/rows/<uuid:row_id>")
@needs(DECIDE)
def decide_row(list_id: UUID, row_id: UUID) -> ResponseReturnValue:
    """Decide about one row, on the page that shows it."""
    return _row(list_id, row_id)


def _row(list_id: UUID, row_id: UUID) -> ResponseReturnValue:
    with office().db.reading() as conn:
        found = reconciling.differences(conn, list_id, row_id=row_id)
    if not found:
        raise Unknown("名单里没有这一行")
    row = found[0]
    sides = _sides(row)
    if row.decision or not opens(DECIDE):
        return render_template("registry/affairs/police_list_row.html", **sides, form=None)
    return _decide(
        DecideForm(exclude=_not_asked(row.kind)),
        list_id,
        row.kind,
        lambda asked: office().decide_police_list_rows(list_id=list_id, row_ids=[row_id], **asked),
        template="registry/affairs/police_list_row.html",
        people={},
        **sides,
    )


@pages.route("/<uuid:list_id>/withdrawal", methods=BOTH)
@needs(COMPARE)
def withdraw(list_id: UUID) -> ResponseReturnValue:
    """Take a list back."""
    return record(
        WithdrawForm(),
        lambda asked: office().withdraw_police_list(list_id=list_id, **asked),
        back=_back(),
        title=_("撤回名单"),
        said=_l("名单已撤回。"),
    )


@api.post("/police-lists")
@needs(COMPARE)
@api.arguments(PoliceListQuery, location="query")
@api.arguments(RosterIn, location="files")
@api.response(200, ComparisonOut)
def add_police_list(query: dict[str, Any], files: dict[str, Any]) -> dict[str, Any]:
    """Hold a list against the register, or say what would differ; a repeat changes nothing."""
    file = files["file"]
    found = reconcile(office(), file.read(), filename=file.filename or "", **query)
    shows(Done(None, found.position))
    return found.to_json()


@api.get("/police-lists/<uuid:list_id>")
@needs(SEE)
@api.response(200, ComparisonOut)
def read_police_list(list_id: UUID) -> dict[str, Any]:
    """Read what differs and what was decided; no names."""
    return comparison_of(office(), list_id).to_json()


@api.post("/police-lists/<uuid:list_id>/decisions")
@needs(DECIDE)
@api.arguments(DecideAllForm)
@api.response(201, DecidedOut)
def add_decision(decision: dict[str, Any], list_id: UUID) -> dict[str, Any]:
    """Decide about rows, all alike, and do what follows."""
    done = office().decide_police_list_rows(list_id=list_id, **decision)
    return done_out(done, **done.answer)


@api.post("/police-lists/<uuid:list_id>/withdrawal")
@needs(COMPARE)
@api.arguments(WithdrawForm)
@api.response(201, DoneOut)
def add_withdrawal(withdrawal: dict[str, Any], list_id: UUID) -> dict[str, Any]:
    """Take a list back; what was decided by it stays decided."""
    return done_out(office().withdraw_police_list(list_id=list_id, **withdrawal))


def _decide(
    form: DecideForm,
    list_id: UUID,
    kind: str,
    act: Any,
    *,
    people: dict[str, list[tuple[str, str]]],
    **more: Any,
) -> ResponseReturnValue:
    return record(
        form,
        act,
        back=(_("与公安名单核对"), url_for(".one_list", list_id=list_id, kind=kind)),
        said=_l("已处理。"),
        options={
            **people,
            "decision": words(DECISIONS.get(kind, ())),
            "reason": words(REASONS),
        },
        **more,
    )


def _not_asked(kind: str) -> tuple[str, ...]:
    """Why somebody is to be left out is asked only where that can be decided."""
    return () if kind == ONLY_HERE else ("reason",)


def _kind(counts: dict[str, tuple[int, int]]) -> str:
    """The kind that was asked for, else the first with something to decide."""
    asked = request.args.get("kind", "")
    waiting = (it for it in KINDS if counts.get(it, (0, 0))[1])
    return asked if asked in KINDS else next(waiting, KINDS[0])


def _names(rows: Iterable[Difference]) -> dict[UUID, str]:
    """What the people of these rows are called, by row; strangers as the list calls them."""
    found = list(rows)
    known = names_of([it.person_id for it in found if it.person_id], purpose=PURPOSE)
    strangers = [it.row_id for it in found if it.person_id is None]
    stated = office().listed_people(strangers, purpose=PURPOSE)
    show = str if opens(IDENTIFY) else mask_name
    return {it.row_id: known[it.person_id] for it in found if it.person_id in known} | {
        row_id: show(row.stated.name) for row_id, row in stated.items()
    }


def _called(row: Difference, names: dict[UUID, str]) -> str:
    line = _("第%(row)s行", row=row.row) if row.row else ""
    told = (names.get(row.row_id, ""), row.village or "", line, word(row.reason))
    return " ".join(it for it in told if it)


def _sides(row: Difference) -> dict[str, Any]:
    in_full = opens(UNMASK)
    content = ("name", "id_no") if in_full else ("name",)
    stated = office().listed_people([row.row_id], purpose=PURPOSE, content=content)[row.row_id]
    return {
        "row": row,
        "decided": stated,
        "stated": stated.stated,
        "person": office().person(row.person_id) if row.person_id else None,
        "name": _names([row]).get(row.row_id, ""),
        "in_full": in_full,
        "word": word,
        "several": several,
        "title": _("核对差异"),
    }


def _back() -> tuple[str, str]:
    return _("与公安名单核对"), url_for("registry_reconciling.register")
