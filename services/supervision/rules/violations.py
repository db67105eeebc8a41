"""Breaches that are neither tests nor leaving: never serious by themselves (domain.md 4)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from services.supervision.rules import defects
from shared.law import Citation, Defect, Refusal

NO_REPORT = "no_report"
KINDS = ("missed_talk", "missed_report", "contact_unreported", "clause", NO_REPORT)
CORRECTED = Citation("归航登记规则", "更正须说明原因并由另一人批准")


def what_is_alleged_is_founded(*, facts: str, proof: str) -> Defect | None:
    """Nobody is blamed without saying what happened and how that is known."""
    return None if facts.strip() and proof.strip() else defects.UNFOUNDED


def only_a_breach_on_file_is_answered(*, matter: UUID, known: Collection[UUID]) -> None:
    """Criticism, education and corrections speak of something that is on file (戒毒条例 20)."""
    if matter not in known:
        raise Refusal("档案里没有这项违反协议的记录", Citation("戒毒条例", "20"), field="matter_id")


def an_admonition_names_its_breach(
    *, matter: UUID | None, known: Collection[UUID], before: bool
) -> None:
    """Each count is answered by an admonition of its own (戒毒条例 20; domain.md 4).

    Where one breach is on file it can mean no other; what was counted `before` the take-over is
    not on file, and so has no name.
    """
    if matter is not None:
        only_a_breach_on_file_is_answered(matter=matter, known=known)
    elif len(known) > 1 and not before:
        raise Refusal(
            "请选择这份告诫针对的是哪一项违反", Citation("戒毒条例", "20"), field="matter_id"
        )


def a_correction_has_a_second_person(*, approver: str, author: Iterable[str]) -> None:
    """What was counted is taken off with a reason and by two people (domain.md 3).

    `author` is what the first of them is called: account and name.
    """
    if not is_another(approver, than=author):
        raise Refusal("更正须由另一人批准", CORRECTED, field="approver")


def a_correction_is_made_once(*, matter: UUID, overturned: Collection[UUID]) -> None:
    """What does not count any more cannot be taken off again."""
    if matter in overturned:
        raise Refusal("这项记录已经更正，不再计入", CORRECTED, field="matter_id")


def a_correction_is_proposed_once(*, matter: UUID, proposed: Collection[UUID]) -> None:
    """One proposal a record at a time."""
    if matter in proposed:
        raise Refusal("已提出更正，等待他人审批", CORRECTED, field="matter_id")


def a_correction_was_proposed(*, matter: UUID, proposed: Collection[UUID]) -> None:
    """Somebody decides on what another proposed."""
    if matter not in proposed:
        raise Refusal("没有待审批的更正", CORRECTED, field="matter_id")


def a_correction_on_paper_is_shown(*, shown: bool) -> Defect | None:
    """The paper that the second person signed is shown by a scan; else nothing is taken off."""
    return None if shown else defects.NO_CORRECTION_SCAN


def is_another(told: str, *, than: Iterable[str]) -> bool:
    """Whether a typed name is somebody's, and none of these; spaces and capitals tell no two apart.

    Of two people of one name the account tells which is meant.
    """
    return bool(_squeezed(told)) and _squeezed(told) not in {_squeezed(name) for name in than}


def an_opening_balance_is_checked_by_another(*, checker: str, author: Iterable[str]) -> None:
    """What a counter starts with is read from the paper by two people (domain.md 0.2).

    `author` is what the first of them is called: account and name.
    """
    if not is_another(checker, than=author):
        raise Refusal("接管前的次数须由另一人核对", CORRECTED, field="checker")


def an_opening_balance_is_shown(*, shown: bool) -> Defect | None:
    """The page that it was read from is shown by a scan; without it nothing starts there (0.2)."""
    return None if shown else defects.NO_BALANCE_SCAN


def an_opening_balance_is_of_a_case_taken_over(*, taken_over: bool) -> None:
    """A case that began here has nothing from before (domain.md 0.2)."""
    if not taken_over:
        raise Refusal("这个案件不是接管的，没有接管前的次数", CORRECTED, field="counter")


def _squeezed(name: str) -> str:
    return "".join(name.split()).casefold()
