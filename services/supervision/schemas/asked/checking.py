"""Asked at the station's desk."""

from __future__ import annotations

from typing import Any

from marshmallow import ValidationError, fields, post_load, validate, validates_schema

from services.supervision.domain.records import CheckIn, Sampling
from services.supervision.domain.records.checking import OTHER_DAY
from services.supervision.schemas.asked.fields import LONGEST_LINE, SHANGHAI, Asked, choice
from services.supervision.schemas.asked.testing import SamplingForm
from services.supervision.schemas.words import ARRIVALS

LONGEST_CODE = 12  # digits of a PIN that a town may ask for


def who(*, label: str, hint: str = "") -> fields.String:
    """One of those who may give a code at this machine."""
    told = {"label": label, "hint": hint, "widget": "select"}
    return fields.String(load_default="", validate=validate.Length(max=LONGEST_LINE), metadata=told)


def pin(*, label: str) -> fields.String:
    """A code of one's own; it is shown to nobody, kept nowhere, and never sent back."""
    told = {"label": label, "widget": "password", "autocomplete": "off", "inputmode": "numeric"}
    return fields.String(load_default="", validate=validate.Length(max=LONGEST_CODE), metadata=told)


class WhoForm(Asked):
    """Asked of whoever stands at the desk."""

    case_ref = fields.String(
        load_default="",
        metadata={"label": "案件编号", "hint": "见检测通知；可以只写年份和号码，例如 2026 17"},
    )
    last_four = fields.String(
        load_default="",
        metadata={
            "label": "或者身份证号末四位",
            "hint": "没有带通知的；每次查找都有记录",
            "personal": True,
        },
    )


class CheckInForm(Asked):
    """Asked once it is clear who it is."""

    arrival = choice(label="是否到场", words=ARRIVALS)
    asked_on = fields.Date(
        load_default=None, metadata={"label": "改到哪一天", "hint": "只在申请改期时填写"}
    )
    at = fields.AwareDateTime(
        load_default=None,
        default_timezone=SHANGHAI,
        metadata={"label": "时间", "hint": "不填即为现在"},
    )

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> CheckIn:
        """Make the entry; a day is kept only where another day was asked for."""
        asked_on = data["asked_on"] if data["arrival"] == OTHER_DAY else None
        return CheckIn(arrival=data["arrival"], at=data["at"], asked_on=asked_on)


class ResultForm(SamplingForm):
    """Asked of two who test, each with a code of their own: the PIN of the shared machine."""

    class Meta(Asked.Meta):
        """Who tested is said by the codes; what is typed from paper has its own form."""

        fields = (
            *("sample", "items", "result", "positive_items", "sample_a", "sample_b"),
            *("collected_at", "place", "collector_sex", "officer"),
            *("kit_batch", "kit_serial", "kit_expires_on"),
            *("report_no", "subject_signed", "signing_note"),
            *("account_1", "pin_1", "account_2", "pin_2"),
        )

    account_1 = who(label="检测人员一")
    pin_1 = pin(label="检测人员一的 PIN")
    account_2 = who(label="检测人员二", hint="只有一名检测人员的不选：照实保存，但不计入")
    pin_2 = pin(label="检测人员二的 PIN")

    @validates_schema
    def two_who_differ(self, data: dict[str, Any], **_: Any) -> None:
        """Each names somebody and gives the code; one person is one tester."""
        for one in ("1", "2"):
            account, code = data[f"account_{one}"], data[f"pin_{one}"]
            if bool(account) != bool(code):
                raise ValidationError("请选择检测人员，并由其本人输入 PIN", f"pin_{one}")
        if not data["account_1"]:
            raise ValidationError("至少要有一名检测人员输入本人的 PIN", "account_1")
        if data["account_1"] == data["account_2"]:
            raise ValidationError("两名检测人员须是不同的人；只有一名的，这里不选", "account_2")

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Make the record, and apart from it whose codes were given."""
        given = [(data.pop(f"account_{it}"), data.pop(f"pin_{it}")) for it in ("1", "2")]
        codes = [(account, code) for account, code in given if account]
        data |= {name: tuple(data[name]) for name in ("items", "positive_items")}
        return {"taken": Sampling(**data), "codes": codes}


class KeptCheckInForm(CheckInForm):
    """Sent by a device that keeps entries while the link is down; it says who made them."""

    case_ref = fields.String(required=True)
    made_by = fields.String(required=True)

    @post_load
    def record(self, data: dict[str, Any], **more: Any) -> dict[str, Any]:
        """Make the entry, with what says whose it is."""
        said = {name: data.pop(name) for name in ("case_ref", "made_by")}
        return {**said, "entry": super().record(data, **more)}
