"""Neutral texts for a message to the person: to be copied into a messenger by hand.

The software sends nothing. The text names nobody and says nothing of what it is about; the picture
of the message and its answer is filed as proof that it was served.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from flask import Blueprint, render_template, request, url_for

from services.supervision.rules.book import rule
from services.supervision.rules.neutral import neutral_texts
from services.supervision.web.names import names_of
from services.supervision.web.office import NOTIFY_TEST, file_for, office
from services.supervision.web.reading import notices_in
from shared import clock
from shared.law import Unknown
from shared.web.guards import needs
from shared.web.pictures import qr_code
from shared.web.speech import gettext as _
from shared.web.wording import why

NINE = 9

pages = Blueprint(
    "supervision_texts", __name__, url_prefix="/supervision/cases", template_folder="../templates"
)


@pages.get("/<uuid:file_id>/message")
@needs(NOTIFY_TEST)
def message(file_id: UUID) -> str:
    """The texts for a day and an hour, and what is done with the picture of the message."""
    file, at = file_for(file_id, NOTIFY_TEST), _asked()
    found = rule("neutral_messages", on=at.date())
    return render_template(
        "supervision/message.html",
        file=file,
        at=f"{at:%Y-%m-%dT%H:%M}",
        texts=neutral_texts(at),
        back=url_for("supervision_case.case", file_id=file.id),
        why=[why(found)],
    )


@pages.get("/<uuid:file_id>/notices/<uuid:notice_id>")
@needs(NOTIFY_TEST)
def notice(file_id: UUID, notice_id: UUID) -> str:
    """A notice to print: who comes when and where, and a code that finds the person at the desk."""
    file = file_for(file_id, NOTIFY_TEST)
    found = next(
        (it for it in notices_in(office().told(file.id)) if it.notice_id == notice_id), None
    )
    if found is None:
        raise Unknown("档案里没有这份通知")
    names = names_of([file.person_id] if file.person_id else [], purpose="打印检测通知")
    address = url_for("supervision_check_in.arrival", file_id=file.id, _external=True)
    return render_template(
        "supervision/notice_sheet.html",
        file=file,
        name=names.get(file.person_id) if file.person_id else None,
        notice=found,
        total=len(file.windows),
        code=qr_code(address, label=_("签到二维码")),
        back=url_for("supervision_case.case", file_id=file.id, part="tests"),
    )


def _asked() -> datetime:
    """The instant that was asked for, as the town's clocks show it; else tomorrow morning."""
    try:
        at = datetime.fromisoformat(request.args.get("at", ""))
    except ValueError:
        morning = clock.now().replace(hour=NINE, minute=0, second=0, microsecond=0)
        return morning + timedelta(days=1)
    return at.replace(tzinfo=clock.SHANGHAI) if at.tzinfo is None else at.astimezone(clock.SHANGHAI)
