"""Meetings of the leading group, and the matters that fall due."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from services.registry.projections.affairs.activities import MEETING, all_issues, held, last_held
from services.registry.rules.affairs.activities import next_meeting_due
from services.registry.schemas.affairs.activities import (
    MEETING_WORDS,
    CloseIssueForm,
    MeetingForm,
    MeetingsOut,
    MetOut,
)
from services.registry.schemas.told import DoneOut
from services.registry.web.affairs.common import (
    BOTH,
    HOLD_ACTIVITY,
    SEE_ACTIVITIES,
    TEMPLATES,
    record,
    striking,
    tell_defects,
)
from services.registry.web.affairs.units import TONES
from services.registry.web.affairs.words import reason, rules_of, word
from services.registry.web.office import office, opens
from shared import clock
from shared.law import Unknown
from shared.web.api import api_blueprint, done_out
from shared.web.guards import needs
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l
from shared.web.wording import why

WHY = ("meetings", "leaders_attend")
"""The rules by which the register says what it says."""
OF_ISSUES = ("meetings",)
"""By which a matter has somebody who solves it, and a day."""

pages = Blueprint(
    "registry_meetings", __name__, url_prefix="/registry/meetings", template_folder=TEMPLATES
)
api = api_blueprint("registry", "meetings")


@pages.get("")
@needs(SEE_ACTIVITIES)
def register() -> str:
    """When the group meets next, what it gave people to do, and what it heard."""
    with office().db.reading() as conn:
        found, rows, last = held(conn, MEETING), all_issues(conn), last_held(conn, MEETING)
    meetings = {it: office().meeting(it) for it in found}
    return render_template(
        "registry/affairs/meetings.html",
        meetings=list(meetings.values()),
        issues=[(row, meetings[row.meeting_id].issues[row.issue].text) for row in rows],
        next_on=next_meeting_due(last_on=last) if last else None,
        why=[why(it) for it in rules_of(WHY)],
        may_hold=opens(HOLD_ACTIVITY),
        striking=striking,
        closing_of=lambda row: (meetings[row.meeting_id], row.closing_entry),
        role=lambda code: _(MEETING_WORDS[code]),
        tones=TONES,
        reason=reason,
        word=word,
    )


@pages.route("/new", methods=BOTH)
@needs(HOLD_ACTIVITY)
def hold() -> ResponseReturnValue:
    """Record a meeting."""
    return record(
        MeetingForm(),
        lambda asked: office().hold_meeting(**asked),
        back=_back(),
        tell=tell_defects,
        title=_("登记会议"),
        said=_l("会议已登记。"),
        initial={"held_on": clock.today()},
    )


@pages.route("/<uuid:meeting_id>/issues/<int:issue>", methods=BOTH)
@needs(HOLD_ACTIVITY)
def close(meeting_id: UUID, issue: int) -> ResponseReturnValue:
    """Record that a matter was solved."""
    found = office().meeting(meeting_id).issues.get(issue)
    if found is None:
        raise Unknown("没有这个问题")
    return record(
        CloseIssueForm(),
        lambda asked: office().close_issue(meeting_id=meeting_id, issue=issue, **asked),
        back=_back(),
        title=_("问题办结"),
        about=found.text or "",
        said=_l("问题已办结。"),
        initial={"closed_on": clock.today()},
    )


@api.get("/meetings")
@needs(SEE_ACTIVITIES)
@api.response(200, MeetingsOut)
def read_meetings() -> dict[str, Any]:
    """Read when the group met, when it is to meet next, and how far its matters are."""
    today = clock.today()
    with office().db.reading() as conn:
        found, rows, last = held(conn, MEETING), all_issues(conn), last_held(conn, MEETING)
    return {
        "held": [office().meeting(it).held_on for it in found],
        "next_due_on": next_meeting_due(last_on=last) if last else None,
        "issues": [
            {**vars(row), "status": row.status_on(today), "why": rules_of(OF_ISSUES)}
            for row in rows
        ],
        "why": rules_of(WHY),
    }


@api.post("/meetings")
@needs(HOLD_ACTIVITY)
@api.arguments(MeetingForm)
@api.response(201, MetOut)
def add_meeting(meeting: dict[str, Any]) -> dict[str, Any]:
    """Record a meeting; who of those whom the notice names was missing is said."""
    done = office().hold_meeting(**meeting)
    return done_out(done, **done.answer)


@api.post("/meetings/<uuid:meeting_id>/issues/<int:issue>/closing")
@needs(HOLD_ACTIVITY)
@api.arguments(CloseIssueForm)
@api.response(201, DoneOut)
def add_closing(closing: dict[str, Any], meeting_id: UUID, issue: int) -> dict[str, Any]:
    """Record that a matter was solved."""
    return done_out(office().close_issue(meeting_id=meeting_id, issue=issue, **closing))


def _back() -> tuple[str, str]:
    return _("会议"), url_for("registry_meetings.register")
