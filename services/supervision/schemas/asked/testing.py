"""Asked about tests."""

from __future__ import annotations

from typing import Any

from marshmallow import ValidationError, fields, post_load, validate, validates_schema

from services.supervision.domain.records import (
    Asking,
    Missing,
    ProofFiling,
    Refusing,
    Sampling,
)
from services.supervision.schemas.asked.fields import (
    Asked,
    choice,
    instant,
    line,
    one_of,
    people,
    proofs,
    text,
)
from services.supervision.schemas.asked.paper import (
    ScanField,
    cited_in,
    form_scan,
    form_serial,
    scan,
)
from services.supervision.schemas.words import (
    ITEMS,
    NOTIFIED,
    PROOFS,
    RESULTS,
    SAMPLES,
    SEXES,
)


def _items(*, label: str, hint: str) -> fields.List[str]:
    """Some of what a strip can show."""
    return fields.List(
        fields.String(validate=one_of(ITEMS)),
        load_default=list,
        metadata={
            "label": label,
            "hint": hint,
            "widget": "checkboxes",
            "options": tuple(ITEMS.items()),
        },
    )


class NoticeForm(Asked):
    """Asked of whoever tells a person to come for a test."""

    window = fields.Integer(
        load_default=None, metadata={"label": "计划内的第几次检测", "widget": "select"}
    )
    extra = fields.String(
        load_default="",
        validate=validate.Regexp(r"^((surprise|hair) [1-9]\d*)?$"),
        metadata={
            "label": "计划外的抽检、毛发检测",
            "hint": "通知的是抽检或者毛发检测的，选这一项；选了以后，上一项不算",
            "widget": "select",
        },
    )
    served_at = instant(label="送达时间")
    how = choice(label="送达方式", words=NOTIFIED)
    appear_at = instant(label="通知到场时间", hint="须在这一次检测的期间内")
    place = line(label="检测地点", required=True)
    proofs = proofs()
    proof_scan = scan(
        label="送达凭证的图片", hint="短信、微信的截图，或者回执的照片；以后也可以补附"
    )
    form_serial = form_serial()
    form_scan = form_scan()

    @validates_schema
    def a_notice_names_a_test(self, data: dict[str, Any], **_: Any) -> None:
        """One of the plan, or one beside it."""
        if data["window"] is None and not data["extra"]:
            raise ValidationError("请写明通知的是哪一次检测", "window")

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Make the notice, and what shows that it was served."""
        proof, paper = data.pop("proof_scan"), cited_in(data)
        extra = data.pop("extra")
        if extra:
            kind, number = extra.split()
            data |= {"extra": kind, "window": int(number)}
        asking = Asking(**data | {"proofs": tuple(data["proofs"])})
        return {"asking": asking, "proof": proof, "paper": paper}


class ProofForm(Asked):
    """Asked of whoever files what shows that an earlier notice was served."""

    notice_id = fields.UUID(required=True, metadata={"label": "哪一份通知", "widget": "select"})
    proof = choice(label="送达凭证", words=PROOFS)
    filed_on = fields.Date(required=True, metadata={"label": "入卷日期"})
    proof_scan = ScanField(
        required=True,
        metadata={
            "label": "送达凭证的图片",
            "hint": "PDF、JPG 或者 PNG，不超过25兆",
            "widget": "file",
            "accept": ".pdf,.jpg,.jpeg,.png",
            "type": "string",
        },
    )

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Make the filing."""
        proof = data.pop("proof_scan")
        return {"filing": ProofFiling(**data), "proof": proof}


class SamplingForm(Asked):
    """Asked of whoever records a test."""

    collected_at = instant(label="采样时间")
    sample = choice(label="样本", words=SAMPLES)
    result = choice(label="结果", words=RESULTS)
    place = line(label="采样地点")
    tester_1 = line(label="检测人员一")
    tester_2 = line(label="检测人员二", hint="两名以上工作人员；只有一名也照实登记")
    officer = line(label="负责检测的民警")
    collector_sex = fields.String(
        load_default="",
        validate=one_of(SEXES),
        metadata={"label": "采样人员性别", "hint": "女性尿样由女性采集", "widget": "radio"},
    )
    kit_batch = line(label="试剂批号")
    kit_serial = line(label="试剂编号")
    kit_expires_on = fields.Date(
        load_default=None,
        metadata={"label": "试剂有效期至", "hint": "已经入库的可以不填，按库存的有效期判断"},
    )
    items = _items(label="检测项目", hint="试剂上有的项目")
    positive_items = _items(label="呈阳性的项目", hint="结果为阳性的，逐项勾选")
    sample_a = line(label="A样封存编号", hint="阳性的，样本分为A、B两份封存，本人和检测人员签名")
    sample_b = line(label="B样封存编号", hint="供复检；没有封存的，复检不能以B样进行")
    elsewhere = fields.Boolean(
        load_default=False,
        metadata={
            "label": "在外地进行的检测",
            "hint": "如外出期间、变更执行地以前；凭对方检测报告书的副本登记，不用本站的试剂",
        },
    )
    report_no = line(label="检测报告书编号")
    subject_signed = fields.Boolean(load_default=False, metadata={"label": "本人已在报告书上签名"})
    signing_note = text(label="拒不签名的说明", hint="本人没有签名时填写")
    form_serial = form_serial()
    form_scan = form_scan()

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Make the record, and the form that it cites."""
        paper = cited_in(data)
        data |= {name: tuple(data[name]) for name in ("items", "positive_items")}
        return {"taken": Sampling(**data), "paper": paper}


class RefusalForm(Asked):
    """Asked of whoever records that a test was refused."""

    notice_id = fields.UUID(
        required=True,
        metadata={
            "label": "拒绝的是哪一份通知",
            "hint": "没有送达凭证的也照实登记，不计次；一份通知最多计一次",
            "widget": "select",
        },
    )
    refused_on = fields.Date(required=True, metadata={"label": "拒检日期"})
    how = text(label="经过", hint="本人说了什么、做了什么", required=True)
    witnesses = people(label="见证人", hint="两名见证人，或者下面的民警说明")
    officer_note = text(label="民警的书面说明")
    form_serial = form_serial()
    form_scan = form_scan()

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Make the record, and the form that it cites."""
        paper, named = cited_in(data), tuple(data.get("witnesses", ()))
        return {"refusing": Refusing(**data | {"witnesses": named}), "paper": paper}


class MissForm(Asked):
    """Asked of whoever records that a person did not come."""

    notice_id = fields.UUID(
        required=True,
        metadata={
            "label": "没有到场的是哪一份通知",
            "hint": "没有送达凭证的也照实登记，不计次；一份通知最多计一次",
            "widget": "select",
        },
    )
    missed_on = fields.Date(required=True, metadata={"label": "未到场日期"})
    justified = fields.Boolean(
        load_default=False,
        metadata={"label": "有正当理由", "hint": "有正当理由的不计次，这一次不再安排检测"},
    )
    because = text(label="原因", hint="本人的说明和核实的情况；有正当理由的必须写明")
    approver = line(
        label="认定有正当理由的批准人",
        hint="有签字的纸质件时填写，须是登记人以外的另一人；没有的不填，由另一账号在系统里批准",
    )
    approved_on = fields.Date(load_default=None, metadata={"label": "纸质件上的日期"})
    proof_scan = scan(label="批准人签字的扫描件")
    witnesses = people(label="见证人", hint="无正当理由的，两名见证人，或者下面的民警说明")
    officer_note = text(label="民警的书面说明")
    form_serial = form_serial()
    form_scan = form_scan()

    @validates_schema
    def an_excuse_says_why_and_by_whom(self, data: dict[str, Any], **_: Any) -> None:
        """A window is waived for a reason; a paper that says so has a signer and a day."""
        if data["justified"] and not data["because"].strip():
            raise ValidationError("有正当理由的，请写明是什么理由", "because")
        if data["proof_scan"] is not None and not data["approver"].strip():
            raise ValidationError("请写明谁在纸质件上签字", "approver")
        if data["proof_scan"] is not None and data["approved_on"] is None:
            raise ValidationError("请填写纸质件上的日期", "approved_on")

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Make the record, and the form that it cites."""
        paper, named = cited_in(data), tuple(data.get("witnesses", ()))
        proof = data.pop("proof_scan")
        missing = Missing(**data | {"witnesses": named})
        return {"missing": missing, "proof": proof, "paper": paper}
