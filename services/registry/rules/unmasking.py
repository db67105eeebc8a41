"""What has somebody who sees files masked see one in full (个人信息保护法 6)."""

from __future__ import annotations

from datetime import date

from services.registry.rules.book import rule
from shared.law import Refusal


def a_file_is_unmasked_for_a_written_reason(*, why: str, on: date) -> None:
    """A look has a clear purpose that somebody else can check later; a word or two is none."""
    least = rule("unmask_reason_length", on=on)
    if len(why.strip()) < least.number:
        raise Refusal(
            "请写明查看理由，不少于 {least} 个字：查什么问题，依据哪份检查通知或者线索",
            least.citation,
            field="why",
            least=least.number,
        )
