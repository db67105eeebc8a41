"""The course of a case on page and API: one form, one act, offered where it is possible."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, url_for
from flask.typing import ResponseReturnValue

from services.registry.domain.case import Case
from services.registry.domain.facts_correction import CLEARED, facts_of
from services.registry.domain.person import Person
from services.registry.rules.course import ENDING, HOLDING
from services.registry.rules.reporting import TO_JUSTIFY
from services.registry.rules.typing import TYPED
from services.registry.schemas import course as asked
from services.registry.schemas.approvals import OnPaper
from services.registry.schemas.asked import Asked
from services.registry.schemas.decisions import KINDS
from services.registry.schemas.told import DoneOut
from services.registry.web.acts import act_on
from services.registry.web.facts_correction import form_for
from services.registry.web.office import (
    APPROVE_CORRECTION,
    CHOOSE_READING,
    CORRECT_TERM,
    KEEP_COURSE,
    REPORT_REFUSAL,
    case_for,
    may_on,
    office,
    options,
    word,
)
from services.registry.web.term_correction import side_by_side
from shared import clock
from shared.web.api import JSON_OR_PARTS, api_blueprint, done_out
from shared.web.guards import needs
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l
from shared.web.wording import listed

pages = Blueprint(
    "registry_course", __name__, url_prefix="/registry/cases", template_folder="../templates"
)
api = api_blueprint("registry", "course")

RUNNING = ("reported", "active")
OPEN = (*RUNNING, "suspended", "transfer_out")
Offered = Callable[[Case], bool]
Options = dict[str, list[tuple[str, str]]]


def while_in(*statuses: str) -> Offered:
    """Offered while the case stands so."""
    return lambda case: case.status_on(clock.today()) in statuses


def while_here(holds: Offered) -> Offered:
    """Offered in a case that is not closed here, where this holds of it."""
    return lambda case: not case.is_gone and holds(case)


def by_the_police(_case: Case) -> dict[str, Any]:
    """Most papers come from the county's police."""
    return {"authority": "金寨县公安局"}


def term_as_it_stands(case: Case) -> dict[str, Any]:
    """What a correction of the term begins with."""
    spans = [f"{first}/{end or asked.OPEN}" for first, end in case.spans]
    return {
        "reported_on": case.reported_on,
        "credit_days": case.decision.credit_days,
        "suspensions": "\n".join(spans),
    }


def facts_as_they_stand(case: Case) -> dict[str, Any]:
    """What a correction of papers begins with."""
    return dict(facts_of(case))


def no_options() -> Options:
    """Nothing is to be chosen from a list."""
    return {}


@dataclass(frozen=True, kw_only=True)
class Act:
    """One command about a case, as people meet it; `name` is the command's own."""

    name: str
    path: str
    form: type[Asked]
    title: Any
    said: Any
    offered: Offered
    right: str = KEEP_COURSE
    asks: Callable[[Case], Asked] | None = None
    """The form where it depends on the case which of its fields are asked."""
    initial: Callable[[Case], dict[str, Any]] = by_the_police
    options: Callable[[], Options] = no_options

    def form_for(self, case: Case) -> Asked:
        """The form as it is asked of this case."""
        return self.asks(case) if self.asks else self.form()


ACTS = (
    Act(
        name="justify_late_report",
        path="late-reason",
        form=asked.LateReasonForm,
        title=_l("认定逾期有正当理由"),
        said=_l("正当理由已登记。"),
        offered=while_here(lambda case: case.punctuality in TO_JUSTIFY),
    ),
    Act(
        name="find_no_reason",
        path="no-reason",
        form=asked.NoReasonForm,
        title=_l("认定逾期未报到无正当理由"),
        said=_l("认定已登记，请及时向公安机关报告。"),
        offered=lambda case: (
            case.status_on(clock.today()) == "report_overdue" and case.no_reason_on is None
        ),
    ),
    Act(
        name="report_refusal",
        path="refusal-report",
        form=asked.RefusalReportForm,
        title=_l("登记向公安机关报告拒不报到"),
        said=_l("报告已登记，等待公安机关决定。"),
        offered=while_here(
            lambda case: case.no_reason_on is not None and case.refusal_reported_on is None
        ),
        right=REPORT_REFUSAL,
    ),
    Act(
        name="record_custody_release",
        path="custody-release",
        form=asked.CustodyReleaseForm,
        title=_l("登记拘留释放"),
        said=_l("释放已登记，释放后15日内报到视为有正当理由。"),
        offered=while_here(lambda case: case.awaits_custody_release),
    ),
    Act(
        name="record_refusal_to_sign",
        path="refusal-to-sign",
        form=asked.RefusalForm,
        title=_l("登记拒绝签订协议"),
        said=_l("拒绝签订协议已照实登记。"),
        offered=while_in("reported"),
    ),
    Act(
        name="suspend_case",
        path="suspension",
        form=asked.SuspensionForm,
        title=_l("登记中止"),
        said=_l("中止已登记。"),
        offered=while_in(*OPEN),
        options=lambda: {"cause": options(HOLDING)},
    ),
    Act(
        name="resume_case",
        path="resumption",
        form=asked.ResumptionForm,
        title=_l("登记恢复"),
        said=_l("恢复已登记，期限继续计算。"),
        offered=while_in("suspended"),
    ),
    Act(
        name="record_deed",
        path="deed",
        form=asked.DeedForm,
        title=_l("登记完成事项"),
        said=_l("完成事项已登记。"),
        offered=while_in(*OPEN),
        options=lambda: {"duty": options(asked.DEEDS)},
    ),
    Act(
        name="order_transfer",
        path="transfer",
        form=asked.TransferForm,
        title=_l("变更执行地"),
        said=_l("执行地变更已登记，请移送材料。"),
        offered=while_in(*RUNNING),
    ),
    Act(
        name="send_materials",
        path="transfer/materials",
        form=asked.MaterialsForm,
        title=_l("登记移送材料"),
        said=_l("材料移送已登记。"),
        offered=while_in("transfer_out"),
    ),
    Act(
        name="confirm_receipt",
        path="transfer/receipt",
        form=asked.ReceiptForm,
        title=_l("登记接收地回执"),
        said=_l("回执已登记，本地结案。"),
        offered=while_in("transfer_out"),
    ),
    Act(
        name="cancel_transfer",
        path="transfer/cancellation",
        form=asked.CancelForm,
        title=_l("取消变更执行地"),
        said=_l("变更已取消，继续在本地执行。"),
        offered=while_in("transfer_out"),
    ),
    Act(
        name="terminate_case",
        path="termination",
        form=asked.TerminationForm,
        title=_l("登记终止"),
        said=_l("终止已登记。"),
        offered=while_in("ordered", "report_overdue", *OPEN),
        options=lambda: {"cause": options(tuple(ENDING))},
    ),
    Act(
        name="revoke_order",
        path="revocation",
        form=asked.RevocationForm,
        title=_l("登记决定已被撤销"),
        said=_l("决定被撤销已登记。"),
        offered=while_in("transferred"),
    ),
    Act(
        name="reopen_case",
        path="reopening",
        form=asked.ReopeningForm,
        title=_l("登记恢复执行"),
        said=_l("已恢复执行。"),
        offered=while_in("terminated"),
    ),
    Act(
        name="record_release_notice",
        path="release-notice",
        form=asked.ReleaseForm,
        title=_l("登记解除通知书"),
        said=_l("解除通知书已登记。"),
        offered=while_in("term_completed", "released"),
    ),
    Act(
        name="propose_correction",
        path="correction",
        form=asked.CorrectionForm,
        title=_l("提出更正期限"),
        said=_l("更正已提出，待他人审批。"),
        offered=while_here(lambda case: case.reported_on is not None and case.proposal is None),
        right=CORRECT_TERM,
        initial=term_as_it_stands,
    ),
    Act(
        name="propose_facts_correction",
        path="facts-correction",
        form=asked.FactsCorrectionForm,
        title=_l("提出更正文书登记"),
        said=_l("更正已提出，待他人审批。"),
        offered=while_here(lambda case: case.proposal is None),
        right=CORRECT_TERM,
        asks=form_for,
        initial=facts_as_they_stand,
        options=lambda: {"kind": options(KINDS), "cleared": options(CLEARED)},
    ),
    Act(
        name="withdraw_correction",
        path="correction/withdrawal",
        form=asked.WithdrawalForm,
        title=_l("撤回提出的更正"),
        said=_l("更正已撤回。"),
        offered=while_here(
            lambda case: case.proposal is not None and case.proposal.proposed_by == office().account
        ),
        right=CORRECT_TERM,
    ),
    Act(
        name="decide_correction",
        path="correction/decision",
        form=asked.CorrectionDecisionForm,
        title=_l("审批更正"),
        said=_l("审批已登记。"),
        offered=while_here(lambda case: case.proposal is not None),
        right=APPROVE_CORRECTION,
    ),
    Act(
        name="correct_typing",
        path="typing",
        form=asked.TypingForm,
        title=_l("更正本人录入"),
        said=_l("录入已更正。"),
        offered=while_in("ordered", "report_overdue", *OPEN),
        right=CORRECT_TERM,
        options=lambda: {"field": options(TYPED)},
    ),
    Act(
        name="settle_term_dates",
        path="term-answer",
        form=asked.TermAnswerForm,
        title=_l("登记公安机关对起止日期的答复"),
        said=_l("答复已登记，期限按答复计算。"),
        offered=while_here(lambda case: case.conflict_since is not None),
    ),
    Act(
        name="choose_reading",
        path="reading",
        form=asked.ReadingForm,
        title=_l("选定算法"),
        said=_l("算法已选定。"),
        offered=while_here(lambda case: bool(case.readings) and case.is_argued_on(clock.today())),
        right=CHOOSE_READING,
    ),
)


def offered(case: Case, person: Person) -> list[tuple[str, str]]:
    """What of these the reader may do now, with its address."""
    return [
        (str(act.title), url_for(f"registry_course.{act.name}", case_id=case.id))
        for act in ACTS
        if act.offered(case) and may_on(case, person, act.right)
    ]


def _page(act: Act) -> Callable[..., ResponseReturnValue]:
    def show(case_id: UUID) -> ResponseReturnValue:
        file = case_for(case_id, act.right)
        return act_on(
            file,
            act.form_for(file[0]),
            lambda said: getattr(office(), act.name)(case_id=case_id, **said),
            title=act.title,
            said=act.said,
            initial=act.initial(file[0]),
            options=act.options(),
            tell=_tell_what_it_does,
            **_shown(act, file[0]),
        )

    return show


def _route(act: Act) -> Callable[..., dict[str, Any]]:
    def answer(said: dict[str, Any], case_id: UUID) -> dict[str, Any]:
        case_for(case_id, act.right)
        return done_out(getattr(office(), act.name)(case_id=case_id, **said))

    answer.__name__ = act.name
    answer.__doc__ = f"{act.form.__doc__}"
    return answer


def _location(form: type[Asked]) -> str:
    """Where an approval may stand on paper, its scan comes in the form."""
    return JSON_OR_PARTS if issubclass(form, OnPaper) else "json"


def _shown(act: Act, case: Case) -> dict[str, Any]:
    """Whoever decides on a correction sees it beside what stands."""
    if act.right != APPROVE_CORRECTION:
        return {}
    return {
        "template": "registry/term_decision.html",
        "proposal": case.proposal,
        "changes": side_by_side(case),
    }


def _tell_what_it_does(answer: object) -> None:
    """Whoever has just recorded a detention is told whether it stops the term."""
    if isinstance(answer, list) and answer:
        reasons = listed(map(word, answer))
        flash(_("已照实保存，但期限不停止计算：%(reasons)s", reasons=reasons), "due")


for _act in ACTS:
    pages.add_url_rule(
        f"/<uuid:case_id>/{_act.path}",
        endpoint=_act.name,
        view_func=needs(_act.right)(_page(_act)),
        methods=["GET", "POST"],
    )
    _takes = api.arguments(_act.form, location=_location(_act.form))
    _view = needs(_act.right)(_takes(api.response(201, DoneOut)(_route(_act))))
    api.post(f"/cases/<uuid:case_id>/{_act.path}", endpoint=_act.name)(_view)
