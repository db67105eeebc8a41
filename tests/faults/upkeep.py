"""Whether upkeep of the database holds up the clerks: `python -m tests.faults.upkeep`.

Writers append to a log that is long already; meanwhile each measure is taken, one after the other.
The figure is the slowest append that was under way during the measure, beside the slowest of a
quiet time before (reliability: an append waits 200 ms at the most).
"""

from __future__ import annotations

import json
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import click
import psycopg2

from shared.eventstore.database import PostgresDatabase
from shared.eventstore.postgres import PostgresRecorder
from tests.faults.writers import Writers, Written, writers
from tests.support.postgres import PostgresInstance, postgres_binaries

MOST_MILLISECONDS = 200.0
QUIET_SECONDS = 3.0
NO_TIME = 0.1  # seconds
WITHOUT_END = 10**9
LONG_LOG = """
INSERT INTO log.events
    (position, stream_id, stream_version, name, state, event_version, happened_on, envelope,
     recorded_at)
SELECT n, gen_random_uuid(), 1, 'library.noted', repeat('x', 200)::bytea, 1, '2026-11-23', '{{}}',
     now()
FROM generate_series(1, {events}) n;
UPDATE log.head SET position = {events};
"""
STATEMENTS = (
    "VACUUM log.events",
    "VACUUM log.head",
    "VACUUM (ANALYZE) log.events",
    "ANALYZE",
    "CREATE INDEX CONCURRENTLY by_day ON log.events (happened_on)",
    "REINDEX INDEX CONCURRENTLY log.by_day",
    "DROP INDEX CONCURRENTLY log.by_day",
)


@dataclass(frozen=True)
class Measure:
    """One measure: from when until when it was taken."""

    name: str
    since: float
    until: float


@dataclass(frozen=True)
class Felt:
    """What the clerks felt of a measure."""

    measure: str
    seconds: float
    appends: int
    slowest_ms: float

    @property
    def sound(self) -> bool:
        """Appends went on, and none waited too long."""
        return self.went_on and self.slowest_ms <= MOST_MILLISECONDS

    @property
    def went_on(self) -> bool:
        """There was an append, or no time for one."""
        return self.appends > 0 or self.seconds < NO_TIME

    def figures(self) -> dict[str, object]:
        """One line of JSON."""
        return {
            "measure": self.measure,
            "seconds": round(self.seconds, 2),
            "appends": self.appends,
            "slowest_ms": round(self.slowest_ms, 1),
            "most_ms": MOST_MILLISECONDS,
            "sound": self.sound,
        }


def upkeep(url: str, *, number: int, events: int, quiet: float = QUIET_SECONDS) -> list[Felt]:
    """Take all measures in the empty database at this address while so many writers append."""
    database = PostgresDatabase(url, pool_size=1)
    PostgresRecorder(database).create()
    database.close()
    _order(url, LONG_LOG.format(events=events))
    with (
        tempfile.TemporaryDirectory(prefix="guihang-upkeep-") as folder,
        writers(url, Path(folder), number=number, each=WITHOUT_END, conflicts=0) as at_work,
    ):
        _wait_for_appends(url, at_work, beyond=events)
        measures = list(_taken(url, Path(folder), quiet))
        written = at_work.finish()
    return [_felt(measure, written) for measure in measures]


def _taken(url: str, folder: Path, quiet: float) -> Iterator[Measure]:
    yield _timed("nothing", partial(time.sleep, quiet))
    for statement in STATEMENTS:
        yield _timed(statement, partial(_order, url, statement))
    yield _timed("pg_dump", partial(_dump, url, folder / "dump"))


def _timed(name: str, take: Callable[[], object]) -> Measure:
    since = time.time()
    take()
    return Measure(name, since, time.time())


def _felt(measure: Measure, written: list[Written]) -> Felt:
    during = [
        took
        for it in written
        for at, took in it.appends
        if at < measure.until and at + took > measure.since
    ]
    seconds = measure.until - measure.since
    return Felt(measure.name, seconds, len(during), 1000 * max(during, default=0.0))


def _wait_for_appends(url: str, at_work: Writers, *, beyond: int) -> None:
    with closing(psycopg2.connect(url)) as connection:
        connection.autocommit = True
        cursor = connection.cursor()
        head = beyond
        while head <= beyond + 100:
            if not at_work.at_work:
                raise ChildProcessError("the writers ended")
            cursor.execute("SELECT position FROM log.head")
            (head,) = cursor.fetchone() or (beyond,)
            time.sleep(0.05)


def _order(url: str, statement: str) -> None:
    with closing(psycopg2.connect(url)) as connection:
        connection.autocommit = True
        connection.cursor().execute(statement)


def _dump(url: str, file: Path) -> None:
    binaries = postgres_binaries()
    if binaries is None:
        raise FileNotFoundError("PostgreSQL's programs are not installed")
    subprocess.run([binaries / "pg_dump", "--format=custom", f"--file={file}", url], check=True)


@click.command()
@click.option("--writers", "number", default=4, show_default=True, help="processes that append")
@click.option("--events", default=300_000, show_default=True, help="how long the log is before")
def main(number: int, events: int) -> None:
    """Print a line a measure; status 1 if one held up an append for too long."""
    server = PostgresInstance().start()
    try:
        felt = upkeep(server.url, number=number, events=events)
    finally:
        server.remove()
    for one in felt:
        click.echo(json.dumps(one.figures()))
    raise SystemExit(not all(one.sound for one in felt))


if __name__ == "__main__":
    main()
