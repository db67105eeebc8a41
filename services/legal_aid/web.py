"""The justice office's pages and API: law education, needs to answer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from services.legal_aid.application import LegalAidApplication
from services.legal_aid.domain.files import LegalAidFile
from services.legal_aid.projections import LISTS, SessionRow, held_sessions
from services.legal_aid.rules import BOOK, NEEDS, TOPICS
from services.legal_aid.schemas import HeldOut, SessionForm, SessionOut
from services.legal_aid.timeline import SENTENCES, WORDS
from shared import clock
from shared.partner.api import partner_api
from shared.partner.desk import PartnerDesk
from shared.partner.names import names_of
from shared.partner.pages import partner_pages
from shared.web.api import done_out
from shared.web.face import application
from shared.web.forms import submit
from shared.web.guards import needs
from shared.web.mounting import DepartmentWeb, mounted
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l
from shared.web.town import NavItem

HOLD, SEE = "legal_aid.hold_law_education", "legal_aid.see_cases"
TRANSLATIONS = (Path(__file__).parent / "translations",)
MOST_SESSIONS = 100

HOLD_SESSION = NavItem(label=_l("登记法治教育"), endpoint="legal_aid_acts.hold_session", needs=HOLD)
PARTNER = PartnerDesk(
    id="legal_aid",
    office=LegalAidApplication,
    file=LegalAidFile,
    lists=LISTS,
    book=BOOK,
    needs=NEEDS,
    sentences=SENTENCES,
    words=WORDS,
    duty=_l("法治教育"),
    met=_l("已参加"),
    purpose=_l("法律援助：法治教育、办理需求"),
    page="legal_aid/case.html",
    file_act=HOLD_SESSION,
    desk_act=HOLD_SESSION,
)

acts = Blueprint("legal_aid_acts", __name__, url_prefix="/legal_aid", template_folder="templates")
api = partner_api(PARTNER)
PAGES = (partner_pages(PARTNER), acts)


@acts.get("/sessions")
@needs(SEE)
def sessions() -> str:
    """The latest sessions."""
    return render_template(
        "legal_aid/sessions.html", rows=_latest(), topics=TOPICS, hold=HOLD_SESSION
    )


@acts.route("/sessions/new", methods=["GET", "POST"])
@needs(HOLD)
def hold_session() -> ResponseReturnValue:
    """Record a session for all who were there; `file_id` in the address chooses one beforehand."""
    options = _people()
    chosen = request.args.get("file_id", "")
    return submit(
        SessionForm(),
        lambda form: application(LegalAidApplication).hold_law_education(**form),
        "partner/form.html",
        then=lambda _answer: PARTNER.page_of(None),
        said=_("法治教育已登记。"),
        initial={
            "held_on": clock.today(),
            "attendees": [row.case_ref for row in PARTNER.files() if str(row.file_id) == chosen],
        },
        options={"attendees": options},
        title=_("登记法治教育"),
        about="",
        back=PARTNER.page_of(None),
    )


@api.get("/sessions")
@needs(SEE)
@api.response(200, SessionOut(many=True))
def list_sessions() -> Sequence[SessionRow]:
    """List the latest sessions."""
    return _latest()


@api.post("/sessions")
@needs(HOLD)
@api.arguments(SessionForm)
@api.response(201, HeldOut)
def add_session(form: dict[str, Any]) -> dict[str, object]:
    """Record a session with the cases of those who were there: for all of them or for none."""
    done = application(LegalAidApplication).hold_law_education(**form)
    return done_out(done) | {"id": UUID(done.answer)}


class LegalAidWeb(DepartmentWeb):
    """The justice office on HTTP."""

    name = "legal_aid_web"
    department = "legal_aid"

    flask: Any = mounted(pages=PAGES, api=[api], translations=TRANSLATIONS)


def _latest() -> Sequence[SessionRow]:
    with application(LegalAidApplication).db.reading() as conn:
        return held_sessions(conn, most=MOST_SESSIONS)


def _people() -> list[tuple[str, str]]:
    """Who may have been there, the most urgent first."""
    rows = PARTNER.files()
    names = names_of((row.person_id for row in rows), purpose=str(PARTNER.purpose))
    return [
        (
            row.case_ref,
            " ".join(told for told in (names.masked(row.person_id), row.case_ref) if told),
        )
        for row in rows
    ]
