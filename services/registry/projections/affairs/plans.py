"""Who took note of the notice, the plans by year, the rules by title."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from shared.eventstore.entries import Entry
from shared.projecting import Projection, when

_metadata = sa.MetaData()

acknowledgements = sa.Table(
    "registry_acknowledgements",
    _metadata,
    sa.Column("file_id", sa.Uuid, primary_key=True),
    sa.Column("unit", sa.String, nullable=False),
    sa.Column("notice_no", sa.String, nullable=False),
    sa.Column("acknowledged_on", sa.Date, nullable=False),
)
plans = sa.Table(
    "registry_work_plans",
    _metadata,
    sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("adopted_on", sa.Date, nullable=False),
    sa.Column("doc_no", sa.String, nullable=False),
    sa.Column("measures", sa.Integer, nullable=False),
)
rules = sa.Table(
    "registry_town_rules",
    _metadata,
    sa.Column("rule_id", sa.Uuid, primary_key=True),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("title", sa.String, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("holds_from", sa.Date, nullable=False),
    sa.Column("doc_no", sa.String, nullable=False),
    sa.Column("text_hash", sa.String, nullable=False),
)


@dataclass(frozen=True, kw_only=True)
class AcknowledgementRow:
    """A unit or village that has the notice."""

    file_id: UUID
    unit: str
    notice_no: str
    acknowledged_on: date


@dataclass(frozen=True, kw_only=True)
class PlanRow:
    """The newest version of a year's plan."""

    year: int
    version: int
    adopted_on: date
    doc_no: str
    measures: int


@dataclass(frozen=True, kw_only=True)
class RuleRow:
    """The newest version of a rule."""

    rule_id: UUID
    kind: str
    title: str
    version: int
    holds_from: date
    doc_no: str
    text_hash: str


class Plans(Projection):
    """What the town laid down for itself, and who knows of the notice."""

    name = "registry_plans"
    version = 2
    tables = (acknowledgements, plans, rules)

    @when("registry.notice_acknowledged")
    def on_notice_acknowledged(self, conn: sa.Connection, e: Entry) -> None:
        """A new line."""
        facts = {name: e.facts[name] for name in ("unit", "notice_no", "acknowledged_on")}
        conn.execute(self.table(acknowledgements).insert().values(file_id=e.stream_id, **facts))

    @when("registry.record_struck_out")
    def on_record_struck_out(self, conn: sa.Connection, e: Entry) -> None:
        """The unit did not take note."""
        line = self.table(acknowledgements)
        conn.execute(line.delete().where(line.c.file_id == e.stream_id))

    @when("registry.work_plan_adopted")
    def on_work_plan_adopted(self, conn: sa.Connection, e: Entry) -> None:
        """The newest version stands."""
        names = ("year", "version", "adopted_on", "doc_no", "measures")
        line = self.table(plans)
        conn.execute(line.delete().where(line.c.year == e.facts["year"]))
        conn.execute(line.insert().values({name: e.facts[name] for name in names}))

    @when("registry.defective_work_plan_adopted")
    def on_defective_work_plan_adopted(self, conn: sa.Connection, e: Entry) -> None:
        """The year is listed, and what stands in it stays; version 0 is none."""
        names = ("year", "adopted_on", "doc_no", "measures")
        line = self.table(plans)
        known = sa.select(line.c.year).where(line.c.year == e.facts["year"])
        if conn.scalar(known) is None:
            facts = {name: e.facts[name] for name in names}
            conn.execute(line.insert().values(version=0, **facts))

    @when("registry.rule_adopted")
    def on_rule_adopted(self, conn: sa.Connection, e: Entry) -> None:
        """The newest version stands."""
        names = ("kind", "title", "version", "holds_from", "doc_no", "text_hash")
        line = self.table(rules)
        facts = {name: e.facts[name] for name in names}
        conn.execute(line.delete().where(line.c.rule_id == e.stream_id))
        conn.execute(line.insert().values(rule_id=e.stream_id, **facts))


def acknowledged(conn: sa.Connection, *, notice_no: str) -> dict[str, AcknowledgementRow]:
    """Who took note of a notice, by unit or village."""
    query = sa.select(acknowledgements).where(acknowledgements.c.notice_no == notice_no)
    rows = [AcknowledgementRow(**row._mapping) for row in conn.execute(query)]  # noqa: SLF001 - public way
    return {row.unit: row for row in rows}


def all_plans(conn: sa.Connection) -> list[PlanRow]:
    """The plans, the newest year first."""
    query = sa.select(plans).order_by(plans.c.year.desc())
    return [PlanRow(**row._mapping) for row in conn.execute(query)]  # noqa: SLF001 - public way


def all_rules(conn: sa.Connection) -> list[RuleRow]:
    """The rules, by kind and title."""
    query = sa.select(rules).order_by(rules.c.kind, rules.c.title)
    return [RuleRow(**row._mapping) for row in conn.execute(query)]  # noqa: SLF001 - public way
