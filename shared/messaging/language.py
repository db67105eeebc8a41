"""The published language of a department: which events leave, as which fields, to whom.

A message is a CloudEvents 1.0 event in JSON (structured mode), made for one audience. It names the
person and the case by reference and carries declared facts; personal content cannot be declared
(戒毒条例 arts. 7, 43). Whoever listens declares what it reads and imports nothing of ours.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol, Self
from uuid import UUID

from shared.messaging.envelope import SPEC_VERSION, NotAMessage, attributes_of, read_attribute
from shared.messaging.plain import plain, to_json

CONTENT_TYPE = "application/cloudevents+json"  # CloudEvents JSON format 1.0.2, section 3.2
LARGEST_BODY = 256 * 1024  # bytes; an event is a fact, not a document
Facts = Mapping[str, Any]
Field = str | Callable[[Facts], Any]
FILE = "·file"
"""Where a message's field is the id of the file that the event stands in; no fact is called so."""


class NotPublishable(TypeError):
    """The published language declares what must not or cannot leave the department."""


class EventType(Protocol):
    """What the event catalogue of a department says of one event."""

    @property
    def readers(self) -> Mapping[str, Any]:
        """All fields of the event."""

    @property
    def sealed(self) -> frozenset[str]:
        """The fields that hold personal content."""

    @property
    def stored_as(self) -> tuple[str, ...]:
        """All names under which it lies in the log, former ones too."""


class LogEntry(Protocol):
    """What a message is made from: one event of the publisher's log."""

    @property
    def position(self) -> int:
        """Where it stands in the log."""

    @property
    def stream_id(self) -> UUID:
        """The file that it stands in."""

    @property
    def name(self) -> str:
        """Its stable name, with its department."""

    @property
    def person_id(self) -> UUID | None:
        """The person whom it concerns."""

    @property
    def case_ref(self) -> str | None:
        """The case that it concerns."""

    @property
    def happened_on(self) -> date:
        """When it happened."""

    @property
    def recorded_at(self) -> datetime:
        """When it was recorded."""

    @property
    def correlation(self) -> str | None:
        """What joins all that one request led to."""

    @property
    def facts(self) -> Facts:
        """Its fields in the clear."""


@dataclass(frozen=True)
class Publish:
    """One event leaves the department, to these audiences, as these fields.

    `fields` are names of facts; or, where the message says it otherwise than the log, a mapping
    from the message's field to a fact's name or to a function of the facts. `version` is that of
    the message, which need not change when the stored event does; nor need its name: `told_as` is
    the one that the audiences know.
    """

    name: str
    to: tuple[str, ...]
    fields: Iterable[str] | Mapping[str, Field] = ()
    version: int = 1
    told_as: str | None = None

    @property
    def message_name(self) -> str:
        """What the audiences know it as."""
        return self.told_as or self.name

    @property
    def sources(self) -> dict[str, Field]:
        """Where each field of the message comes from."""
        if isinstance(self.fields, Mapping):
            return dict(self.fields)
        return {name: name for name in self.fields}

    def data(self, entry: LogEntry) -> dict[str, Any]:
        """The declared fields of an event, as JSON has them."""
        return {name: plain(_value(source, entry)) for name, source in self.sources.items()}


@dataclass(frozen=True, kw_only=True)
class Message:
    """One event as one audience hears it.

    `previous` is the position of the message before it for the same audience, 0 for the first:
    whoever has tracked as far as that has missed nothing.
    """

    upstream: str
    audience: str
    name: str
    version: int
    position: int
    previous: int
    case_ref: str | None
    person_id: str | None
    happened_on: date
    recorded_at: datetime
    data: dict[str, Any] = field(repr=False)
    correlation: str | None = None  # joins all that one request led to, in every department

    def to_event(self) -> dict[str, Any]:
        """The message as a CloudEvents object."""
        event = {
            "specversion": SPEC_VERSION,
            "id": f"{self.position}.{self.audience}",
            "source": f"/{self.upstream}",
            "type": self.name,
            "time": self.recorded_at.isoformat(),
            "datacontenttype": "application/json",
            "audience": self.audience,
            "position": self.position,
            "previous": self.previous,
            "eventversion": self.version,
            "happenedon": self.happened_on.isoformat(),
            "caseref": self.case_ref,
            "correlation": self.correlation,
            "personid": self.person_id,
            "data": self.data,
        }
        return {name: value for name, value in event.items() if value is not None}

    def dump(self) -> bytes:
        """The message as it travels, and as it is parked."""
        return to_json(self.to_event())

    @classmethod
    def load(cls, body: bytes | str) -> Self:
        """Read a message that arrived; `NotAMessage` if it is none."""
        if len(body) > LARGEST_BODY:
            raise NotAMessage("too large")
        try:
            event = json.loads(body)
        except (ValueError, RecursionError):
            raise NotAMessage("not JSON") from None
        return cls.from_event(event)

    @classmethod
    def from_event(cls, event: object) -> Self:
        """Read a CloudEvents object; `NotAMessage` if it is none of ours."""
        attributes = attributes_of(event)
        return cls(
            upstream=attributes["source"].removeprefix("/"),
            audience=attributes["audience"],
            name=attributes["type"],
            version=attributes["eventversion"],
            position=attributes["position"],
            previous=attributes["previous"],
            case_ref=attributes.get("caseref"),
            correlation=attributes.get("correlation"),
            person_id=attributes.get("personid"),
            happened_on=read_attribute(date.fromisoformat, attributes, "happenedon"),
            recorded_at=read_attribute(datetime.fromisoformat, attributes, "time"),
            data=attributes["data"],
        )


@dataclass(frozen=True)
class Page:
    """What a feed answers: messages in order, and up to where nothing else concerns the reader."""

    messages: tuple[Message, ...]
    level: int


class Published:
    """The published language of one department, checked against its events when it is put together.

    Raises `NotPublishable` for an event or field that does not exist, for personal content, and
    for an audience that would get the same event twice.
    """

    def __init__(
        self, department: str, published: Iterable[Publish], catalogue: Mapping[str, EventType]
    ) -> None:
        self.department = department
        self._catalogue = catalogue
        self._by_audience: dict[str, dict[str, Publish]] = {}
        for publish in published:
            _require_publishable(publish, catalogue.get(f"{department}.{publish.name}"))
            for audience in publish.to:
                self._add(audience, publish)

    @property
    def audiences(self) -> tuple[str, ...]:
        """Everybody who is told anything."""
        return tuple(self._by_audience)

    def names(self, audience: str) -> tuple[str, ...]:
        """The events that an audience is told of, as the log has them."""
        told = self._by_audience.get(audience, ())
        return tuple(stored for name in told for stored in self._catalogue[name].stored_as)

    def messages_for(
        self, audience: str, entries: Iterable[LogEntry], *, previous: int
    ) -> list[Message]:
        """What the audience is told of these entries, after its message at `previous`."""
        messages = []
        told = self._by_audience.get(audience, {})
        for entry in entries:
            if publish := told.get(entry.name):
                message = self._message(audience, publish, entry, previous)
                messages.append(message)
                previous = message.position
        return messages

    def _add(self, audience: str, publish: Publish) -> None:
        name = f"{self.department}.{publish.name}"
        told = self._by_audience.setdefault(audience, {})
        if name in told:
            raise NotPublishable(f"{audience} would be told of {name} twice")
        told[name] = publish

    def _message(self, audience: str, publish: Publish, entry: LogEntry, previous: int) -> Message:
        return Message(
            upstream=self.department,
            audience=audience,
            name=f"{self.department}.{publish.message_name}",
            version=publish.version,
            position=entry.position,
            previous=previous,
            case_ref=entry.case_ref,
            person_id=None if entry.person_id is None else str(entry.person_id),
            happened_on=entry.happened_on,
            recorded_at=entry.recorded_at,
            correlation=entry.correlation,
            data=publish.data(entry),
        )


def _value(source: Field, entry: LogEntry) -> Any:
    if source == FILE:
        return entry.stream_id
    return source(entry.facts) if callable(source) else entry.facts[source]


def _require_publishable(publish: Publish, event: EventType | None) -> None:
    if event is None:
        raise NotPublishable(f"{publish.name} is no event of this department")
    if not publish.to:
        raise NotPublishable(f"{publish.name} is for nobody")
    named = {source for source in publish.sources.values() if isinstance(source, str)} - {FILE}
    if personal := sorted(named & event.sealed):
        raise NotPublishable(f"{publish.name}: personal content cannot leave: {personal}")
    if missing := sorted(named - event.readers.keys()):
        raise NotPublishable(f"{publish.name} has no such facts: {missing}")
