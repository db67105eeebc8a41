"""Whether a tailing reader sees every position once, in order: `python -m tests.faults.tailing`.

Numbers from a sequence become visible out of order: who reads on from the last seen one loses what
commits late (docs/adr/0003). Here many writers append at once, a fifth of their appends fail after
part of them was written, and one append in so many is held up inside its transaction.
"""

from __future__ import annotations

import json
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from shared.eventstore.database import PostgresDatabase
from shared.eventstore.postgres import PostgresRecorder
from tests.faults.writers import Written, writers
from tests.support.postgres import PostgresInstance

PAGE = 500
HELD = """
CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF random() < 1.0 / {one_in} THEN PERFORM pg_sleep(random() * {seconds}); END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER hold AFTER INSERT ON log.events FOR EACH STATEMENT EXECUTE FUNCTION hold();
"""


@dataclass(frozen=True)
class Tailed:
    """What the reader saw, beside what the writers did."""

    writers: int
    appends: int
    conflicts: int
    events: int
    head: int
    seen: int
    missed: int
    again_or_early: int
    seconds: float

    @property
    def sound(self) -> bool:
        """Every position once, in order, and no other."""
        return self.seen == self.head == self.events and not self.missed + self.again_or_early


def tail(url: str, *, number: int, each: int, conflicts: int, one_in: int, hold: float) -> Tailed:
    """Writers append to the empty database at this address while one reader follows."""
    database = PostgresDatabase(url, pool_size=1)
    recorder = PostgresRecorder(database)
    recorder.create()
    with database.transaction() as connection:
        connection.exec_driver_sql(HELD.format(one_in=one_in, seconds=hold))
    began = time.monotonic()
    with (
        tempfile.TemporaryDirectory(prefix="guihang-tailing-") as folder,
        writers(url, Path(folder), number=number, each=each, conflicts=conflicts) as at_work,
    ):
        reader = Reader(recorder)
        while at_work.at_work:
            reader.look()
        written = at_work.finish()
        reader.look()
    found = _compared(reader, written, recorder.head(), time.monotonic() - began)
    database.close()
    return found


class Reader:
    """Reads on from the last position that it saw, as a follower does."""

    def __init__(self, recorder: PostgresRecorder) -> None:
        self._recorder = recorder
        self.seen = self.last = self.missed = self.again_or_early = 0

    def look(self) -> None:
        """Take all that is new."""
        while rows := self._recorder.rows(after=self.last, limit=PAGE):
            for row in rows:
                self.seen += 1
                self.missed += max(0, row.position - self.last - 1)
                self.again_or_early += row.position <= self.last
                self.last = row.position


def _compared(reader: Reader, written: list[Written], head: int, seconds: float) -> Tailed:
    return Tailed(
        writers=len(written),
        appends=sum(len(it.appends) for it in written),
        conflicts=sum(it.conflicts for it in written),
        events=sum(it.events for it in written),
        head=head,
        seen=reader.seen,
        missed=reader.missed,
        again_or_early=reader.again_or_early,
        seconds=round(seconds, 1),
    )


@click.command()
@click.option("--writers", "number", default=8, show_default=True, help="processes that append")
@click.option("--each", default=10_000, show_default=True, help="appends of each")
@click.option("--conflicts", default=20, show_default=True, help="per cent that must fail")
@click.option("--one-in", default=200, show_default=True, help="one append in so many is held up")
@click.option("--hold", default=0.2, show_default=True, help="seconds at the most")
def main(number: int, each: int, conflicts: int, one_in: int, hold: float) -> None:
    """Print the figures; status 1 if the reader missed a position or saw one twice."""
    server = PostgresInstance().start()
    try:
        found = tail(
            server.url, number=number, each=each, conflicts=conflicts, one_in=one_in, hold=hold
        )
    finally:
        server.remove()
    click.echo(json.dumps(asdict(found) | {"sound": found.sound}))
    raise SystemExit(not found.sound)


if __name__ == "__main__":
    main()
