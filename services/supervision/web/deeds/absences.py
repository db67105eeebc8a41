"""Leave that is reported, and absences that are not."""

from __future__ import annotations

from services.supervision.domain.supervision import Supervision
from services.supervision.rules.outcomes import due
from services.supervision.schemas import told
from services.supervision.schemas.asked import absences as asked
from services.supervision.web.deeds import choosing
from services.supervision.web.deeds.deed import Deed
from services.supervision.web.office import APPROVE_LEAVE, RECORD_ABSENCE, RECORD_LEAVE
from services.supervision.web.telling import leave_threshold_of
from shared import clock
from shared.web.dates import short_day
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l


def _is_on_leave(file: Supervision) -> bool:
    return any(it.returned_on is None for it in file.leaves.values())


def _is_away(file: Supervision) -> bool:
    return any(it.returned_on is None for it in file.absences.values())


def _test_meanwhile(file: Supervision) -> str:
    """Whoever leaves takes the test of these days before, or where they go (domain.md 3.2)."""
    standing = due(file.outcomes(clock.today()))
    if standing is None:
        return ""
    return _(
        "第%(number)s次检测的期间为%(first)s至%(last)s：外出期间不能到场的，先检测，或者安排异地检测",
        number=standing.window.number,
        first=short_day(standing.window.first),
        last=short_day(standing.window.last),
    )


ABSENCES = (
    Deed(
        name="report_absence",
        path="leaves",
        right=RECORD_LEAVE,
        form=asked.LeaveForm,
        record="",
        title=_l("登记外出报告"),
        said=_l("外出报告已登记。"),
        says="Record a written report of leaving the county.",
        part="breaches",
        initial=lambda _: {"written_on": clock.today(), "depart_on": clock.today()},
        warning=_test_meanwhile,
        answers=told.AbsentOut,
    ),
    Deed(
        name="record_return",
        path="leaves/returns",
        right=RECORD_LEAVE,
        form=asked.ReturnForm,
        record="returning",
        title=_l("登记外出返回"),
        said=_l("返回已登记。"),
        says="Record a return from a reported leave.",
        part="breaches",
        initial=lambda _: {"returned_on": clock.today()},
        options=lambda file: {"absence_id": choosing.leaves(file)},
        offered=_is_on_leave,
        answers=told.ReturnedOut,
    ),
    Deed(
        name="approve_leave",
        path="leaves/approvals",
        right=APPROVE_LEAVE,
        form=asked.ApprovalOfLeaveForm,
        record="",
        title=_l("批准外出"),
        said=_l("批准已登记。"),
        says="Approve a leave, where that is the custom; not by whoever entered its report.",
        part="breaches",
        options=lambda file: {"absence_id": choosing.leaves(file)},
        offered=_is_on_leave,
    ),
    Deed(
        name="approve_leave_on_paper",
        path="leaves/approvals/on-paper",
        right=APPROVE_LEAVE,
        form=asked.PaperOfLeaveForm,
        record="",
        title=_l("凭纸质审批批准外出"),
        said=_l("批准已登记。"),
        says="Record that a leave was approved, with the scan of what a second person signed.",
        part="breaches",
        initial=lambda _: {"approved_on": clock.today()},
        options=lambda file: {"absence_id": choosing.leaves(file)},
        offered=_is_on_leave,
    ),
    Deed(
        name="arrange_remote_test",
        path="leaves/tests",
        right=APPROVE_LEAVE,
        form=asked.RemoteTestForm,
        record="test",
        title=_l("安排异地检测"),
        said=_l("异地检测已登记。"),
        says="Record where a test is taken during a leave.",
        part="breaches",
        initial=lambda file: {"arranged_on": clock.today(), "window": choosing.window_now(file)},
        options=lambda file: {
            "absence_id": choosing.leaves(file),
            "window": choosing.windows_begun(file),
        },
        offered=_is_on_leave,
    ),
    Deed(
        name="open_absence",
        path="absences",
        right=RECORD_ABSENCE,
        form=asked.AbsenceForm,
        record="found",
        title=_l("登记擅自离开"),
        said=_l("擅自离开已登记。"),
        says="Record an unauthorised absence; its days grow until the return.",
        part="breaches",
        formal=True,
        initial=lambda _: {"found_on": clock.today(), "kind": "unreported"},
        options=lambda file: {"leave_id": [("", "—"), *choosing.leaves(file)]},
        warning=leave_threshold_of,
        offered=lambda file: not _is_away(file),
        answers=told.AbsentOut,
    ),
    Deed(
        name="close_absence",
        path="absences/returns",
        right=RECORD_ABSENCE,
        form=asked.ReturnForm,
        record="returning",
        title=_l("登记擅自离开后返回"),
        said=_l("返回已登记。"),
        says="Record a return from an unauthorised absence; `days` is how many count.",
        part="breaches",
        formal=True,
        initial=lambda _: {"returned_on": clock.today()},
        options=lambda file: {"absence_id": choosing.absences(file)},
        offered=_is_away,
        answers=told.ReturnedOut,
    ),
)
