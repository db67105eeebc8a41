"""What the API tells of one case, part by part as the page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from services.supervision.domain.supervision import Supervision
from services.supervision.rules.counters import Counter
from services.supervision.rules.outcomes import BEFORE_TAKEOVER
from services.supervision.web import reading
from services.supervision.web.evading import misses_in, refusals_in
from services.supervision.web.office import office
from services.supervision.web.strips import strips_in
from shared import clock
from shared.eventstore.entries import Entry


def tests_told(file: Supervision, entries: Sequence[Entry]) -> dict[str, Any]:
    """For those who may see tests: counters, windows, notices, tests, proposals."""
    today = clock.today()
    return {
        "refusals": file.refused_tests,
        "serious_breach": bool(file.breaches),
        "counters": [_counter(it) for it in file.counters(today).values()],
        "matters": [
            {"matter": key, "ground": it.ground, "report_by": it.report_by, "owed": it.owed}
            for key, it in file.matters.items()
        ],
        "notices": list(file.notices),
        "tests": reading.tests_in(entries),
        "positives": strips_in(entries, file),
        "refused_tests": refusals_in(entries, file),
        "missed_tests": misses_in(entries, file),
        "other_days": [{"request_id": key, **vars(it)} for key, it in file.other_days.items()],
        "waivers": [{"window": key, **vars(it)} for key, it in file.waivers.items()],
        "approvals": [
            {"approval_id": key, "sent_on": file.proposed_on[key], **vars(it)}
            for key, it in file.approvals.items()
        ],
        "misses": office().misses(file.id),
        "windows": [
            {
                "window": it.window.number,
                "opens_on": it.window.first,
                "closes_on": it.window.last,
                "state": it.state,
                "tested_on": it.tested_on,
                "on_paper": file.tests_before.get(it.window.number)
                if it.state == BEFORE_TAKEOVER
                else None,
            }
            for it in file.outcomes(today)
        ],
    }


def breaches_told(file: Supervision) -> dict[str, Any]:
    """For those who may see breaches: reports to the police, leaves, absences."""
    return {
        "police_reports": [{"report_id": key, **vars(it)} for key, it in file.reports.items()],
        "leaves": [
            {"absence_id": key, "written_on": file.leave_reports[key], **vars(it)}
            for key, it in file.leaves.items()
        ],
        "absences": [{"absence_id": key, **vars(it)} for key, it in file.absences.items()],
        "before": [
            {"kind": kind, "spans": [{"from_on": first, "until": end} for first, end in spans]}
            for kind, spans in file.spans_before.items()
        ],
    }


def treatment_reports_told(file: Supervision) -> list[dict[str, Any]]:
    """For the police: what health institutions reported, and nobody has answered yet."""
    return [{"report_id": key, "found_on": on} for key, on in file.uses_in_treatment.items()]


def _counter(counter: Counter) -> dict[str, Any]:
    return {
        **vars(counter),
        "value": counter.value,
        "left": counter.left,
        "article": str(counter.rule.citation) if counter.rule else None,
    }
