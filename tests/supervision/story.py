"""A whole case with one of each event that the ordinary course of things does not have."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from services.supervision.application import SupervisionApplication
from services.supervision.domain.records import Answer, Missing, Proposal, Waiving
from tests.supervision.conftest import REPORT_IN, START, asking, told

OTHER_CASE = "梅社戒〔2026〕0003"
SOMEBODY = UUID("00000000-0000-4000-8000-0000000000a3")
"""A golden file brings its person's key along, so whoever has one is in no later story."""


def of_a_plan_that_changes(office: SupervisionApplication) -> None:
    """Another plan is approved, a window waived, a test missed; a detention; the end."""
    hear(office, "reported_in", **REPORT_IN)
    file_id = office.file_of(OTHER_CASE).id
    proposal = Proposal(measure="plan", sent_on=START, facts="风险等级高", plan="PLAN_28")
    approval = office.submit_for_approval(file_id=file_id, proposal=proposal).answer
    answer = Answer(
        approval_id=UUID(approval),
        decided_on=date(2026, 1, 10),
        granted=True,
        document_no="金公禁〔2026〕3号",
        decider="张局长",
    )
    office.record_approval(file_id=file_id, answer=answer)
    waiving = Waiving(
        window=1, adjusted_on=date(2026, 1, 20), because="hospital", approver="陈所长"
    )
    office.adjust_window(file_id=file_id, waiving=waiving)
    notice = office.notify_test(file_id=file_id, asking=asking(2, date(2026, 2, 10))).answer
    missing = Missing(
        notice_id=UUID(notice),
        missed_on=date(2026, 2, 10),
        justified=False,
        witnesses=("王某", "赵某"),
    )
    office.record_miss(file_id=file_id, missing=missing)
    office.plan_extra_tests(file_id=file_id)
    hear(office, "case_suspended", suspended_on="2026-05-10")
    hear(office, "case_resumed", resumed_on="2026-05-25")
    hear(office, "term_corrected", term_months=36, credit_days=10, suspensions=[])
    hear(office, "case_terminated", ended_on="2027-01-01", cause="imprisonment")


def hear(office: SupervisionApplication, name: str, **data: Any) -> None:
    """The registry says something of this case."""
    office.hear(told(office, name, case_ref=OTHER_CASE, person_id=SOMEBODY, **data))
