"""Correcting what a case has wrong: what can be, by whom, and on what (domain.md 0.23)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from services.registry.rules.typing import TYPED
from shared.law import Citation, Refusal

ACCURATE = Citation("个人信息保护法", "8")
"""What is kept of a person is accurate and complete."""


def one_correction_at_a_time(*, open_one: bool) -> None:
    """A second proposal would rest on what the first one may change."""
    if open_one:
        raise Refusal("已有一项更正待审批：先审批，或者由提出的人撤回", ACCURATE)


def only_what_is_on_file_is_corrected(
    right: Mapping[str, str], *, known: Mapping[str, str]
) -> None:
    """A paper that was never recorded is recorded, not corrected."""
    for field, stated in right.items():
        if stated and field not in known:
            raise Refusal("还没有录入这一项", field=field)


def only_what_stands_there_is_cleared(
    cleared: Iterable[str], *, right: Mapping[str, str], known: Mapping[str, str]
) -> None:
    """What is to be empty has something in it, and nothing else is said of it."""
    for field in cleared:
        if not known.get(field):
            raise Refusal("勾选清空的项目里有本来就是空的", field="cleared")
        if right.get(field) not in {None, "", known[field]}:
            raise Refusal("同一项不能既改为别的内容又清空", field="cleared")


def something_is_stated_otherwise(changes: Sequence[object]) -> None:
    """A correction changes something."""
    if not changes:
        raise Refusal("与已登记的内容相同：请把有误的一项改为正确内容", field="why")


def what_counts_rests_on_a_scan(*, changed: Iterable[str], paper_no: int | None) -> None:
    """A day or a number is corrected on a paper that others can look at."""
    first = next(iter(set(changed) - set(TYPED)), None)
    if first is not None and paper_no is None:
        raise Refusal(
            "更正日期、期限和种类须有扫描件：请先把依据材料归入一人一档，再填写它在卷内的件号",
            ACCURATE,
            field="paper_no",
        )


def the_paper_is_in_the_file(*, paper_no: int | None, numbers: Iterable[int]) -> None:
    """The paper that a correction rests on lies in the file of the case, with its scan."""
    if paper_no is not None and paper_no not in set(numbers):
        raise Refusal("卷内没有第 {no} 件", ACCURATE, field="paper_no", no=paper_no)


def only_the_author_withdraws(*, author: str, account: str) -> None:
    """Others decide on a proposal; whoever made it takes it back."""
    if author != account:
        raise Refusal("只有提出更正的人可以撤回；其他人请审批", ACCURATE)


def a_kind_is_corrected_before_the_report_in(*, changed: bool, reported_on: date | None) -> None:
    """Once the measure runs, all departments have acted under its kind (戒毒条例 14, 37)."""
    if changed and reported_on is not None:
        raise Refusal(
            "已于 {reported_on} 报到，各部门已按这一种类办理，不能再更正种类；"
            "请按正确的决定书另行接收，并说明它取代此案",
            Citation("戒毒条例", "14(2)"),
            field="kind",
            reported_on=reported_on,
        )


def a_length_is_corrected_once_the_rests_are_known(*, changed: bool, known: bool) -> None:
    """Where nobody knows for how long a term stood still, its days are stated whole (22)."""
    if changed and not known:
        raise Refusal(
            "转入案件的中止期间还没有写明，请用“提出更正期限”一并写明",
            Citation("戒毒条例", "22"),
            field="term_months",
        )
