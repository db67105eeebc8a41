"""Papers that replaced the second person: by whom and when each was signed, and its scan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import Blueprint, Response

from services.registry.schemas.approvals import SignedPaperOut
from services.registry.web.affairs.common import SEE_STRUCK_OUT
from services.registry.web.office import (
    SEE_HISTORY,
    SEE_SCAN,
    case_for,
    office,
    open_person_for,
    person_for,
)
from shared.eventstore.entries import Entry
from shared.law import Unknown
from shared.web.api import api_blueprint
from shared.web.guards import needs
from shared.web.scans import scan_answer
from shared.web.speech import lazy_gettext as _l

APPROVED = {
    "term_corrected": _l("更正期限"),
    "facts_corrected": _l("更正文书登记"),
    "decisions_clarified": _l("查明并存的案件"),
    "identity_corrected": _l("更正身份信息"),
    "register_move_confirmed": _l("确认登记状态"),
    "person_merged": _l("并入另一份档案"),
    "user_excluded": _l("排除出实有人员"),
}
"""What such a paper can approve of a case or a person, as an officer calls it."""

pages = Blueprint("registry_approvals", __name__, url_prefix="/registry")
api = api_blueprint("registry", "approvals")


@dataclass(frozen=True, kw_only=True)
class PaperLine:
    """One such paper; before their days and scans were asked for, only the signer is known."""

    event: str
    decided_on: date
    signer: str | None
    signed_on: date | None
    scan: str | None

    @property
    def what(self) -> str:
        """What it approved."""
        return str(APPROVED[self.event])


@pages.get("/cases/<uuid:case_id>/approvals/<digest>")
@needs(SEE_SCAN)
def of_case(case_id: UUID, digest: str) -> Response:
    """The scan of a paper that approved a correction; it stands in the read log."""
    return _of_case(case_id, digest)


@pages.get("/people/<uuid:person_id>/approvals/<digest>")
@needs(SEE_SCAN)
def of_person(person_id: UUID, digest: str) -> Response:
    """The scan of a paper that approved what was decided about a person."""
    return _of_person(person_id, digest)


@pages.get("/struck-out/<register>/<uuid:record_id>/<int:entry>/approval")
@needs(SEE_STRUCK_OUT)
def of_record(register: str, record_id: UUID, entry: int) -> Response:
    """The scan of a paper that struck out an entry, for whoever may see that it was."""
    return _of_record(register, record_id, entry)


@api.get("/cases/<uuid:case_id>/approvals")
@needs(SEE_HISTORY)
@api.response(200, SignedPaperOut(many=True))
def list_papers_of_case(case_id: UUID) -> list[PaperLine]:
    """List the signed papers that approved corrections of a case."""
    case_for(case_id, SEE_HISTORY)
    return lines_of(office().papers_of_case(case_id))


@api.get("/people/<uuid:person_id>/approvals")
@needs(SEE_HISTORY)
@api.response(200, SignedPaperOut(many=True))
def list_papers_of_person(person_id: UUID) -> list[PaperLine]:
    """List the signed papers that approved what was decided about a person."""
    person_for(person_id, SEE_HISTORY)
    return lines_of(office().papers_of_person(person_id))


@api.get("/cases/<uuid:case_id>/approvals/<digest>")
@needs(SEE_SCAN)
@api.response(200, content_type="application/octet-stream")
def read_paper_of_case(case_id: UUID, digest: str) -> Response:
    """Read the scan of such a paper; it stands in the read log."""
    return _of_case(case_id, digest)


@api.get("/people/<uuid:person_id>/approvals/<digest>")
@needs(SEE_SCAN)
@api.response(200, content_type="application/octet-stream")
def read_paper_of_person(person_id: UUID, digest: str) -> Response:
    """Read the scan of such a paper; it stands in the read log."""
    return _of_person(person_id, digest)


@api.get("/records/<register>/<uuid:record_id>/entries/<int:entry>/striking-out/approval")
@needs(SEE_STRUCK_OUT)
@api.response(200, content_type="application/octet-stream")
def read_paper_of_record(register: str, record_id: UUID, entry: int) -> Response:
    """Read the scan of the paper that struck out an entry of a register."""
    return _of_record(register, record_id, entry)


def lines_of(papers: Iterable[Entry]) -> list[PaperLine]:
    """These papers as pages and programs list them."""
    return [
        PaperLine(
            event=paper.name.removeprefix("registry."),
            decided_on=paper.happened_on,
            signer=paper.personal.get("signer"),
            signed_on=paper.facts["paper_signed_on"],
            scan=paper.facts["paper_scan"],
        )
        for paper in papers
    ]


def _of_case(case_id: UUID, digest: str) -> Response:
    case_for(case_id, SEE_SCAN)
    return _answer(office().paper_of_case(case_id, digest), name=digest[:12])


def _of_person(person_id: UUID, digest: str) -> Response:
    open_person_for(person_id, SEE_SCAN)
    return _answer(office().paper_of_person(person_id, digest), name=digest[:12])


def _of_record(register: str, record_id: UUID, entry: int) -> Response:
    struck = office().record(register, record_id).struck_out.get(entry)
    if struck is None:
        raise Unknown("没有这条记录")
    return _answer(office().paper_of_record(record_id, struck.paper_scan), name=f"approval-{entry}")


def _answer(found: tuple[bytes, str], *, name: str) -> Response:
    """The bytes of a scan, never shown in the page and never kept by the browser."""
    content, media_type = found
    return scan_answer(content, media_type=media_type, name=name)
