"""The register beside the list of the police (S34): what differs, and how each row ends."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from services.registry.rules.affairs.book import rule
from services.registry.rules.affairs.users import CANDIDATE
from services.registry.rules.register import REGISTERED
from shared.law import Refusal

ONLY_THERE, ONLY_HERE, DIFFERS, UNREADABLE = "only_there", "only_here", "differs", "unreadable"
KINDS = (ONLY_THERE, ONLY_HERE, DIFFERS, UNREADABLE)

REGISTER, NOT_OURS, KEEP, EXCLUDE = "take_in", "not_ours", "keep_counting", "propose_exclusion"
TAKE_THEIRS, KEEP_OURS, SET_ASIDE = "take_theirs", "keep_ours", "set_aside"
DECISIONS: Mapping[str, tuple[str, ...]] = {
    ONLY_THERE: (REGISTER, NOT_OURS),
    ONLY_HERE: (KEEP, EXCLUDE),
    DIFFERS: (TAKE_THEIRS, KEEP_OURS),
    UNREADABLE: (SET_ASIDE,),
}
"""How a row of each kind can end."""
SELF_EXPLAINING = (REGISTER, TAKE_THEIRS)
"""What follows the list needs no reason; what departs from it does."""

COUNTS = "counts"
UNTOLD = frozenset({"working_away", "maintenance_treatment", "lost_contact"})
"""Who is registered all the same: a list that says only that denies none of it."""


def the_flag_differs(*, theirs: str, ours: str) -> bool:
    """Whether the two say different things of where a person stands; "" says nothing."""
    if ours == CANDIDATE:
        return True
    return bool(theirs) and theirs != ours and not (theirs == REGISTERED and ours in UNTOLD)


def a_row_ends_in_a_decision_of_its_kind(*, kind: str, decision: str, why: str, on: date) -> None:
    """Each row of a reconciliation ends in a decision, and a departure from the list says why."""
    citation = rule("reconciled_with_police", on=on).citation
    if decision not in DECISIONS[kind]:
        raise Refusal("这一类差异不能这样处理", citation, field="decision")
    if decision not in SELF_EXPLAINING and not why:
        raise Refusal("不按公安名单处理的，须写明理由和依据", citation, field="why")
