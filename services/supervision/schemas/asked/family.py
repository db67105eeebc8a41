"""Asked about what the person lets the family know."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, post_load

from services.supervision.domain.records.family import Consent, ConsentWithdrawal
from services.supervision.schemas.asked.fields import Asked
from services.supervision.schemas.asked.paper import scan


class ConsentForm(Asked):
    """Asked of whoever had the person sign."""

    consented_on = fields.Date(required=True, metadata={"label": "签字日期"})
    proof_scan = scan(
        label="本人签字的同意书扫描件",
        hint="PDF、JPG 或者 PNG，不超过25兆；没有也照实登记，但检测结果不会显示",
    )

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Make the consent, and its scan as it came."""
        proof = data.pop("proof_scan")
        return {"consent": Consent(**data), "proof": proof}


class ConsentWithdrawalForm(Asked):
    """Asked of whoever was told so by the person."""

    withdrawn_on = fields.Date(required=True, metadata={"label": "撤回日期"})

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> ConsentWithdrawal:
        """Make the withdrawal."""
        return ConsentWithdrawal(**data)
