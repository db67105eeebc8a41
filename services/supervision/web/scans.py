"""Scans of a file: taken in with what they prove, and shown to who may see them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Response

from services.supervision.domain.records import Paper
from services.supervision.schemas import told
from services.supervision.schemas.asked.paper import Cited, ScanIn
from services.supervision.web.office import FILE_SCAN, SEE_SCAN, file_for, office
from shared.scans import Scan
from shared.web.api import api_blueprint
from shared.web.forms import Form
from shared.web.guards import needs
from shared.web.scans import scan_answer

pages = Blueprint("supervision_scans", __name__, url_prefix="/supervision/cases")
api = api_blueprint("supervision", "scans")


@pages.get("/<uuid:file_id>/scans/<digest>")
@needs(SEE_SCAN)
def scan(file_id: UUID, digest: str) -> Response:
    """A scan, to be kept or printed; it stands in the log before it is shown."""
    return _shown(file_id, digest)


@api.get("/cases/<uuid:file_id>/scans/<digest>")
@needs(SEE_SCAN)
@api.response(200, content_type="application/octet-stream")
def read_scan(file_id: UUID, digest: str) -> Response:
    """Read a scan that the file cites; it stands in the log before it is shown."""
    return _shown(file_id, digest)


@api.post("/cases/<uuid:file_id>/scans")
@needs(FILE_SCAN)
@api.arguments(ScanIn, location="files")
@api.response(201, told.ScanOut)
def add_scan(files: dict[str, Any], file_id: UUID) -> Scan:
    """Send a scan, to be cited by its SHA-256 in what is recorded next; it is kept once."""
    file_for(file_id, FILE_SCAN)
    return kept(file_id, files["file"], field="file")


def with_scans(file_id: UUID, given: dict[str, Any]) -> dict[str, Any]:
    """What a form asked for, once the scans that came with it are kept."""
    cited, proof = given.get("paper"), given.get("proof")
    if isinstance(cited, Cited):
        scan = kept(file_id, cited.scan, field="form_scan")
        given = {**given, "paper": Paper(serial=cited.serial, scan=scan)}
    if proof is not None:
        given = {**given, "proof": kept(file_id, proof, field="proof_scan")}
    return given


def scans_kept(file_id: UUID, form: Form) -> dict[str, str]:
    """The SHA-256 of each scan that came with a form, kept while its answers are checked."""
    came = {it.name: form.values[it.name] for it in form if it.widget == "file" and it.value}
    return {name: kept(file_id, scan, field=name).digest for name, scan in came.items()}


def kept(file_id: UUID, came: Any, *, field: str) -> Scan:
    """The scan as it is kept: a file that is uploaded now, or the SHA-256 of one sent before."""
    if isinstance(came, str):
        return office().kept_scan(file_id=file_id, digest=came, field=field)
    return office().keep_scan(
        file_id=file_id, content=came.stream, filename=came.filename or "", field=field
    )


def _shown(file_id: UUID, digest: str) -> Response:
    """The bytes of a scan, never shown in the page and never kept by the browser."""
    file_for(file_id, SEE_SCAN)
    content, media_type = office().read_scan(file_id=file_id, digest=digest)
    return scan_answer(content, media_type=media_type, name=digest[:12])
