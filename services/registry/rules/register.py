"""Where a person can stand in the register; said of the person, never of a case."""

from __future__ import annotations

from shared.law import Citation, Refusal

REGISTERED = "registered_user"
DECEASED = "deceased"
HELD = ("in_isolation", "in_custody", "serving_sentence")
FLAGS = (
    REGISTERED,
    "candidate",
    *HELD,
    "maintenance_treatment",
    "lost_contact",
    "working_away",
    "moved_away",
    "abroad",
    "abstinent_3y",
    DECEASED,
)


def a_flag_is_listed(flag: str) -> None:
    """Only what the register needs is kept of a person, no label of anybody's own making."""
    if flag not in FLAGS:
        raise Refusal(
            "登记状态不在列：{flag}", Citation("个人信息保护法", "28"), field="flag", flag=flag
        )
