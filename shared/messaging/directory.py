"""The directory of events: what each department writes down, and what others are told of it.

It is read from the classes and from the published language themselves, so it cannot be out of date.
"""

from __future__ import annotations

import types
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from shared.eventstore.catalogue import EventType
from shared.messaging.language import FILE, Publish

JsonSchema = dict[str, Any]

SCHEMAS: Mapping[Any, JsonSchema] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
    UUID: {"type": "string", "format": "uuid"},
    Decimal: {"type": "string"},
}


@dataclass(frozen=True, kw_only=True)
class Told:
    """What one audience is told of an event."""

    audience: str
    name: str
    version: int
    fields: Mapping[str, JsonSchema]

    @property
    def address(self) -> str:
        """The routing key under which it is sent."""
        return f"{self.audience}.{self.name}"


@dataclass(frozen=True, kw_only=True)
class Described:
    """One event: what it is called, what is written down in it, and who is told what."""

    department: str
    name: str
    title: str  # what officials call it
    meaning: str  # one English sentence
    version: int
    fields: Mapping[str, JsonSchema]
    sealed: frozenset[str]
    told: tuple[Told, ...]

    @property
    def audiences(self) -> tuple[str, ...]:
        """Who is told anything."""
        return tuple(told.audience for told in self.told)


def described(
    kinds: Iterable[EventType], published: Iterable[Publish], titles: Mapping[str, str]
) -> Iterator[Described]:
    """All events of a department, in the order in which it declares them."""
    published = tuple(published)
    for kind in kinds:
        department, _, name = kind.name.partition(".")
        yield Described(
            department=department,
            name=kind.name,
            title=titles.get(kind.name, kind.name),
            meaning=_meaning(kind.event_class),
            version=kind.version,
            fields={field: schema_of(hint) for field, hint in kind.hints.items()},
            sealed=kind.sealed,
            told=tuple(_told(kind, department, [it for it in published if it.name == name])),
        )


def schema_of(annotation: Any) -> JsonSchema:
    """A field's annotation as JSON Schema has it; {} says nothing where nothing is known."""
    if annotation in SCHEMAS:
        return dict(SCHEMAS[annotation])
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return schema_of(args[0])
    if origin in (Union, types.UnionType):
        (kind,) = (arg for arg in args if arg is not type(None))
        schema = schema_of(kind)
        return {**schema, "type": [schema["type"], "null"]}
    if origin is tuple and len(args) == 2 and args[1] is Ellipsis:
        return {"type": "array", "items": schema_of(args[0])}
    if origin is tuple:
        return {"type": "array", "prefixItems": [schema_of(arg) for arg in args]}
    return {}


def _meaning(event_class: type) -> str:
    """The first line of its docstring, which the library's copy of the class has lost."""
    for each in event_class.__mro__:
        said: str = vars(each).get("__doc__") or ""
        if said and not said.startswith(f"{each.__name__}("):
            return said.strip().partition("\n")[0]
    return ""


def _told(kind: EventType, department: str, published: Iterable[Publish]) -> Iterator[Told]:
    for publish in published:
        fields = {name: _schema_from(kind, it) for name, it in publish.sources.items()}
        for audience in publish.to:
            yield Told(
                audience=audience,
                name=f"{department}.{publish.message_name}",
                version=publish.version,
                fields=fields,
            )


def _schema_from(kind: EventType, source: Any) -> JsonSchema:
    """A fact as it is, the file's id, or what a function of the facts says that it returns."""
    if source == FILE:
        return schema_of(UUID)
    if isinstance(source, str):
        return schema_of(kind.hints[source])
    if not isinstance(source, types.FunctionType):
        return {}
    return schema_of(get_type_hints(source).get("return"))
