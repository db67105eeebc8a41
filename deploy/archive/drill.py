"""A restore drill: into a scratch folder, proved there, compared with the running town.

It needs no database server, whatever the backup came from, and touches nothing of the town: the
stores are SQLite files, the keys are the backup's own, or those that are kept apart from it.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg2

from deploy.archive.backup import opened_store
from deploy.archive.restore import compared, restore, restore_keys
from deploy.settings import EMBEDDED

if TYPE_CHECKING:
    from deploy.archive.restore import Source
    from deploy.settings import Settings


def drill(
    settings: Settings, source: Source, names: list[str], *, passphrase: str | None
) -> dict[str, Any]:
    """Restore into a scratch folder, verify, compare event by event; the folder goes at the end."""
    with tempfile.TemporaryDirectory(prefix="guihang-drill-") as folder:
        scratch = replace(
            settings,
            data=Path(folder),
            keys=Path(folder) / "keys",
            amqp_uri=EMBEDDED,
            database_url=None,
            owner_url=None,
        )
        _bring_keys(settings, scratch, source, passphrase)
        report = restore(scratch, source, names, elsewhere={})
    for name in names:
        report["stores"][name]["live"] = _with_live(settings, source, name)
    differing = [
        f"{name}: {told['live']['differing']} events are not those of the backup"
        for name, told in report["stores"].items()
        if told["live"] and told["live"]["differing"]
    ]
    report["faults"] += differing
    report["sound"] = report["sound"] and not differing
    return report


def _bring_keys(
    settings: Settings, scratch: Settings, source: Source, passphrase: str | None
) -> None:
    if source.manifest["keys"] is not None and passphrase is not None:
        restore_keys(scratch, source, passphrase)
    else:
        shutil.copytree(settings.keys, scratch.keys)


def _with_live(settings: Settings, source: Source, name: str) -> dict[str, Any] | None:
    """The comparison with the running town; None where there is none to compare with."""
    try:
        with closing(opened_store(settings, name)) as live:
            return compared(source, live)
    except (sqlite3.OperationalError, psycopg2.Error):
        return None
