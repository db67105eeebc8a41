"""Talks, and needs that other departments can help with."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from services.supervision.domain.supervision import Supervision
from services.supervision.schemas import told
from services.supervision.schemas.asked import contacts as asked
from services.supervision.web.deeds.deed import Deed
from services.supervision.web.office import RAISE_NEED, RECORD_TALK
from shared import clock
from shared.web.sessions import current_actor
from shared.web.speech import lazy_gettext as _l

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
        initial=_talk_now,
        answers=told.TalkedOut,
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
