"""Asked about the stock of test kits."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, post_load, validate

from services.supervision.domain.records import KitDelivery
from services.supervision.schemas.asked.fields import LONGEST_LINE, Asked, choice, line, text
from services.supervision.schemas.words import WITHDRAWN


def number(*, label: str, hint: str = "") -> fields.String:
    """A number as it is printed; nothing personal."""
    length = validate.Length(min=1, max=LONGEST_LINE)
    return fields.String(required=True, validate=length, metadata={"label": label, "hint": hint})


class DeliveryForm(Asked):
    """Asked of whoever takes kits into stock."""

    station = fields.String(required=True, metadata={"label": "工作站", "widget": "select"})
    received_on = fields.Date(required=True, metadata={"label": "入库日期"})
    batch = number(label="批号")
    first_serial = number(label="首号", hint="这一批中的第一个编号，如 MS0001")
    last_serial = number(label="末号", hint="最后一个编号，如 MS0050；件数由系统算出")
    expires_on = fields.Date(required=True, metadata={"label": "有效期至", "hint": "含当日"})
    source = line(label="来源", hint="采购或者县公安局发放")

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> KitDelivery:
        """Make the delivery."""
        return KitDelivery(**data)


class WithdrawalForm(Asked):
    """Asked of whoever puts kits aside unused."""

    withdrawn_on = fields.Date(required=True, metadata={"label": "报废日期"})
    first_serial = number(label="首号")
    last_serial = number(label="末号", hint="已用过的编号不会重复计算；调拨的由接收的工作站再入库")
    because = choice(label="原因", words=WITHDRAWN)
    note = text(label="说明")
