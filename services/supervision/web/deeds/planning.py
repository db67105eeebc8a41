"""The plan of tests: proposals to whoever approves them, and windows that need no test."""

from __future__ import annotations

from services.supervision.domain.supervision import Supervision
from services.supervision.schemas import told
from services.supervision.schemas.asked import planning as asked
from services.supervision.web.deeds import choosing
from services.supervision.web.deeds.deed import Deed
from services.supervision.web.office import (
    ADJUST_WINDOW,
    PROPOSE_WAIVER,
    RECORD_APPROVAL,
    SUBMIT_FOR_APPROVAL,
)
from shared import clock
from shared.web.speech import lazy_gettext as _l


def _awaits(file: Supervision) -> bool:
    return any(it.granted is None for it in file.approvals.values())


PLANNING = (
    Deed(
        name="submit_for_approval",
        path="approvals",
        right=SUBMIT_FOR_APPROVAL,
        form=asked.ProposalForm,
        record="proposal",
        title=_l("报批"),
        said=_l("报批已登记。"),
        says="Record a proposal to whoever approves it; CUSTOM plans name their stages.",
        part="plan",
        formal=True,
        initial=lambda _: {"sent_on": clock.today(), "measure": "plan"},
        answers=told.SubmittedOut,
        answer="approval_id",
    ),
    Deed(
        name="record_approval",
        path="approvals/answers",
        right=RECORD_APPROVAL,
        form=asked.AnswerForm,
        record="answer",
        title=_l("登记批复"),
        said=_l("批复已登记。"),
        says="Record what became of a proposal; an approved plan is laid out at once.",
        part="plan",
        formal=True,
        initial=lambda _: {"decided_on": clock.today()},
        options=lambda file: {"approval_id": choosing.awaiting(file)},
        offered=_awaits,
        answers=told.ApprovedOut,
    ),
    Deed(
        name="approve_on_paper",
        path="approvals/on-paper",
        right=RECORD_APPROVAL,
        form=asked.PaperApprovalForm,
        record="",
        title=_l("登记纸质批件"),
        said=_l("纸质批件已登记。"),
        says="Record an approval given on paper, with its scan; it counts from the paper's day.",
        part="plan",
        formal=True,
        options=lambda file: {"approval_id": choosing.awaiting(file)},
        offered=_awaits,
        answers=told.ApprovedOut,
    ),
    Deed(
        name="plan_extra_tests",
        path="extra-tests",
        right=ADJUST_WINDOW,
        form=asked.ExtraTestsForm,
        record="",
        title=_l("安排抽检"),
        said=_l("抽检已安排，日期不事先告知。"),
        says="Lay out surprise and hair tests for the term; their days are drawn, and hidden.",
        part="plan",
        formal=True,
        offered=lambda file: bool(file.windows) and len(file.extras) == len(file.drawn),
    ),
    Deed(
        name="propose_waiver",
        path="waivers/proposals",
        right=PROPOSE_WAIVER,
        form=asked.WaiverForm,
        record="asked",
        title=_l("提出免除一次检测"),
        said=_l("已提出免除，等待他人审批；审批以前照常检测。"),
        says="Propose that a window need no test; somebody else decides.",
        part="plan",
        formal=True,
        initial=lambda file: {"window": choosing.window_now(file)},
        options=lambda file: {"window": choosing.windows_ahead(file)},
        offered=lambda file: bool(choosing.windows_ahead(file)),
    ),
    Deed(
        name="decide_waiver",
        path="waivers/decisions",
        right=ADJUST_WINDOW,
        form=asked.WaiverDecisionForm,
        record="",
        title=_l("审批免除检测"),
        said=_l("审批已登记。"),
        says="Decide on a proposal that a window need no test; not by whoever proposed it.",
        part="plan",
        formal=True,
        options=lambda file: {"window": choosing.waivers_proposed(file)},
        offered=lambda file: bool(file.waivers),
    ),
    Deed(
        name="adjust_window",
        path="waivers",
        right=ADJUST_WINDOW,
        form=asked.WaivingForm,
        record="",
        title=_l("凭纸质审批免除一次检测"),
        said=_l("已登记，这一次不再安排检测。"),
        says="Record that a window needs no test, with the scan of what a second person signed.",
        part="plan",
        formal=True,
        initial=lambda file: {"adjusted_on": clock.today(), "window": choosing.window_now(file)},
        options=lambda file: {"window": choosing.windows_ahead(file)},
        offered=lambda file: bool(choosing.windows_ahead(file)),
    ),
)
