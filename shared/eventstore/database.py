"""One pool of connections a process and store, shared by the log and the read models.

PostgreSQL through psycopg2, whose waits the hub can interleave; SQLite as one file. SQLAlchemy
would take psycopg 3 for `postgresql://`, which stops the whole hub while it waits: any other driver
is refused.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from abc import ABC, abstractmethod
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from eventsourcing.persistence import InterfaceError, OperationalError

from shared import clock
from shared.eventstore.records import NoRoom
from shared.eventstore.silence import STATEMENT_SECONDS, Watched, limit_silence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

POOL_SIZE = 8  # seven services with fifty workers each would exceed PostgreSQL's 100 connections
POOL_WAIT_SECONDS = 5.0
BUSY_SECONDS = 10.0
BUSY_PAUSE_SECONDS = 0.003
CONNECT_ARGS: dict[str, Any] = {
    "connection_factory": Watched,
    "connect_timeout": 3,
    "keepalives_idle": 5,
    "keepalives_interval": 3,
    "tcp_user_timeout": 10_000,
    "options": f"-c lock_timeout=3s -c statement_timeout={STATEMENT_SECONDS}s"
    " -c idle_in_transaction_session_timeout=10s -c search_path=views,log",
}

Unavailable = (
    OperationalError,
    InterfaceError,
    sa.exc.OperationalError,
    sa.exc.InterfaceError,
    sa.exc.TimeoutError,
)
"""What a database that cannot be reached raises: try again, never park."""


class WrongDriver(ValueError):
    """A database URL names a driver that would stop the hub."""


class Database(ABC):
    """Connections to one department's store."""

    dialect: str
    engine: sa.Engine

    @contextmanager
    @abstractmethod
    def transaction(self) -> Iterator[sa.Connection]:
        """A transaction on the read models; on SQLite it takes the write lock."""

    @contextmanager
    @abstractmethod
    def cursor(self) -> Iterator[Any]:
        """A DB-API cursor in autocommit mode, for the log."""

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection for queries."""
        with self.engine.connect() as connection:
            yield connection

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


class PostgresDatabase(Database):
    """One PostgreSQL database, as the department's role or, to migrate, as the owner's."""

    dialect = "postgresql"

    def __init__(self, url: str, *, pool_size: int = POOL_SIZE) -> None:
        self.url = psycopg2_url(url)
        limit_silence()
        self.engine = sa.create_engine(
            self.url,
            pool_size=pool_size,
            max_overflow=0,
            pool_timeout=POOL_WAIT_SECONDS,
            pool_use_lifo=True,
            executemany_mode="values_plus_batch",
            connect_args=CONNECT_ARGS,
        )

    @contextmanager
    def transaction(self) -> Iterator[sa.Connection]:
        """A transaction on the read models."""
        with self.engine.begin() as connection:
            yield connection

    @contextmanager
    def cursor(self) -> Iterator[Any]:
        """A cursor in autocommit mode; a broken connection is thrown away with the whole pool."""
        connection = self._checkout()
        try:
            connection.dbapi_connection.autocommit = True
            with connection.cursor() as cursor:
                yield cursor
        except BaseException:
            self._discard_if_broken(connection)
            raise
        finally:
            if connection.is_valid:
                connection.dbapi_connection.autocommit = False
            connection.close()

    def _checkout(self) -> Any:
        try:
            return self.engine.raw_connection()
        except sa.exc.TimeoutError as error:
            raise OperationalError(error) from error
        except self.engine.dialect.loaded_dbapi.OperationalError as error:
            raise OperationalError(error) from error

    def _discard_if_broken(self, connection: Any) -> None:
        """After a lost connection or an interrupted wait the socket's state is unknown."""
        raw = connection.dbapi_connection
        if raw is not None and (raw.closed or raw.isexecuting()):
            connection.invalidate()
            self.engine.dispose()


def psycopg2_url(url: str) -> sa.URL:
    """The URL with the driver that leaves the hub running.

    Raises:
        WrongDriver: the URL names another driver.

    """
    parsed = sa.make_url(url)
    if parsed.drivername not in {"postgresql", "postgresql+psycopg2"}:
        raise WrongDriver(f"{parsed.drivername}: only postgresql+psycopg2 keeps the hub running")
    return parsed.set(drivername="postgresql+psycopg2")


class SqliteDatabase(Database):
    """One SQLite file, written by one process at a time; several may take turns."""

    dialect = "sqlite"

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self.engine = sa.create_engine(
            f"sqlite:///{path}",
            connect_args={"timeout": 0, "check_same_thread": False},
            pool_size=POOL_SIZE,
            max_overflow=0,
            pool_timeout=POOL_WAIT_SECONDS,
        )
        self._lock = threading.RLock()
        sa.event.listen(self.engine, "connect", _prepare)

    @contextmanager
    def transaction(self) -> Iterator[sa.Connection]:
        """A transaction that holds the file's write lock from the start."""
        with self._lock, self.engine.connect() as connection:
            with _sqlite_away():
                _begin_immediate(_of(connection))
            try:
                yield connection
            except BaseException:
                _of(connection).rollback()
                raise
            with _sqlite_away():
                _of(connection).commit()

    @contextmanager
    def cursor(self) -> Iterator[Any]:
        """A cursor in autocommit mode."""
        with _sqlite_away():
            connection = self.engine.raw_connection()
            try:
                yield connection.cursor()
            finally:
                connection.close()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Cursor]:
        """A cursor inside a transaction that holds the write lock."""
        with self._lock, _sqlite_away():
            connection: Any = self.engine.raw_connection()
            try:
                _begin_immediate(connection.dbapi_connection)
                try:
                    yield connection.cursor()
                except BaseException:
                    connection.dbapi_connection.rollback()
                    raise
                connection.dbapi_connection.commit()
            finally:
                connection.close()


def _prepare(connection: sqlite3.Connection, _: object) -> None:
    """Durable at every commit, readers beside a writer; transactions are begun by hand."""
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        _patiently(connection, f"PRAGMA {pragma}")


@contextmanager
def _sqlite_away() -> Iterator[None]:
    """A file that is locked too long is away like any other database; a full disk is `NoRoom`."""
    try:
        yield
    except sqlite3.OperationalError as error:
        full = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
        raise (NoRoom if full else OperationalError)(error) from error


def _of(connection: sa.Connection) -> Any:
    """SQLite's own connection inside SQLAlchemy's."""
    return connection.connection.dbapi_connection


def _begin_immediate(connection: Any) -> None:
    _patiently(connection, "BEGIN IMMEDIATE")


def _patiently(connection: sqlite3.Connection, statement: str) -> None:
    """Wait for another process's lock here, where green threads can run, not inside SQLite."""
    give_up = clock.elapsed() + BUSY_SECONDS
    while True:
        try:
            connection.execute(statement)
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or clock.elapsed() > give_up:
                raise
            time.sleep(BUSY_PAUSE_SECONDS)
        else:
            return
