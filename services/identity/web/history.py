"""The events of an account as sentences."""

from __future__ import annotations

from collections.abc import Iterable

from services.identity.rules.granting import ROLES
from shared.eventstore.entries import Entry
from shared.web.lists import TimelineItem
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l

SENTENCES = {
    "identity.account_opened": _l("开通账号 {account}"),
    "identity.password_set": _l("设置 {account} 的密码"),
    "identity.password_reset_requested": _l("为 {account} 申请重设密码"),
    "identity.password_reset_approved": _l("批准 {account} 重设密码"),
    "identity.password_reset_declined": _l("不批准 {account} 重设密码"),
    "identity.role_requested": _l("为 {account} 申请岗位：{role}，{unit}"),
    "identity.role_request_declined": _l("不批准 {account} 的岗位申请"),
    "identity.role_granted": _l("授予 {account} 岗位：{role}，{unit}"),
    "identity.role_ended": _l("结束 {account} 的岗位"),
    "identity.token_requested": _l("为 {account} 申请令牌，到期日 {expires_on}"),
    "identity.token_approved": _l("批准 {account} 的令牌"),
    "identity.token_request_declined": _l("不批准 {account} 的令牌申请"),
    "identity.token_issued": _l("{account} 的令牌生效，到期日 {expires_on}"),
    "identity.token_revoked": _l("收回 {account} 的令牌"),
    "identity.account_closed": _l("注销账号 {account}"),
    "identity.second_factor_set": _l("{account} 设置第二因素"),
    "identity.recovery_code_used": _l("{account} 用恢复码登录"),
    "identity.second_factor_removed": _l("取消 {account} 的第二因素"),
    "identity.pin_set": _l("{account} 设置 PIN"),
    "identity.machine_bound": _l("绑定公用电脑：{title}"),
    "identity.machine_released": _l("解除绑定公用电脑"),
    "identity.security_policy_opened": _l("建立安全设置"),
    "identity.security_policy_set": _l("修改安全设置"),
}
ADMINISTRATION = tuple(SENTENCES)
"""What administrators do, as the audit page lists it."""


def timeline_of(entries: Iterable[Entry]) -> list[TimelineItem]:
    """Tell what was done to an account, the latest first."""
    return [_item(entry) for entry in entries][::-1]


def _item(entry: Entry) -> TimelineItem:
    facts = entry.facts | {"role": _(ROLES.get(entry.facts.get("role", ""), ""))}
    return TimelineItem(
        sentence=str(SENTENCES[entry.name]).format(**facts),
        who=entry.account,
        happened_on=entry.happened_on,
        recorded_at=entry.recorded_at,
        department="identity",
        position=entry.position,
        reason=entry.reason or "",
    )
