"""The register as a list: where a person lives and stands, and the tokens that find them.

No name, number, phone or address is here; pages open those from the person's file.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from services.registry.domain.standing import ORDERED, REPORTED
from services.registry.projections.search_words import PURPOSE, words_of
from services.registry.projections.within import COURSE, WHOLE_TOWN, Within
from shared.eventstore.entries import Entry
from shared.projecting import Projection, when
from shared.projecting.batch import Batch

_metadata = sa.MetaData()

people = sa.Table(
    "registry_people",
    _metadata,
    sa.Column("person_id", sa.Uuid, primary_key=True),
    sa.Column("village", sa.String, index=True),
    sa.Column("station", sa.String),
    sa.Column("recorded", sa.String),  # status of the latest case
    sa.Column("flag", sa.String, nullable=False),
    sa.Column("sex", sa.String, nullable=False),
    sa.Column("registered_on", sa.Date, nullable=False),
    sa.Column("taken_over", sa.Boolean, nullable=False),
    sa.Column("merged_into", sa.Uuid, index=True),
    sa.Column("merge_proposed", sa.Boolean, nullable=False, default=False),
    sa.Column("correction_proposed", sa.Boolean, nullable=False, default=False),
    sa.Column("move_proposed", sa.Boolean, nullable=False, default=False),
    sa.Column("protected_for", sa.JSON(none_as_null=True)),
)
tokens = sa.Table(
    "registry_search_tokens",
    _metadata,
    sa.Column("token", sa.String, primary_key=True),
    sa.Column("person_id", sa.Uuid, primary_key=True, index=True),
)


@dataclass(frozen=True, kw_only=True)
class PersonRow:
    """One person as lists show them, but for the name."""

    person_id: UUID
    village: str | None
    station: str | None
    recorded: str | None
    flag: str
    sex: str
    registered_on: date
    taken_over: bool
    merged_into: UUID | None
    merge_proposed: bool
    correction_proposed: bool
    move_proposed: bool
    protected_for: list[str] | None

    def is_open_to(self, account: str) -> bool:
        """Whether this account may find the person."""
        return self.protected_for is None or account in self.protected_for


class People(Projection):
    """Persons, and how they are found."""

    name = "registry_people"
    version = 8
    tables = (people, tokens)

    @when("registry.person_registered")
    def on_person_registered(self, conn: Batch, e: Entry) -> None:
        """A new line."""
        facts = {name: e.facts[name] for name in ("village", "flag", "sex", "registered_on")}
        taken_over = e.facts["taken_over_from"] is not None
        waits = dict.fromkeys(("merge_proposed", "correction_proposed", "move_proposed"), False)
        row = {"person_id": e.stream_id, "taken_over": taken_over, **waits, **facts}
        conn.add(self.table(people), row)
        self._index(conn, e)

    @when("registry.person_details_revised")
    def on_person_details_revised(self, conn: Batch, e: Entry) -> None:
        """Found under the new words only."""
        self._note(conn, e.stream_id, village=e.facts["village"], sex=e.facts["sex"])
        conn.remove(self.table(tokens), {"person_id": e.stream_id})
        self._index(conn, e)

    @when("registry.register_flag_set")
    def on_register_flag_set(self, conn: Batch, e: Entry) -> None:
        """Stands elsewhere in the register."""
        self._note(conn, e.stream_id, flag=e.facts["flag"])

    @when("registry.candidate_lapsed")
    def on_candidate_lapsed(self, conn: Batch, e: Entry) -> None:
        """On no list any more, and found under no word."""
        for table in (people, tokens):
            conn.remove(self.table(table), {"person_id": e.stream_id})

    @when("registry.identity_correction_proposed")
    def on_identity_correction_proposed(self, conn: Batch, e: Entry) -> None:
        """Somebody has to decide who the person is."""
        if e.person_id is not None:
            self._note(conn, e.person_id, correction_proposed=True)

    @when("registry.identity_corrected", "registry.identity_correction_declined")
    def on_identity_correction_decided(self, conn: Batch, e: Entry) -> None:
        """Nobody has to decide any more."""
        if e.person_id is not None:
            self._note(conn, e.person_id, correction_proposed=False)

    @when("registry.register_move_proposed")
    def on_register_move_proposed(self, conn: Batch, e: Entry) -> None:
        """Somebody has to confirm that the person is away."""
        if e.person_id is not None:
            self._note(conn, e.person_id, move_proposed=True)

    @when("registry.register_move_confirmed", "registry.register_move_declined")
    def on_register_move_decided(self, conn: Batch, e: Entry) -> None:
        """Nobody has to confirm any more."""
        if e.person_id is not None:
            self._note(conn, e.person_id, move_proposed=False)

    @when("registry.person_merge_proposed")
    def on_person_merge_proposed(self, conn: Batch, e: Entry) -> None:
        """Somebody has to decide."""
        if e.person_id is not None:
            self._note(conn, e.person_id, merge_proposed=True)

    @when("registry.person_merge_rejected")
    def on_person_merge_rejected(self, conn: Batch, e: Entry) -> None:
        """Nobody has to decide any more."""
        if e.person_id is not None:
            self._note(conn, e.person_id, merge_proposed=False)

    @when("registry.person_merged")
    def on_person_merged(self, conn: Batch, e: Entry) -> None:
        """Found under the file that was kept."""
        if e.person_id is not None:
            self._note(conn, e.person_id, merged_into=e.facts["into"], merge_proposed=False)

    @when("registry.person_unmerged")
    def on_person_unmerged(self, conn: Batch, e: Entry) -> None:
        """Stands for itself."""
        if e.person_id is not None:
            self._note(conn, e.person_id, merged_into=None)

    @when("registry.person_protected")
    def on_person_protected(self, conn: Batch, e: Entry) -> None:
        """Found by few."""
        self._note(conn, e.stream_id, protected_for=list(e.facts["accounts"]))

    @when("registry.protection_lifted")
    def on_protection_lifted(self, conn: Batch, e: Entry) -> None:
        """Found as everybody is."""
        self._note(conn, e.stream_id, protected_for=None)

    @when("registry.station_assigned")
    def on_station(self, conn: Batch, e: Entry) -> None:
        """A station looks after the person."""
        if e.person_id is not None:
            self._note(conn, e.person_id, station=e.facts["station"])

    @when("registry.decision_received", "registry.reported_in")
    def on_case(self, conn: Batch, e: Entry) -> None:
        """There is a case, which a station keeps."""
        recorded = REPORTED if e.name.endswith("reported_in") else ORDERED
        if e.person_id is not None:
            self._note(conn, e.person_id, station=e.facts["station"], recorded=recorded)

    @when(*(f"registry.{name}" for name in COURSE))
    def on_course(self, conn: Batch, e: Entry) -> None:
        """The latest case is so far."""
        if e.person_id is not None and e.facts["status"]:
            self._note(conn, e.person_id, recorded=e.facts["status"])

    def _note(self, conn: Batch, person_id: UUID, **values: Any) -> None:
        conn.change(self.table(people), {"person_id": person_id}, values)

    def _index(self, conn: Batch, e: Entry) -> None:
        words = {e.token(word, purpose=PURPOSE) for word in words_of(e.personal)}
        for token in sorted(words):
            conn.add(self.table(tokens), {"token": token, "person_id": e.stream_id})


def person_row(conn: sa.Connection, person_id: UUID) -> PersonRow | None:
    """One person's line."""
    row = conn.execute(sa.select(people).where(people.c.person_id == person_id)).first()
    return None if row is None else _row(row)


def rows_of(conn: sa.Connection, persons: Iterable[UUID]) -> dict[UUID, PersonRow]:
    """The lines of these persons."""
    query = sa.select(people).where(people.c.person_id.in_(list(persons)))
    return {row.person_id: _row(row) for row in conn.execute(query)}


def find(
    conn: sa.Connection,
    sought: Sequence[Iterable[str]],
    *,
    within: Within = WHOLE_TOWN,
    most: int,
) -> list[PersonRow]:
    """Persons that have one token of each set, newest first; nothing sought finds nobody.

    Of somebody who is on file twice the file that was kept is found by the words of both.
    """
    if not sought:
        return []
    file = people.alias()
    meant = sa.select(sa.func.coalesce(file.c.merged_into, file.c.person_id))
    for alternatives in sought:
        having = sa.select(tokens.c.person_id).where(tokens.c.token.in_(list(alternatives)))
        meant = meant.where(file.c.person_id.in_(having))
    query = sa.select(people).where(
        within.of(people.c.village, people.c.station, people.c.recorded),
        people.c.person_id.in_(meant),
    )
    query = query.order_by(people.c.registered_on.desc(), people.c.person_id).limit(most)
    return [_row(row) for row in conn.execute(query)]


def how_many(conn: sa.Connection, *, within: Within, **filters: str) -> int:
    """How many persons a list has."""
    query = sa.select(sa.func.count()).select_from(people).where(*_conditions(within, filters))
    return conn.scalar(query) or 0


def listed(
    conn: sa.Connection, *, within: Within, offset: int, size: int, **filters: str
) -> list[PersonRow]:
    """One page of the register, by village."""
    query = (
        sa.select(people)
        .where(*_conditions(within, filters))
        .order_by(people.c.village, people.c.registered_on, people.c.person_id)
        .offset(offset)
        .limit(size)
    )
    return [_row(row) for row in conn.execute(query)]


def merged_with(conn: sa.Connection, persons: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    """Which other files these persons have, by the file that was kept."""
    query = sa.select(people.c.merged_into, people.c.person_id).where(
        people.c.merged_into.in_(list(persons))
    )
    found: dict[UUID, list[UUID]] = {}
    for kept, other in conn.execute(query):
        found.setdefault(kept, []).append(other)
    return found


def merges_proposed(conn: sa.Connection, *, within: Within) -> tuple[int, UUID | None]:
    """How many merges wait for a decision, and of whom the first is."""
    return _waiting(conn, people.c.merge_proposed, within=within)


def corrections_proposed(conn: sa.Connection, *, within: Within) -> tuple[int, UUID | None]:
    """How many corrections of who somebody is wait for a decision, and of whom the first is."""
    return _waiting(conn, people.c.correction_proposed, within=within)


def moves_proposed(conn: sa.Connection, *, within: Within) -> tuple[int, UUID | None]:
    """How many persons are said to be away and nobody confirmed it, and who the first is."""
    return _waiting(conn, people.c.move_proposed, within=within)


def _waiting(
    conn: sa.Connection, proposed: sa.Column[bool], *, within: Within
) -> tuple[int, UUID | None]:
    mine = within.of(people.c.village, people.c.station, people.c.recorded)
    query = sa.select(people.c.person_id).where(proposed, mine)
    found = list(conn.scalars(query.order_by(people.c.person_id)))
    return len(found), found[0] if found else None


def villages(conn: sa.Connection, *, within: Within) -> list[str]:
    """The villages in which somebody is on the register."""
    query = sa.select(people.c.village).where(
        people.c.village.is_not(None),
        within.of(people.c.village, people.c.station, people.c.recorded),
    )
    return [row.village for row in conn.execute(query.distinct().order_by(people.c.village))]


def _conditions(within: Within, filters: dict[str, str]) -> list[sa.ColumnElement[bool]]:
    chosen = [people.c[name] == value for name, value in filters.items() if value]
    mine = within.of(people.c.village, people.c.station, people.c.recorded)
    return [mine, people.c.merged_into.is_(None), *chosen]


def _row(row: sa.Row[Any]) -> PersonRow:
    return PersonRow(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public way to a row's columns
