"""Personal content opens only with its person's key, in its own place."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from shared import clock
from shared.eventstore.sealing import (
    AES_256_GCM,
    KEY_SECONDS,
    SM4_GCM,
    SUITES,
    FileKey,
    Unopened,
    UnsafeKey,
    decrypt,
    encrypt,
)
from tests.eventstore.conftest import MASTER, Book, Library

if TYPE_CHECKING:
    from pathlib import Path

    from shared.eventstore.database import Database


@given(
    content=st.binary(max_size=200),
    where=st.binary(max_size=30),
    suite=st.sampled_from(list(SUITES)),
)
def test_what_is_sealed_opens_in_its_place(content: bytes, where: bytes, suite: str) -> None:
    key = os.urandom(SUITES[suite][2])

    box = encrypt(key, content, bound_to=where, suite=suite)

    assert decrypt(key, box, bound_to=where) == content


@given(bit=st.integers(min_value=0), suite=st.sampled_from(list(SUITES)))
def test_one_changed_bit_keeps_the_box_shut(bit: int, suite: str) -> None:
    key = os.urandom(SUITES[suite][2])
    box = bytearray(encrypt(key, b"content", bound_to=b"here", suite=suite))

    box[bit // 8 % len(box)] ^= 1 << bit % 8

    with pytest.raises(Unopened):
        decrypt(key, bytes(box), bound_to=b"here")


def test_a_box_moved_to_another_row_stays_shut() -> None:
    key = os.urandom(16)
    box = encrypt(key, b"content", bound_to=b"library|1|1", suite=SM4_GCM)

    with pytest.raises(Unopened):
        decrypt(key, box, bound_to=b"library|1|2")


def test_no_column_of_the_store_shows_personal_content(
    library: Library, database: Database
) -> None:
    library.open_book(opened_on=clock.today(), reader="可辨认的姓名", card="可辨认的号码")

    schema = "log." if database.dialect == "postgresql" else ""
    with database.reading() as connection:
        shown = [
            bytes(value) if isinstance(value, memoryview) else str(value).encode()
            for table in ("events", "commands", "claims", "data_keys")
            for row in connection.execute(sa.text(f"SELECT * FROM {schema}{table}"))
            for value in row
        ]

    assert not [value for value in shown if "可辨认".encode() in value]


def test_after_the_key_is_destroyed_facts_still_count_and_content_is_gone(
    library: Library, another: Library, database: Database
) -> None:
    book = UUID(library.open_book(opened_on=clock.today(), reader="甲某").answer)
    library.lend(book_id=book, lent_on=clock.today(), copy_no=1)

    schema = "log." if database.dialect == "postgresql" else ""
    with database.transaction() as connection:
        connection.execute(sa.text(f"UPDATE {schema}data_keys SET wrapped = NULL"))

    assert another.load(Book, book).copies == [1]
    assert another.entries()[0].personal == {"reader": None}
    with pytest.raises(Unopened):
        another.mapper.keeper.seal(book, b"more", bound_to=b"")  # type: ignore[attr-defined]  # ours


def test_a_key_is_destroyed_once_and_for_ever(library: Library, another: Library) -> None:
    """In this process at once; what is sealed about others stays."""
    gone = UUID(library.open_book(opened_on=clock.today(), reader="甲某").answer)
    stays = UUID(library.open_book(opened_on=clock.today(), reader="乙某").answer)

    told = [library.destroy_key(gone), another.destroy_key(gone)]

    assert told == [True, False]
    assert [library.load(Book, it).reader for it in (gone, stays)] == [None, "乙某"]
    with pytest.raises(Unopened):
        library.mapper.keeper.seal(gone, b"more", bound_to=b"")  # type: ignore[attr-defined]  # ours


def test_no_key_is_made_for_whoever_had_none_when_it_was_destroyed(library: Library) -> None:
    subject = uuid4()
    library.destroy_key(subject)

    with pytest.raises(Unopened):
        library.mapper.keeper.seal(subject, b"more", bound_to=b"")  # type: ignore[attr-defined]  # ours


def test_another_process_forgets_a_destroyed_key_within_minutes(
    library: Library, another: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = UUID(library.open_book(opened_on=clock.today(), reader="甲某").answer)
    known = another.load(Book, book).reader
    library.destroy_key(book)
    later = time.monotonic() + KEY_SECONDS
    monkeypatch.setattr(time, "monotonic", lambda: later)

    assert known == "甲某"
    assert another.load(Book, book).reader is None


def test_whoever_asks_for_facts_alone_opens_no_box(library: Library, database: Database) -> None:
    library.open_book(opened_on=clock.today(), reader="甲某")

    stranger = Library(database, master=FileKey(b"a master key of somebody else, no less long"))
    (entry,) = stranger.entries()

    assert entry.facts == {"opened_on": clock.today(), "shelves": ("甲", "乙")}
    with pytest.raises(Unopened):
        _ = entry.personal


def test_both_suites_live_in_one_store(database: Database) -> None:
    first = Library(database, master=MASTER, suite=SM4_GCM)
    first.open_book(opened_on=clock.today(), reader="甲某")
    second = Library(database, master=MASTER, suite=AES_256_GCM)
    second.open_book(opened_on=clock.today(), reader="乙某")

    readers = [entry.personal["reader"] for entry in first.entries()]

    assert readers == ["甲某", "乙某"]


def test_a_key_file_is_made_once_and_must_be_private(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "library.key"
    FileKey.make(path)
    written = path.read_text()

    FileKey.make(path)

    assert path.read_text() == written
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o640)
    with pytest.raises(UnsafeKey):
        FileKey.from_file(path)


def test_a_keyed_hash_differs_by_purpose_and_by_master() -> None:
    other = FileKey(b"another master key, for another town")
    value = str(uuid4()).encode()

    hashes = {
        MASTER.digest(value, purpose="claim card"),
        MASTER.digest(value, purpose="claim phone"),
        other.digest(value, purpose="claim card"),
    }

    assert len(hashes) == 3


def test_sealed_content_is_found_by_the_token_that_its_event_gives(library: Library) -> None:
    library.open_book(opened_on=clock.today(), reader="甲某")
    (opened,) = library.entries()

    kept = opened.token(opened.personal["reader"], purpose="search")

    assert kept == library.token("甲某", purpose="search") != library.token("甲某", purpose="other")
    assert "甲某" not in kept
