"""Many writers at one log: no reader misses a position, no upkeep holds up an append.

With figures: `python -m tests.faults.tailing`, `python -m tests.faults.upkeep`.
"""

from __future__ import annotations

from collections.abc import Callable

import psycopg2

from shared.eventstore.database import PostgresDatabase
from shared.eventstore.postgres import PostgresRecorder
from tests.faults.tailing import Reader, tail
from tests.faults.upkeep import STATEMENTS, upkeep


def test_a_reader_sees_every_position_once_though_appends_are_held_up_and_fail(
    fresh_database: Callable[[], str],
) -> None:
    found = tail(fresh_database(), number=4, each=200, conflicts=20, one_in=40, hold=0.1)

    assert found.sound
    assert found.conflicts > 0
    assert found.appends == 800


def test_a_position_that_comes_late_is_counted_as_missed(
    fresh_database: Callable[[], str],
) -> None:
    url = fresh_database()
    tail(url, number=1, each=10, conflicts=0, one_in=1, hold=0.0)
    with psycopg2.connect(url) as connection:
        connection.cursor().execute("DELETE FROM log.events WHERE position = 5")

    reader = Reader(PostgresRecorder(PostgresDatabase(url, pool_size=1)))
    reader.look()

    assert (reader.missed, reader.again_or_early) == (1, 0)


def test_appends_go_on_during_everything_that_an_administrator_does(
    fresh_database: Callable[[], str],
) -> None:
    felt = upkeep(fresh_database(), number=2, events=2000, quiet=0.5)

    assert [one.measure for one in felt] == ["nothing", *STATEMENTS, "pg_dump"]
    assert felt[0].appends > 0
    assert all(one.went_on for one in felt)
