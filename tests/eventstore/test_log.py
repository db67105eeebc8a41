"""The log: contiguous, in commit order, never changed, and stamped with who and when."""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from threading import Thread
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from eventsourcing.persistence import DatabaseError

from shared import clock
from shared.eventstore.act import Act, acting
from shared.eventstore.catalogue import UnknownEvent
from shared.eventstore.database import PostgresDatabase, SqliteDatabase, WrongDriver
from shared.eventstore.demonstration import Demonstration
from shared.eventstore.postgres import PostgresRecorder
from shared.eventstore.records import Append, RealTimeOnly
from shared.eventstore.sqlite import SqliteRecorder
from shared.law import Conflict
from tests.eventstore.conftest import MASTER, Book, Library

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from shared.eventstore.database import Database

CLERK = Act(account="clerk01", role="office_handler", unit="town-office", correlation="r-1")


def test_an_entry_says_who_did_what_when_it_happened_and_when_it_was_recorded(
    library: Library,
) -> None:
    with acting(CLERK):
        library.open_book(opened_on=clock.today(), reader="甲某")

    (entry,) = library.entries()

    assert (entry.position, entry.stream_version, entry.name) == (1, 1, "library.opened")
    assert (entry.account, entry.role, entry.unit) == ("clerk01", "office_handler", "town-office")
    assert (entry.happened_on, entry.correlation) == (clock.today(), "r-1")
    assert abs(datetime.now(UTC) - entry.recorded_at) < timedelta(minutes=1)
    assert entry.facts == {"opened_on": clock.today(), "shelves": ("甲", "乙")}
    assert entry.personal == {"reader": "甲某"}


def test_positions_are_contiguous_under_concurrent_writers_and_refusals(
    library: Library, another: Library
) -> None:
    book = UUID(library.open_book(opened_on=clock.today(), reader="甲某").answer)

    def write(office: Library, start: int) -> None:
        for copy_no in range(start, start + 15):
            with suppress(Conflict):  # after three tries; it must leave no gap
                office.lend(book_id=book, lent_on=clock.today(), copy_no=copy_no)
            office.open_book(opened_on=clock.today(), reader="乙某")

    threads = [Thread(target=write, args=(o, s)) for o, s in ((library, 0), (another, 100))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    entries = library.entries(limit=None)
    assert [entry.position for entry in entries] == list(range(1, library.head() + 1))
    times = [entry.recorded_at for entry in entries]
    assert times == sorted(times)


def test_a_tailing_reader_sees_every_position_once_in_order(
    library: Library, another: Library
) -> None:
    seen: list[int] = []
    done: list[bool] = []

    def tail() -> None:
        while not (done and seen and seen[-1] == another.head()):
            for entry in another.entries(after=seen[-1] if seen else 0):
                assert entry.position == (seen[-1] if seen else 0) + 1
                seen.append(entry.position)
            time.sleep(0.001)  # SQLite never yields: a poll must let the writer run

    reader = Thread(target=tail)
    reader.start()
    for _ in range(50):
        library.open_book(opened_on=clock.today(), reader="甲某")
    done.append(True)
    reader.join()

    assert seen == list(range(1, 51))


def test_an_append_is_whole_or_nothing(library: Library) -> None:
    library.open_book(opened_on=clock.today(), reader="甲某")
    (row,) = library.store.rows()
    fresh = type(row.fact)(**{**vars(row.fact), "originator_id": uuid4()})

    with pytest.raises(DatabaseError):
        library.store.append(Append(events=(fresh, row.fact)))

    assert library.head() == 1


def test_the_log_refuses_change_in_sqlite(tmp_path: Path) -> None:
    database = SqliteDatabase(tmp_path / "log.sqlite3")
    SqliteRecorder(database).create()
    Library(database, master=MASTER).open_book(opened_on=clock.today(), reader="甲某")

    for statement in ("UPDATE events SET name = 'x'", "DELETE FROM events", "DELETE FROM commands"):
        with pytest.raises(sa.exc.IntegrityError, match="never"), database.transaction() as rows:
            rows.execute(sa.text(statement))


def test_a_departments_role_may_append_and_not_rewrite(
    fresh_database: Callable[[], str],
) -> None:
    owner = PostgresDatabase(fresh_database())
    recorder = PostgresRecorder(owner)
    recorder.create()
    role = f"r_{uuid4().hex[:12]}"
    with owner.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {role} LOGIN")
    try:
        recorder.grant(role)
        service = PostgresDatabase(str(owner.url.set(username=role)))
        office = Library(service, master=MASTER)
        office.open_book(opened_on=clock.today(), reader="甲某")
        assert not PostgresRecorder(service).may_rewrite()
        assert recorder.may_rewrite()
        for statement in (
            "UPDATE log.events SET name = 'x'",
            "DELETE FROM log.events",
            "TRUNCATE log.events",
            "INSERT INTO log.head VALUES (2, 0, now(), false)",
        ):
            with pytest.raises(sa.exc.ProgrammingError, match="denied"), service.transaction() as c:
                c.execute(sa.text(statement))
        service.close()
    finally:
        with owner.cursor() as cursor:
            cursor.execute(f"DROP OWNED BY {role}; DROP ROLE {role}")
        owner.close()


def test_a_driver_that_would_stop_the_hub_is_refused() -> None:
    with pytest.raises(WrongDriver):
        PostgresDatabase("postgresql+psycopg://postgres@127.0.0.1/x")


def test_only_a_demonstration_takes_its_recording_time_from_the_clock(library: Library) -> None:
    story = datetime(2024, 3, 1, 9, tzinfo=clock.SHANGHAI)
    with clock.use(story):
        library.start_demonstration()
        library.open_book(opened_on=date(2024, 3, 1), reader="甲某")

    entries = library.entries()

    assert [entry.name for entry in entries] == ["library.demonstration_started", "library.opened"]
    assert {entry.recorded_at for entry in entries} == {story}


def test_in_a_demonstration_hearing_takes_its_time_from_the_clock_too(library: Library) -> None:
    """What only moves the tracking must not push the story's time to the present."""
    story = datetime(2024, 3, 1, 9, tzinfo=clock.SHANGHAI)
    with clock.use(story):
        library.start_demonstration()
        library.move_tracking("registry", frm=0, to=5)
        library.open_book(opened_on=date(2024, 3, 1), reader="甲某")

    assert {entry.recorded_at for entry in library.entries()} == {story}


def test_a_real_store_never_becomes_a_demonstration(library: Library) -> None:
    library.open_book(opened_on=clock.today(), reader="甲某")

    with pytest.raises(RealTimeOnly):
        library.start_demonstration()


def test_an_unknown_event_stops_the_reader(library: Library, database: Database) -> None:
    library.open_book(opened_on=clock.today(), reader="甲某")

    class OlderLibrary(Library):
        name = "library"
        aggregates: ClassVar[Any] = ()  # it knows less

    (entry,) = OlderLibrary(database, master=MASTER).entries()

    with pytest.raises(UnknownEvent):
        _ = entry.facts


def test_a_file_can_be_loaded_as_of_an_earlier_version(library: Library) -> None:
    book = UUID(library.open_book(opened_on=clock.today(), reader="甲某").answer)
    library.lend(book_id=book, lent_on=clock.today(), copy_no=1)

    earlier: Book = library.repository.get(book, version=1)

    assert isinstance(earlier, Book)
    assert earlier.copies == []


def test_files_loaded_together_are_what_each_is_alone(library: Library) -> None:
    books = [
        UUID(library.open_book(opened_on=clock.today(), reader=reader).answer) for reader in "甲乙"
    ]
    for copy_no in (1, 2):
        library.lend(book_id=books[1], lent_on=clock.today(), copy_no=copy_no)

    found = library.load_all(Book, [*books, uuid4()])

    assert found == {book: library.load(Book, book) for book in books}
    assert library.load_all(Demonstration, books) == {}
    assert library.load_all(Book, []) == {}
