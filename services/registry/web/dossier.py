"""One person, one file: the contents list of a case, its scans, checking and archiving."""

from __future__ import annotations

from itertools import accumulate
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from marshmallow import Schema

from services.registry.domain.case import Case
from services.registry.domain.dossier import Dossier, Item
from services.registry.domain.scans import Filing
from services.registry.projections import dossiers
from services.registry.rules.book import rule
from services.registry.rules.dossier import CODES
from services.registry.schemas.affairs.census import WhyForm
from services.registry.schemas.dossier import ArchiveForm, CheckForm, ItemForm
from services.registry.web.affairs.common import BOTH, record
from services.registry.web.dossier_words import item_word, lacking
from services.registry.web.office import (
    SEE_SCAN,
    case_for,
    may_on,
    names_of,
    office,
    reader,
    within,
    word,
)
from shared import clock
from shared.eventstore.performing import Done
from shared.web.guards import needs
from shared.web.lists import Paging
from shared.web.scans import scan_answer, uploaded
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l
from shared.web.wording import why

SEE = "registry.see_dossier"
FILE, CHECK = "registry.file_dossier_item", "registry.check_dossier"
ARCHIVE = "registry.archive_dossier"
PURPOSE = "卷宗"
FLAWLESS = {"legible": True, "complete": True, "signed": True}

pages = Blueprint(
    "registry_dossier", __name__, url_prefix="/registry/dossiers", template_folder="../templates"
)


@pages.get("")
@needs(SEE)
def register() -> str:
    """The files of all cases: first what is to be checked."""
    seen = within(SEE)
    with office().db.reading() as conn:
        paging = Paging.of(request.args.get("page"), total=dossiers.how_many(conn, within=seen))
        rows = dossiers.dossiers(conn, within=seen, offset=paging.offset, size=paging.size)
    return render_template(
        "registry/dossiers.html",
        rows=rows,
        names=names_of([row.person_id for row in rows], purpose=PURPOSE) if rows else {},
        paging=paging,
        why=[why(rule(name, on=clock.today())) for name in ("dossier_items",)],
    )


@pages.get("/<uuid:case_id>")
@needs(SEE)
def contents(case_id: UUID) -> str:
    """The contents list of one file: each paper, what is missing, what can be done."""
    case, person = case_for(case_id, SEE)
    found, due = office().dossier(case_id), office().papers_due(case)
    return render_template(
        "registry/dossier.html",
        case=case,
        found=found,
        papers=_in_order(found),
        missing=[(said, _filing_of(case_id, code)) for code, said in lacking(found, due)],
        name=names_of([person.id], purpose=PURPOSE).get(person.id, ""),
        acts=_acts(case, found, may=lambda needed: may_on(case, person, needed)),
        may_file=may_on(case, person, FILE) and not (found and found.archived_on),
        sees_scans=may_on(case, person, SEE_SCAN),
        why=[
            why(rule(it, on=clock.today()))
            for it in ("dossier_items", "dossier_checked_by_another")
        ],
        item_word=item_word,
    )


@pages.get("/<uuid:case_id>/cover")
@needs(SEE)
def cover(case_id: UUID) -> str:
    """The cover of the file and its contents list, to be printed: each paper with its pages."""
    case, person = case_for(case_id, SEE)
    found = office().dossier(case_id)
    papers = _in_order(found)
    ends = list(accumulate(it.paper.pages for it in papers))
    return render_template(
        "registry/dossier_cover.html",
        case=case,
        found=found,
        lines=[
            (place, it, end - it.paper.pages + 1, end)
            for place, (it, end) in enumerate(zip(papers, ends, strict=True), start=1)
        ],
        name=names_of([person.id], purpose=PURPOSE).get(person.id, ""),
        village=person.village,
        word=word,
        item_word=item_word,
    )


@pages.get("/<uuid:case_id>/items/<int:no>/scan")
@needs(SEE_SCAN)
def scan(case_id: UUID, no: int) -> Response:
    """The scan of a paper, to be kept or printed; it stands in the read log."""
    case_for(case_id, SEE_SCAN)
    return scan_of(case_id, no)


@pages.route("/<uuid:case_id>/items/new", methods=BOTH)
@needs(FILE)
def file_item(case_id: UUID) -> ResponseReturnValue:
    """Put a paper into the file, with its scan."""
    case, _person = case_for(case_id, FILE)
    return _act(
        case,
        ItemForm(),
        lambda asked: filed(case_id, **asked),
        title=_("材料归档"),
        said=_l("材料已归档，请他人核对。"),
        options={"code": [(code, item_word(code)) for code in CODES]},
        initial={"code": request.args.get("code"), **FLAWLESS},
    )


@pages.route("/<uuid:case_id>/items/<int:no>/withdrawal", methods=BOTH)
@needs(FILE)
def withdraw(case_id: UUID, no: int) -> ResponseReturnValue:
    """Take a paper out."""
    case, _person = case_for(case_id, FILE)
    return _act(
        case,
        WhyForm(),
        lambda asked: office().withdraw_dossier_item(case_id=case_id, no=no, **asked),
        title=_("抽出第%(no)s份材料", no=no),
        said=_l("材料已抽出。"),
    )


@pages.route("/<uuid:case_id>/check", methods=BOTH)
@needs(CHECK)
def check(case_id: UUID) -> ResponseReturnValue:
    """Record that what others filed was looked through."""
    case, _person = case_for(case_id, CHECK)
    found = office().dossier(case_id)
    waiting = [it for it in found.unchecked if it.filed_by != reader()] if found else []
    return _act(
        case,
        CheckForm(),
        lambda asked: office().check_dossier(case_id=case_id, **asked),
        title=_("核对卷宗"),
        said=_l("核对已登记。"),
        options={"faulty": [(str(it.no), f"{it.no} {item_word(it.paper.code)}") for it in waiting]},
    )


@pages.route("/<uuid:case_id>/archive", methods=BOTH)
@needs(ARCHIVE)
def archive(case_id: UUID) -> ResponseReturnValue:
    """Close the file and put it away."""
    case, _person = case_for(case_id, ARCHIVE)
    return _act(
        case,
        ArchiveForm(),
        lambda asked: office().archive_dossier(case_id=case_id, **asked),
        title=_("卷宗归档"),
        said=_l("卷宗已归档。"),
    )


@pages.route("/<uuid:case_id>/reopening", methods=BOTH)
@needs(ARCHIVE)
def reopen(case_id: UUID) -> ResponseReturnValue:
    """Take an archived file out again."""
    case, _person = case_for(case_id, ARCHIVE)
    return _act(
        case,
        WhyForm(),
        lambda asked: office().reopen_dossier(case_id=case_id, **asked),
        title=_("调出卷宗"),
        said=_l("卷宗已调出，可以增减材料。"),
    )


def filed(case_id: UUID, *, filing: Filing, file: Any) -> Done[int]:
    """File a paper with its scan."""
    return office().file_dossier_item(case_id=case_id, filing=filing, scan=uploaded(file))


def scan_of(case_id: UUID, no: int) -> Response:
    """The bytes of a scan, never shown in the page and never kept by the browser."""
    content, paper = office().scan(case_id=case_id, no=no)
    return scan_answer(content, media_type=paper.media_type, name=f"{paper.code}-{no}")


def _filing_of(case_id: UUID, code: str) -> str:
    """Where a paper of this item is filed, the item chosen already."""
    return url_for("registry_dossier.file_item", case_id=case_id, code=code)


def _in_order(found: Dossier | None) -> list[Item]:
    """The papers as they lie in the file: by item, then as they came."""
    return sorted(found.items.values(), key=lambda it: (it.paper.code, it.no)) if found else []


def _acts(case: Case, found: Dossier | None, *, may: Any) -> list[tuple[str, str]]:
    """What the reader may do now."""
    away = bool(found and found.archived_on)
    others = [it for it in found.unchecked if it.filed_by != reader()] if found else []
    settled = bool(found and found.items and not found.unchecked and not found.faulty)
    offered = (
        ("file_item", _("材料归档"), FILE, not away),
        ("check", _("核对卷宗"), CHECK, bool(others) and not away),
        ("archive", _("卷宗归档"), ARCHIVE, settled and not away),
        ("reopen", _("调出卷宗"), ARCHIVE, away),
        ("cover", _("卷宗封面和目录"), SEE, bool(found and found.items)),
    )
    return [
        (label, url_for(f"registry_dossier.{name}", case_id=case.id))
        for name, label, needed, makes_sense in offered
        if makes_sense and may(needed)
    ]


def _act(case: Case, form: Schema, act: Any, **more: Any) -> ResponseReturnValue:
    return record(
        form,
        act,
        back=(_("卷宗"), url_for("registry_dossier.contents", case_id=case.id)),
        template="registry/dossier_form.html",
        about=case.ref,
        **more,
    )
