"""Which code of a second factor was taken last, so that each opens once (RFC 6238, section 5.2).

No read model: it must count at once and in every process, and is worth nothing a minute later.
"""

from __future__ import annotations

import sqlalchemy as sa

from shared.eventstore.database import Database

_metadata = sa.MetaData()
codes = sa.Table(
    "identity_codes",
    _metadata,
    sa.Column("account", sa.String, primary_key=True),
    sa.Column("step", sa.BigInteger, nullable=False),
)


class Codes:
    """The codes taken by one identity office."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def prepare(self) -> None:
        """Make the table if it is missing."""
        with self.db.transaction() as conn:
            _metadata.create_all(conn)

    def take(self, account: str, step: int) -> bool:
        """Take the code of this half-minute; False if it or a later one was taken before."""
        with self.db.transaction() as conn:
            moved = conn.execute(
                codes.update()
                .where(codes.c.account == account, codes.c.step < step)
                .values(step=step)
            )
            if moved.rowcount:
                return True
            known = conn.scalar(sa.select(codes.c.step).where(codes.c.account == account))
            if known is not None:
                return False
            conn.execute(codes.insert().values(account=account, step=step))
            return True
