"""Talks, visits, periodic reports, and needs that other departments can help with."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from services.supervision.domain.supervision import Supervision
from services.supervision.schemas import told
from services.supervision.schemas.asked import contacts as asked
from services.supervision.web.deeds.deed import Deed
from services.supervision.web.office import RAISE_NEED, RECEIVE_REPORT, RECORD_TALK, RECORD_VISIT
from shared import clock
from shared.web.sessions import current_actor
from shared.web.speech import lazy_gettext as _l

ENTRY = "supervision/entry.html"
HALF_AN_HOUR = timedelta(minutes=30)


def _talk_now(_: Supervision) -> dict[str, Any]:
    """What a worker who has just talked would write: only what was said is left to type."""
    now, me = clock.now(), current_actor()
    return {
        "started_at": now - HALF_AN_HOUR,
        "ended_at": now,
        "how": "face",
        "talkers": [me.name] if me and me.name else [],
    }


def _visit_now(_: Supervision) -> dict[str, Any]:
    me = current_actor()
    return {
        "visited_on": clock.today(),
        "visitors": [me.name] if me and me.name else [],
        "met": True,
    }


def _report_now(_: Supervision) -> dict[str, Any]:
    me = current_actor()
    today = clock.today()
    return {
        "received_on": today,
        "about_on": today,
        "how": "in_person",
        "received_by": me.name if me and me.name else "",
    }


CONTACTS = (
    Deed(
        name="record_talk",
        path="talks",
        right=RECORD_TALK,
        form=asked.TalkForm,
        record="",
        title=_l("登记谈话"),
        said=_l("谈话已登记。"),
        says="Record a talk, with the needs that came up in it.",
        part="talks",
        template=ENTRY,
        initial=_talk_now,
        answers=told.TalkedOut,
    ),
    Deed(
        name="record_visit",
        path="visits",
        right=RECORD_VISIT,
        form=asked.VisitForm,
        record="",
        title=_l("登记家访"),
        said=_l("家访已登记。"),
        says="Record a home visit, with the needs that came up in it.",
        part="talks",
        template=ENTRY,
        initial=_visit_now,
        answers=told.VisitedOut,
    ),
    Deed(
        name="receive_report",
        path="periodic-reports",
        right=RECEIVE_REPORT,
        form=asked.ReportForm,
        record="",
        title=_l("登记定期汇报"),
        said=_l("定期汇报已登记。"),
        says="Record a periodic report.",
        part="talks",
        initial=_report_now,
    ),
    Deed(
        name="mark_report_missing",
        path="periodic-reports/missing",
        right=RECEIVE_REPORT,
        form=asked.MissingReportForm,
        record="missing",
        title=_l("登记未汇报"),
        said=_l("未汇报已登记。"),
        says="Record that a periodic report did not come.",
        part="talks",
        initial=lambda _: {"marked_on": clock.today()},
    ),
    Deed(
        name="raise_need",
        path="needs",
        right=RAISE_NEED,
        form=asked.NeedForm,
        record="need",
        title=_l("转介需求"),
        said=_l("需求已转出。"),
        says="Pass a need on to the office that can help.",
        part="talks",
        initial=lambda _: {"raised_on": clock.today()},
        answers=told.RaisedOut,
        answer="need_id",
    ),
)
