"""What cases owe beside the tests of the plan, as the desk and the calendar list it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.supervision.domain.duties import (
    ANSWER_BREACH,
    CONFIRM_RETURN,
    EXTRA_TEST,
    LABORATORY,
    duties_of,
    matter_of,
)
from services.supervision.domain.supervision import Supervision
from services.supervision.projections.laboratory import WaitingRow, waiting_rows
from services.supervision.projections.lists import OVERDUE, SOON, TODAY, WEEK, Asked
from services.supervision.projections.owed import LISTED, PASSING, owing_rows
from services.supervision.rules.extras import Extra
from services.supervision.rules.periods import ASSESSMENT, REPORT, TALK, VISIT
from services.supervision.rules.targets import is_shown
from services.supervision.web.office import (
    NOTIFY_TEST,
    SEE_BREACHES,
    SEE_TALKS,
    SEE_TESTS,
    may_on,
    office,
    within,
)
from shared import clock
from shared.duties.duty import Duty
from shared.law import Rule

RIGHT_OF = {
    EXTRA_TEST: SEE_TESTS,
    **dict.fromkeys((TALK, VISIT, REPORT, ASSESSMENT), SEE_TALKS),
    **dict.fromkeys((ANSWER_BREACH, CONFIRM_RETURN), SEE_BREACHES),
}
PART_OF = {
    **dict.fromkeys((EXTRA_TEST, *LABORATORY), "tests"),
    **dict.fromkeys((TALK, VISIT, REPORT, ASSESSMENT), "talks"),
    **dict.fromkeys((ANSWER_BREACH, CONFIRM_RETURN), "breaches"),
}
"""On which part of the file it is recorded."""
NARROWING = ("village", "station", "kind", "bearer")


@dataclass(frozen=True, kw_only=True)
class CaseDuty:
    """One thing that a case owes: since when, until when, and by which rule.

    Of a step that follows a positive strip also of which one; of a test beside the plan its hidden
    day, for those who arrange it and not long before.
    """

    file_id: UUID
    case_ref: str
    person_id: UUID
    kind: str
    village: str | None
    station: str | None
    bearer: str | None
    duty: str
    since: date
    due_on: date
    rule: Rule
    collected_on: date | None = None
    target: date | None = None

    def fits(self, asked: Asked, today: date) -> bool:
        """Whether it is among what a list was narrowed down to."""
        same = all(getattr(asked, name) in {None, getattr(self, name)} for name in NARROWING)
        left = asked.left_to is None or self.bearer in {None, *asked.own}
        return same and left and (asked.when is None or self._falls(asked.when, today))

    def _falls(self, when: str, today: date) -> bool:
        day = self.target or self.due_on
        falls = {
            OVERDUE: day < today,
            TODAY: day == today,
            WEEK: today <= day <= today + SOON,
        }
        return falls.get(when, False)


def laboratory_duties() -> Sequence[CaseDuty]:
    """What follows a positive strip, of the files whose tests the reader may see, by case."""
    with office().db.reading() as conn:
        rows = waiting_rows(conn, within=within(SEE_TESTS), today=clock.today())
    return [it for file, row in _with_files(rows) for it in _steps(file, row)]


def is_too_wide(asked: Asked) -> bool:
    """Whether the reader has the whole town before them and has not said which part of it."""
    narrowed = asked.village or asked.station or asked.bearer or asked.left_to
    return not narrowed and within(SEE_TALKS).town


def other_duties(asked: Asked, *, until: date | None = None) -> Sequence[CaseDuty]:
    """Talks, visits, reports, returns, answers, surprise tests, by case.

    Those that fell due and are to be done by that day, a week from today if none is said.

    Of the files whose talks the reader may see; of breaches only to who may see those. Whoever sees
    the whole town first says which village, station or worker: the file of each case is read.
    """
    if is_too_wide(asked):
        return []
    reader = within(SEE_TALKS)
    today = clock.today()
    until = until or today + SOON
    with office().db.reading() as conn:
        rows = owing_rows(conn, within=reader, asked=asked, today=today, until=until)
    return [it for file, row in _with_files(rows) for it in _others(file, row, until)]


def _with_files(rows: Sequence[WaitingRow]) -> list[tuple[Supervision, WaitingRow]]:
    files = office().load_all(Supervision, [row.file_id for row in rows])
    return [(files[row.file_id], row) for row in rows]


def _steps(file: Supervision, row: WaitingRow) -> Iterator[CaseDuty]:
    for it in duties_of(file):
        if it.kind in LABORATORY and it.owed:
            collected_on = file.positives[UUID(it.matter)].on
            yield _owed(it, row, collected_on=collected_on)


def _others(file: Supervision, row: WaitingRow, until: date) -> Iterator[CaseDuty]:
    now, shown = clock.now(), {right for right in RIGHT_OF.values() if may_on(file, right)}
    for it in duties_of(file):
        if it.kind not in LISTED or not it.owed or RIGHT_OF[it.kind] not in shown:
            continue
        passed = it.kind in PASSING and it.missed_at <= now
        target = target_shown(file, it.matter) if it.kind == EXTRA_TEST else None
        if it.opens_at <= now and not passed and (it.due_on <= until or target):
            yield _owed(it, row, target=target)


def target_shown(file: Supervision, matter: str) -> date | None:
    """On which hidden day a test beside the plan is to be taken, if the reader is told of it now.

    From the reminder to the day itself, and nobody but those who arrange tests (as for the plan).
    """
    found = next(it.target for it in file.extras if matter_of(it) == matter)
    shown = is_shown(found, on=clock.today()) and may_on(file, NOTIFY_TEST)
    return found if shown else None


def targets_shown(file: Supervision) -> list[Extra]:
    """Of the tests beside the plan that are still to be taken, those whose hidden day is shown."""
    owed = [it.matter for it in duties_of(file) if it.kind == EXTRA_TEST and it.owed]
    return [it for it in file.extras if matter_of(it) in owed and target_shown(file, matter_of(it))]


def _owed(
    duty: Duty,
    row: WaitingRow,
    *,
    collected_on: date | None = None,
    target: date | None = None,
) -> CaseDuty:
    return CaseDuty(
        **vars(row),
        duty=duty.kind,
        since=duty.opens_at.date(),
        due_on=duty.due_on,
        rule=duty.rule,
        collected_on=collected_on,
        target=target,
    )
