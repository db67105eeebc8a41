"""What the town's own affairs owe by a day: matters of meetings, tasks of units.

They stand in the desk's list beside what is owed in cases: whoever has both to do reads one list.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from flask import url_for

from services.registry.projections.affairs.activities import all_issues
from services.registry.projections.owed import WEEK_DAYS, Asked
from services.registry.web.affairs.common import HOLD_ACTIVITY
from services.registry.web.affairs.meetings import OF_ISSUES
from services.registry.web.affairs.units import REPORT_TASK, tasks
from services.registry.web.affairs.units import WHY as OF_TASKS
from services.registry.web.affairs.words import rules_of, word
from services.registry.web.office import office, opens
from shared.web.guards import may
from shared.web.lists import Due
from shared.web.speech import gettext as _
from shared.web.wording import why


def town_due(today: date) -> list[Due]:
    """What is open and overdue or due within the week, of what the reader can settle."""
    last = today + timedelta(days=WEEK_DAYS)
    found = [
        *(_issues() if opens(HOLD_ACTIVITY) else ()),
        *(_tasks() if opens(REPORT_TASK) else ()),
    ]
    return [it for it in found if it.due_on <= last]


def narrowed(found: Sequence[Due], asked: Asked) -> list[Due]:
    """What is left of them: they are of no village's cases and no duty of a case."""
    if asked.village or asked.duty:
        return []
    first, last = asked.first or date.min, asked.last or date.max
    return [it for it in found if first <= it.due_on <= last]


def _issues() -> Iterator[Due]:
    with office().db.reading() as conn:
        rows = [it for it in all_issues(conn) if it.closed_on is None]
    for row in rows:
        yield Due(
            title=office().meeting(row.meeting_id).issues[row.issue].text or "",
            duty=_("会议问题"),
            due_on=row.due_on,
            href=url_for("registry_meetings.close", meeting_id=row.meeting_id, issue=row.issue),
            place=word(row.owner),
            why=tuple(why(it) for it in rules_of(OF_ISSUES)),
        )


def _tasks() -> Iterator[Due]:
    for row in tasks():
        if row.done_on is None and may(REPORT_TASK, village=row.unit, unit=row.unit):
            yield Due(
                title=office().unit_task(row.task_id).what or "",
                duty=_("单位任务"),
                due_on=row.due_on,
                href=url_for("registry_units.report", task_id=row.task_id),
                place=word(row.unit),
                why=tuple(why(it) for it in rules_of(OF_TASKS)),
            )
