"""Rebuild: each read model of the town folded anew from a long log, batch by batch."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from deploy.assembly import Office
from deploy.running import settle
from shared.eventstore.application import Department
from shared.eventstore.database import POOL_SIZE, Database, SqliteDatabase
from shared.projecting import Projection, Projector
from tests.benchmarks.lines import Line
from tests.benchmarks.rounds import seconds
from tests.benchmarks.servers import empty_store
from tests.benchmarks.sizes import Size
from tests.benchmarks.towns import demonstration, retold

LEFT_OUT = {"identity"}  # its accounts are a dozen, and no case is in it
SAMPLE = 1_000  # events that the baseline folds one by one
KINDS = ("postgresql", "sqlite")


def figures(size: Size) -> Iterator[Line]:
    """Events a second, against the same events folded in a transaction each."""
    with demonstration() as offices:
        for office in offices:
            if office.parts.name not in LEFT_OUT:
                for kind in KINDS:
                    yield from _of_department(office, kind, size)


def _of_department(office: Office, kind: str, size: Size) -> Iterator[Line]:
    with _store(kind) as database:
        app = retold(office, database, events=size.fold)
        Projector(app, office.parts.projections).prepare()
        settle()
        grown = resident_mb()
        for projection in office.parts.projections:
            yield _of_projection(app, projection, size)
        yield Line(
            figure=f"rebuild_memory_growth_{office.parts.name}_{kind}",
            ours=max(resident_mb() - grown, 0.0),
            baseline=grown,
            unit="MB",
            bar="ours <= 30",
        )


def _of_projection(app: Department, projection: type[Projection], size: Size) -> Line:
    projector = Projector(app, (projection,))
    head = app.head()
    ours = head / seconds(lambda: projector.rebuild(projection.name))
    sample = min(SAMPLE, size.fold)
    baseline = sample / seconds(lambda: _one_by_one(app, projection, sample))
    return Line(
        figure=f"rebuild_{projection.name}_{app.db.dialect}",
        ours=ours,
        baseline=baseline,
        unit="events/s",
        bar="ours >= 10000",
    )


def _one_by_one(app: Department, projection: type[Projection], events: int) -> None:
    """The first events of the log, each with a transaction of its own, as a live desk follows."""
    fresh = projection(suffix="__singly")
    with app.db.transaction() as connection:
        fresh.create(connection)
    for entry in app.entries(limit=events):
        with app.db.transaction() as connection:
            fresh.fold(connection, [entry])
    with app.db.transaction() as connection:
        fresh.drop(connection)


def resident_mb() -> float:
    """The most memory that this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@contextmanager
def _store(kind: str) -> Iterator[Database]:
    if kind == "postgresql":
        with empty_store(pool_size=POOL_SIZE) as database:
            yield database
    else:
        with TemporaryDirectory(prefix="guihang-bench-") as folder:
            file = SqliteDatabase(Path(folder) / "log.sqlite3")
            yield file
            file.close()
