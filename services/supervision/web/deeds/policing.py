"""Reports to the police, and what the police answer."""

from __future__ import annotations

from typing import Any

from services.supervision.domain.supervision import Supervision
from services.supervision.schemas import told
from services.supervision.schemas.asked import police as asked
from services.supervision.web.deeds import choosing
from services.supervision.web.deeds.deed import Deed
from services.supervision.web.office import (
    ACKNOWLEDGE_REPORT,
    ANSWER_USE_IN_TREATMENT,
    RECORD_POLICE_DECISION,
    REPORT_TO_POLICE,
    SUSPECT_USE,
)
from shared import clock
from shared.web.sessions import current_actor
from shared.web.speech import lazy_gettext as _l


def _report_now(_: Supervision) -> dict[str, Any]:
    me = current_actor()
    return {"sent_at": clock.now(), "reporter": me.name if me and me.name else ""}


POLICING = (
    Deed(
        name="report_to_police",
        path="reports",
        right=REPORT_TO_POLICE,
        form=asked.PoliceReportForm,
        record="reporting",
        title=_l("向公安机关报告"),
        said=_l("报告已登记。"),
        says="Record a report to the police about one matter.",
        part="breaches",
        formal=True,
        initial=_report_now,
        options=lambda file: {"matter": choosing.matters(file)},
        offered=lambda file: any(it.owed for it in file.matters.values()),
        answers=told.ReportedOut,
        answer="report_id",
    ),
    Deed(
        name="suspect_use",
        path="suspicions",
        right=SUSPECT_USE,
        form=asked.SuspicionForm,
        record="suspicion",
        title=_l("登记涉嫌吸毒"),
        said=_l("已登记，须及时报告公安机关。"),
        says="Record signs of use; `matter` is to be reported to the police.",
        part="breaches",
        formal=True,
        initial=lambda _: {"observed_on": clock.today()},
        answers=told.SuspectedOut,
    ),
    Deed(
        name="acknowledge_report",
        path="reports/receipts",
        right=ACKNOWLEDGE_REPORT,
        form=asked.ReceiptForm,
        record="receipt",
        title=_l("登记公安回执"),
        said=_l("回执已登记。"),
        says="Record the police's receipt for a report.",
        part="breaches",
        formal=True,
        initial=lambda _: {"acknowledged_on": clock.today()},
        options=lambda file: {"report_id": choosing.reports(file)},
        offered=lambda file: any(not it.acknowledged for it in file.reports.values()),
    ),
    Deed(
        name="record_police_decision",
        path="reports/decisions",
        right=RECORD_POLICE_DECISION,
        form=asked.PoliceDecisionForm,
        record="decision",
        title=_l("登记公安决定"),
        said=_l("决定已登记。"),
        says="Record what the police decided on a report.",
        part="breaches",
        formal=True,
        initial=lambda _: {"decided_on": clock.today()},
        options=lambda file: {"report_id": choosing.reports(file)},
        offered=lambda file: any(it.decision is None for it in file.reports.values()),
    ),
    Deed(
        name="answer_use_in_treatment",
        path="treatment-reports/answers",
        right=ANSWER_USE_IN_TREATMENT,
        form=asked.TreatmentReportAnswerForm,
        record="answer",
        title=_l("处理治疗机构的报告"),
        said=_l("处理结果已登记。"),
        says="Record what the police did about a health institution's report of drug use.",
        part="breaches",
        formal=True,
        initial=lambda _: {"answered_on": clock.today()},
        options=lambda file: {"report_id": choosing.treatment_reports(file)},
        offered=lambda file: bool(file.uses_in_treatment),
    ),
)
