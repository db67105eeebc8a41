"""Who bears the duties of which case, and what was handed over."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from shared.eventstore.entries import Entry
from shared.projecting import Projection, when
from shared.projecting.batch import Batch

_metadata = sa.MetaData()

bearers = sa.Table(
    "supervision_bearers",
    _metadata,
    sa.Column("list_id", sa.Uuid, primary_key=True),
    sa.Column("file_id", sa.Uuid, nullable=False, index=True),
    sa.Column("bearer", sa.String),
    sa.Column("since", sa.Date),
)
hand_overs = sa.Table(
    "supervision_hand_overs",
    _metadata,
    sa.Column("hand_over_id", sa.Uuid, primary_key=True),
    sa.Column("file_id", sa.Uuid, primary_key=True),
    sa.Column("handed_on", sa.Date, nullable=False),
    sa.Column("former", sa.String, nullable=False),
    sa.Column("bearer", sa.String, nullable=False),
)


def nobodys_or_of(accounts: Iterable[str]) -> sa.ColumnElement[bool]:
    """What nobody bears, or one of these."""
    return sa.or_(bearers.c.bearer.is_(None), bearers.c.bearer.in_(list(accounts)))


class Bearers(Projection):
    """One line a case whose duties are kept, and one a case that was handed over."""

    name = "supervision_bearers"
    version = 1
    tables = (bearers, hand_overs)

    @when("supervision.duty_list_opened")
    def on_opened(self, conn: Batch, e: Entry) -> None:
        """A new line, of nobody's."""
        conn.add(self.table(bearers), {"list_id": e.stream_id, "file_id": e.facts["file_id"]})

    @when("supervision.duties_assigned")
    def on_assigned(self, conn: Batch, e: Entry) -> None:
        """Somebody's."""
        self._bear(conn, e)

    @when("supervision.duties_handed_over")
    def on_handed_over(self, conn: Batch, e: Entry) -> None:
        """Somebody else's."""
        self._bear(conn, e)
        held = self.table(bearers)
        query = sa.select(held.c.file_id).where(held.c.list_id == e.stream_id)
        names = ("hand_over_id", "handed_on", "former", "bearer")
        line = {name: e.facts[name] for name in names}
        conn.add(self.table(hand_overs), {"file_id": conn.scalar(query), **line})

    def _bear(self, conn: Batch, e: Entry) -> None:
        now = {"bearer": e.facts["bearer"], "since": e.happened_on}
        conn.change(self.table(bearers), {"list_id": e.stream_id}, now)
