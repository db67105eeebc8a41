"""The same file twice: on our store, and on the library's own PostgreSQL module."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate as LibraryAggregate
from eventsourcing.domain import event
from eventsourcing.persistence import JSONTranscoder, Transcoding

from shared.eventstore.aggregate import Aggregate, Sealed
from shared.eventstore.application import Department
from shared.eventstore.performing import command

DAY = date(2026, 11, 23)
NOTE = "谈了家里的事和找工作的打算" * 4


class OurFile(Aggregate):
    """A file of notes about one person."""

    class Opened(Aggregate.Created):
        """It was opened."""

        opened_on: date
        person_id: UUID

    class Noted(Aggregate.Event):
        """A talk was noted."""

        held_on: date
        minutes: int
        text: Sealed[str]

    @event(Opened)
    def __init__(self, *, opened_on: date, person_id: UUID) -> None:
        self.person_id = person_id
        self.minutes = 0

    @event(Noted)
    def note(self, held_on: date, minutes: int, text: str) -> None:
        self.minutes += minutes


class OurFiles(Department):
    """A department that notes talks."""

    name = "bench"
    aggregates = (OurFile,)

    @command
    def note(self, *, file_id: UUID, held_on: date, minutes: int, text: str) -> None:
        file = self.load(OurFile, file_id)
        file.note(held_on=held_on, minutes=minutes, text=text)
        self.save(file)

    @command
    def open(self, *, opened_on: date, notes: int, text: str) -> str:
        file = OurFile(opened_on=opened_on, person_id=uuid4())
        for _ in range(notes):
            file.note(held_on=opened_on, minutes=30, text=text)
        self.save(file)
        return str(file.id)


class DateAsIso(Transcoding):
    """Dates for the library's transcoder."""

    type = date
    name = "date_iso"

    def encode(self, obj: date) -> str:
        return obj.isoformat()

    def decode(self, data: str) -> date:
        return date.fromisoformat(data)


class TheirFile(LibraryAggregate):
    """The same file, as the library alone keeps it."""

    class Opened(LibraryAggregate.Created):
        """It was opened."""

        opened_on: date

    class Noted(LibraryAggregate.Event):
        """A talk was noted."""

        held_on: date
        minutes: int
        text: str

    @event(Opened)
    def __init__(self, *, opened_on: date) -> None:
        self.minutes = 0

    @event(Noted)
    def note(self, held_on: date, minutes: int, text: str) -> None:
        self.minutes += minutes


class TheirFiles(Application[UUID]):
    """The same application, as the library alone runs it."""

    def register_transcodings(self, transcoder: JSONTranscoder) -> None:
        super().register_transcodings(transcoder)
        transcoder.register(DateAsIso())

    def note(self, *, file_id: UUID, held_on: date, minutes: int, text: str) -> None:
        file: TheirFile = self.repository.get(file_id)
        file.note(held_on=held_on, minutes=minutes, text=text)
        self.save(file)
