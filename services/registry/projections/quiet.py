"""Who is near or past three years without use by the file: whom the police are to be asked about.

What the years count from is in the cases (begun), here (freed from isolation, used drugs), and in
other files of the same person. `Files.abstinent_three_years_on` says the same of one person.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

import sqlalchemy as sa

from services.registry.domain.standing import ORDERED
from services.registry.projections.cases import cases
from services.registry.projections.people import people
from services.registry.projections.within import Within
from services.registry.rules.abstinence import ABSTINENT
from services.registry.rules.affairs.users import CANDIDATE
from services.registry.rules.register import DECEASED, IN_ISOLATION
from shared.eventstore.entries import Entry
from shared.projecting import Projection, when
from shared.projecting.batch import Batch

_metadata = sa.MetaData()

isolations = sa.Table(
    "registry_isolations",
    _metadata,
    sa.Column("person_id", sa.Uuid, primary_key=True),
    sa.Column("goes_on", sa.Boolean, nullable=False),
    sa.Column("freed_on", sa.Date),
)
uses = sa.Table(
    "registry_uses",
    _metadata,
    sa.Column("use_id", sa.Uuid, primary_key=True),
    sa.Column("case_ref", sa.String, nullable=False, index=True),
    sa.Column("used_on", sa.Date, nullable=False),
)
NOT_ASKED_ABOUT = (ABSTINENT, CANDIDATE, DECEASED, IN_ISOLATION)
"""Of whom the police have said so, who is no user yet, who died, who is in isolation."""


class Quiet(Projection):
    """Since when people are free from isolation, and when they used drugs."""

    name = "registry_quiet"
    version = 1
    tables = (isolations, uses)

    @when("registry.person_registered", "registry.register_flag_set")
    def on_flag(self, conn: Batch, e: Entry) -> None:
        """In isolation, or free from it."""
        table, person = self.table(isolations), {"person_id": e.stream_id}
        if e.facts["flag"] == IN_ISOLATION:
            conn.remove(table, person)
            conn.add(table, {**person, "goes_on": True})
        elif "set_on" in e.facts:
            freed = {"goes_on": False, "freed_on": e.facts["set_on"]}
            conn.change(table, {**person, "goes_on": True}, freed)

    @when("registry.drug_use_dated")
    def on_drug_use_dated(self, conn: Batch, e: Entry) -> None:
        """The years begin anew."""
        use = {"use_id": e.facts["use_id"]}
        conn.remove(self.table(uses), use)
        conn.add(self.table(uses), {**use, "case_ref": e.case_ref, "used_on": e.facts["used_on"]})

    @when("registry.drug_use_date_withdrawn")
    def on_drug_use_date_withdrawn(self, conn: Batch, e: Entry) -> None:
        """They do not."""
        conn.remove(self.table(uses), {"use_id": e.facts["use_id"]})


def quiet_since(conn: sa.Connection, *, until: date, within: Within) -> list[UUID]:
    """Of whom nothing that the years count from is later than this day, by village."""
    mine = within.of(people.c.village, people.c.station, people.c.recorded)
    kept = people.c.merged_into.is_(None), people.c.flag.not_in(NOT_ASKED_ABOUT)
    waits = sa.and_(cases.c.reported_on.is_(None), cases.c.recorded == ORDERED)
    begun, freed = cases.c.reported_on, isolations.c.freed_on
    of_uses = cases.join(uses, uses.c.case_ref == cases.c.case_ref)
    query = sa.select(people.c.person_id).where(
        mine,
        *kept,
        sa.or_(_of_case(begun <= until), _of_isolation(freed <= until)),
        ~_of_case(sa.or_(begun > until, waits)),
        ~_of_isolation(sa.or_(freed > until, isolations.c.goes_on)),
        ~_of_case(uses.c.used_on > until, source=of_uses),
    )
    return list(conn.scalars(query.order_by(people.c.village, people.c.person_id)))


def _of_case(
    condition: sa.ColumnElement[bool], *, source: sa.FromClause = cases
) -> sa.ColumnElement[bool]:
    return _of_files(condition, source=source, person_id=cases.c.person_id)


def _of_isolation(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    return _of_files(condition, source=isolations, person_id=isolations.c.person_id)


def _of_files(
    condition: sa.ColumnElement[bool], *, source: sa.FromClause, person_id: sa.Column[UUID]
) -> sa.ColumnElement[bool]:
    """Whether it is so in any file of the person."""
    file = people.alias()
    of_person = sa.func.coalesce(file.c.merged_into, file.c.person_id) == people.c.person_id
    found = source.join(file, file.c.person_id == person_id)
    query = sa.select(sa.literal(1)).select_from(found).where(of_person, condition)
    return query.correlate(people).exists()
