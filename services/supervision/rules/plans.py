"""The windows of a case whose plan was changed on the way, with the police's approval.

Windows are always computed from the start of the case. When a plan is replaced, the windows that
had begun stay as they were, and those of the new plan follow from the day after them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation

from services.supervision.rules import defects
from services.supervision.rules.windows import (
    CUSTOM,
    DAY,
    Reading,
    Stage,
    Window,
    a_plan_covers_the_term,
    stages_of,
    windows_of,
)
from shared.calendar import OpenSpan
from shared.law import Citation, Defect, Refusal

APPROVED = Citation("戒毒条例", "第19条第2项")


@dataclass(frozen=True)
class PlanPart:
    """One plan of a case, and how many windows of those before it stay."""

    name: str
    stages: tuple[Stage, ...]
    kept: int = 0


def windows_in(
    parts: Sequence[PlanPart],
    *,
    start: date,
    months: int,
    suspensions: Iterable[OpenSpan] = (),
    credit_days: int = 0,
    reading: Reading | None = None,
) -> tuple[Window, ...]:
    """The windows of a case, plan after plan; they tile the term as those of one plan do."""
    spans, found = tuple(suspensions), tuple[Window, ...]()
    for part in parts:
        further = windows_of(
            start=start,
            months=months,
            stages=part.stages,
            suspensions=spans,
            credit_days=credit_days,
            reading=reading,
        )
        found = _followed(found[: part.kept], further)
    return found


def stages_asked_for(
    plan: str, stages: Iterable[str], *, months: int, on: date
) -> tuple[Stage, ...]:
    """What a proposal asks for: the stages of a plan that is laid down, or its own."""
    asked = stages_from(stages) if plan == CUSTOM else stages_of(plan, on=on)
    a_plan_covers_the_term(stages=asked, months=months, on=on)
    return asked


def stages_from(texts: Iterable[str]) -> tuple[Stage, ...]:
    """Read stages as people write them: `12/1` is twelve months, one window a month."""
    return tuple(_stage(text) for text in texts)


def written(stages: Iterable[Stage]) -> tuple[str, ...]:
    """Write stages as `stages_from` reads them."""
    return tuple(f"{months}/{step}" for months, step in stages)


def a_plan_is_approved_once(*, granted: bool | None) -> None:
    """A proposal is answered once; who thinks better of it submits another."""
    if granted is not None:
        raise Refusal("这项报批已经有了结果", APPROVED, field="approval_id")


def an_answer_follows_its_proposal(*, sent_on: date, decided_on: date) -> Defect | None:
    """Nobody decides what was not submitted yet (the notice, S25); the same day will do."""
    return defects.APPROVED_BEFORE_SENT if decided_on < sent_on else None


def a_paper_approval_is_shown(*, shown: bool) -> Defect | None:
    """What was approved on paper is shown by a scan (the town's rule on approvals)."""
    return None if shown else defects.NO_APPROVAL_SCAN


def _followed(kept: tuple[Window, ...], further: Iterable[Window]) -> tuple[Window, ...]:
    if not kept:
        return tuple(further)
    end = kept[-1].last
    ahead = [window for window in further if window.last > end]
    numbered = enumerate(ahead, start=len(kept) + 1)
    return (
        *kept,
        *(
            replace(window, number=number, first=max(window.first, end + DAY))
            for number, window in numbered
        ),
    )


def _stage(text: str) -> Stage:
    months, _, step = text.partition("/")
    try:
        return int(months), Decimal(step)
    except (ValueError, InvalidOperation):
        raise Refusal("{text} 不是检测方案的一段，应写作 12/1", field="stages", text=text) from None
