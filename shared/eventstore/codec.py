"""Facts as plain JSON, readable in twenty years without this code.

Dates, decimals and UUIDs are written as strings; the annotations of the event class say what they
were.
"""

from __future__ import annotations

import json
import types
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Union, get_args, get_origin
from uuid import UUID

if TYPE_CHECKING:
    from collections.abc import Callable

PLAIN = (str, int, bool)


class UnstorableType(TypeError):
    """An event field has a type that is not made for keeping."""


def dumps(value: Any) -> bytes:
    """Canonical JSON: sorted, without blanks, in UTF-8."""
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=as_text
    ).encode()


def loads(data: bytes) -> Any:
    """What `dumps` wrote, as strings, numbers, lists and dicts."""
    return json.loads(data)


def as_text(value: object) -> str:
    """A date, decimal or UUID as the string that is stored."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    raise UnstorableType(f"{type(value).__name__} cannot be stored in an event")


def reader_of(annotation: Any) -> Callable[[Any], Any] | None:
    """How a stored value becomes the annotated type again; None where JSON already has it."""
    if annotation in PLAIN:
        return None
    if annotation in _READERS:
        return _READERS[annotation]
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return reader_of(args[0])
    if origin in (Union, types.UnionType):
        return _optional(args, annotation)
    if origin is tuple:
        return _tuple(args, annotation)
    raise UnstorableType(f"{annotation!r} cannot be stored in an event")


def _optional(args: tuple[Any, ...], annotation: Any) -> Callable[[Any], Any] | None:
    kinds = [arg for arg in args if arg is not type(None)]
    if len(kinds) != 1:
        raise UnstorableType(f"{annotation!r} cannot be stored: one type or None")
    reader = reader_of(kinds[0])
    return None if reader is None else partial(_or_none, reader)


def _or_none(reader: Callable[[Any], Any], value: Any) -> Any:
    return None if value is None else reader(value)


def _tuple(args: tuple[Any, ...], annotation: Any) -> Callable[[Any], Any]:
    if len(args) == 2 and args[1] is Ellipsis:
        reader = reader_of(args[0])
        return tuple if reader is None else partial(_each, reader)
    if not args:
        raise UnstorableType(f"{annotation!r} cannot be stored: say of what")
    return partial(_fixed, tuple(reader_of(arg) for arg in args))


def _each(reader: Callable[[Any], Any], values: Any) -> tuple[Any, ...]:
    return tuple(reader(value) for value in values)


def _fixed(readers: tuple[Callable[[Any], Any] | None, ...], values: Any) -> tuple[Any, ...]:
    return tuple(
        value if read is None else read(value) for read, value in zip(readers, values, strict=True)
    )


_READERS: dict[Any, Callable[[Any], Any]] = {
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
    Decimal: Decimal,
    UUID: UUID,
}
