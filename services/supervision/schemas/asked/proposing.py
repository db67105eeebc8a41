"""Asked about measures that are submitted for approval before there is a case."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, post_load

from services.supervision.domain.records import OrderAnswer, OrderProposal
from services.supervision.schemas.asked.fields import Asked, choice, line, text
from services.supervision.schemas.words import ORDERS


def _measure() -> fields.String:
    return choice(label="报批事项", words=ORDERS)


def _sent_on() -> fields.Date:
    return fields.Date(required=True, metadata={"label": "报送日期"})


def _facts() -> fields.String:
    return text(label="理由和事实", required=True)


class OrderProposalForm(Asked):
    """Asked at the desk, where the person is found by four digits of the identity number."""

    last_four = line(label="身份证号末四位", hint="本人须已由登记科室登记", required=True)
    surname = line(label="姓", hint="有几个人末四位相同时填写")
    measure = _measure()
    sent_on = _sent_on()
    facts = _facts()


class OrderProposalIn(Asked):
    """Asked of a program, which knows the person."""

    person_id = fields.UUID(required=True)
    measure = _measure()
    sent_on = _sent_on()
    facts = _facts()

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> OrderProposal:
        """Make the proposal."""
        return OrderProposal(**data)


class OrderAnswerForm(Asked):
    """Asked of whoever records what became of a proposal."""

    proposal_id = fields.UUID(required=True, metadata={"label": "哪一项报批", "widget": "select"})
    decided_on = fields.Date(required=True, metadata={"label": "批复日期"})
    granted = fields.Boolean(load_default=False, metadata={"label": "批准"})
    document_no = line(label="文号", required=True)
    decider = line(label="批准人", required=True)

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> OrderAnswer:
        """Make the answer."""
        return OrderAnswer(**data)
