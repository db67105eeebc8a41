"""Where a person can stand in the register; said of the person, never of a case."""

from __future__ import annotations

from datetime import date

from services.registry.rules.course import CORRECTION, DEATH, IMPRISONMENT, ISOLATION
from shared.law import Citation, Refusal

ID_CARD = "id_card"
ID_TYPES = (ID_CARD, "permit_hk_mo_tw", "passport", "foreigner_permit", "other_paper")
EDUCATIONS = (
    *("illiterate", "primary", "junior_high", "senior_high"),
    *("junior_college", "bachelor", "postgraduate"),
)
MARITAL = ("single", "married", "divorced", "widowed")
HOMES = ("yes", "no")
"""Whether somebody has a fixed home, on which the place of execution rests (戒毒条例 13)."""

REGISTERED = "registered_user"
DECEASED = "deceased"
MOVED_AWAY = "moved_away"
IN_CUSTODY = "in_custody"
IN_ISOLATION = "in_isolation"
HELD = (IN_ISOLATION, "in_custody", "serving_sentence")
FLAGS = (
    REGISTERED,
    "candidate",
    *HELD,
    "maintenance_treatment",
    "lost_contact",
    "working_away",
    MOVED_AWAY,
    "abroad",
    "abstinent_3y",
    DECEASED,
)


LEAVING = (*HELD, MOVED_AWAY, "abroad", DECEASED)
"""Whoever stands here need not sign, so that no account alone says it (S34)."""

FLAG_OF_END = {
    ISOLATION: "in_isolation",
    IMPRISONMENT: "serving_sentence",
    CORRECTION: IN_CUSTODY,
    DEATH: DECEASED,
}
"""Where a person stands once a case ended by this; a revoked order changes nothing in that."""


def another_decides_a_merge(*, author: str, approver: str) -> None:
    """Whoever finds that two files are one person does not decide it (个人信息保护法 8)."""
    if author == approver:
        raise Refusal("提出合并的人不能自己审批", Citation("个人信息保护法", "8"))


def protection_names_who_may_look(*, accounts: tuple[str, ...]) -> None:
    """A protected file is open to somebody, by name (个人信息保护法 28)."""
    if not accounts:
        raise Refusal("请写明谁可以查看", Citation("个人信息保护法", "28"), field="accounts")


def a_flag_is_listed(flag: str) -> None:
    """Only what the register needs is kept of a person, no label of anybody's own making."""
    if flag not in FLAGS:
        raise Refusal(
            "登记状态不在列：{flag}", Citation("个人信息保护法", "28"), field="flag", flag=flag
        )


def a_flag_follows_the_last(*, before: date | None, set_on: date) -> None:
    """Where somebody stands now began no earlier than where they stood before."""
    if before is not None and set_on < before:
        raise Refusal(
            "现在的登记状态自 {before} 起，新的状态不能更早", field="set_on", before=before
        )
