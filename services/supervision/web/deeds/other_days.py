"""Another day that the person asks for, and the answer."""

from __future__ import annotations

from services.supervision.domain.records import OtherDayAnswer
from services.supervision.domain.supervision import Supervision
from services.supervision.schemas import told
from services.supervision.schemas.asked import other_days as asked
from services.supervision.web.deeds import choosing
from services.supervision.web.deeds.deed import Deed
from services.supervision.web.office import NOTIFY_TEST
from shared import clock
from shared.web.speech import lazy_gettext as _l


def _notice_of_the_new_day(
    file: Supervision, answer: OtherDayAnswer
) -> tuple[str, dict[str, str]] | None:
    """Of a day that was granted for a test the person gets a notice."""
    request = file.other_days.get(answer.request_id)
    notice = file.notices.get(request.notice_id) if request and request.notice_id else None
    if not answer.granted or answer.new_day is None or notice is None:
        return None
    window = None if notice.extra else notice.window
    return "notify_test", choosing.notice_of(window=window, day=answer.new_day)


OTHER_DAYS = (
    Deed(
        name="ask_other_day",
        path="other-days",
        right=NOTIFY_TEST,
        form=asked.OtherDayForm,
        record="asked",
        title=_l("登记改期申请"),
        said=_l("改期申请已登记，等待答复。"),
        says="Record that the person asks for another day; it is no refusal and no miss.",
        part="tests",
        initial=lambda _: {"asked_on": clock.today(), "kind": "drug_test", "how": "phone"},
        options=lambda file: {"notice_id": [("", "—"), *choosing.notices(file)]},
        answers=told.OtherDayOut,
        answer="request_id",
    ),
    Deed(
        name="answer_other_day",
        path="other-days/answers",
        right=NOTIFY_TEST,
        form=asked.OtherDayAnswerForm,
        record="answer",
        title=_l("答复改期申请"),
        said=_l("答复已登记。"),
        says="Answer a request for another day; what is granted moves the day of its notice.",
        part="tests",
        options=lambda file: {"request_id": choosing.other_days(file)},
        offered=lambda file: bool(file.other_days),
        leads_to=_notice_of_the_new_day,
    ),
)
