"""What another department published is heard once, and what cannot be heard is put aside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from shared import clock
from shared.eventstore.hearing import Overtaken, Unreadable, hears
from tests.eventstore.conftest import MASTER, Book, Library

if TYPE_CHECKING:
    from shared.eventstore.database import Database


@dataclass(frozen=True)
class Arrived:
    """A delivery of books arrived."""

    reader: str


@dataclass(frozen=True)
class Note:
    """A message from upstream."""

    position: int
    previous: int
    reader: str = "甲某"
    upstream: str = "shop"
    name: str = "shop.arrived"
    case_ref: str | None = "case-1"
    correlation: str | None = None

    def dump(self) -> bytes:
        return self.reader.encode()


class Listening(Library):
    """The library, which hears the shop."""

    name = "library"

    @hears(Arrived)
    def on_arrived(self, fact: Arrived) -> None:
        self.save(Book(opened_on=clock.today(), reader=fact.reader, shelves=()))


def read(note: Note) -> Arrived:
    return Arrived({"甲某": "甲某"}[note.reader])


@pytest.fixture
def listening(database: Database) -> Listening:
    """The department with its reader of messages."""
    return Listening(database, master=MASTER, readers={"shop.arrived": read})


def test_the_effect_and_the_position_are_one_append(listening: Listening) -> None:
    listening.hear(Note(position=7, previous=0))

    assert listening.tracked("shop") == 7
    assert [e.causation for e in listening.entries()] == ["shop:7"]


def test_a_message_heard_twice_has_one_effect(listening: Listening) -> None:
    listening.hear(Note(position=7, previous=0))

    with pytest.raises(Overtaken):
        listening.hear(Note(position=7, previous=0))

    assert listening.head() == 1


def test_a_message_behind_a_gap_is_not_heard(listening: Listening) -> None:
    with pytest.raises(Overtaken):
        listening.hear(Note(position=9, previous=7))

    assert (listening.tracked("shop"), listening.head()) == (0, 0)


def test_a_name_that_is_not_heard_only_moves_the_position(listening: Listening) -> None:
    listening.hear(Note(position=3, previous=0, name="shop.closed"))

    assert (listening.tracked("shop"), listening.head()) == (3, 0)


def test_a_message_that_cannot_be_read_stops_the_line(listening: Listening) -> None:
    with pytest.raises(Unreadable):
        listening.hear(Note(position=1, previous=0, reader="不认识"))

    assert listening.tracked("shop") == 0


def test_parking_goes_on_behind_and_replay_takes_it_off_once(listening: Listening) -> None:
    note = Note(position=1, previous=0)
    listening.park(note, "规则不允许")

    (parked,) = listening.parked()
    assert (listening.tracked("shop"), listening.is_parked("shop", "case-1")) == (1, True)
    assert (parked.name, parked.reason, parked.body) == (
        "shop.arrived",
        "规则不允许",
        "甲某".encode(),
    )

    listening.replay(parked, note)

    assert (listening.head(), listening.parked()) == (1, [])
    with pytest.raises(Overtaken):
        listening.replay(parked, note)
    assert listening.head() == 1


def test_moving_the_position_is_compare_and_set(listening: Listening) -> None:
    listening.move_tracking("shop", frm=0, to=5)

    with pytest.raises(Overtaken):
        listening.move_tracking("shop", frm=0, to=6)

    assert listening.tracked("shop") == 5


def test_listeners_are_told_the_new_head(listening: Listening) -> None:
    heads: list[int] = []
    listening.on_commit(heads.append)

    listening.open_book(opened_on=clock.today(), reader=str(uuid4()))
    listening.move_tracking("shop", frm=0, to=5)

    assert heads == [1]
