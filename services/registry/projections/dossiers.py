"""How far the file of each case is: papers, what nobody checked, what is faulty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from services.registry.projections.cases import cases
from services.registry.projections.within import Within
from shared.eventstore.entries import Entry
from shared.projecting import Projection, when

_metadata = sa.MetaData()

items = sa.Table(
    "registry_dossier_items",
    _metadata,
    sa.Column("case_ref", sa.String, primary_key=True),
    sa.Column("no", sa.Integer, primary_key=True),
    sa.Column("code", sa.String, nullable=False),
    sa.Column("pages", sa.Integer, nullable=False),
    sa.Column("flawless", sa.Boolean, nullable=False),
    sa.Column("checked", sa.Boolean, nullable=False),
    sa.Column("faulty", sa.Boolean, nullable=False),
)
archived = sa.Table(
    "registry_archived_dossiers",
    _metadata,
    sa.Column("case_ref", sa.String, primary_key=True),
    sa.Column("archived_on", sa.Date, nullable=False),
)


@dataclass(frozen=True, kw_only=True)
class DossierRow:
    """The file of one case."""

    case_id: UUID
    case_ref: str
    person_id: UUID
    village: str | None
    items: int
    pages: int
    unchecked: int
    faulty: int
    archived_on: date | None


class Dossiers(Projection):
    """Papers and archived files."""

    name = "registry_dossiers"
    version = 1
    tables = (items, archived)

    @when("registry.dossier_item_filed")
    def on_dossier_item_filed(self, conn: sa.Connection, e: Entry) -> None:
        """One more."""
        facts = e.facts
        flawless = facts["legible"] and facts["complete"] and facts["signed"]
        conn.execute(
            self.table(items)
            .insert()
            .values(
                case_ref=e.case_ref,
                **{name: facts[name] for name in ("no", "code", "pages")},
                flawless=flawless,
                checked=False,
                faulty=False,
            )
        )

    @when("registry.dossier_item_withdrawn")
    def on_dossier_item_withdrawn(self, conn: sa.Connection, e: Entry) -> None:
        """One less."""
        there = self.table(items)
        conn.execute(
            there.delete().where(there.c.case_ref == e.case_ref, there.c.no == e.facts["no"])
        )

    @when("registry.dossier_checked")
    def on_dossier_checked(self, conn: sa.Connection, e: Entry) -> None:
        """Somebody looked at these; what is not flawless is faulty whatever they say."""
        there = self.table(items)
        checked = there.update().where(
            there.c.case_ref == e.case_ref, there.c.no.in_(list(e.facts["items"]))
        )
        by_eye = there.c.no.in_(list(e.facts["faulty"]))
        conn.execute(checked.values(checked=True, faulty=sa.or_(by_eye, sa.not_(there.c.flawless))))

    @when("registry.dossier_archived")
    def on_dossier_archived(self, conn: sa.Connection, e: Entry) -> None:
        """Put away."""
        values = {"case_ref": e.case_ref, "archived_on": e.facts["archived_on"]}
        conn.execute(self.table(archived).insert().values(values))

    @when("registry.dossier_reopened")
    def on_dossier_reopened(self, conn: sa.Connection, e: Entry) -> None:
        """Taken out again."""
        away = self.table(archived)
        conn.execute(away.delete().where(away.c.case_ref == e.case_ref))


def how_many(conn: sa.Connection, *, within: Within) -> int:
    """How many cases there are, each of which has a file or should have one."""
    query = sa.select(sa.func.count()).where(
        within.of(cases.c.village, cases.c.station, cases.c.recorded)
    )
    return conn.scalar(query) or 0


def to_check(conn: sa.Connection, *, within: Within) -> int:
    """How many papers nobody has checked."""
    query = (
        sa.select(sa.func.count())
        .select_from(items.join(cases, cases.c.case_ref == items.c.case_ref))
        .where(
            items.c.checked.is_(False),
            within.of(cases.c.village, cases.c.station, cases.c.recorded),
        )
    )
    return conn.scalar(query) or 0


def dossiers(
    conn: sa.Connection, *, within: Within, offset: int = 0, size: int | None = None
) -> list[DossierRow]:
    """The files of all cases: first what is not archived, with most to check."""
    unchecked = sa.func.count().filter(items.c.checked.is_(False)).label("unchecked")
    query = (
        sa.select(
            *(cases.c[name] for name in ("case_id", "case_ref", "person_id", "village")),
            sa.func.count(items.c.no).label("items"),
            sa.func.coalesce(sa.func.sum(items.c.pages), 0).label("pages"),
            unchecked,
            sa.func.count().filter(items.c.faulty).label("faulty"),
            archived.c.archived_on,
        )
        .select_from(
            cases.outerjoin(items, items.c.case_ref == cases.c.case_ref).outerjoin(
                archived, archived.c.case_ref == cases.c.case_ref
            )
        )
        .where(within.of(cases.c.village, cases.c.station, cases.c.recorded))
        .group_by(cases.c.case_id, archived.c.archived_on)
        .order_by(archived.c.archived_on.is_not(None), unchecked.desc(), cases.c.case_ref)
        .offset(offset)
        .limit(size)
    )
    return [DossierRow(**row._mapping) for row in conn.execute(query)]  # noqa: SLF001 - public way
