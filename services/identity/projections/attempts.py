"""How often somebody tried: slows guessing down and leaves the holder of the account alone.

Attempts are counted in the database, so that a restart forgives nothing, and before the password is
checked, so that a burst gets no more tries than a trickle. A browser that once signed in to an
account is known by a token of its own and counted by itself: strangers may exhaust the account's
tries, the holder still gets in (OWASP, "Slow Down Online Guessing Attacks with Device Cookies").
Over the limit each try waits twice as long as the one before; nobody is locked out for good.

These tables are no read model: attempts are no events, or a guesser could fill the log. Keys are
digested, since a hurried person types a password where the work code belongs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime

import sqlalchemy as sa

from services.identity.rules import book
from shared.eventstore.database import Database
from shared.eventstore.sealing import MasterKey

FORGOTTEN_AFTER = 30 * 24 * 3600
DEVICE_KNOWN_FOR = 180 * 24 * 3600

_metadata = sa.MetaData()
attempts = sa.Table(
    "identity_attempts",
    _metadata,
    sa.Column("key", sa.String, primary_key=True),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("last_at", sa.BigInteger, nullable=False),
    sa.Column("wait_until", sa.BigInteger, nullable=False),
)
devices = sa.Table(
    "identity_devices",
    _metadata,
    sa.Column("digest", sa.String, primary_key=True),
    sa.Column("account", sa.String, primary_key=True),  # colleagues may share a browser
    sa.Column("seen_at", sa.BigInteger, nullable=False),
)


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """One try: at which account, from which address, by which browser (its token's digest)."""

    account: str
    address: str
    device: str | None = None


@dataclass(frozen=True)
class _Limit:
    """How many tries one key has within the window."""

    key: str
    most: int


class Attempts:
    """The count of one identity office."""

    def __init__(self, db: Database, master: MasterKey) -> None:
        self.db = db
        self.master = master

    def prepare(self) -> None:
        """Make the tables if they are missing."""
        with self.db.transaction() as conn:
            _metadata.create_all(conn)

    def begin(self, attempt: Attempt, *, now: int) -> int:
        """Count a try, and tell how many seconds it must wait instead; 0: go on."""
        with self._alone() as conn:
            limits = self._limits(conn, attempt, now)
            waits = self._waits(conn, limits, now)
            if not waits:
                for limit in limits:
                    self._count(conn, limit, now)
            return waits

    def succeeded(self, attempt: Attempt, *, now: int) -> int:
        """Take the try back; tell how many wrong ones the account had since the last right one."""
        with self._alone() as conn:
            wrong = self._tries(conn, self._since_last(attempt)) - 1
            for limit in self._limits(conn, attempt, now):
                self._take_back(conn, limit.key)
            for key in (self._since_last(attempt), self._pair(attempt)):
                conn.execute(attempts.delete().where(attempts.c.key == key))
            _forget_old(conn, now)
            return max(wrong, 0)

    def know(self, device: str, account: str, *, now: int) -> None:
        """Remember that this browser once signed in to this account."""
        with self._alone() as conn:
            same = sa.and_(devices.c.digest == device, devices.c.account == account)
            conn.execute(devices.delete().where(same))
            conn.execute(devices.insert().values(digest=device, account=account, seen_at=now))

    def wrong(self, attempt: Attempt) -> int:
        """How many tries at this account there were since the last right one."""
        with self.db.reading() as conn:
            return self._tries(conn, self._since_last(attempt))

    def forgive(self, attempt: Attempt) -> None:
        """Begin to count anew: the holder proved who they are in another way."""
        with self._alone() as conn:
            for key in (self._since_last(attempt), self._pair(attempt)):
                conn.execute(attempts.delete().where(attempts.c.key == key))

    @contextmanager
    def _alone(self) -> Iterator[sa.Connection]:
        """One counts at a time: SQLite's transaction is alone already, PostgreSQL's asks for it."""
        with self.db.transaction() as conn:
            if conn.dialect.name == "postgresql":
                conn.execute(sa.text("LOCK TABLE identity_attempts IN EXCLUSIVE MODE"))
            yield conn

    def _limits(self, conn: sa.Connection, attempt: Attempt, now: int) -> Sequence[_Limit]:
        table = book.BOOK.as_of(_day(now))
        since_last = _Limit(self._since_last(attempt), 0)
        if attempt.device and _is_known(conn, attempt, now):
            key = self._key("device", attempt.device)
            return (_Limit(key, table["attempts_per_device"].number), since_last)
        return (
            _Limit(self._pair(attempt), table["attempts_per_pair"].number),
            _Limit(self._key("account", attempt.account), table["attempts_per_account"].number),
            _Limit(self._key("address", attempt.address), table["attempts_per_address"].number),
            since_last,
        )

    def _waits(self, conn: sa.Connection, limits: Iterable[_Limit], now: int) -> int:
        until = conn.scalar(
            sa.select(sa.func.max(attempts.c.wait_until)).where(
                attempts.c.key.in_([limit.key for limit in limits])
            )
        )
        return max((until or 0) - now, 0)

    def _count(self, conn: sa.Connection, limit: _Limit, now: int) -> None:
        row = conn.execute(sa.select(attempts).where(attempts.c.key == limit.key)).one_or_none()
        table = book.BOOK.as_of(_day(now))
        window = table["attempt_window_minutes"].number * 60
        fresh = row is None or (limit.most > 0 and now - row.last_at > window)
        tries = 1 if fresh or row is None else row.tries + 1
        over = tries - limit.most if limit.most else -1
        wait = min(2 ** min(over, 30), table["longest_wait_seconds"].number) if over >= 0 else 0
        conn.execute(attempts.delete().where(attempts.c.key == limit.key))
        conn.execute(
            attempts.insert().values(key=limit.key, tries=tries, last_at=now, wait_until=now + wait)
        )

    def _take_back(self, conn: sa.Connection, key: str) -> None:
        conn.execute(
            attempts.update()
            .where(attempts.c.key == key, attempts.c.tries > 0)
            .values(tries=attempts.c.tries - 1, wait_until=0)
        )

    def _tries(self, conn: sa.Connection, key: str) -> int:
        return conn.scalar(sa.select(attempts.c.tries).where(attempts.c.key == key)) or 0

    def _pair(self, attempt: Attempt) -> str:
        return self._key("pair", attempt.account, attempt.address)

    def _since_last(self, attempt: Attempt) -> str:
        return self._key("since the last sign-in", attempt.account)

    def _key(self, *parts: str) -> str:
        said = "\0".join(parts).encode()
        return self.master.digest(said, purpose="attempt").hex()


def _day(now: int) -> date:
    return datetime.fromtimestamp(now, tz=UTC).date()


def _is_known(conn: sa.Connection, attempt: Attempt, now: int) -> bool:
    query = sa.select(devices.c.seen_at).where(
        devices.c.digest == attempt.device, devices.c.account == attempt.account
    )
    return (conn.scalar(query) or 0) > now - DEVICE_KNOWN_FOR


def _forget_old(conn: sa.Connection, now: int) -> None:
    conn.execute(attempts.delete().where(attempts.c.last_at < now - FORGOTTEN_AFTER))
    conn.execute(devices.delete().where(devices.c.seen_at < now - DEVICE_KNOWN_FOR))
