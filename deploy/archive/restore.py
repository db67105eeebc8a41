"""`guihang restore`: fill empty stores from a backup, prove what came back, report what did not.

A backup holds what there was when it was made. Whoever was told of more, and still is there
(another department's store that is not restored along, a list of heads that was kept elsewhere),
knows that a tail is lost. That is said before anything is written, and again at the end.
"""

from __future__ import annotations

import gzip
import json
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg2

from deploy.archive.backup import FORMAT, MANIFEST, digest_of, opened_store
from deploy.archive.form import TABLES, differences, parsed
from deploy.archive.keys import SEALED, put, unlock
from deploy.archive.refusals import NoBackup, NotEmpty, StillParked, TailLost
from deploy.archive.stores import Store
from deploy.archive.verify import counted, verified
from deploy.assembly import Offices, migrate
from deploy.departments import DEPARTMENTS

if TYPE_CHECKING:
    from deploy.archive.verify import Verified
    from deploy.settings import Settings


class Source:
    """A backup that can be read: every file is as its manifest says."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            self.manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text("utf-8"))
        except (OSError, ValueError):
            raise NoBackup(f"{folder} 里没有备份清单 {MANIFEST}") from None
        if self.manifest.get("format") != FORMAT:
            raise NoBackup(f"备份格式 {self.manifest.get('format')} 不是本版本能读的 {FORMAT}")
        parts = [*self.stores.values(), *filter(None, [self.manifest["keys"]])]
        for part in parts:
            path = folder / part["file"]
            if not path.is_file() or digest_of(path) != part["sha256"]:
                raise NoBackup(f"{part['file']} 缺失或被改动")

    @property
    def stores(self) -> dict[str, dict[str, Any]]:
        """What it holds of each department."""
        found: dict[str, dict[str, Any]] = self.manifest["stores"]
        return found

    def lines(self, name: str) -> Iterator[str]:
        """Every row of a store."""
        with gzip.open(self.folder / self.stores[name]["file"], "rt", encoding="utf-8") as file:
            for line in file:
                yield line.rstrip("\n")

    def keys(self, passphrase: str) -> dict[str, bytes]:
        """The key files in it."""
        return unlock((self.folder / SEALED).read_bytes(), passphrase)


def lost_tail(
    source: Source, names: Iterable[str], heard: Mapping[str, Mapping[str, int]]
) -> list[dict[str, Any]]:
    """What others had heard beyond what the backup holds: `heard` is by listener, then upstream."""
    wanted = set(names)
    return [
        {
            "store": upstream,
            "restored_head": source.stores[upstream]["head"],
            "heard_by": listener,
            "heard": position,
            "missing": position - source.stores[upstream]["head"],
        }
        for listener, tracking in heard.items()
        for upstream, position in sorted(tracking.items())
        if upstream in wanted and position > source.stores[upstream]["head"]
    ]


def heard_elsewhere(settings: Settings, names: Iterable[str]) -> dict[str, dict[str, int]]:
    """How far the departments that are not restored have heard; who cannot be asked is left out."""
    found = {}
    for name in names:
        with (
            suppress(sqlite3.OperationalError, psycopg2.Error),
            closing(opened_store(settings, name)) as store,
        ):
            found[name] = store.tracking()
    return found


def noted_in(file: Path) -> dict[str, int]:
    """Heads that were kept elsewhere: what `guihang lag --json` printed, or another manifest."""
    told = json.loads(file.read_text("utf-8"))
    return {name: int(it["head"]) for name, it in told.get("stores", told).items()}


def restore(
    settings: Settings,
    source: Source,
    names: list[str],
    *,
    elsewhere: Mapping[str, Mapping[str, int]],
    lost_is_known: bool = False,
) -> dict[str, Any]:
    """Fill the stores, prove them; raises `TailLost` or `NotEmpty` before anything is written.

    Where a lost tail is known and accepted, those who heard it go back to the restored head, so
    that they miss nothing of what is recorded from now on.
    """
    lost = lost_tail(source, names, elsewhere)
    if lost and not lost_is_known:
        raise TailLost(lost)
    _refuse_parked_beyond(settings, lost)
    began = time.monotonic()
    for name in names:
        _fill(settings, source, name)
    rewound = _rewind(settings, lost)
    checked = [_checked(settings, source, name) for name in names]
    faults = [f"{it.store}: {fault}" for it in checked for fault in it.faults]
    return {
        "stores": {it.store: it.told() for it in checked},
        "lost_tail": lost,
        "rewound": rewound,
        "faults": faults,
        "seconds": round(time.monotonic() - began, 2),
        "sound": not faults and not lost,
    }


def compared(source: Source, live: Store) -> dict[str, Any]:
    """The live log against the backup, event by event, as far as the backup goes."""
    head = source.stores[live.name]["head"]
    saved = (line for line in source.lines(live.name) if line.startswith('["events",'))
    differing = [mine for mine, _ in differences(saved, live.lines(TABLES["events"], upto=head))]
    return {"compared": head, "differing": len(differing), "since_backup": live.head() - head}


def _fill(settings: Settings, source: Source, name: str) -> None:
    """Make the schema, and write into it; what is there already, and the same, stays."""
    migrate(settings, name)
    with closing(opened_store(settings, name)) as store:
        try:
            store.fill(source.lines(name))
        except NotEmpty:
            if counted(store, source.stores[name]["tables"]):
                raise
        store.commit()


def _checked(settings: Settings, source: Source, name: str) -> Verified:
    offices = Offices(settings, (name,))
    try:
        found = verified(offices[name])
    finally:
        offices.close()
    with closing(opened_store(settings, name)) as store:
        found.faults += counted(store, source.stores[name]["tables"])
    return found


def _refuse_parked_beyond(settings: Settings, lost: list[dict[str, Any]]) -> None:
    """A message that waits at a position which will be given out again would stand in the way."""
    for it in lost:
        if it["heard_by"] in DEPARTMENTS:
            with closing(opened_store(settings, it["heard_by"])) as store:
                parked = [parsed(line)[1] for line in store.lines(TABLES["parked"])]
            if any(row[0] == it["store"] and row[1] > it["restored_head"] for row in parked):
                raise StillParked(it["heard_by"])


def _rewind(settings: Settings, lost: list[dict[str, Any]]) -> list[str]:
    rewound = []
    for it in lost:
        if it["heard_by"] not in DEPARTMENTS:
            continue
        with closing(opened_store(settings, it["heard_by"])) as store:
            store.rewind(it["store"], it["restored_head"])
            store.commit()
        rewound.append(f"{it['heard_by']} hears {it['store']} again from {it['restored_head']}")
    return rewound


def restore_keys(settings: Settings, source: Source, passphrase: str | None) -> None:
    """Put the backup's keys where the settings want them."""
    if source.manifest["keys"] is not None and passphrase is not None:
        put(source.keys(passphrase), settings.keys)
