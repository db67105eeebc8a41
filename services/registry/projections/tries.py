"""How often an account looked for somebody by four digits: a few a minute are work, a row guesses.

An answer says that somebody is on file. So tries are counted in the database, for a restart to
forgive nothing, and before anybody is looked for, for a burst to get no more than a trickle. The
table is no read model: whom an answer told of is in the read log, and a try that found nobody is
nobody's event.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from shared.eventstore.database import Database

_metadata = sa.MetaData()
tries = sa.Table(
    "registry_tail_searches",
    _metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("account", sa.String, nullable=False, index=True),
    sa.Column("at", sa.BigInteger, nullable=False),  # seconds of the real clock
)


class Tries:
    """The count of one registry."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def begin(self, account: str, *, now: int, most: int, seconds: int) -> bool:
        """Count a try; False, and none is counted, if the account had `most` within `seconds`."""
        with self._alone() as conn:
            conn.execute(tries.delete().where(tries.c.at <= now - seconds))
            mine = sa.select(sa.func.count()).where(tries.c.account == account)
            if (conn.scalar(mine) or 0) >= most:
                return False
            conn.execute(tries.insert().values(account=account, at=now))
            return True

    @contextmanager
    def _alone(self) -> Iterator[sa.Connection]:
        """One counts at a time: SQLite's transaction is alone already, PostgreSQL's asks for it."""
        with self.db.transaction() as conn:
            _metadata.create_all(conn)
            if conn.dialect.name == "postgresql":
                conn.execute(sa.text("LOCK TABLE registry_tail_searches IN EXCLUSIVE MODE"))
            yield conn
