"""What a supervision file owes: tests, laboratory, talks, visits, reports, returns, answers.

A duty is owed by what is recorded; whether it has fallen due or was missed is for the clock.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from services.supervision.domain.supervision import Supervision
from services.supervision.rules import assessments, counters, laboratory, periods, terms
from services.supervision.rules.book import rule
from services.supervision.rules.counters import Counted
from services.supervision.rules.extras import Extra
from services.supervision.rules.laboratory import RETEST_RESULT
from services.supervision.rules.outcomes import UNSETTLED
from services.supervision.rules.periods import ASSESSMENT
from services.supervision.rules.windows import DAY, rule_of
from shared.duties.duty import LEADING_GROUP, OFFICE, Alarm, Duty, midnight
from shared.law import Rule

DRUG_TEST, EXTRA_TEST = "drug_test", "extra_test"
ANSWER_BREACH, REPORT_TO_POLICE = "answer_breach", "report_to_police"
CONFIRM_RETURN = "confirm_return"
ASSIGN_BEARER, THE_CASE = "assign_bearer", "case"
ANSWERED = (counters.TEST, counters.LEAVE_TIMES, counters.MINOR)
"""Counters of which each count is answered by criticism, education, written admonition."""
LABORATORY = tuple(laboratory.DAYS_OF)
"""Duties that follow a positive strip, and so tell how a test ended."""


def duties_of(file: Supervision) -> Iterator[Duty]:
    """Everything that the file owes or owed; nothing falls due in a suspension (戒毒条例 24(2))."""
    yield from _tests(file)
    yield from _extra_tests(file)
    yield from _laboratory(file)
    for kind in periods.CONTACTS:
        yield from _contacts(file, kind)
    yield from _assessments(file)
    yield from _returns(file)
    yield from _answers(file)
    yield from _reports(file)


def to_be_done_now(file: Supervision) -> tuple[Duty, ...]:
    """Those of which somebody further up is or will be alarmed, and which are to be done now.

    While the person is held the steps of a laboratory pause (戒毒条例 24(2)); what is to be
    reported to the police waits for nobody (21).
    """
    held = file.suspended_on is not None
    return tuple(
        it
        for it in duties_of(file)
        if it.owed and it.alarms and not (held and it.kind in LABORATORY)
    )


def duties_of_nobody(file: Supervision, *, since: date) -> Iterator[Duty]:
    """What the office owes while nobody bears a case: to name somebody (戒毒条例 21).

    It waits for no release from custody; a case that is over needs nobody.
    """
    found = rule("assign_days", on=since)
    last = since + timedelta(days=found.number)
    yield _within(
        ASSIGN_BEARER,
        THE_CASE,
        since,
        last,
        rule=found,
        owed=file.ended_on is None,
        alarms=tuple(
            Alarm(
                whom=it,
                at=midnight(last + DAY * rule(f"assign_{it}_alarm_days", on=since).number),
            )
            for it in (OFFICE, LEADING_GROUP)
        ),
    )


def _tests(file: Supervision) -> Iterator[Duty]:
    if not file.plan:
        return
    found = rule_of(file.plan, on=file.reported_on)
    for it in file.outcomes(date.max):
        yield _within(
            DRUG_TEST,
            str(it.window.number),
            it.window.first,
            it.window.last,
            rule=found,
            owed=it.state in UNSETTLED,
        )


def _extra_tests(file: Supervision) -> Iterator[Duty]:
    found = rule("surprise_tests_a_year", on=file.reported_on)
    for it in file.extra_outcomes(date.max):
        span = it.extra.span
        yield _within(
            EXTRA_TEST,
            matter_of(it.extra),
            span.first,
            span.last,
            rule=found,
            owed=it.state in UNSETTLED,
        )


def matter_of(extra: Extra) -> str:
    """What the duty to take a test beside the plan is about."""
    return f"{extra.kind} {extra.span.number}"


def _laboratory(file: Supervision) -> Iterator[Duty]:
    """What follows a positive strip; whose silence alarms further up (吸毒检测程序规定 10).

    What is due when the case ends is due no more, nor is what begins after its last day, or what
    was due before the software kept the case. The strip of a defective test owes nothing, nor can
    anybody be waited for to look at a B sample that was not sealed.
    """
    for test_id, strip in file.positives.items():
        for it in strip.steps() if test_id not in file.unsound_strips else ():
            awaited = it.owed and not (it.what == RETEST_RESULT and test_id in file.no_b_samples)
            found = rule(laboratory.DAYS_OF[it.what], on=it.since)
            last = terms.counted_on(it.since, days=found.number, spans=file.suspensions)
            if last is None or not _falls_into_the_case(file, it.since, last):
                continue
            yield _within(
                it.what,
                str(test_id),
                it.since,
                last,
                rule=found,
                owed=awaited,
                alarms=tuple(_alarms_of_laboratory(file, last, on=it.since)),
            )


def _falls_into_the_case(file: Supervision, first: date, last: date) -> bool:
    before = file.tracked_from is not None and last < file.tracked_from
    over = file.ended_on is not None and last >= file.ended_on
    after = bool(file.windows) and first > file.windows[-1].last
    return not (before or over or after)


def _alarms_of_laboratory(file: Supervision, last: date, *, on: date) -> Iterator[Alarm]:
    """Whoever hears that a step was overrun; they too wait while the case stands still."""
    for whom in (OFFICE, LEADING_GROUP):
        days = rule(f"lab_{whom}_alarm_days", on=on).number
        day = terms.counted_on(last + DAY, days=days, spans=file.suspensions)
        if day is not None:
            yield Alarm(whom=whom, at=midnight(day))


def _contacts(file: Supervision, kind: str) -> Iterator[Duty]:
    found = rule(periods.PLAN_OF[kind], on=file.reported_on)
    days = file.contact_days(kind)
    for period in file.periods(kind):
        yield _within(
            kind,
            str(period.number),
            period.first,
            period.last,
            rule=found,
            owed=file.asks_for(period) and not periods.is_kept(period, days),
        )


def _assessments(file: Supervision) -> Iterator[Duty]:
    """Each half-year is assessed in its last days, every second with its year (the town's rule)."""
    for period in file.periods(ASSESSMENT):
        if not assessments.is_asked_by_the_town(period):
            continue
        yield _within(
            ASSESSMENT,
            str(period.number),
            assessments.assessed_from(period),
            period.last,
            rule=rule("assessment_days", on=period.last),
            owed=file.asks_for(period) and period.number not in file.assessed,
        )


def _returns(file: Supervision) -> Iterator[Duty]:
    """Who is to be back is asked for: a return, or that the leave was overstayed (戒毒条例 19(3)).

    Silence would let an absence grow that nobody has seen (20).
    """
    overstayed = {it.leave_id for it in file.absences.values()}
    for leave_id, leave in file.leaves.items():
        found = rule("return_check_days", on=leave.return_on)
        last = terms.counted_on(leave.return_on, days=found.number, spans=file.suspensions)
        if last is None or not _falls_into_the_case(file, leave.return_on, last):
            continue
        settled = leave.returned_on is not None or leave_id in overstayed
        yield _within(
            CONFIRM_RETURN, str(leave_id), leave.return_on, last, rule=found, owed=not settled
        )


def _answers(file: Supervision) -> Iterator[Duty]:
    """Criticism, education and a written admonition follow each count (the notice; domain.md 4)."""
    for name, basis in file.bases.items():
        for it in basis if name in ANSWERED else ():
            found = rule("answer_days", on=it.on)
            answered = (
                UUID(it.matter) in file.criticised
                and UUID(it.matter) in file.educated
                and _is_warned(file, it)
            )
            over = file.ended_on is not None and it.on >= file.ended_on
            last = terms.counted_on(it.on, days=found.number, spans=file.suspensions)
            if last is None:
                continue
            yield _within(
                ANSWER_BREACH, it.matter, it.on, last, rule=found, owed=not (answered or over)
            )


def _is_warned(file: Supervision, counted: Counted) -> bool:
    """Whether an admonition names this breach, or, naming none, was served since."""
    about = UUID(counted.matter)
    return any(
        named == about or (named is None and day >= counted.on) for named, day in file.warned
    )


def _reports(file: Supervision) -> Iterator[Duty]:
    """Silence about what is to be reported alarms further up (戒毒条例 21, 44(2))."""
    for name, matter in file.matters.items():
        on = matter.detected_at.date()
        yield Duty(
            kind=REPORT_TO_POLICE,
            matter=name,
            opens_at=matter.detected_at,
            missed_at=matter.report_by,
            rule=rule("police_report_hours", on=on),
            owed=matter.owed,
            alarms=tuple(
                Alarm(whom=it, at=matter.detected_at + _hours(f"{it}_alarm_hours", on=on))
                for it in (OFFICE, LEADING_GROUP)
            ),
        )


def _hours(name: str, *, on: date) -> timedelta:
    return timedelta(hours=rule(name, on=on).number)


def _within(
    kind: str,
    matter: str,
    first: date,
    last: date,
    *,
    rule: Rule,
    owed: bool,
    alarms: tuple[Alarm, ...] = (),
) -> Duty:
    return Duty(
        kind=kind,
        matter=matter,
        opens_at=midnight(first),
        missed_at=midnight(last + DAY),
        rule=rule,
        owed=owed,
        alarms=alarms,
    )
