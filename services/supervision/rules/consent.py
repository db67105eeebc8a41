"""The person's own consent to the family member of the group learning how tests ended.

Health data needs a separate consent (个人信息保护法 28, 29), which may be withdrawn (15).
"""

from __future__ import annotations

from services.supervision.rules import defects
from shared.law import Citation, Defect, Refusal

SEPARATE, WITHDRAWN = Citation("个人信息保护法", "29"), Citation("个人信息保护法", "15")


def a_consent_names_who_learns(*, account: str | None) -> None:
    """Somebody consents to one other person learning something, not to whoever comes later."""
    if account is None:
        raise Refusal("还没有指定家庭成员账号，请先由领导小组办公室指定", SEPARATE)


def a_consent_is_shown(*, shown: bool) -> Defect | None:
    """The person's signature is shown by a scan; without it nothing is told."""
    return None if shown else defects.NO_CONSENT_SCAN


def only_a_consent_that_stands_is_withdrawn(*, stands: bool) -> None:
    """What was not given cannot be taken back."""
    if not stands:
        raise Refusal("没有有效的同意可以撤回", WITHDRAWN)
