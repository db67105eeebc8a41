"""Tests: notices, what was taken, what was refused or missed."""

from __future__ import annotations

from services.supervision.domain.supervision import Supervision
from services.supervision.projections.kits import kit_rows
from services.supervision.projections.lists import Within
from services.supervision.schemas import told
from services.supervision.schemas.asked import testing as asked
from services.supervision.web.deeds import choosing
from services.supervision.web.deeds.deed import Deed
from services.supervision.web.office import (
    NOTIFY_TEST,
    RECORD_MISS,
    RECORD_REFUSAL,
    RECORD_TEST,
    office,
)
from services.supervision.web.telling import threshold_of
from shared import clock
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l


def _was_asked(file: Supervision) -> bool:
    return bool(file.notices)


def kits_left(file: Supervision) -> str:
    """Where a stock is kept and nothing good is left, whoever records a test is told before."""
    station = Within(town=file.station is None, station=file.station)
    with office().db.reading() as conn:
        rows = kit_rows(conn, within=station)
    today = clock.today()
    if not rows or any(it.left and today <= it.expires_on for it in rows):
        return ""
    return _("本站库存里没有未过期的检测试剂，请先入库")


TESTING = (
    Deed(
        name="record_test",
        path="tests",
        right=RECORD_TEST,
        form=asked.SamplingForm,
        record="",
        title=_l("登记检测"),
        said=_l("检测已登记。"),
        says="Record a test as it was taken; `defects` says why it does not count.",
        part="tests",
        template="supervision/test.html",
        warning=kits_left,
        initial=lambda _: {"collected_at": clock.now(), "sample": "urine"},
        answers=told.TestedOut,
    ),
    Deed(
        name="notify_test",
        path="notices",
        right=NOTIFY_TEST,
        form=asked.NoticeForm,
        record="",
        title=_l("通知检测"),
        said=_l("通知已登记。"),
        says="Record that the person was told to come for a test.",
        part="tests",
        initial=lambda file: {"window": choosing.window_now(file), "served_at": clock.now()},
        options=lambda file: {
            "window": choosing.windows_begun(file),
            "extra": [("", "—"), *choosing.extras_begun(file)],
        },
        answers=told.NotifiedOut,
        answer="notice_id",
    ),
    Deed(
        name="file_proof",
        path="notices/proofs",
        right=NOTIFY_TEST,
        form=asked.ProofForm,
        record="",
        title=_l("补附送达凭证"),
        said=_l("送达凭证已入卷。"),
        says="File what shows that an earlier notice was served, as a screenshot of the message.",
        part="tests",
        initial=lambda _: {"filed_on": clock.today(), "proof": "screenshot"},
        options=lambda file: {"notice_id": choosing.notices(file)},
        offered=lambda file: bool(file.notices),
    ),
    Deed(
        name="record_refusal",
        path="refusals",
        right=RECORD_REFUSAL,
        form=asked.RefusalForm,
        record="",
        title=_l("登记拒检"),
        said=_l("拒检已登记。"),
        says="Record that a test was refused; `count` is how many count so far.",
        part="tests",
        formal=True,
        initial=lambda _: {"refused_on": clock.today()},
        options=lambda file: {"notice_id": choosing.answered(file)},
        warning=threshold_of,
        offered=_was_asked,
        answers=told.RefusedOut,
    ),
    Deed(
        name="record_miss",
        path="misses",
        right=RECORD_MISS,
        form=asked.MissForm,
        record="",
        title=_l("登记未到场"),
        said=_l("未到场已登记。"),
        says="Record that the person did not come; `count` is how many count so far.",
        part="tests",
        formal=True,
        initial=lambda _: {"missed_on": clock.today()},
        options=lambda file: {"notice_id": choosing.answered(file)},
        warning=threshold_of,
        offered=_was_asked,
        answers=told.RefusedOut,
    ),
)
