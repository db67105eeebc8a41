"""Scale: what a command costs when the log is long, against the same on a short log."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle
from uuid import UUID

from shared.eventstore.database import PostgresDatabase
from shared.eventstore.postgres import PostgresRecorder
from shared.eventstore.records import Append, StoredFact
from shared.eventstore.sealing import FileKey
from tests.benchmarks.files import DAY, OurFiles
from tests.benchmarks.lines import Line
from tests.benchmarks.rounds import rates
from tests.benchmarks.servers import empty_store
from tests.benchmarks.sizes import Size
from tests.benchmarks.writing import STATE, note_ours, open_ours

SHORT = 1_000
CHUNK = 1_000
PER_CASE = 300
KINDS = 30


def figures(size: Size) -> Iterator[Line]:
    """Load, decide and append, with so many events in the log before."""
    with filled_store(size.log) as long_log, filled_store(SHORT) as short_log:
        found = rates(
            _commands(long_log, size),
            _commands(short_log, size),
            rounds=size.rounds,
            each=size.each,
        )
    yield Line(
        figure=f"command_at_{size.log}_events_vs_{SHORT}",
        ours=1e3 / found.ours,
        baseline=1e3 / found.baseline,
        ratio=1 / found.ratio,
        unit="ms/command",
        bar="ratio <= 1.2",
    )


@contextmanager
def filled_store(events: int) -> Iterator[PostgresDatabase]:
    """A store that holds so many events, three hundred a case, and knows how its tables are."""
    with empty_store() as database:
        store = PostgresRecorder(database)
        for first in range(0, events, CHUNK):
            store.append(Append(events=tuple(map(_fact, range(first, first + CHUNK)))))
        with database.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        yield database


def _fact(number: int) -> StoredFact:
    case, version = divmod(number, PER_CASE)
    return StoredFact(
        originator_id=UUID(int=case + 1),
        originator_version=version + 1,
        topic=f"bench.noted_{number % KINDS}",
        state=STATE,
        event_version=1,
        happened_on=DAY,
        sealed=None,
        subject=None,
        person_id=UUID(int=case + 1),
        case_ref=f"case-{case}",
    )


def _commands(database: PostgresDatabase, size: Size) -> Callable[[], None]:
    ours = OurFiles(database, master=FileKey(os.urandom(32)))
    order = cycle([open_ours(ours) for _ in range(size.each)])
    return lambda: note_ours(ours, next(order))
