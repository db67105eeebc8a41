"""Which class a stored event belongs to, by its stable name and version: never by a Python path."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, cast, get_args, get_origin, get_type_hints

from eventsourcing.domain import CanInitAggregate, CanMutateAggregate, DecoratedFuncCaller
from eventsourcing.utils import get_topic

from shared.eventstore.aggregate import SEALED, Aggregate, Split
from shared.eventstore.codec import reader_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

KERNEL_FIELDS = {"originator_id", "originator_version", "timestamp", "originator_topic"}


class UnknownEvent(LookupError):
    """The log holds an event that this release does not know: stop, never skip."""


class BadEvent(TypeError):
    """An event class breaks a rule of the log."""


@dataclass(frozen=True)
class EventType:
    """One event class: its name for ever, and how its fields are stored."""

    name: str
    event_class: type[CanMutateAggregate[Any]]
    aggregate_class: type[Aggregate]

    @property
    def version(self) -> int:
        """The version that this release writes."""
        return getattr(self.event_class, "class_version", 1)

    @cached_property
    def readable(self) -> int:
        """The newest version that this release can read: a later one through `downcast_v…_v…`."""
        newest = self.version
        while hasattr(self.event_class, f"downcast_v{newest + 1}_v{newest}"):
            newest += 1
        return newest

    @cached_property
    def stored_as(self) -> tuple[str, ...]:
        """The names under which it may lie in logs: its own, and those in `ALSO_NAMED`."""
        department = self.name.partition(".")[0]
        others = getattr(self.event_class, "ALSO_NAMED", ())
        return (self.name, *(f"{department}.{name}" for name in others))

    @cached_property
    def split(self) -> Callable[[dict[str, Any]], dict[str, dict[str, Any]]] | None:
        """How it is told as several events; None for nearly all."""
        kind = self.event_class
        return kind.split if issubclass(kind, Split) else None

    @cached_property
    def readers(self) -> dict[str, Callable[[Any], Any] | None]:
        """How each field is read back."""
        return {name: reader_of(hint) for name, hint in self.hints.items()}

    @cached_property
    def sealed(self) -> frozenset[str]:
        """Fields that are personal content."""
        return frozenset(
            name
            for name, hint in self.hints.items()
            if SEALED in (getattr(hint, "__metadata__", ()))
        )

    @cached_property
    def happened(self) -> str:
        """The field that says when it happened: `HAPPENED`, else the first date, else instant."""
        named: str | None = getattr(self.event_class, "HAPPENED", None)
        if named is not None:
            return named
        for kind in (date, datetime):
            for name, hint in self.hints.items():
                if kind in (hint, *get_args(hint)):
                    return name
        raise BadEvent(f"{self.name} does not say when it happened")

    @cached_property
    def initial_topic(self) -> str | None:
        """What the library keeps on a first event to find the aggregate's class."""
        first = issubclass(self.event_class, CanInitAggregate)
        return get_topic(self.aggregate_class) if first else None

    @cached_property
    def hints(self) -> dict[str, Any]:
        """What each field is annotated as."""
        hints = get_type_hints(self.event_class, include_extras=True)
        return {
            field.name: hints[field.name]
            for field in fields(cast("Any", self.event_class))  # the library makes them dataclasses
            if field.name not in KERNEL_FIELDS
        }


class Catalogue:
    """All events that one department writes."""

    def __init__(self, department: str, aggregates: Iterable[type[Aggregate]]) -> None:
        self.department = department
        self.by_name: dict[str, EventType] = {}
        self.by_class: dict[type, EventType] = {}
        self._stored: dict[str, EventType] = {}
        for aggregate in aggregates:
            for event_type in _types(department, aggregate):
                self._add(event_type)

    def named(self, name: str, version: int) -> EventType:
        """The type of a stored event, under its own name or another that it has had or will have.

        Raises:
            UnknownEvent: this release does not know the name, or only older versions of it.

        """
        found = self._stored.get(name)
        if found is None or version > found.readable:
            raise UnknownEvent(
                f"{name}, version {version}: a newer release wrote it, this one cannot read it"
            )
        return found

    def stored(self, names: Iterable[str]) -> tuple[str, ...]:
        """The names under which events that are called so today may lie in the log."""
        return tuple(
            dict.fromkeys(
                stored
                for name in names
                for stored in (self._stored[name].stored_as if name in self._stored else (name,))
            )
        )

    def of(self, event: object) -> EventType:
        """The type of an event in hand."""
        try:
            return self.by_class[type(event)]
        except KeyError:
            raise UnknownEvent(type(event).__qualname__) from None

    def _add(self, event_type: EventType) -> None:
        _ = event_type.readers, event_type.sealed, event_type.happened
        if event_type.event_class in self.by_class:  # of a base that several aggregates share
            return
        for name in event_type.stored_as:
            if name in self._stored:
                raise BadEvent(f"two events are called {name}")
            self._stored[name] = event_type
        self.by_name[event_type.name] = event_type
        self.by_class[event_type.event_class] = event_type


def cast_to_today(event_type: EventType, version: int, state: dict[str, Any]) -> None:
    """Bring stored fields to the version that this release writes, in place.

    `upcast_v1_v2` and `downcast_v2_v1` are pure functions on the stored fields. Personal content is
    among them only where the box was opened, so they read it with `get`, and make no fact of it.
    """
    while version < event_type.version:
        getattr(event_type.event_class, f"upcast_v{version}_v{version + 1}")(state)
        version += 1
    while version > event_type.version:
        getattr(event_type.event_class, f"downcast_v{version}_v{version - 1}")(state)
        version -= 1


@cache
def _types(department: str, aggregate: type[Aggregate]) -> tuple[EventType, ...]:
    """The types are the same for everybody; to read their annotations takes a while."""
    return tuple(
        EventType(_name(department, event_class), event_class, aggregate)
        for event_class in _events_of(aggregate)
    )


def _events_of(aggregate: type[Aggregate]) -> list[type[CanMutateAggregate[Any]]]:
    """Event classes that the aggregate and its bases declare; the library's hold no facts."""
    return [
        _written(member)
        for name, member in vars(aggregate).items()
        if isinstance(member, type)
        and issubclass(member, CanMutateAggregate)
        and name not in {"Event", "Created", "Snapshot"}
        and get_origin(member) is None
    ]


def _written(member: type[CanMutateAggregate[Any]]) -> type[CanMutateAggregate[Any]]:
    """The class of which events are made.

    The library derives each event of a base for the subclass as well, but a decorated method that
    is inherited goes on writing the one that was declared with it.
    """
    return next((it for it in member.__mro__ if DecoratedFuncCaller in it.__bases__), member)


def _name(department: str, event_class: type) -> str:
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", event_class.__name__)
    return f"{department}.{words.lower()}"
