"""Hand-overs as a list: who hands over to whom, and who has signed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from shared.eventstore.entries import Entry
from shared.projecting import Projection, when

hand_overs = sa.Table(
    "identity_hand_overs",
    sa.MetaData(),
    sa.Column("hand_over_id", sa.String, primary_key=True),
    sa.Column("giver", sa.String, nullable=False),
    sa.Column("taker", sa.String, nullable=False),
    sa.Column("role", sa.String, nullable=False),
    sa.Column("unit", sa.String, nullable=False),
    sa.Column("hands_over_on", sa.Date, nullable=False),
    sa.Column("giver_signed_on", sa.Date),
    sa.Column("taker_signed_on", sa.Date),
)
SAID = ("giver", "taker", "role", "unit", "hands_over_on")


@dataclass(frozen=True, kw_only=True)
class HandOverRow:
    """One sheet."""

    hand_over_id: UUID
    giver: str
    taker: str
    role: str
    unit: str
    hands_over_on: date
    giver_signed_on: date | None
    taker_signed_on: date | None


class HandOvers(Projection):
    """Sheets and their signatures."""

    name = "identity_hand_overs"
    version = 1
    tables = (hand_overs,)

    @when("identity.hand_over_drawn_up")
    def on_drawn_up(self, conn: sa.Connection, e: Entry) -> None:
        """A new line."""
        said = {name: e.facts[name] for name in SAID}
        conn.execute(self.table(hand_overs).insert().values(hand_over_id=str(e.stream_id), **said))

    @when("identity.hand_over_signed")
    def on_signed(self, conn: sa.Connection, e: Entry) -> None:
        """One of the two signed."""
        line = self.table(hand_overs)
        signed = {f"{e.facts['side']}_signed_on": e.facts["signed_on"]}
        conn.execute(line.update().where(line.c.hand_over_id == str(e.stream_id)).values(**signed))


def all_hand_overs(conn: sa.Connection, *, of: str | None = None) -> Sequence[HandOverRow]:
    """Every sheet, the latest first; with `of`, those of one account."""
    query = sa.select(hand_overs).order_by(hand_overs.c.hands_over_on.desc())
    if of is not None:
        query = query.where(sa.or_(hand_overs.c.giver == of, hand_overs.c.taker == of))
    return [_row(row) for row in conn.execute(query)]


def _row(row: sa.Row[tuple[object, ...]]) -> HandOverRow:
    fields = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public way to a row's columns
    return HandOverRow(**fields | {"hand_over_id": UUID(fields["hand_over_id"])})
