"""What the page of breaches shows: counters with their basis, absences, answers, reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from services.supervision.domain.supervision import Supervision
from services.supervision.domain.supervision.breaches import PAPER
from services.supervision.rules.counters import ABSENT, CONFIRMED, MISSED, REFUSED, Counter
from services.supervision.schemas.words import COUNTED, COUNTERS, FELL
from services.supervision.web.deeds.choosing import matter_named
from services.supervision.web.reading import named
from services.supervision.web.takeover import spans_before
from services.supervision.web.telling import standing_of, why_not_counted
from shared import clock
from shared.eventstore.entries import Entry
from shared.web.dates import short_day
from shared.web.speech import gettext as _
from shared.web.wording import listed


@dataclass(frozen=True, kw_only=True)
class CounterLine:
    """A counter: how much, from what, how far from serious."""

    label: str
    value: int
    standing: str
    tone: str
    basis: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class AwayLine:
    """A leave, or an absence without one."""

    label: str
    from_on: date
    until: date | None
    returned_on: date | None
    days: int
    tone: str
    flaws: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class AnswerLine:
    """What answered a breach: criticism, education, admonition, a correction."""

    on: date
    label: str
    by: str | None
    told: str | None
    further: Sequence[str] = ()
    flaws: Sequence[str] = ()
    scan: str | None = None


@dataclass(frozen=True, kw_only=True)
class ReportLine:
    """A report to the police with what came back."""

    sent_at: datetime
    matter: str
    reporter: str | None
    facts: str | None
    receipt_no: str | None
    decision: str | None


@dataclass(frozen=True, kw_only=True)
class FindingLine:
    """A finding of use by the police, and what they decided on it."""

    on: date
    used_on: date
    document_no: str | None
    decision: str | None
    awaits: bool
    flaws: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class BalanceLine:
    """What a counter had before: read from which page, by whom checked, shown by which scan."""

    on: date
    label: str
    value: int
    page: str | None
    checker: str | None
    scan: str | None
    flaws: Sequence[str]


def breaches_of(file: Supervision, entries: Sequence[Entry]) -> dict[str, Any]:
    """All that the page shows."""
    today = clock.today()
    return {
        "counters": [_counter(it, file) for it in file.counters(today).values()],
        "leave_total": file.leave_total(),
        "balances": _balances(entries),
        "spans_before": spans_before(entries, file),
        "aways": _aways(file, entries, today),
        "violations": _violations(entries, file),
        "replies": _answers(entries, _breaches_named(entries)),
        "reports": _reports(file, entries),
        "findings": _findings(file, entries),
    }


def _counter(counter: Counter, file: Supervision) -> CounterLine:
    serious = counter.is_serious
    near = counter.left is not None and counter.value > 0
    basis = [
        f"{short_day(it.on)} {_(COUNTED[it.what])}"
        + (_("，%(days)s日", days=it.amount) if counter.name == "leave_days" else "")
        for it in counter.basis
    ]
    if counter.opening:
        basis.insert(0, _("接管前%(count)s", count=counter.opening))
    elif counter.opening is None and file.tracked_from:
        basis.insert(0, _("%(day)s以前的次数不详", day=short_day(file.tracked_from)))
    return CounterLine(
        label=_(COUNTERS[counter.name]),
        value=counter.value,
        standing=standing_of(counter, kind=file.kind),
        tone="late" if serious else "due" if near or counter.contested else "neutral",
        basis=basis,
    )


def _balances(entries: Sequence[Entry]) -> list[BalanceLine]:
    """What was read from paper, the latest first; what came from another town has no page here."""
    return [
        BalanceLine(
            on=e.facts["recorded_on"],
            label=_(COUNTERS[e.facts["counter"]]),
            value=e.facts["value"],
            page=e.personal["page"],
            checker=e.personal["checker"],
            scan=e.facts["scan"],
            flaws=why_not_counted(e.facts["defects"]),
        )
        for e in named(entries, "supervision.opening_balance_recorded")
        if e.facts["source"] == PAPER
    ]


def _aways(file: Supervision, entries: Sequence[Entry], today: date) -> list[AwayLine]:
    """Leaves and absences, the latest first."""
    flaws: dict[UUID, Sequence[str]] = {
        e.facts["absence_id"]: why_not_counted(e.facts["defects"])
        for e in named(
            entries, "supervision.absence_reported", "supervision.unauthorised_absence_opened"
        )
    }
    counted = file.leave_days(today)
    leaves = [
        AwayLine(
            label=_("外出报告，已批准") if it.approved else _("外出报告"),
            from_on=it.depart_on,
            until=it.return_on,
            returned_on=it.returned_on,
            days=((it.returned_on or it.return_on) - it.depart_on).days,
            tone="due" if flaws[key] else "info",
            flaws=flaws[key],
        )
        for key, it in file.leaves.items()
    ]
    absences = [
        AwayLine(
            label=_(COUNTED[it.kind]),
            from_on=it.from_on,
            until=None,
            returned_on=it.returned_on,
            days=counted.get(key, 0),
            tone="late",
            flaws=flaws[key] or ([_("已更正，不计入")] if key in file.overturned else []),
        )
        for key, it in file.absences.items()
    ]
    return sorted([*leaves, *absences], key=lambda it: it.from_on, reverse=True)


def _violations(entries: Sequence[Entry], file: Supervision) -> list[AnswerLine]:
    return [
        AnswerLine(
            on=e.facts["violated_on"],
            label=_(COUNTED[e.facts["kind"]]),
            by=e.personal["proof"],
            told=e.personal["facts"],
            flaws=why_not_counted(e.facts["defects"])
            or ([_("已更正，不计入")] if e.facts["violation_id"] in file.overturned else []),
        )
        for e in named(entries, "supervision.violation_recorded")
    ]


def _breaches_named(entries: Sequence[Entry]) -> dict[UUID, str]:
    """What can be admonished, as people speak of it, by its id; also what counts no more."""
    found = {
        "supervision.drug_test_refused": ("notice_id", REFUSED),
        "supervision.drug_test_missed": ("notice_id", MISSED),
        "supervision.unauthorised_absence_opened": ("absence_id", ABSENT),
        "supervision.violation_recorded": ("violation_id", None),
        "supervision.drug_use_confirmed": ("use_id", CONFIRMED),
    }
    return {
        e.facts[key]: f"{_(COUNTED[what or e.facts['kind']])} {short_day(e.happened_on)}"
        for e in named(entries, *found)
        for key, what in [found[e.name]]
    }


def _answers(entries: Sequence[Entry], breaches: Mapping[UUID, str]) -> list[AnswerLine]:
    """Criticism, education, admonitions and corrections, the latest first."""
    labels = {
        "supervision.criticised": (_("批评"), "by", "told"),
        "supervision.educated": (_("教育"), "by", "told"),
        "supervision.admonished": (_("书面告诫"), "document_no", "grounds"),
        "supervision.breach_overturned": (_("更正"), "approver", "because"),
        "supervision.overturning_proposed": (_("提出更正"), "proposed_by", "because"),
    }
    return [
        AnswerLine(
            on=e.happened_on,
            label=label,
            by=e.personal.get(by, e.facts.get(by)),
            told=_(FELL[e.facts["reason"]]) if e.facts.get("reason") else e.personal[told],
            further=_further(e, breaches),
            flaws=why_not_counted(e.facts.get("defects", ())),
            scan=e.facts.get("scan"),
        )
        for e in named(entries, *labels)
        for label, by, told in [labels[e.name]]
    ]


def _further(e: Entry, breaches: Mapping[UUID, str]) -> list[str]:
    """About which breach it is; until when that is to be put right, who saw it being served."""
    matter = breaches.get(e.facts["matter_id"]) if e.facts.get("matter_id") else None
    about = [_("针对：%(breach)s", breach=matter)] if matter else []
    found, witnesses = e.facts.get("correct_by"), e.personal.get("witnesses")
    until = [_("限期%(day)s以前改正", day=short_day(found))] if found else []
    return [
        *about,
        *until,
        *([_("见证人：%(names)s", names=listed(witnesses))] if witnesses else []),
    ]


def _findings(file: Supervision, entries: Sequence[Entry]) -> list[FindingLine]:
    """What the police found, the latest first, and what they decided on it."""
    return [
        FindingLine(
            on=e.facts["decided_on"],
            used_on=e.facts["used_on"],
            document_no=e.personal["document_no"],
            decision=told.decision if (told := file.reports.get(e.facts["use_id"])) else None,
            awaits=told is not None
            and told.decision is None
            and e.facts["use_id"] not in file.overturned,
            flaws=why_not_counted(e.facts["defects"])
            or ([_("已更正，不计入")] if e.facts["use_id"] in file.overturned else []),
        )
        for e in named(entries, "supervision.drug_use_confirmed")
    ]


def _reports(file: Supervision, entries: Sequence[Entry]) -> list[ReportLine]:
    receipts = {
        e.facts["report_id"]: e.personal["receipt_no"]
        for e in named(entries, "supervision.police_report_acknowledged")
    }
    return [
        ReportLine(
            sent_at=e.facts["sent_at"],
            matter=matter_named(e.facts["matter"], file.matters[e.facts["matter"]]),
            reporter=e.personal["reporter"],
            facts=e.personal["facts"],
            receipt_no=receipts.get(e.facts["report_id"]),
            decision=file.reports[e.facts["report_id"]].decision,
        )
        for e in named(entries, "supervision.reported_to_police")
    ]
