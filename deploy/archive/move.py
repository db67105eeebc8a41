"""`guihang move`: from the files of one machine to PostgreSQL, everything where it was.

Positions, command ids, claims, tracking, parked messages and wrapped keys go along as they are. The
files are held against writers meanwhile; each store goes in one transaction, is read back and
compared row by row before it is committed. A move that was interrupted is begun again: stores that
arrived are recognized, an incomplete one does not exist. In the end the folder says that it has
moved, so that nobody goes on writing into it.
"""

from __future__ import annotations

import fcntl
import json
import time
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from deploy.archive.backup import heard_too_early
from deploy.archive.form import TABLES, differences
from deploy.archive.refusals import HasMoved, NotEmpty, NotTheSame, StillRunning
from deploy.archive.stores import PostgresStore, SqliteStore, Store
from deploy.assembly import migrate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from deploy.settings import Settings

MOVED = "moved.json"
RUNNING = "running.lock"


def move(settings: Settings, names: Iterable[str], *, owner: str, role: str) -> dict[str, Any]:
    """Move a folder's town to the databases that `owner` and `role` name with `{service}`.

    Raises:
        StillRunning: somebody works on the folder. NotEmpty: a database holds something else.
        NotTheSame: a store did not arrive as it was.

    """
    began = time.monotonic()
    there = replace(settings, owner_url=owner, database_url=role)
    with alone(settings.data), ExitStack() as opened:
        stores = [
            SqliteStore(name, settings.data / f"{name}.sqlite3", exclusive=True) for name in names
        ]
        for store in stores:
            opened.callback(store.close)
        moved = {store.name: _move_one(there, store) for store in stores}
        report = {
            "stores": moved,
            "events": sum(it["rows"].get("events", 0) for it in moved.values()),
            "heard_too_early": heard_too_early(stores),
            "seconds": round(time.monotonic() - began, 2),
        }
        _say_moved(settings.data, moved)
    return report


@contextmanager
def alone(folder: Path, *, shared: bool = False) -> Iterator[None]:
    """Hold a data folder: several may work on it (`shared`), or one alone."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / RUNNING).open("a") as file:
        try:
            fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except OSError:
            raise StillRunning(folder) from None
        yield


def refuse_moved(folder: Path) -> None:
    """Raise `HasMoved` if the folder's town lives elsewhere."""
    if (folder / MOVED).exists():
        raise HasMoved(folder)


def _move_one(there: Settings, store: SqliteStore) -> dict[str, Any]:
    migrate(there, store.name)
    url = there.owner_url_for(store.name) or ""
    with closing(PostgresStore(store.name, url)) as target:
        arrived = not target.is_empty()
        if not arrived:
            target.fill(store.all_lines())
        rows = _compared(store, target, arrived=arrived)
        target.commit()
    return {"head": store.head(), "rows": rows, "was_there": arrived}


def _compared(store: Store, target: Store, *, arrived: bool) -> dict[str, int]:
    """How many rows of each table are the same here and there: all, or nothing is kept."""
    rows = {}
    for name, table in TABLES.items():
        with closing(target.lines(table)) as theirs:
            mine = _Counted(store.lines(table))
            if next(differences(mine, theirs), None) is not None:
                raise (NotEmpty if arrived else NotTheSame)(f"{store.name}.{name}")
        rows[name] = mine.number
    return rows


class _Counted:
    """Counts what passes."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self.number = 0

    def __iter__(self) -> _Counted:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.number += 1
        return line


def _say_moved(folder: Path, moved: dict[str, Any]) -> None:
    told = {
        "moved_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "heads": {name: it["head"] for name, it in moved.items()},
    }
    (folder / MOVED).write_text(json.dumps(told, indent=2), "utf-8")
