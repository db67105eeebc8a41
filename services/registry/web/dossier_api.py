"""The file of a case for programs: contents list, scans, checking, archiving."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response

from services.registry.domain.dossier import Dossier
from services.registry.projections import dossiers
from services.registry.schemas.affairs.census import WhyForm
from services.registry.schemas.dossier import (
    ArchiveForm,
    CheckedOut,
    CheckForm,
    DossierOut,
    DossierRowOut,
    FiledOut,
    FilingIn,
)
from services.registry.schemas.told import DoneOut
from services.registry.web.dossier import ARCHIVE, CHECK, FILE, SEE, filed, scan_of
from services.registry.web.office import SEE_SCAN, case_for, office, within
from shared.web.api import PARTS, api_blueprint, done_out
from shared.web.guards import needs

api = api_blueprint("registry", "dossier")


@api.get("/dossiers")
@needs(SEE)
@api.response(200, DossierRowOut(many=True))
def list_dossiers() -> list[dossiers.DossierRow]:
    """List how far the file of each case is."""
    with office().db.reading() as conn:
        return dossiers.dossiers(conn, within=within(SEE))


@api.get("/cases/<uuid:case_id>/dossier")
@needs(SEE)
@api.response(200, DossierOut)
def read_dossier(case_id: UUID) -> dict[str, Any]:
    """Read the contents list of a case's file, and what it lacks."""
    case, _person = case_for(case_id, SEE)
    found, due = office().dossier(case_id), office().papers_due(case)
    items = [{**vars(it.paper), **vars(it), "is_sound": it.is_sound} for it in _items(found)]
    return {
        "case_ref": case.ref,
        "items": items,
        "pages": found.pages if found else 0,
        "due": [{"code": code, "papers": papers} for code, papers in due.items()],
        "missing": found.missing(due) if found else list(due),
        "archived_on": found.archived_on if found else None,
    }


@api.get("/cases/<uuid:case_id>/dossier/items/<int:no>/scan")
@needs(SEE_SCAN)
@api.response(200, content_type="application/octet-stream")
def read_scan(case_id: UUID, no: int) -> Response:
    """Read the scan of a paper; it stands in the read log."""
    case_for(case_id, SEE_SCAN)
    return scan_of(case_id, no)


@api.post("/cases/<uuid:case_id>/dossier")
@needs(FILE)
@api.response(201, DoneOut)
def add_dossier(case_id: UUID) -> dict[str, Any]:
    """Lay out the file of a case."""
    case_for(case_id, FILE)
    return done_out(office().open_dossier(case_id=case_id))


@api.post("/cases/<uuid:case_id>/dossier/items")
@needs(FILE)
@api.arguments(FilingIn, location=PARTS)
@api.response(201, FiledOut)
def add_item(item: dict[str, Any], case_id: UUID) -> dict[str, Any]:
    """Put a paper into the file, with its scan; the same scan is kept once."""
    case_for(case_id, FILE)
    done = filed(case_id, **item)
    return done_out(done, no=done.answer)


@api.post("/cases/<uuid:case_id>/dossier/items/<int:no>/withdrawal")
@needs(FILE)
@api.arguments(WhyForm)
@api.response(201, DoneOut)
def add_withdrawn(withdrawal: dict[str, Any], case_id: UUID, no: int) -> dict[str, Any]:
    """Take a paper out of the file."""
    case_for(case_id, FILE)
    return done_out(office().withdraw_dossier_item(case_id=case_id, no=no, **withdrawal))


@api.post("/cases/<uuid:case_id>/dossier/check")
@needs(CHECK)
@api.arguments(CheckForm)
@api.response(201, CheckedOut)
def add_check(check: dict[str, Any], case_id: UUID) -> dict[str, Any]:
    """Record that what others filed was looked through."""
    case_for(case_id, CHECK)
    done = office().check_dossier(case_id=case_id, **check)
    return done_out(done, **done.answer)


@api.post("/cases/<uuid:case_id>/dossier/archive")
@needs(ARCHIVE)
@api.arguments(ArchiveForm)
@api.response(201, DoneOut)
def add_archive(archive: dict[str, Any], case_id: UUID) -> dict[str, Any]:
    """Close the file and put it away."""
    case_for(case_id, ARCHIVE)
    return done_out(office().archive_dossier(case_id=case_id, **archive))


@api.post("/cases/<uuid:case_id>/dossier/reopening")
@needs(ARCHIVE)
@api.arguments(WhyForm)
@api.response(201, DoneOut)
def add_reopening(reopening: dict[str, Any], case_id: UUID) -> dict[str, Any]:
    """Take an archived file out again."""
    case_for(case_id, ARCHIVE)
    return done_out(office().reopen_dossier(case_id=case_id, **reopening))


def _items(found: Dossier | None) -> list[Any]:
    return list(found.items.values()) if found else []
