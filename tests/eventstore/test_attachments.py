"""Files beside the log: whole or not at all, once, sealed, gone with the person's key."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Thread
from uuid import UUID, uuid4

import pytest

from shared.eventstore.attachments import PART_BYTES
from shared.eventstore.database import Database, SqliteDatabase
from shared.eventstore.factory import recorder_of
from shared.eventstore.records import NoRoom, StoredFile
from shared.eventstore.sealing import Unopened
from tests.eventstore.conftest import MASTER, Library

CONTENT = os.urandom(3 * PART_BYTES + 7)


def rows(library: Library) -> int:
    with library.db.cursor() as cursor:
        table = "log.attachments" if library.db.dialect == "postgresql" else "attachments"
        cursor.execute(f"SELECT count(*) FROM {table}")  # our own name
        found: int = cursor.fetchone()[0]
    return found


def test_a_file_is_kept_whole_and_once(library: Library) -> None:
    reader = uuid4()

    first, again = (library.attachments.keep(reader, CONTENT) for _ in range(2))

    assert first == again
    assert rows(library) == 4
    assert library.attachments.read(reader, first) == CONTENT
    assert library.attachments.read(uuid4(), first) is None


def test_what_lies_in_the_database_cannot_be_read(library: Library) -> None:
    digest = library.attachments.keep(reader := uuid4(), b"A" * PART_BYTES)

    (box,) = library.store.attachment(reader, digest, 0, 1)

    assert b"AAAA" not in box


def test_a_part_that_was_moved_does_not_open(library: Library) -> None:
    reader, other = uuid4(), uuid4()
    digest = library.attachments.keep(reader, CONTENT)
    library.attachments.keep(other, b"of somebody else, so that there is a key")
    boxes = library.store.attachment(reader, digest, 0, 4)

    library.store.keep_attachment(StoredFile(subject=other, digest=digest, boxes=boxes))

    with pytest.raises(Unopened):
        library.attachments.read(other, digest)


def test_two_who_send_the_same_file_at_once_leave_one(library: Library) -> None:
    reader: UUID = uuid4()
    threads = [Thread(target=library.attachments.keep, args=(reader, CONTENT)) for _ in range(4)]

    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert rows(library) == 4
    assert library.attachments.read(reader, library.attachments.keep(reader, CONTENT)) == CONTENT


def test_a_full_disk_refuses_the_file_whole_and_leaves_what_was_there(tmp_path: Path) -> None:
    database: Database = SqliteDatabase(tmp_path / "library.sqlite3")
    recorder_of(database).create()
    library = Library(database, master=MASTER)
    reader = uuid4()
    kept = library.attachments.keep(reader, b"small")
    with database.cursor() as cursor:
        (pages,) = cursor.execute("PRAGMA page_count").fetchone()
    database.close()
    full = SqliteDatabase(tmp_path / "library.sqlite3")
    fill(full, pages + 8)
    library = Library(full, master=MASTER)

    with pytest.raises(NoRoom):
        library.attachments.keep(reader, CONTENT)

    assert rows(library) == 1
    assert library.attachments.read(reader, kept) == b"small"


def fill(database: SqliteDatabase, pages: int) -> None:
    """Have SQLite take the disk for full at this many pages."""
    import sqlalchemy as sa  # noqa: PLC0415 - for this listener alone

    @sa.event.listens_for(database.engine, "connect")
    def _limit(connection: object, _: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")  # type: ignore[attr-defined]  # SQLite's
