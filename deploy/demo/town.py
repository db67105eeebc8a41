"""Builds the demonstration: stores that say that they are one, accounts, and three years."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from deploy.clocks import run_clocks
from deploy.demo.affairs import plan_affairs
from deploy.demo.calendar import Story
from deploy.demo.lives.life import Life
from deploy.demo.plots import YEARS, the_people
from deploy.demo.stores import plan_stores
from services.identity.application import IdentityApplication
from services.identity.web.demonstration import DemoStaff, open_demo_accounts
from shared import clock
from shared.eventstore.act import acting, system_act

if TYPE_CHECKING:
    from deploy.assembly import Offices

SEED = 20251118  # the day of the town's notice


def build_town(offices: Offices, *, history: bool = True) -> str:
    """Fill fresh stores; returns what to print when the pages are there."""
    offices.prepare()
    today = clock.today()
    began = datetime.combine(today - timedelta(days=366 * YEARS), time(8), clock.SHANGHAI)
    with clock.use(began):
        for office in offices:
            office.app.start_demonstration()
        with acting(system_act("cli")):
            staff = open_demo_accounts(offices.app(IdentityApplication))
    offices.hear()  # which station looks after which village
    if history:
        story = Story(offices, until=today - timedelta(days=1), seed=SEED)
        for life in the_people(story, began=began.date()):
            Life(story, life).begin()
        plan_affairs(story)
        plan_stores(story)
        story.run()
        offices.hear()
        run_clocks(offices)
    offices.level()
    return introduction(staff)


def introduction(staff: DemoStaff) -> str:
    """One account an office, and what to click first."""
    lines = [f"演示账号，密码都是 {staff.password}（人物、数据均为虚构）："]
    lines += [f"  {one.account:<12}{one.office}：{one.first}" for one in staff.accounts]
    return "\n".join(lines)
