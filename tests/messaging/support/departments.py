"""A post that publishes and a desk that hears: as small as can be, on the real store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import eventlet
from eventsourcing.domain import event

from shared import clock
from shared.access.actor import Actor
from shared.eventstore.aggregate import Aggregate, Sealed
from shared.eventstore.application import Department
from shared.eventstore.database import SqliteDatabase
from shared.eventstore.factory import recorder_of
from shared.eventstore.hearing import hears
from shared.eventstore.performing import command
from shared.eventstore.sealing import FileKey
from shared.law import Refusal
from shared.messaging.entrypoints import follow
from shared.messaging.language import Message, Publish, Published
from shared.messaging.rpc import answer
from shared.messaging.service import DepartmentService
from shared.messaging.wiring import language_of

MASTER = FileKey(b"a master key that only tests know")
SECRET = "王小明"  # personal content: must never be seen outside its store


class Letter(Aggregate):
    """A letter about one case."""

    class Opened(Aggregate.Created):
        """A letter was opened."""

        case_ref: str
        person_id: UUID
        opened_on: date
        writer: Sealed[str]

    class Stamped(Aggregate.Event):
        """It was stamped."""

        stamped_on: date
        number: int

    class Weighed(Aggregate.Event):
        """It was weighed, which is nobody's business but the archive's."""

        weighed_on: date
        grams: int

    @event(Opened)
    def __init__(self, *, case_ref: str, person_id: UUID, opened_on: date, writer: str) -> None:
        self.case_ref = case_ref
        self.person_id = person_id
        self.opened_on = opened_on
        self.writer = writer

    @event(Stamped)
    def stamp(self, *, stamped_on: date, number: int) -> None:
        self.last = number

    @event(Weighed)
    def weigh(self, *, weighed_on: date, grams: int) -> None:
        self.grams = grams


POST_PUBLISHES = (
    Publish("opened", to=("desk", "archive"), fields=("opened_on",)),
    Publish("stamped", to=("desk",), fields={"on": "stamped_on", "number": "number"}),
    Publish("weighed", to=("archive",), fields={"heavy": lambda facts: facts["grams"] > 20}),
)


class Post(Department):
    """Publishes."""

    name = "post"
    aggregates = (Letter,)

    @command
    def open(self, *, case_ref: str) -> str:
        letter = Letter(
            case_ref=case_ref, person_id=uuid4(), opened_on=clock.today(), writer=SECRET
        )
        self.save(letter)
        return str(letter.id)

    @command
    def stamp(self, *, letter: str, number: int) -> None:
        file = self.load(Letter, UUID(letter))
        file.stamp(stamped_on=clock.today(), number=number)
        self.save(file)

    @command
    def weigh(self, *, letter: str, grams: int) -> None:
        file = self.load(Letter, UUID(letter))
        file.weigh(weighed_on=clock.today(), grams=grams)
        self.save(file)


class Copy(Aggregate):
    """What the desk noted of a message."""

    class Noted(Aggregate.Created):
        """A number was noted."""

        case_ref: str
        noted_on: date
        number: int

    @event(Noted)
    def __init__(self, *, case_ref: str, noted_on: date, number: int) -> None:
        self.case_ref = case_ref
        self.noted_on = noted_on
        self.number = number


@dataclass(frozen=True)
class NumberCame:
    """The post stamped a letter."""

    case_ref: str
    on: date
    number: int


def read_stamped(message: Message) -> NumberCame:
    """A tolerant reader: it takes what it knows and ignores the rest."""
    if message.version != 1:
        raise ValueError(message.version)
    return NumberCame(
        case_ref=message.case_ref or "",
        on=date.fromisoformat(message.data["on"]),
        number=message.data["number"],
    )


class Desk(Department):
    """Hears the post and notes the numbers."""

    name = "desk"
    aggregates = (Copy,)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, readers={"post.stamped": read_stamped}, **kwargs)
        self.poison: set[int] = set()
        self.tries = 0

    @hears(NumberCame)
    def on_number(self, fact: NumberCame) -> None:
        self.tries += 1
        if fact.number in self.poison:
            raise Refusal("不能登记{name}", name=SECRET)
        self.save(Copy(case_ref=fact.case_ref, noted_on=fact.on, number=fact.number))


class PostService(DepartmentService):
    """The post on the wire."""

    name = "post"

    @answer
    def echo(self, caller: Actor, text: str, on: str) -> dict[str, Any]:
        return {"caller": caller.account, "text": text, "on": on}

    @answer
    def refuse(self, caller: Actor) -> None:
        raise Refusal("不能告诉{name}", name=SECRET)

    @answer
    def fail(self, caller: Actor) -> None:
        raise ValueError(SECRET)

    @answer
    def dawdle(self, caller: Actor, seconds: float) -> str:
        eventlet.sleep(seconds)
        self.app.dawdled.append(caller.account)
        return "late"


class DeskService(DepartmentService):
    """The desk on the wire."""

    name = "desk"

    @follow("post")
    def on_post(self, message: Message) -> None:
        self.app.hear(message)


def new_post(path: Path) -> Post:
    """A post with an empty store."""
    post = Post(_database(path), master=MASTER)
    post.dawdled = []  # type: ignore[attr-defined]
    return post


def new_desk(path: Path) -> Desk:
    """A desk with an empty store."""
    return Desk(_database(path), master=MASTER)


def language(office: type[Department]) -> Published:
    """What each of the two publishes."""
    return language_of(office, POST_PUBLISHES if office is Post else ())


def numbers(desk: Desk) -> list[int]:
    """What the desk has noted, in order: the effects."""
    return [entry.facts["number"] for entry in desk.entries(limit=None)]


def stamped(post: Post, case_ref: str = "case-1") -> Callable[..., None]:
    """A letter; the answer stamps it with the numbers it is given."""
    letter = post.open(case_ref=case_ref).answer

    def stamp(*all_numbers: int) -> None:
        for number in all_numbers:
            post.stamp(letter=letter, number=number)

    return stamp


def _database(path: Path) -> SqliteDatabase:
    database = SqliteDatabase(path)
    recorder_of(database).create()
    return database
