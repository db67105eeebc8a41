"""Who is signed in: the table that every request in town ends up asking.

A row is kept under the digest of the browser's token. It comes and goes with events; only `seen_at`
is written beside them, since "still there" is no act. Times are seconds of the real clock: a drill
that moves the business date must not lengthen a session. After a rebuild a session counts as last
seen when it began, so whoever sat idle signs in again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from shared.eventstore.database import Database
from shared.eventstore.entries import Entry
from shared.projecting import Projection, when

SEEN_EVERY = 30  # seconds: a write for every request would say no more than this

sessions = sa.Table(
    "identity_sessions",
    sa.MetaData(),
    sa.Column("digest", sa.String, primary_key=True),
    sa.Column("session_id", sa.String, nullable=False),
    sa.Column("account", sa.String, nullable=False, index=True),
    sa.Column("grant_id", sa.String),
    sa.Column("machine_id", sa.String),
    sa.Column("proof", sa.String, nullable=False),
    sa.Column("signed_in_at", sa.String, nullable=False),
    sa.Column("refused_before", sa.Integer, nullable=False),
    sa.Column("expires_at", sa.BigInteger, nullable=False),
    sa.Column("seen_at", sa.BigInteger, nullable=False),
)


@dataclass(frozen=True, kw_only=True)
class LiveSession:
    """A session that has neither ended nor run out."""

    id: UUID
    digest: str
    account: str
    grant_id: UUID | None
    machine_id: UUID | None
    proof: str
    signed_in_at: datetime
    refused_before: int
    seen_at: int


class Sessions(Projection):
    """Sessions that were begun and not ended."""

    name = "identity_sessions"
    version = 3
    tables = (sessions,)

    @when("identity.signed_in")
    def on_signed_in(self, conn: sa.Connection, e: Entry) -> None:
        """Somebody is here."""
        expires: datetime = e.facts["expires_at"]
        conn.execute(
            self.table(sessions)
            .insert()
            .values(
                digest=e.facts["digest"],
                session_id=str(e.stream_id),
                account=e.facts["account"],
                grant_id=e.facts["grant_id"] and str(e.facts["grant_id"]),
                machine_id=e.facts["machine_id"] and str(e.facts["machine_id"]),
                proof=e.facts["proof"],
                signed_in_at=e.facts["signed_in_at"].isoformat(),
                refused_before=e.facts["refused_before"],
                expires_at=int(expires.timestamp()),
                seen_at=int(expires.timestamp()) - e.facts["lasts_minutes"] * 60,
            )
        )

    @when("identity.role_switched")
    def on_role_switched(self, conn: sa.Connection, e: Entry) -> None:
        """They go on in another role."""
        held = self.table(sessions)
        conn.execute(
            held.update()
            .where(held.c.session_id == str(e.stream_id))
            .values(grant_id=str(e.facts["grant_id"]))
        )

    @when("identity.session_ended")
    def on_session_ended(self, conn: sa.Connection, e: Entry) -> None:
        """They signed out."""
        held = self.table(sessions)
        conn.execute(held.delete().where(held.c.session_id == str(e.stream_id)))

    @when("identity.password_set", "identity.role_ended", "identity.account_closed")
    def on_standing_lost(self, conn: sa.Connection, e: Entry) -> None:
        """Whoever was signed in with the old password or role is so no more."""
        held = self.table(sessions)
        conn.execute(held.delete().where(held.c.account == e.facts["account"]))


def live_session(db: Database, digest: str, *, now: int, idle: int) -> LiveSession | None:
    """Find the session of this digest, and note that it was seen; None if it is over."""
    query = sa.select(sessions).where(
        sessions.c.digest == digest,
        sessions.c.expires_at > now,
        sessions.c.seen_at > now - idle,
    )
    with db.reading() as conn:
        row = conn.execute(query).one_or_none()
    if row is None:
        return None
    if row.seen_at < now - SEEN_EVERY:
        _seen(db, digest, now)
    return _session(row)


def sessions_of(db: Database, account: str, *, now: int, idle: int) -> list[LiveSession]:
    """List the live sessions of an account, the latest first."""
    query = (
        sa.select(sessions)
        .where(
            sessions.c.account == account,
            sessions.c.expires_at > now,
            sessions.c.seen_at > now - idle,
        )
        .order_by(sessions.c.expires_at.desc())
    )
    with db.reading() as conn:
        return [_session(row) for row in conn.execute(query)]


def _seen(db: Database, digest: str, now: int) -> None:
    with db.transaction() as conn:
        conn.execute(
            sessions.update()
            .where(sessions.c.digest == digest, sessions.c.seen_at < now)
            .values(seen_at=now)
        )


def _session(row: sa.Row[Any]) -> LiveSession:
    return LiveSession(
        id=UUID(row.session_id),
        digest=row.digest,
        account=row.account,
        grant_id=UUID(row.grant_id) if row.grant_id else None,
        machine_id=UUID(row.machine_id) if row.machine_id else None,
        proof=row.proof,
        signed_in_at=datetime.fromisoformat(row.signed_in_at),
        refused_before=row.refused_before,
        seen_at=row.seen_at,
    )
