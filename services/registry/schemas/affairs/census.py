"""The head count: rounds, visits, verification, exclusion."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from services.registry.domain.affairs.census import MODES, OUTCOMES, Call, Found
from services.registry.rules.affairs.users import REASONS
from services.registry.schemas.affairs.rows import Rows
from services.registry.schemas.approvals import OnPaper
from services.registry.schemas.asked import LONGEST_LINE, Asked, day, line, text
from services.registry.schemas.told import DoneOut, WhyOut

MOST_VISITORS = 20
BASES = ("police_list", "decision", "police_letter")


class RoundForm(Asked):
    """Asked of whoever begins a census round."""

    title = line(label="名称", hint="例如 2026年度逐人逐户调查", required=True)
    mode = fields.String(
        required=True,
        validate=validate.OneOf(MODES),
        metadata={"label": "方式", "widget": "select"},
    )
    order_no = line(label="书面部署文号", hint="逐户排查的必须填写")
    started_on = day(label="开始日期")


class CloseRoundForm(Asked):
    """Asked of whoever ends a round."""

    closed_on = day(label="结束日期")


class FoundIn(Asked):
    """Somebody met on a visit whom the police have not registered."""

    name = line(label="姓名", required=True)
    id_no = line(label="身份证号", required=True)

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> Found:
        """Make the finding."""
        return Found(**data)


class VisitForm(Asked):
    """Asked of whoever records a visit to the household of a listed person."""

    visited_on = day(label="走访日期")
    visitors = fields.List(
        fields.String(validate=validate.Length(min=1, max=LONGEST_LINE)),
        required=True,
        validate=validate.Length(min=1, max=MOST_VISITORS),
        metadata={"label": "走访人员", "widget": "lines", "rows": 3, "personal": True},
    )
    outcome = fields.String(
        required=True,
        validate=validate.OneOf(OUTCOMES),
        metadata={"label": "走访结果", "widget": "select"},
    )
    candidates = Rows(
        FoundIn,
        label="新发现的待核实人员",
        hint="姓名和身份证号；公安机关登记以前不是吸毒人员，不计入底数",
        required=False,
    )
    note = text(label="说明")

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Make the visit, beside whom it found."""
        candidates, visitors = data.pop("candidates"), tuple(data.pop("visitors"))
        place = {name: data.pop(name, None) for name in ("village", "household_no")}
        call = Call(
            **data,
            visitors=visitors,
            village=place["village"],
            household_no=place["household_no"] or "",
        )
        return {"call": call, "candidates": candidates}


class CanvassForm(VisitForm):
    """The same of a household where nobody is listed, in a canvass."""

    village = line(label="村（社区）", required=True)
    household_no = line(label="户号或者门牌", required=True)


class VerifyForm(Asked):
    """Asked of whoever records that the police have somebody registered."""

    verified_on = day(label="核实日期")
    basis = fields.String(
        required=True,
        validate=validate.OneOf(BASES),
        metadata={"label": "依据", "widget": "select"},
    )
    police_ref = line(label="公安登记编号或者文号", required=True)


class Exclusion(Asked):
    """Why somebody is left out of the head count."""

    reason = fields.String(
        required=True,
        validate=validate.OneOf(REASONS),
        metadata={"label": "排除理由", "widget": "select"},
    )
    proof = text(label="证明材料", hint="材料名称、文号和出具单位", required=True)


class ExcludeForm(OnPaper, Exclusion):
    """Asked of whoever proposes it; with a signed paper it is decided at once."""


class WhyForm(Asked):
    """Asked of whoever turns an exclusion down or takes it back."""

    why = text(label="理由", required=True)


class StartedOut(DoneOut):
    """A round that was begun."""

    round_id = fields.UUID()


class VisitBesideOut(Schema):
    """A visit that covers no listed person; `covers` is false where it broke a rule."""

    visit_id = fields.UUID()
    person_id = fields.UUID(allow_none=True)
    village = fields.String(allow_none=True)
    household_no = fields.String()
    visited_on = fields.Date()
    outcome = fields.String()
    candidates = fields.Integer()
    covers = fields.Boolean()


class VisitedOut(DoneOut):
    """A visit that was recorded; with defects it covers no household."""

    defects = fields.List(fields.String())
    candidates = fields.List(fields.UUID())


class ExcludedOut(DoneOut):
    """An exclusion; undecided until somebody else approves it."""

    decided = fields.Boolean()


class ProgressOut(Schema):
    """How far a village is."""

    village = fields.String(allow_none=True)
    listed = fields.Integer()
    visited = fields.Integer()


class RoundOut(Schema):
    """A round and how far it is, as far as the caller sees the register (M2)."""

    round_id = fields.UUID()
    title = fields.String()
    mode = fields.String()
    started_on = fields.Date()
    ends_on = fields.Date()
    closed_on = fields.Date(allow_none=True)
    listed = fields.Integer()
    visited = fields.Integer()
    villages = fields.List(fields.Nested(ProgressOut))
    why = fields.List(fields.Nested(WhyOut))


class LeftOutOut(Schema):
    """Somebody who is left out, or is proposed to be."""

    person_id = fields.UUID()
    village = fields.String(allow_none=True)
    reason = fields.String()
    proposed_on = fields.Date(allow_none=True)
    excluded_on = fields.Date(allow_none=True)
    on_paper = fields.Boolean(allow_none=True)


class ToVerifyOut(Schema):
    """Until when the police may verify a candidate; then who it is is destroyed."""

    person_id = fields.UUID()
    due_on = fields.Date()
    why = fields.Nested(WhyOut)


class ActualUsersOut(Schema):
    """The head count (M1); those left out are listed apart.

    `three_years` are near or past three years without use by the file: the police are to be asked.
    It is usable once it was held against a list of the police and no difference is open.
    """

    actual_users = fields.Integer()
    usable = fields.Boolean()
    candidates = fields.List(fields.UUID())
    to_verify = fields.List(fields.Nested(ToVerifyOut))
    marked_only = fields.List(fields.UUID())
    three_years = fields.List(fields.UUID())
    left_out = fields.List(fields.Nested(LeftOutOut))
