"""Facts as rows: since when each is valid, and when it was recorded where it happened.

Both clocks are columns, so the town as of a day and as known at an instant is one query. Instants
are kept as UTC text of one width, which every database sorts alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from services.reporting.rules.escalating import TOLD_FURTHER_UP, Escalation, standing
from services.reporting.rules.signing import Signing, signing
from services.reporting.rules.town import COUNTED, OF_SIGNING, Case, Fact, Town, town_of
from shared.eventstore.database import Database
from shared.eventstore.entries import Entry
from shared.projecting import Projection

NOTED = "reporting.fact_noted"

_metadata = sa.MetaData()
facts = sa.Table(
    "reporting_facts",
    _metadata,
    sa.Column("noted_at", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("source", sa.String, nullable=False),
    sa.Column("position", sa.BigInteger, nullable=False),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("happened_on", sa.Date, nullable=False),
    sa.Column("recorded_at", sa.String(32), nullable=False),
    sa.Column("person_id", sa.String(36)),
    sa.Column("case_ref", sa.String),
    sa.Column("said", sa.JSON, nullable=False),
    sa.Index("reporting_facts_by_name", "name", "happened_on"),
    sa.Index("reporting_facts_by_case", "case_ref"),
)
cases = sa.Table(
    "reporting_cases",
    _metadata,
    sa.Column("case_ref", sa.String, primary_key=True),
    sa.Column("case_id", sa.Uuid, nullable=False, unique=True),
)


@dataclass(frozen=True, kw_only=True)
class Moment:
    """What is looked at: the town as of a day, as far as it was known at an instant (None: now)."""

    as_of: date
    known_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class CaseRow:
    """One case of the list, with the id that addresses its page."""

    case_id: UUID
    case: Case
    status: str


class Facts(Projection):
    """Every fact, and for each case the id by which pages address it."""

    name = "reporting_facts"
    version = 1
    tables = (facts, cases)

    def fold(self, connection: sa.Connection, entries: Iterable[Entry]) -> None:
        """All rows of a batch at once: a town that is told everything has many."""
        noted = [entry for entry in entries if entry.name == NOTED]
        if not noted:
            return
        connection.execute(self.table(facts).insert(), [_row_of(entry) for entry in noted])
        if new := self._new_cases(connection, noted):
            connection.execute(self.table(cases).insert(), new)

    def _new_cases(
        self, connection: sa.Connection, noted: Sequence[Entry]
    ) -> list[dict[str, object]]:
        """A case is addressed by the first fact noted about it: random, and fixed by the log."""
        first: dict[str, UUID] = {}
        for entry in noted:
            if entry.case_ref is not None:
                first.setdefault(entry.case_ref, entry.stream_id)
        table = self.table(cases)
        known = connection.scalars(sa.select(table.c.case_ref).where(table.c.case_ref.in_(first)))
        there = set(known)
        return [{"case_ref": k, "case_id": v} for k, v in first.items() if k not in there]


PROJECTIONS: tuple[type[Projection], ...] = (Facts,)


def signing_at(db: Database, moment: Moment) -> Signing:
    """The signing rates of the town at that moment."""
    return signing(town_at(db, moment))


def town_at(db: Database, moment: Moment) -> Town:
    """The town at that moment, from the facts on which rates rest."""
    with db.reading() as conn:
        found = facts_at(conn, moment, names=COUNTED, of_any_day=OF_SIGNING)
        return town_of(found, on=moment.as_of)


def escalated_at(db: Database, moment: Moment) -> list[Escalation]:
    """What was overdue and told further up at that moment."""
    with db.reading() as conn:
        return standing(facts_at(conn, moment, names=TOLD_FURTHER_UP))


def facts_at(
    conn: sa.Connection, moment: Moment, *, names: Iterable[str], of_any_day: Iterable[str] = ()
) -> Iterator[Fact]:
    """Facts of these names that had happened by the day and were recorded by the instant.

    Of any day are those that can state anew what had happened by then.
    """
    by_then = sa.and_(facts.c.name.in_(tuple(names)), facts.c.happened_on <= moment.as_of)
    query = sa.select(facts).where(sa.or_(by_then, facts.c.name.in_(tuple(of_any_day))))
    if moment.known_at is not None:
        query = query.where(facts.c.recorded_at <= _utc(moment.known_at))
    for row in conn.execute(query):
        yield _fact(row)


def cases_at(db: Database, moment: Moment) -> list[CaseRow]:
    """Every case at that moment, by number."""
    town = town_at(db, moment)
    with db.reading() as conn:
        ids = {row.case_ref: row.case_id for row in conn.execute(sa.select(cases))}
    return [
        CaseRow(case_id=ids[ref], case=case, status=case.status(moment.as_of))
        for ref, case in sorted(town.cases.items())
    ]


def days_of_case(db: Database, case_ref: str) -> list[date]:
    """The days on which anything happened in a case, as far as reporting was told."""
    query = sa.select(facts.c.happened_on).where(facts.c.case_ref == case_ref).distinct()
    with db.reading() as conn:
        return sorted(conn.scalars(query))


def case_ids(db: Database, refs: Iterable[str]) -> dict[str, UUID]:
    """The ids by which the pages of these cases are addressed."""
    query = sa.select(cases).where(cases.c.case_ref.in_(set(refs)))
    with db.reading() as conn:
        return {row.case_ref: row.case_id for row in conn.execute(query)}


def case_ref_of(db: Database, case_id: UUID) -> str | None:
    """The number of the case that this id addresses; None if there is none."""
    with db.reading() as conn:
        found: str | None = conn.scalar(
            sa.select(cases.c.case_ref).where(cases.c.case_id == case_id)
        )
    return found


def _row_of(entry: Entry) -> dict[str, Any]:
    told = entry.facts
    return {
        "noted_at": entry.position,
        "source": told["source"],
        "position": told["position"],
        "name": told["name"],
        "happened_on": told["happened_on"],
        "recorded_at": _utc(told["recorded_at"]),
        "person_id": str(told["person_id"]) if told["person_id"] else None,
        "case_ref": told["case_ref"],
        "said": dict(told["said"]),
    }


def _fact(row: sa.Row[Any]) -> Fact:
    return Fact(
        source=row.source,
        position=row.position,
        name=row.name,
        happened_on=row.happened_on,
        recorded_at=datetime.fromisoformat(row.recorded_at),
        person_id=row.person_id,
        case_ref=row.case_ref,
        said=row.said,
    )


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
