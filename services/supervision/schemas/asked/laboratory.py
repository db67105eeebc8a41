"""Asked about what follows a positive strip."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, post_load, validate

from services.supervision.domain.records import (
    Clearing,
    Confirming,
    LabRequest,
    LabResult,
    Objecting,
    ObjectionAnswer,
)
from services.supervision.schemas.asked.fields import Asked, choice, line, text
from services.supervision.schemas.words import ASKED_BY, CLEARED, LAB_RESULTS, OBJECTORS

LONGEST_MATTER = 40


def which_test() -> fields.UUID:
    """A positive strip that is not settled yet."""
    return fields.UUID(required=True, metadata={"label": "哪一次阳性", "widget": "select"})


class LabRequestForm(Asked):
    """Asked of whoever asks for a laboratory, or for a retest."""

    test_id = which_test()
    requested_by = choice(label="申请人", words=ASKED_BY)
    told_on = fields.Date(
        required=True,
        metadata={"label": "告知结果的日期", "hint": "本人可以在被告知之日起3日内申请"},
    )
    requested_on = fields.Date(required=True, metadata={"label": "申请日期"})

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> LabRequest:
        """Make the request."""
        return LabRequest(**data)


class LabResultForm(Asked):
    """Asked of whoever files what a laboratory found."""

    test_id = which_test()
    result = choice(label="结果", words=LAB_RESULTS)
    sent_on = fields.Date(required=True, metadata={"label": "送检日期"})
    received_on = fields.Date(required=True, metadata={"label": "收到结果的日期"})
    institution = line(label="检测机构", required=True)
    report_no = line(label="检测报告编号", required=True)

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> LabResult:
        """Make the result."""
        return LabResult(**data)


class RetestResultForm(LabResultForm):
    """The same of a retest."""

    elsewhere = fields.Boolean(
        load_default=False, metadata={"label": "由实验室检测以外的另一机构进行"}
    )


class ObjectingForm(Asked):
    """Asked of whoever records that the person objects to a result."""

    test_id = which_test()
    lodged_by = choice(label="提出人", words=OBJECTORS)
    told_on = fields.Date(
        required=True,
        metadata={"label": "告知结果的日期", "hint": "本人可以在被告知之日起3日内提出异议"},
    )
    lodged_on = fields.Date(required=True, metadata={"label": "提出异议的日期"})
    grounds = text(label="异议的理由")

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> Objecting:
        """Make the objection."""
        return Objecting(**data)


class ObjectionAnswerForm(Asked):
    """Asked of whoever records what the police answered."""

    test_id = which_test()
    accepted = fields.Boolean(
        load_default=False,
        metadata={"label": "同意检测、复检", "hint": "同意的，接着登记送检；不同意的，写明理由"},
    )
    answered_on = fields.Date(required=True, metadata={"label": "答复日期"})
    document_no = line(label="答复文书编号", required=True)
    reason = text(label="理由")

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> ObjectionAnswer:
        """Make the answer."""
        return ObjectionAnswer(**data)


class ConfirmingForm(Asked):
    """Asked of whoever records the police's finding."""

    test_id = fields.UUID(
        load_default=None, metadata={"label": "依据的阳性检测", "widget": "select"}
    )
    matter = fields.String(
        load_default=None,
        validate=validate.Length(max=LONGEST_MATTER),
        metadata={
            "label": "对应的涉嫌吸毒",
            "hint": "认定答复的是工作站报告过的涉嫌吸毒的，请选择",
            "widget": "select",
        },
    )
    used_on = fields.Date(required=True, metadata={"label": "吸毒日期"})
    decided_on = fields.Date(required=True, metadata={"label": "认定日期"})
    document_no = line(label="认定文书编号", required=True)
    substance = line(label="毒品种类", required=True)

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> Confirming:
        """Make the finding."""
        return Confirming(**data)


class ClearingForm(Asked):
    """Asked of whoever clears a positive strip."""

    test_id = which_test()
    because = choice(label="排除的理由", words=CLEARED)
    cleared_on = fields.Date(required=True, metadata={"label": "排除日期"})
    note = text(label="说明", hint="如处方、维持治疗证明的编号")

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> Clearing:
        """Make the clearing."""
        return Clearing(**data)
