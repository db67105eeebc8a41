"""What must hold of an object before it is a message: CloudEvents 1.0, and our own attributes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from shared.messaging.plain import to_json

SPEC_VERSION = "1.0"
NEEDED = {  # attribute: type; extension names may hold only a-z and 0-9
    "id": str,
    "source": str,
    "type": str,
    "time": str,
    "audience": str,
    "position": int,
    "previous": int,
    "eventversion": int,
    "happenedon": str,
    "data": dict,
}

Read = TypeVar("Read")


class NotAMessage(ValueError):
    """What arrived is no message of ours. Says which attribute is wrong, never what was in it."""


def attributes_of(event: object) -> dict[str, Any]:
    """The attributes of a CloudEvents object, each present and of its type; else `NotAMessage`."""
    if not isinstance(event, dict) or event.get("specversion") != SPEC_VERSION:
        raise NotAMessage("not a CloudEvent 1.0")
    for name, kind in NEEDED.items():
        if type(event.get(name)) is not kind:
            raise NotAMessage(f"{name} is missing or of another type")
    for name in ("caseref", "personid", "correlation"):
        if not isinstance(event.get(name), str | None):
            raise NotAMessage(f"{name} is of another type")
    _require_storable(event)
    if not 0 <= event["previous"] < event["position"]:
        raise NotAMessage("position and previous contradict each other")
    if not event["source"].startswith("/") or not event["type"].startswith(
        f"{event['source'].removeprefix('/')}."
    ):
        raise NotAMessage("source and type contradict each other")
    return event


def read_attribute(reader: Callable[[str], Read], attributes: dict[str, Any], name: str) -> Read:
    """An attribute that has a form; `NotAMessage` if it has another."""
    try:
        return reader(attributes[name])
    except ValueError:
        raise NotAMessage(f"{name} is of another form") from None


def _require_storable(event: dict[str, Any]) -> None:
    """JSON can spell characters that no database takes: half a surrogate pair, NUL."""
    texts = (value for value in event.values() if isinstance(value, str))
    try:
        storable = all(text.isprintable() for text in texts) and to_json(event["data"])
    except (UnicodeEncodeError, ValueError):
        storable = False
    if not storable or b"\\u0000" in storable:
        raise NotAMessage("a text holds characters that cannot be stored")
