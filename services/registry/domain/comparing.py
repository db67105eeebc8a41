"""A case that was taken over, beside what a newer roster states of it."""

from __future__ import annotations

from services.registry.domain.case import Case
from services.registry.domain.case_events import AGREEMENT, DECISION, REPORT_IN
from services.registry.domain.papers import Days, Differences
from services.registry.domain.taken_over import TakenOver

FACT_OF = {
    "decided_on": DECISION,
    "served_on": DECISION,
    "reported_on": REPORT_IN,
    "signed_on": AGREEMENT,
}


def compare(case: Case, stated: Days, *, source: TakenOver) -> Differences:
    """Take a roster's newer days where a roster gave the old ones; else note the difference.

    A roster corrects a roster. It does not correct what the office recorded.
    """
    pairs = stated.differing_from(case.days)
    newer = tuple(name for name, (theirs, ours) in pairs.items() if theirs > ours)
    corrected = tuple(name for name in newer if FACT_OF[name] in case.from_roster)
    then = case.days.with_those_of(stated, corrected)
    if corrected and not then.contradict:
        moved = then.reported_on != case.reported_on
        last_day = case.last_day_from(then.reported_on) if then.reported_on else None
        case.trigger_event(
            case.TakenOverDaysCorrected,
            corrected_on=source.on,
            changed=corrected,
            **vars(then),
            last_day=last_day if moved else case.last_day,
            taken_over_from=source.mark,
        )
    kept = newer if then.contradict else tuple(n for n in newer if n not in corrected)
    if kept:
        case.trigger_event(
            case.RosterDiffered,
            noticed_on=source.on,
            differing=kept,
            taken_over_from=source.mark,
        )
    return Differences(
        corrected=tuple(name for name in newer if name not in kept),
        kept=kept,
        older=tuple(name for name in pairs if name not in newer),
    )
