"""A small department with one aggregate, on each kind of database."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest
from eventsourcing.domain import event

from shared.eventstore.aggregate import Aggregate, Sealed
from shared.eventstore.application import Department
from shared.eventstore.database import Database, PostgresDatabase, SqliteDatabase
from shared.eventstore.factory import recorder_of
from shared.eventstore.performing import command
from shared.eventstore.sealing import FileKey
from shared.eventstore.unit import Claim
from shared.law import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

MASTER = FileKey(b"a master key that only tests know")


class Book(Aggregate):
    """A lending book."""

    class Opened(Aggregate.Created):
        """The book was opened for a reader."""

        opened_on: date
        reader: Sealed[str]
        shelves: tuple[str, ...]

    class Lent(Aggregate.Event):
        """A copy was lent."""

        lent_on: date
        copy_no: int

    @event(Opened)
    def __init__(self, *, opened_on: date, reader: str, shelves: tuple[str, ...]) -> None:
        self.opened_on = opened_on
        self.reader = reader
        self.shelves = shelves
        self.copies: list[int] = []

    def lend(self, *, lent_on: date, copy_no: int) -> None:
        if copy_no in self.copies:
            raise Refusal("第{copy_no}本已借出", field="copy_no", copy_no=copy_no)
        self._lend(lent_on=lent_on, copy_no=copy_no)

    @event(Lent)
    def _lend(self, lent_on: date, copy_no: int) -> None:
        self.copies.append(copy_no)


class Library(Department):
    """A department that only tests know."""

    name = "library"
    aggregates = (Book,)

    @command
    def open_book(self, *, opened_on: date, reader: str, card: str | None = None) -> str:
        book = Book(opened_on=opened_on, reader=reader, shelves=("甲", "乙"))
        self.save(book, take=[Claim("card", card)] if card else [])
        return str(book.id)

    @command
    def open_next_card(self, *, opened_on: date, reader: str) -> int:
        free = next(n for n in range(1, 99) if self.holder(Claim("card", str(n))) is None)
        book = Book(opened_on=opened_on, reader=reader, shelves=())
        self.save(book, take=[Claim("card", str(free))])
        return free

    @command
    def lend(self, *, book_id: UUID, lent_on: date, copy_no: int) -> int:
        book = self.load(Book, book_id)
        book.lend(lent_on=lent_on, copy_no=copy_no)
        self.save(book)
        return len(book.copies)

    @command
    def give_card_back(self, *, book_id: UUID, lent_on: date, card: str) -> None:
        book = self.load(Book, book_id)
        book.lend(lent_on=lent_on, copy_no=len(book.copies) + 100)
        self.save(book, release=[Claim("card", card)])


@pytest.fixture(params=["sqlite", "postgres"])
def database(
    request: pytest.FixtureRequest, tmp_path: Path, fresh_database: Callable[[], str]
) -> Iterator[Database]:
    """A store that has just been made."""
    made: Database = (
        SqliteDatabase(tmp_path / "library.sqlite3")
        if request.param == "sqlite"
        else PostgresDatabase(fresh_database())
    )
    recorder_of(made).create()
    yield made
    made.close()


@pytest.fixture
def library(database: Database) -> Library:
    """The department, before its first act."""
    return Library(database, master=MASTER)


@pytest.fixture
def another(database: Database) -> Library:
    """The same department in what could be another process."""
    return Library(database, master=MASTER)


@pytest.fixture
def command_id() -> str:
    """An id that an edge made for one form."""
    return str(uuid4())
