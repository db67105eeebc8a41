"""The work plan of each year, and the rules that the town gave itself; each by version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid5

from eventsourcing.domain import event

from services.registry.rules.affairs.plans import Phase, phases, phases_follow_one_another
from shared.eventstore.aggregate import Aggregate, Sealed
from shared.law import defects

PLANS = UUID("6f1c0a52-7a0d-4b6e-8f67-5b1b6f7a9c01")
RULES = UUID("f0d0b3de-0b9a-4d55-8f0b-0a4f6e1c7e02")


@dataclass(frozen=True, kw_only=True)
class PlanText:
    """What the document of a work plan says."""

    year: int
    doc_no: str
    begins: tuple[date, ...]
    end_on: date
    measures: tuple[str, ...]
    responsible: str


@dataclass(frozen=True, kw_only=True)
class DefectivePlan:
    """A plan that falls short of the notice: kept as it is, and in force on no day."""

    adopted_on: date
    doc_no: str
    phases: tuple[Phase, ...]
    defects: tuple[str, ...]


class WorkPlan(Aggregate):
    """The work plan of one year; a new version takes the place of the one before."""

    class WorkPlanBegun(Aggregate.Created):
        """The town began to keep the plan of a year."""

        year: int
        begun_on: date

    class WorkPlanAdopted(Aggregate.Event):
        """The town adopted its work plan, or a new version of it."""

        adopted_on: date
        year: int
        version: int
        doc_no: str
        phases: tuple[Phase, ...]
        measures: int
        measure_texts: Sealed[tuple[str, ...]]
        responsible: Sealed[str]

    class DefectiveWorkPlanAdopted(Aggregate.Event):
        """The town adopted a plan that falls short of the notice: it is kept beside."""

        adopted_on: date
        year: int
        doc_no: str
        phases: tuple[Phase, ...]
        defects: tuple[str, ...]
        measures: int
        measure_texts: Sealed[tuple[str, ...]]
        responsible: Sealed[str]

    @staticmethod
    def create_id(year: int) -> UUID:
        """A year has one plan."""
        return uuid5(PLANS, str(year))

    @event(WorkPlanBegun)
    def __init__(self, *, year: int, begun_on: date) -> None:
        self.year = year
        self.begun_on = begun_on
        self.edition = 0  # `version` is the library's
        self.adopted_on: date | None = None
        self.doc_no = ""
        self.phases: tuple[Phase, ...] = ()
        self.measures: tuple[str, ...] = ()
        self.responsible: str | None = ""
        self.defective: tuple[DefectivePlan, ...] = ()

    def adopt(self, plan: PlanText, *, adopted_on: date) -> tuple[str, ...]:
        """Record a plan (S12); answers what it falls short of, and then it is no version."""
        in_order = phases(begins=plan.begins, end_on=plan.end_on, on=adopted_on)
        found = defects(phases_follow_one_another(in_order, on=adopted_on))
        written: dict[str, Any] = {
            "adopted_on": adopted_on,
            "year": self.year,
            "doc_no": plan.doc_no,
            "phases": in_order,
            "measures": len(plan.measures),
            "measure_texts": plan.measures,
            "responsible": plan.responsible,
        }
        if found:
            self._keep_beside(defects=found, **written)
        else:
            self._adopt(version=self.edition + 1, **written)
        return found

    @event(DefectiveWorkPlanAdopted)
    def _keep_beside(
        self,
        *,
        adopted_on: date,
        year: int,
        doc_no: str,
        phases: tuple[Phase, ...],
        defects: tuple[str, ...],
        measures: int,
        measure_texts: tuple[str, ...] | None,
        responsible: str | None,
    ) -> None:
        kept = DefectivePlan(adopted_on=adopted_on, doc_no=doc_no, phases=phases, defects=defects)
        self.defective = (*self.defective, kept)

    @event(WorkPlanAdopted)
    def _adopt(
        self,
        *,
        adopted_on: date,
        year: int,
        version: int,
        doc_no: str,
        phases: tuple[Phase, ...],
        measures: int,
        measure_texts: tuple[str, ...] | None,
        responsible: str | None,
    ) -> None:
        self.adopted_on = adopted_on
        self.edition = version
        self.doc_no = doc_no
        self.phases = phases
        self.measures = measure_texts or ("",) * measures
        self.responsible = responsible

    def phase_on(self, day: date) -> str | None:
        """In which phase a day lies; None outside the plan."""
        return next((name for name, first, last in self.phases if first <= day <= last), None)


class TownRule(Aggregate):
    """One rule of the town under its title; a new version takes the place of the one before."""

    class TownRuleBegun(Aggregate.Created):
        """The town began to keep a rule."""

        kind: str
        title: str
        begun_on: date

    class RuleAdopted(Aggregate.Event):
        """The town adopted a rule, or a new version of it."""

        adopted_on: date
        holds_from: date
        kind: str
        title: str
        version: int
        doc_no: str
        text_hash: str
        text: Sealed[str]

    @staticmethod
    def create_id(title: str) -> UUID:
        """A title names one rule."""
        return uuid5(RULES, title)

    @event(TownRuleBegun)
    def __init__(self, *, kind: str, title: str, begun_on: date) -> None:
        self.kind = kind
        self.title = title
        self.begun_on = begun_on
        self.edition = 0  # `version` is the library's
        self.adopted_on: date | None = None
        self.holds_from: date | None = None
        self.doc_no = ""
        self.text_hash = ""
        self.text: str | None = ""

    def adopt(self, text: str, *, adopted_on: date, holds_from: date, doc_no: str) -> int:
        """Record the text with its SHA-256 (S5); answers which version it is."""
        self._adopt(
            adopted_on=adopted_on,
            holds_from=holds_from,
            kind=self.kind,
            title=self.title,
            version=self.edition + 1,
            doc_no=doc_no,
            text_hash=sha256(text.encode()).hexdigest(),
            text=text,
        )
        return self.edition

    @event(RuleAdopted)
    def _adopt(
        self,
        *,
        adopted_on: date,
        holds_from: date,
        kind: str,
        title: str,
        version: int,
        doc_no: str,
        text_hash: str,
        text: str | None,
    ) -> None:
        self.adopted_on = adopted_on
        self.holds_from = holds_from
        self.edition = version
        self.doc_no = doc_no
        self.text_hash = text_hash
        self.text = text


RULE_KINDS: Sequence[str] = (
    "liaison_with_police",
    "working_norm",
    "staff_rule",
    "meeting_rule",
    "dossier_rule",
    "other_rule",
)
"""What a rule is about: with the county police (S4), daily work (S41), and so on."""
