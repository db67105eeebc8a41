"""Read models follow the log, once each event, and can be folded anew while they are in use."""

from __future__ import annotations

from threading import Thread
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
import sqlalchemy as sa
from eventsourcing.persistence import OperationalError

from shared import clock
from shared.projecting import Projection, Projector, when

if TYPE_CHECKING:
    from shared.eventstore.entries import Entry
    from tests.eventstore.conftest import Library

metadata = sa.MetaData()
books = sa.Table(
    "books",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("reader", sa.String, index=True),
    sa.Column("lent", sa.Integer, nullable=False),
)


class Books(Projection):
    """One row a book."""

    name = "library_books"
    tables = (books,)

    @when("library.opened")
    def on_opened(self, connection: sa.Connection, entry: Entry) -> None:
        row = {"id": entry.stream_id, "reader": entry.personal["reader"], "lent": 0}
        connection.execute(self.table(books).insert().values(row))

    @when("library.lent")
    def on_lent(self, connection: sa.Connection, entry: Entry) -> None:
        table = self.table(books)
        connection.execute(
            table.update().where(table.c.id == entry.stream_id).values(lent=table.c.lent + 1)
        )


class NewBooks(Books):
    """The same read model in a later release."""

    name = "library_books"
    version = 2


def rows(library: Library) -> list[tuple[str, int]]:
    with library.db.reading() as connection:
        return [
            (row.reader, row.lent)
            for row in connection.execute(sa.select(books).order_by(books.c.reader))
        ]


def fill(library: Library, readers: int) -> None:
    for number in range(readers):
        book = UUID(library.open_book(opened_on=clock.today(), reader=f"{number:03}").answer)
        library.lend(book_id=book, lent_on=clock.today(), copy_no=1)


def test_a_read_model_shows_what_was_just_done(library: Library) -> None:
    projector = Projector(library, [Books])
    done = library.open_book(opened_on=clock.today(), reader="甲某")

    assert projector.wait(done.position)

    assert rows(library) == [("甲某", 0)]


def test_waiting_for_what_never_comes_ends(library: Library) -> None:
    assert not Projector(library, [Books]).wait(99, timeout=0.05)


def test_what_is_recorded_stays_so_when_read_models_cannot_be_written(library: Library) -> None:
    projector = Projector(library, [Books])
    projector.catch_up()
    fill(library, 1)
    fold = Books.folds["library.opened"]

    def is_away(*_: object) -> None:
        raise OperationalError

    Books.folds["library.opened"] = is_away
    try:
        assert not projector.wait(library.head(), timeout=0.05)
    finally:
        Books.folds["library.opened"] = fold

    assert projector.wait(library.head())


def test_each_event_is_folded_once_by_several_processes(library: Library, another: Library) -> None:
    projectors = [Projector(library, [Books]), Projector(another, [Books])]
    projectors[0].prepare()
    fill(library, 20)

    threads = [Thread(target=projector.catch_up) for projector in projectors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert rows(library) == [(f"{number:03}", 1) for number in range(20)]


def test_a_rebuilt_read_model_equals_the_one_in_use(library: Library) -> None:
    projector = Projector(library, [Books])
    fill(library, 5)
    projector.catch_up()
    before = rows(library)

    position = projector.rebuild("library_books")

    assert (rows(library), position) == (before, library.head())
    assert projector.position("library_books") == library.head()


def test_a_changed_version_is_folded_anew(library: Library, another: Library) -> None:
    fill(library, 2)
    Projector(library, [Books]).catch_up()
    with library.db.transaction() as connection:
        connection.execute(books.update().values(lent=99))

    Projector(another, [NewBooks]).catch_up()

    assert rows(library) == [("000", 1), ("001", 1)]


def test_an_older_release_leaves_a_newer_ones_read_model_alone(
    library: Library, another: Library
) -> None:
    newer = Projector(another, [NewBooks])
    newer.catch_up()
    fill(library, 2)

    older = Projector(library, [Books])
    stood = older.catch_up()

    assert stood < library.head()
    assert rows(library) == []
    newer.catch_up()
    assert older.wait(library.head())
    assert rows(library) == [("000", 1), ("001", 1)]


def test_a_release_that_is_overtaken_while_it_works_folds_no_more(
    library: Library, another: Library
) -> None:
    older = Projector(library, [Books])
    older.catch_up()
    newer = Projector(another, [NewBooks])
    entries = library.entries

    def overtaken(*, after: int, limit: int | None) -> list[Entry]:
        """The newer one takes over after the older has looked how far it is."""
        if not rows(library):
            newer.prepare()
            fill(another, 1)
        return entries(after=after, limit=limit)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(library, "entries", overtaken)
        stood = older.catch_up()

    assert stood < library.head()
    assert rows(library) == []
    assert newer.catch_up() == library.head()
    assert rows(library) == [("000", 1)]


def test_whoever_goes_back_to_an_older_release_folds_anew(
    library: Library, another: Library
) -> None:
    fill(library, 1)
    Projector(another, [NewBooks]).catch_up()
    older = Projector(library, [Books])
    older.catch_up()
    fill(library, 2)

    older.rebuild("library_books")

    assert older.catch_up() == library.head()
    assert len(rows(library)) == 3


def test_a_rebuild_can_be_done_again_and_leaves_no_tables_behind(library: Library) -> None:
    projector = Projector(library, [Books])
    fill(library, 2)
    projector.catch_up()

    projector.rebuild("library_books")
    projector.rebuild("library_books")

    names = sa.inspect(library.db.engine).get_table_names()
    assert [name for name in names if name.startswith("books")] == ["books"]


def test_what_a_killed_rebuild_left_behind_goes_with_the_next(library: Library) -> None:
    projector = Projector(library, [Books])
    fill(library, 2)
    projector.catch_up()
    with library.db.transaction() as connection:  # as far as a process came that was killed
        Books(suffix="__0123abcd").create(connection)

    projector.rebuild("library_books")

    names = sa.inspect(library.db.engine).get_table_names()
    assert [name for name in names if name.startswith("books")] == ["books"]
    assert rows(library) == [("000", 1), ("001", 1)]


def test_two_rebuilds_at_once_leave_one_whole_read_model(
    library: Library, another: Library
) -> None:
    fill(library, 3)
    Projector(library, [Books]).catch_up()
    threads = [
        Thread(target=Projector(office, [Books]).rebuild, args=("library_books",))
        for office in (library, another)
        if library.db.dialect == "postgresql" or office is library
    ]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    names = sa.inspect(library.db.engine).get_table_names()
    assert [name for name in names if name.startswith("books")] == ["books"]
    assert rows(library) == [("000", 1), ("001", 1), ("002", 1)]


def test_a_failed_rebuild_leaves_the_one_in_use(library: Library) -> None:
    projector = Projector(library, [Books])
    fill(library, 2)
    projector.catch_up()
    fold = Books.folds["library.lent"]

    def fails(*_: object) -> None:
        raise ZeroDivisionError

    Books.folds["library.lent"] = fails
    try:
        with pytest.raises(ZeroDivisionError):
            projector.rebuild("library_books")
    finally:
        Books.folds["library.lent"] = fold

    assert rows(library) == [("000", 1), ("001", 1)]
