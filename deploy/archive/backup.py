"""`guihang backup`: every store as of one consistent cut, while the town goes on working.

Each store is read as of an instant of its own, and a cut of several is consistent when nobody in it
has heard what its publisher has not said in it. So all instants are fixed first, within
milliseconds, and again if that does not hold; only then is anything copied.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import time
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from deploy.archive.form import summed
from deploy.archive.keys import SEALED, lock
from deploy.archive.refusals import AlreadyThere, NoCut
from deploy.archive.stores import PostgresStore, SqliteStore, Store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from deploy.settings import Settings

FORMAT = 1
MANIFEST = "manifest.json"
TRIES, PAUSE_SECONDS = 50, 0.02
LEVEL = 6  # of gzip


def backup(
    settings: Settings, names: Iterable[str], target: Path, *, passphrase: str | None
) -> dict[str, Any]:
    """Write a backup into a new folder; it appears whole or not at all. Returns the manifest.

    `passphrase` seals the keys into it; None leaves them out.
    """
    if target.exists():
        raise AlreadyThere(target)
    draft = target.with_name(f"{target.name}.part-{os.getpid()}")
    draft.mkdir(parents=True, mode=0o700)
    manifest: dict[str, Any] = {
        "format": FORMAT,
        "release": version("guihang"),
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "cipher": settings.suite,
        "keys": None,
    }
    if passphrase is not None:
        manifest["keys"] = _write(draft / SEALED, lock(settings.keys, passphrase))
    with consistent_cut(settings, names) as stores:
        manifest["stores"] = {store.name: _copy(store, draft) for store in stores}
    _write(draft / MANIFEST, json.dumps(manifest, indent=2, ensure_ascii=False).encode())
    draft.rename(target)
    return manifest


@contextmanager
def consistent_cut(settings: Settings, names: Iterable[str]) -> Iterator[list[Store]]:
    """The stores, each as of an instant, such that nothing was heard before it was said."""
    wanted = list(reversed(list(names)))  # who hears most comes first
    for _ in range(TRIES):
        with ExitStack() as opened:
            stores = [opened_store(settings, name) for name in wanted]
            for store in stores:
                opened.callback(store.close)
            if not heard_too_early(stores):
                yield stores
                return
        time.sleep(PAUSE_SECONDS)
    raise NoCut


def heard_too_early(stores: Iterable[Store]) -> list[dict[str, Any]]:
    """Who has heard more of an upstream than the upstream's own log holds here."""
    told = [(store.name, store.tracking(), store.head()) for store in stores]
    heads = {name: head for name, _, head in told}
    return [
        {"store": upstream, "head": heads[upstream], "heard_by": name, "heard": heard}
        for name, tracking, _ in told
        for upstream, heard in tracking.items()
        if heard > heads.get(upstream, heard)
    ]


def opened_store(settings: Settings, name: str, *, exclusive: bool = False) -> Store:
    """A department's store for copying; with its owner's rights where they are given."""
    url = settings.owner_url_for(name) or settings.url_for(name)
    if url is not None:
        return PostgresStore(name, url)
    return SqliteStore(name, settings.data / f"{name}.sqlite3", exclusive=exclusive)


def _copy(store: Store, folder: Path) -> dict[str, Any]:
    """One store into one file; what its part of the manifest says."""
    path = folder / f"{store.name}.jsonl.gz"
    with _private(path) as raw, gzip.GzipFile(fileobj=raw, mode="wb", compresslevel=LEVEL) as file:

        def written() -> Iterator[str]:
            for line in store.all_lines():
                file.write(line.encode() + b"\n")
                yield line

        tables = summed(written()).told()
        file.close()
        raw.flush()
        os.fsync(raw.fileno())
    return {
        "head": store.head(),
        "tracking": store.tracking(),
        "tables": tables,
        "file": path.name,
        "sha256": digest_of(path),
    }


def _private(path: Path) -> IO[bytes]:
    """A new file that its owner alone may read."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _write(path: Path, content: bytes) -> dict[str, str]:
    with _private(path) as file:
        file.write(content)
        os.fsync(file.fileno())
    return {"file": path.name, "sha256": digest_of(path)}


def digest_of(path: Path) -> str:
    """The digest of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
