"""In which files an account of a family member is named."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from shared.eventstore.entries import Entry
from shared.projecting import Projection, when
from shared.projecting.batch import Batch

relatives = sa.Table(
    "supervision_family_members",
    sa.MetaData(),
    sa.Column("file_id", sa.Uuid, primary_key=True),
    sa.Column("account", sa.String, nullable=False, index=True),
)


class FamilyMembers(Projection):
    """One line a file of which a family member may see the dates."""

    name = "supervision_family_members"
    version = 1
    tables = (relatives,)

    @when("supervision.family_member_noted")
    def on_noted(self, conn: Batch, e: Entry) -> None:
        """Named, another, or nobody any more."""
        line = self.table(relatives)
        conn.remove(line, {"file_id": e.stream_id})
        if e.facts["account"] is not None:
            conn.add(line, {"file_id": e.stream_id, "account": e.facts["account"]})


def files_of(conn: sa.Connection, *, account: str) -> list[UUID]:
    """The files in which the account is named."""
    query = sa.select(relatives.c.file_id).where(relatives.c.account == account)
    return list(conn.scalars(query.order_by(relatives.c.file_id)))
