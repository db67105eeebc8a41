"""What each register of the town's own affairs is behind with today, in a few words.

So that nobody opens fourteen registers to find the one that waits. What a reader may not see is
not counted: each function asks as the register itself does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from services.registry.projections.affairs import reconciling
from services.registry.projections.affairs.activities import MEETING, all_issues, last_held
from services.registry.projections.affairs.striking import to_decide
from services.registry.rules.affairs.activities import next_meeting_due
from services.registry.web.affairs.actual_users import head_count
from services.registry.web.affairs.budget import budgets
from services.registry.web.affairs.notice import signed_for
from services.registry.web.affairs.plans import plans
from services.registry.web.affairs.staff import card
from services.registry.web.affairs.stations import rooms
from services.registry.web.affairs.units import tasks
from services.registry.web.office import office
from services.registry.web.waiting import census_now
from shared import clock
from shared.web.lists import Tone
from shared.web.speech import gettext as _


@dataclass(frozen=True, kw_only=True)
class Behind:
    """What is left to do, and how bad that is."""

    said: str
    tone: Tone


def _late(said: str) -> Behind:
    return Behind(said=said, tone="late")


def _due(said: str) -> Behind:
    return Behind(said=said, tone="due")


def of_notice() -> Behind | None:
    """Who has not taken note."""
    left = sum(row["acknowledged_on"] is None for row in signed_for())
    return _due(_("未签收：%(number)s", number=left)) if left else None


def of_leading_group() -> Behind | None:
    """Whether there is one, and its posts are held."""
    group = office().leading_group()
    if group is None:
        return _late(_("还没有登记"))
    return _late(_("职务不齐")) if group.defects else None


def of_plans() -> Behind | None:
    """Whether today lies in a phase of a plan."""
    today = clock.today()
    return None if any(it.phase_on(today) for it in plans()) else _late(_("没有在执行的方案"))


def of_tasks() -> Behind | None:
    """Tasks whose day has passed; else those that are open."""
    states = [it.status_on(clock.today()) for it in tasks()]
    return _of_states(states)


def of_head_count() -> Behind | None:
    """Candidates whom the police have yet to verify."""
    left = len(head_count()["candidates"])
    return _due(_("待核实：%(number)s", number=left)) if left else None


def of_police_list() -> Behind | None:
    """Differences that nobody has decided; or that no list came yet."""
    with office().db.reading() as conn:
        newest = reconciling.newest_list(conn)
    if newest is None:
        return _due(_("还没有核对过"))
    left = newest.open_rows
    return _due(_("差异待处理：%(number)s", number=left)) if left else None


def of_census() -> Behind | None:
    """Households of the round that goes on."""
    now = census_now()
    left = now.listed - now.visited if now else 0
    if now is None or not left:
        return None
    said = _("未走访：%(number)s", number=left)
    return _late(said) if clock.today() > now.ends_on else _due(said)


def of_staff() -> Behind | None:
    """Workers whom the ratio lacks (S28)."""
    found = card()
    left = found.required - len(found.qualified)
    return _late(_("还缺：%(number)s", number=left)) if left > 0 else None


def of_stations() -> Behind | None:
    """Stations without their room or computer (S32, S33)."""
    left = sum(not room.is_fit for room in rooms())
    return _late(_("未达要求：%(number)s", number=left)) if left else None


def of_budget() -> Behind | None:
    """Whether this year has its fund (S6)."""
    year = clock.today().year
    has_fund = any(it.year == year and it.approved for it in budgets())
    return None if has_fund else _late(_("本年度还没有设专项"))


def of_meetings() -> Behind | None:
    """Matters whose day has passed; a meeting that is overdue; matters that are open."""
    today = clock.today()
    with office().db.reading() as conn:
        states = [it.status_on(today) for it in all_issues(conn)]
        last = last_held(conn, MEETING)
    if "task_overdue" not in states and (last is None or today > next_meeting_due(last_on=last)):
        return _late(_("应当开会"))
    return _of_states(states)


def of_struck_out() -> Behind | None:
    """What somebody proposed to strike out, and nobody decided."""
    with office().db.reading() as conn:
        left = to_decide(conn)
    return _due(_("待审批：%(number)s", number=left)) if left else None


def _of_states(states: list[str]) -> Behind | None:
    overdue, left = (states.count(it) for it in ("task_overdue", "task_open"))
    if overdue:
        return _late(_("逾期未完成：%(number)s", number=overdue))
    return _due(_("办理中：%(number)s", number=left)) if left else None


BEHIND: Mapping[str, Callable[[], Behind | None]] = {
    "registry_notice.register": of_notice,
    "registry_leading_group.register": of_leading_group,
    "registry_plans.register": of_plans,
    "registry_units.register": of_tasks,
    "registry_actual.register": of_head_count,
    "registry_reconciling.register": of_police_list,
    "registry_census.register": of_census,
    "registry_staff.register": of_staff,
    "registry_rooms.register": of_stations,
    "registry_budget.register": of_budget,
    "registry_meetings.register": of_meetings,
    "registry_striking.register": of_struck_out,
}
"""By the address of the register; one of which nothing can be behind is not here."""
