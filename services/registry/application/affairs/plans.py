"""Who leads, by which plan and which rules; who took note of the notice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from services.registry.application.affairs.claims import notice_claim
from services.registry.application.files import Files
from services.registry.domain.affairs.leading_group import GroupMember, LeadingGroup
from services.registry.domain.affairs.notice import Acknowledgement
from services.registry.domain.affairs.plans import PlanText, TownRule, WorkPlan
from services.registry.rules.days import what_happened_is_not_ahead
from shared import clock
from shared.eventstore.performing import command


class Planning(Files):
    """The notice, the leading group, plans and rules."""

    def leading_group(self) -> LeadingGroup | None:
        """The leading group; None if nobody was ever appointed."""
        return self.find(LeadingGroup, LeadingGroup.create_id())

    def work_plan(self, year: int) -> WorkPlan | None:
        """The plan of a year; None if there is none."""
        return self.find(WorkPlan, WorkPlan.create_id(year=year))

    def town_rule(self, title: str) -> TownRule | None:
        """The rule of a title; None if there is none."""
        return self.find(TownRule, TownRule.create_id(title=title))

    @command
    def acknowledge_notice(
        self, *, unit: str, notice_no: str, signer: str, acknowledged_on: date
    ) -> None:
        """Record that a unit or village took note of a notice; each does so once."""
        what_happened_is_not_ahead(today=clock.today(), acknowledged_on=acknowledged_on)
        taken = Acknowledgement(
            acknowledged_on=acknowledged_on, unit=unit, notice_no=notice_no, signer=signer
        )
        self.save(taken, take=[notice_claim(notice_no=notice_no, unit=unit)])

    @command
    def appoint_leading_group(
        self, *, members: Sequence[GroupMember], appointed_on: date
    ) -> dict[str, Any]:
        """Record who is in the leading group; answers what it falls short of."""
        what_happened_is_not_ahead(today=clock.today(), appointed_on=appointed_on)
        group = self.leading_group() or LeadingGroup(begun_on=appointed_on)
        found = group.appoint(members, appointed_on=appointed_on)
        self.save(group)
        return {"defects": list(found)}

    @command
    def adopt_work_plan(self, *, plan: PlanText, adopted_on: date) -> dict[str, Any]:
        """Record a work plan; answers which version is in force, and what this one falls short of.

        The first plan of a year is version 1; one that falls short is none, and leaves it as it is.
        """
        what_happened_is_not_ahead(today=clock.today(), adopted_on=adopted_on)
        file = self.work_plan(plan.year) or WorkPlan(year=plan.year, begun_on=adopted_on)
        found = file.adopt(plan, adopted_on=adopted_on)
        self.save(file)
        return {"version": file.edition, "defects": list(found)}

    @command
    def adopt_rule(
        self,
        *,
        kind: str,
        title: str,
        text: str,
        adopted_on: date,
        holds_from: date,
        doc_no: str = "",
    ) -> int:
        """Record a rule of the town; answers its version, 1 for the first of that title."""
        what_happened_is_not_ahead(today=clock.today(), adopted_on=adopted_on)
        file = self.town_rule(title) or TownRule(kind=kind, title=title, begun_on=adopted_on)
        version = file.adopt(text, adopted_on=adopted_on, holds_from=holds_from, doc_no=doc_no)
        self.save(file)
        return version
