"""A database that keeps the connection and says nothing is away after a while, and back at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import eventlet
import pytest
import sqlalchemy as sa

from shared.eventstore import silence
from shared.eventstore.database import PostgresDatabase, Unavailable
from shared.eventstore.postgres import PostgresRecorder
from tests.faults.hole import Fault, HoledWire

FOR_EVER = 10.0  # seconds; the limits below are parts of one


@pytest.fixture
def wire(postgres_server: str) -> Iterator[HoledWire]:
    """The way to the server."""
    at = urlsplit(postgres_server)
    made = HoledWire(at.hostname or "", at.port or 5432)
    yield made
    made.close()


@pytest.fixture
def database(
    wire: HoledWire, fresh_database: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[PostgresDatabase]:
    """A store that is reached over the wire only, and whose patience is short."""
    monkeypatch.setattr(silence, "CONNECTING_SECONDS", 0.2)
    monkeypatch.setattr(silence, "SILENT_SECONDS", 0.2)
    url = sa.make_url(fresh_database()).set(host="127.0.0.1", port=wire.port)
    made = PostgresDatabase(url.render_as_string(hide_password=False))
    yield made
    made.close()


def ask_the_log(database: PostgresDatabase) -> int:
    """As the recorder asks."""
    return int(PostgresRecorder(database)._one("SELECT 1")[0])


def ask_the_read_models(database: PostgresDatabase) -> int:
    """As a page asks."""
    with database.transaction() as connection:
        return int(connection.scalar(sa.text("SELECT 1")) or 0)


@pytest.mark.parametrize("ask", [ask_the_log, ask_the_read_models])
@pytest.mark.parametrize("fault", [Fault.HOLE, Fault.TO_SERVER, Fault.TO_CLIENT, Fault.RESET])
def test_a_server_that_says_nothing_is_away_and_serves_again_at_once(
    wire: HoledWire,
    database: PostgresDatabase,
    ask: Callable[[PostgresDatabase], int],
    fault: Fault,
) -> None:
    assert ask(database) == 1
    wire.breaks(fault)

    for _ in ("the connection that was open", "a new one"):
        with eventlet.Timeout(FOR_EVER), pytest.raises(Unavailable):
            ask(database)
    wire.mend()

    assert ask(database) == 1


def test_a_statement_that_takes_longer_than_the_silence_allowed_is_given_up(
    database: PostgresDatabase,
) -> None:
    with eventlet.Timeout(FOR_EVER), pytest.raises(Unavailable):
        PostgresRecorder(database)._one("SELECT pg_sleep(60)")

    assert ask_the_log(database) == 1


def test_who_finds_every_connection_taken_is_told_that_the_database_is_away(
    fresh_database: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.eventstore.database.POOL_WAIT_SECONDS", 0.1)
    database = PostgresDatabase(fresh_database(), pool_size=1)

    with database.reading():
        for ask in (ask_the_log, ask_the_read_models):
            with pytest.raises(Unavailable):
                ask(database)
