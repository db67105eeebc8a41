"""Measures that the police station submits for approval before there is a case (报批, S25)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast
from uuid import UUID

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from services.supervision.domain.proposing import ProposedOrder
from services.supervision.domain.records import OrderAnswer, OrderProposal
from services.supervision.schemas import told
from services.supervision.schemas.asked.proposing import (
    OrderAnswerForm,
    OrderProposalForm,
    OrderProposalIn,
)
from services.supervision.schemas.words import ORDERS
from services.supervision.web.arrivals import told_by_tail
from services.supervision.web.names import names_of
from services.supervision.web.office import (
    PROPOSE_ORDER,
    SEE_CONTENT,
    SEE_ORDERS,
    office,
    opens,
)
from services.supervision.web.registers import BOTH, FORM, record
from services.supervision.web.telling import say_what_is_wrong
from shared import clock
from shared.law import Refusal, Unknown
from shared.web.api import api_blueprint, done_out
from shared.web.dates import short_day
from shared.web.forms import submit
from shared.web.guards import needs
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l

pages = Blueprint(
    "supervision_proposals",
    __name__,
    url_prefix="/supervision/proposals",
    template_folder="../templates",
)
api = api_blueprint("supervision", "proposals")


@pages.get("")
@needs(SEE_ORDERS)
def register() -> str:
    """Every proposal, the latest first."""
    rows = office().proposed_orders()
    return render_template(
        "supervision/proposals.html",
        rows=rows,
        names=_names(rows),
        orders=ORDERS,
        may_propose=opens(PROPOSE_ORDER),
        sees_content=opens(SEE_CONTENT),
        awaiting=any(it.result is None for it in rows),
    )


@pages.route("/new", methods=BOTH)
@needs(PROPOSE_ORDER)
def propose() -> ResponseReturnValue:
    """Record a proposal about somebody whom the registry finds by four digits."""
    return submit(
        OrderProposalForm(),
        lambda asked: office().propose_order(proposal=_proposal(asked)),
        FORM,
        then=url_for(".register"),
        said=_l("报批已登记。"),
        initial={"sent_on": clock.today()},
        **record(_("报批（立案以前）"), about=_("报批"), back=".register"),
    )


@pages.route("/answers/new", methods=BOTH)
@needs(PROPOSE_ORDER)
def answer() -> ResponseReturnValue:
    """Record what became of a proposal."""
    open_ones = [it for it in office().proposed_orders() if it.result is None]
    names = _names(open_ones)

    def then(done: Any) -> str:
        say_what_is_wrong(done)
        return url_for(".register")

    return submit(
        OrderAnswerForm(),
        lambda asked: office().answer_order(answer=cast("OrderAnswer", asked)),
        FORM,
        then=then,
        said=_l("批复已登记。"),
        initial={"decided_on": clock.today()},
        options={"proposal_id": [(str(it.id), _named(it, names)) for it in open_ones]},
        **record(_("登记批复"), about=_("报批"), back=".register"),
    )


@api.get("/proposals")
@needs(SEE_ORDERS)
@api.response(200, told.ProposedOrderOut(many=True))
def list_proposals() -> Sequence[ProposedOrder]:
    """List proposals about persons who had no case yet, the latest first."""
    return office().proposed_orders()


@api.post("/proposals")
@needs(PROPOSE_ORDER)
@api.arguments(OrderProposalIn)
@api.response(201, told.ProposedOut)
def add_proposal(proposal: OrderProposal) -> dict[str, Any]:
    """Record a proposal about somebody who has no case yet."""
    done = office().propose_order(proposal=proposal)
    return done_out(done, proposal_id=done.answer)


@api.post("/proposals/answers")
@needs(PROPOSE_ORDER)
@api.arguments(OrderAnswerForm)
@api.response(201, told.DoneOut)
def add_proposal_answer(answered: OrderAnswer) -> dict[str, Any]:
    """Record what became of a proposal; `defects` say why it is no answer to it."""
    done = office().answer_order(answer=answered)
    return done_out(done, **done.answer)


def _proposal(asked: Mapping[str, Any]) -> OrderProposal:
    """The proposal that was typed, about the one person whose number ends so."""
    facts = dict(asked)
    person_id = _person(facts.pop("last_four"), facts.pop("surname").strip())
    return OrderProposal(person_id=person_id, **facts)


def _person(last_four: str, surname: str) -> UUID:
    found = told_by_tail(last_four)
    fitting = [it for it, name in found.items() if name.startswith(surname[:1])]
    if not fitting:
        raise Unknown("登记科室没有身份证号末四位是这样的人，请先登记本人", field="last_four")
    if len(fitting) > 1:
        raise Refusal("有几个人的身份证号末四位相同，请填写姓", field="surname")
    return fitting[0]


def _names(rows: Sequence[ProposedOrder]) -> dict[UUID, str]:
    return names_of((it.person_id for it in rows if it.person_id), purpose="报批清单")


def _named(it: ProposedOrder, names: Mapping[UUID, str]) -> str:
    who = names.get(it.person_id, "—") if it.person_id else "—"
    return f"{who} · {_(ORDERS[it.measure])} · {short_day(it.sent_on)}"
