"""Asked about the time before the take-over."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from marshmallow import ValidationError, fields, post_load, validate

from services.supervision.domain.records import SpansBefore, TestsBefore
from services.supervision.domain.records.takeover import Span
from services.supervision.schemas.asked.fields import Asked, choice, line
from services.supervision.schemas.asked.paper import ScanField, scan
from services.supervision.schemas.words import SPANS_BEFORE, TESTS_BEFORE

MOST_SPANS, MOST_WINDOWS = 100, 100
BETWEEN = re.compile(r"[\s/、,，~～至到]+")


class SpanField(fields.Field[Span]):
    """Two days, as `2026-02-01 2026-02-11` or `2026-02-01/2026-02-11`."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Span:
        try:
            first, end = (date.fromisoformat(it) for it in BETWEEN.split(str(value).strip()))
        except ValueError:
            raise ValidationError("每行写两个日期，如 2026-02-01 2026-02-11") from None
        return first, end


def _recorded_on() -> fields.Date:
    return fields.Date(required=True, metadata={"label": "核对日期"})


def _page() -> fields.String:
    return line(label="纸质档案页码", required=True)


def _checker() -> fields.String:
    return line(label="核对人", hint="登记人以外的人，对照纸质档案核对", required=True)


def _proof() -> ScanField:
    return scan(
        label="这一页的扫描件",
        hint="PDF、JPG 或者 PNG，不超过25兆；没有也照实登记，但仍按不详",
    )


def _stated(data: dict[str, Any], make: Callable[..., Any], name: str) -> dict[str, Any]:
    proof = data.pop("proof_scan")
    return {"stated": make(**data | {name: tuple(data[name])}), "proof": proof}


class SpansBeforeForm(Asked):
    """Asked of whoever reads leaves, absences or detentions from the old file."""

    kind = choice(label="哪一项", words=SPANS_BEFORE)
    spans = fields.List(
        SpanField(metadata={"type": "string"}),
        load_default=list,
        validate=validate.Length(max=MOST_SPANS),
        metadata={
            "label": "全部期间",
            "hint": "每行一段：离开（拘留）日期 返回（释放）日期，如 2026-02-01 2026-02-11；"
            "纸质档案没有的，留空",
        },
    )
    recorded_on = _recorded_on()
    page = _page()
    checker = _checker()
    proof_scan = _proof()

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Make the statement, and the page's scan as it came."""
        return _stated(data, SpansBefore, "spans")


class TestsBeforeForm(Asked):
    """Asked of whoever reads from the old file how tests ended."""

    __test__ = False  # pytest would take it for one of its own

    result = choice(label="纸质档案记载的结果", words=TESTS_BEFORE)
    windows = fields.List(
        fields.Integer(validate=validate.Range(min=1)),
        required=True,
        validate=validate.Length(min=1, max=MOST_WINDOWS),
        metadata={
            "label": "哪几次检测",
            "hint": "同一结果的一起选；再次登记的，以后一次为准",
            "widget": "checkboxes",
        },
    )
    recorded_on = _recorded_on()
    page = _page()
    checker = _checker()
    proof_scan = _proof()

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Make the statement, and the page's scan as it came."""
        return _stated(data, TestsBefore, "windows")
