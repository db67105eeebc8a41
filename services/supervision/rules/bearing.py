"""Who bears the duties of a case: one worker, until somebody else takes them over.

The report to the police is the full-time worker's own duty (戒毒条例 21): there has to be one.
"""

from __future__ import annotations

from shared.law import Citation, Refusal

OWN_DUTY = Citation("戒毒条例", "21")


def somebody_bears_them(bearer: str) -> None:
    """A duty of nobody is done by nobody."""
    if not bearer:
        raise Refusal("请填写承担人的账号", OWN_DUTY, field="bearer")


def duties_are_assigned_once(*, held_by: str | None, case_ref: str | None) -> None:
    """What somebody bears is handed over, with a reason, and not taken away."""
    if held_by is not None:
        raise Refusal(
            "{case_ref} 已由 {held_by} 承担，改由他人承担请办理移交",
            OWN_DUTY,
            field="cases",
            case_ref=case_ref,
            held_by=held_by,
        )


def duties_go_to_somebody_else(*, former: str, bearer: str) -> None:
    """A handing over has two sides."""
    if former == bearer:
        raise Refusal("接收人就是移交人，请填写另一人的账号", OWN_DUTY, field="bearer")


def whoever_hands_over_says_why(reason: str) -> None:
    """Each file says why its worker changed."""
    if not reason.strip():
        raise Refusal("请写明移交的原因", field="why")


def what_is_handed_over_is_there(*, count: int, former: str) -> None:
    """Nothing can be taken over from whoever bears nothing."""
    if not count:
        raise Refusal("{former} 没有承担任何案件", field="former", former=former)
