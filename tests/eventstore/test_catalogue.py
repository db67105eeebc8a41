"""Events that several kinds of file share, and names that two kinds would share by accident."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from eventsourcing.domain import event

from shared.eventstore.aggregate import Aggregate
from shared.eventstore.application import Department
from shared.eventstore.catalogue import BadEvent, Catalogue
from shared.eventstore.performing import command
from tests.eventstore.conftest import MASTER

if TYPE_CHECKING:
    from shared.eventstore.database import Database

DAY = date(2026, 3, 2)


class Stamped(Aggregate):
    """What can be stamped."""

    class FileStamped(Aggregate.Event):
        """Somebody stamped it."""

        stamped_on: date

    @event(FileStamped)
    def stamp(self, *, stamped_on: date) -> None:
        self.day = stamped_on


class Letter(Stamped):
    """One kind."""

    class LetterWritten(Aggregate.Created):
        """Written."""

        written_on: date

    @event(LetterWritten)
    def __init__(self, *, written_on: date) -> None:
        self.written_on = written_on


class Parcel(Stamped):
    """Another kind."""

    class ParcelPacked(Aggregate.Created):
        """Packed."""

        packed_on: date

    @event(ParcelPacked)
    def __init__(self, *, packed_on: date) -> None:
        self.packed_on = packed_on


class Stranger(Aggregate):
    """A kind with an event of its own that has a name which is taken."""

    class FileStamped(Aggregate.Created):
        """Not the same."""

        stamped_on: date


class Post(Department):
    """Keeps both kinds."""

    name = "post"
    aggregates = (Letter, Parcel)

    @command
    def receive(self, *, on: date) -> list[str]:
        """Take in and stamp one of each kind; answers their ids."""
        files = (Letter(written_on=on), Parcel(packed_on=on))
        for file in files:
            file.stamp(stamped_on=on)
            self.save(file)
        return [str(file.id) for file in files]


def test_each_kind_writes_and_reads_the_event_that_their_base_declares(database: Database) -> None:
    office = Post(database, master=MASTER)

    letter, parcel = map(UUID, office.receive(on=DAY).answer)

    assert office.load(Letter, letter).day == DAY
    assert office.load(Parcel, parcel).day == DAY
    assert [it.name for it in office.entries(limit=None)].count("post.file_stamped") == 2


def test_two_events_may_not_have_one_name() -> None:
    with pytest.raises(BadEvent, match=r"two events are called post\.file_stamped"):
        Catalogue("post", (Letter, Stranger))
