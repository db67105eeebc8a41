"""Why a case stands as it does: the rules, the days and the facts behind what a page says of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.registry.domain.case import Case
from services.registry.projections.within import COURSE
from services.registry.rules.book import rule
from services.registry.rules.reporting import REPORT_IN
from services.registry.rules.term import LENGTH
from services.registry.timeline import SENTENCES, WORDS
from shared import clock
from shared.eventstore.entries import Entry
from shared.eventstore.history import summary
from shared.law import Rule
from shared.web.dates import long_day
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l
from shared.web.wording import why

STATUS, LAST_DAY, PUNCTUALITY = "status", "last_day", "punctuality"
OF_STATUS = {
    "suspended": "suspended_in_detention",
    "transfer_out": "transfer_report_days",
    "transferred": "transfer_report_days",
    "terminated": "terminated_in_prison",
    "term_completed": "release_on_expiry",
    "released": "release_on_expiry",
    "aftercare": "release_on_expiry",
    "sealed": "seal_years",
}
"""The rule of each status that is neither before the report-in nor within a running term."""
SETS_STATUS = (
    *("decision_received", "reported_in", "agreement_signed", "case_replaced"),
    *COURSE,
)
SETS_END = (
    *("reported_in", "transferred_in", "taken_over_days_corrected", "case_suspended"),
    *("case_resumed", "term_corrected", "term_dates_settled", "reading_chosen"),
)
SETS_PUNCTUALITY = (
    *("decision_received", "reported_in", "custody_release_recorded"),
    *("late_report_justified", "term_corrected", "facts_corrected"),
)
DAYS = {
    "served_on": _l("送达"),
    "due_on": _l("报到期限"),
    "in_time_until": _l("至此日报到不算逾期"),
    "reported_on": _l("报到"),
    "last_day": _l("期满"),
}


@dataclass(frozen=True, kw_only=True)
class Reason:
    """Why one thing is said of a case: by which rules, counted from which days, on which facts."""

    subject: str
    value: str
    rules: Sequence[Rule]
    days: Sequence[tuple[str, date]]
    events: Sequence[Entry]

    @property
    def counted(self) -> list[dict[str, Any]]:
        """The days by their names."""
        return [{"name": name, "on": on} for name, on in self.days]


def reasons_of(case: Case, entries: Sequence[Entry]) -> list[Reason]:
    """Why the case has its status, its last day and its punctuality; what it lacks has none."""
    found = [_of_status(case, entries)]
    if case.reported_on is not None:
        found += [_of_end(case, entries), _of_punctuality(case, entries)]
    return found


def told_reasons(reason: Reason, *, shows_facts: bool) -> list[str]:
    """A reason line by line; the facts are for those who may see the decision."""
    lines = [why(it) for it in reason.rules]
    lines += [f"{DAYS[name]} {long_day(on)}" for name, on in reason.days]
    return lines + ([_told(entry) for entry in reason.events] if shows_facts else [])


def _told(entry: Entry) -> str:
    fact = summary(entry, sentences=SENTENCES, words=WORDS, translate=_, day=long_day)
    return _("依据%(day)s的记录：%(fact)s", day=long_day(entry.happened_on), fact=fact)


def _of_status(case: Case, entries: Sequence[Entry]) -> Reason:
    status = case.status_on(clock.today())
    before = case.reported_on is None and status not in OF_STATUS
    kinds = REPORT_IN if before else LENGTH
    names = [OF_STATUS.get(status, kinds[case.kind])]
    setting = [it for it in sound(entries, SETS_STATUS) if it.facts.get("status", True)]
    return Reason(
        subject=STATUS,
        value=status,
        rules=_rules(names),
        days=_days(case, ("due_on", "in_time_until") if before else ("reported_on", "last_day")),
        events=setting[-1:],
    )


def _of_end(case: Case, entries: Sequence[Entry]) -> Reason:
    names = [LENGTH[case.kind], "term_start_day_counts"]
    names += ["suspension_counts"] if case.spans else []
    names += ["transit_counts"] if case.transit else []
    return Reason(
        subject=LAST_DAY,
        value=case.last_day.isoformat() if case.last_day else "",
        rules=_rules(names),
        days=_days(case, ("reported_on", "last_day")),
        events=sound(entries, SETS_END),
    )


def _of_punctuality(case: Case, entries: Sequence[Entry]) -> Reason:
    names = [REPORT_IN[case.kind]]
    names += ["detention_goes_first"] if case.decision.served_while_detained else []
    return Reason(
        subject=PUNCTUALITY,
        value=case.punctuality,
        rules=_rules(names),
        days=_days(case, ("served_on", "due_on", "in_time_until", "reported_on")),
        events=sound(entries, SETS_PUNCTUALITY),
    )


def _rules(names: Iterable[str]) -> list[Rule]:
    today = clock.today()
    return [rule(name, on=today) for name in names]


def _days(case: Case, names: Iterable[str]) -> list[tuple[str, date]]:
    known = {
        "served_on": case.decision.served_on,
        "due_on": case.due_on,
        "in_time_until": case.in_time_until,
        "reported_on": case.reported_on,
        "last_day": case.last_day,
    }
    return [(name, on) for name in names if (on := known[name]) is not None]


def sound(entries: Sequence[Entry], names: Iterable[str]) -> list[Entry]:
    """The facts of these names that broke no rule, in their order."""
    wanted = {f"registry.{name}" for name in names}
    return [it for it in entries if it.name in wanted and not it.facts.get("defects")]
