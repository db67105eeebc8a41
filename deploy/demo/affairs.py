"""The town's own affairs in the story: what the office does beside its cases, in its last year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from deploy.demo.activities import plan_activities
from deploy.demo.affairs_texts import (
    AWAY,
    EQUIPMENT,
    FOUND,
    LEADERS,
    MEASURES,
    ORGANISATIONS,
    ROOMS,
    RULES,
    SPENT,
    TASKS,
    UNITS,
    WORKERS,
)
from deploy.demo.papers import signed_today
from deploy.demo.people import number_of
from deploy.demo.reconciling import plan_reconciling
from deploy.demo.staff import OFFICE
from services.identity.web.demonstration import demo_staff
from services.registry.application import RegistryApplication
from services.registry.domain.affairs.budget import Approval, Spending
from services.registry.domain.affairs.census import OUTCOMES, Call
from services.registry.domain.affairs.leading_group import GroupMember
from services.registry.domain.affairs.plans import PlanText
from services.registry.domain.affairs.staff import Candidate, Hire
from services.registry.domain.affairs.stations import Equipment
from shared import clock

if TYPE_CHECKING:
    from deploy.demo.calendar import Story

YEAR_DAYS = 365


def plan_affairs(story: Story) -> None:
    """Have the office do what the notice asks of the town; the lives in care go as without it."""
    dice = story.dice.getstate()
    Affairs(story).begin()
    story.dice.setstate(dice)


class Affairs:
    """A year of the office."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.registry = story.offices.app(RegistryApplication)
        self.first = story.until - timedelta(days=YEAR_DAYS)

    def begin(self) -> None:
        """Plan everything."""
        self._on(0, self._notice)
        self._on(3, self._leaders)
        self._on(10, self._plan)
        self._on(30, self._staff)
        self._on(20, self._means)
        self._on(200, self._spend)
        self._on(300, self._tasks)
        self._on(310, self._census)
        self._on(330, self._head_count)
        plan_activities(self.registry, self._on)
        plan_reconciling(self.registry, self._on)

    def _on(self, days: int, act: Callable[[], object]) -> None:
        """Have the office do something so many days into the year."""
        day = self.story.working_day(self.first + timedelta(days=days))
        self.story.on(day, OFFICE, act)

    def _notice(self) -> None:
        """All took note of the notice but the last village."""
        villages = [village for unit in demo_staff().units for village in unit.villages]
        for unit in (*UNITS, *villages[:-1]):
            self.registry.acknowledge_notice(
                unit=unit,
                notice_no="梅政办〔2025〕52号",
                signer="某负责人",
                acknowledged_on=clock.today(),
            )

    def _leaders(self) -> None:
        members = [GroupMember(role=r, body=b, name=n, post=p) for r, b, n, p in LEADERS]
        self.registry.appoint_leading_group(members=members, appointed_on=clock.today())

    def _plan(self) -> None:
        today = clock.today()
        begins = tuple(today + timedelta(days=days) for days in (0, 45, 120))
        plan = PlanText(
            year=today.year,
            doc_no=f"梅禁〔{today.year}〕1号",
            begins=begins,
            end_on=today + timedelta(days=YEAR_DAYS),
            measures=MEASURES,
            responsible="方组长",
        )
        self.registry.adopt_work_plan(plan=plan, adopted_on=today)
        for kind, title, text in RULES:
            self.registry.adopt_rule(
                kind=kind,
                title=title,
                text=text,
                adopted_on=today,
                holds_from=today,
                doc_no=f"梅禁〔{today.year}〕2号",
            )
        for village, organisation in ORGANISATIONS:
            self.registry.designate_base_organisation(
                village=village,
                organisation=organisation,
                designated_on=today,
                doc_no=f"梅政〔{today.year}〕7号",
            )

    def _means(self) -> None:
        """Two stations are as they ought to be; the third shares its office."""
        today = clock.today()
        for number, (station, address, dedicated) in enumerate(ROOMS):
            self.registry.register_station(
                station=station,
                registered_on=today,
                dedicated_office=dedicated,
                address=address,
                keeper=WORKERS[number][0],
            )
            for item, quantity in EQUIPMENT:
                found = Equipment(
                    item=item,
                    quantity=quantity,
                    condition="good",
                    asset_no=f"MS-{number + 1}-{item}",
                    counted_on=today,
                )
                self.registry.record_equipment(station=station, equipment=found)
        self._approve(today.year, "180000.00")

    def _spend(self) -> None:
        year = clock.today().year
        self._approve(year, "240000.00")
        for number, (purpose, amount, note) in enumerate(SPENT, start=1):
            spending = Spending(
                spent_on=clock.today(),
                amount=Decimal(amount),
                purpose=purpose,
                voucher=f"记{number:03}",
                note=note,
            )
            self.registry.record_spending(year=year, spending=spending)

    def _approve(self, year: int, amount: str) -> None:
        if self.registry.budget(year):
            return
        approval = Approval(
            approved_on=clock.today(),
            line_code="2040221 禁毒专项",
            dedicated=True,
            amount=Decimal(amount),
            fiscal_doc=f"金财行〔{year}〕31号",
        )
        self.registry.approve_budget(year=year, approval=approval)

    def _tasks(self) -> None:
        today = clock.today()
        for unit, measure, days, done in TASKS:
            task = self.registry.assign_unit_task(
                unit=unit,
                what=MEASURES[measure - 1],
                assigned_on=today,
                due_on=today + timedelta(days=days),
                measure=measure,
                doc_no=f"梅禁办〔{today.year}〕{measure}号",
            )
            if done is not None:
                self.registry.report_unit_task(
                    task_id=UUID(task.answer), reported_on=today, done=done, report="已经走访一遍"
                )

    def _census(self) -> None:
        """Two of three households were visited; one visitor went alone once."""
        today = clock.today()
        title = f"{today.year}年度逐人逐户调查"
        begun = self.registry.start_census_round(title=title, mode="listed", started_on=today)
        for number, person_id in enumerate(self._persons()):
            person = self.registry.person(person_id)
            if number % 3 == 2 or person.flag == "candidate":
                continue
            self.registry.record_household_visit(
                round_id=UUID(begun.answer),
                person_id=person_id,
                call=Call(
                    visited_on=today,
                    village=person.village,
                    outcome=OUTCOMES[number % len(OUTCOMES)],
                    visitors=("某书记",) if number == 4 else ("某书记", "某社工"),
                ),
                candidates=(FOUND,) if number == 0 else (),
            )

    def _head_count(self) -> None:
        """One is left out by a paper, one waits for approval, of one it waits to be confirmed."""
        away = [it for it in self._persons() if self.registry.person(it).flag in AWAY]
        for person_id, paper in zip(away, (signed_today("方组长"), None), strict=False):
            self.registry.exclude_from_actual(
                person_id=person_id,
                reason="moved",
                proof="迁出地派出所证明（演示）",
                paper=paper,
            )
        for person_id in away[2:3]:
            self.registry.set_register_flag(
                person_id=person_id, flag="abroad", set_on=clock.today(), why="家属告知（演示）"
            )

    def _persons(self) -> list[UUID]:
        """Everybody on the register, in the order in which they came."""
        names = ["registry.person_registered"]
        return [entry.stream_id for entry in self.registry.entries(names=names, limit=None)]

    def _staff(self) -> None:
        today = clock.today()
        candidates = [Candidate(name=name, score=score) for name, score in _scores()]
        held = self.registry.open_selection(held_on=today, posts=3, candidates=candidates)
        selection_id = UUID(held.answer["selection_id"])
        for name, born, station, education, selected in WORKERS:
            hire = Hire(
                name=name,
                id_no=number_of(born),
                born=born,
                hired_on=today,
                station=station,
                full_time=True,
                education=education,
                assessed=True,
                record_checked_on=today,
                record_clean=True,
                record_check_no=f"梅派查〔{today.year}〕{born.month}号",
            )
            self.registry.hire_worker(hire=hire, selection_id=selection_id if selected else None)
        self.story.told()


def _scores() -> list[tuple[str, int]]:
    return [("李社工", 91), ("王社工", 88), ("张社工", 86), ("赵某", 79), ("孙某", 71)]
