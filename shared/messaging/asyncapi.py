"""The published language of a town as AsyncAPI 3.0 has it (asyncapi.com/docs/reference).

One channel for each audience and event, since each audience gets a message of its own; the payload
is the CloudEvents object that travels. For whoever connects another system, and for its tools.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from shared.messaging.directory import Described, JsonSchema, Told
from shared.messaging.envelope import SPEC_VERSION
from shared.messaging.language import CONTENT_TYPE
from shared.messaging.topology import EVENTS

ASYNCAPI = "3.0.0"
BINDING = "0.3.0"  # of AMQP 0-9-1 in AsyncAPI
TEXT, POSITION = {"type": "string"}, {"type": "integer", "minimum": 0}
EXAMPLES: dict[str, Any] = {
    "string": "…",
    "integer": 17,
    "boolean": True,
    "date": "2026-11-23",
    "date-time": "2026-11-23T09:30:00+08:00",
    "uuid": "00000000-0000-4000-8000-000000000017",
}


def asyncapi_of(events: Iterable[Described], *, title: str, version: str) -> dict[str, Any]:
    """The document."""
    told = [(event, it) for event in events for it in event.told]
    return {
        "asyncapi": ASYNCAPI,
        "info": {"title": title, "version": version},
        "defaultContentType": CONTENT_TYPE,
        "channels": {it.address: _channel(it) for _, it in told},
        "operations": {
            f"send.{it.address}": {"action": "send", "channel": _ref("channels", it.address)}
            for _, it in told
        },
        "components": {"messages": {it.address: _message(event, it) for event, it in told}},
    }


def payload_of(event: Described, told: Told) -> JsonSchema:
    """The schema of one message, envelope and facts."""
    attributes: dict[str, JsonSchema] = {
        "specversion": {"const": SPEC_VERSION},
        "id": TEXT,
        "source": {"const": f"/{event.department}"},
        "type": {"const": told.name},
        "time": {"type": "string", "format": "date-time"},
        "datacontenttype": {"const": "application/json"},
        "audience": {"const": told.audience},
        "position": POSITION,
        "previous": POSITION,
        "eventversion": {"const": told.version},
        "happenedon": {"type": "string", "format": "date"},
        "data": {
            "type": "object",
            "properties": dict(told.fields),
            "required": sorted(told.fields),
        },
    }
    optional = {
        "caseref": TEXT,
        "personid": {"type": "string", "format": "uuid"},
        "correlation": {"type": "string", "format": "uuid"},
    }
    required = sorted(attributes)
    return {"type": "object", "properties": attributes | optional, "required": required}


def example_of(schema: JsonSchema) -> Any:
    """A value that a schema allows; it is about nobody."""
    if "const" in schema:
        return schema["const"]
    if "format" in schema:
        return EXAMPLES[schema["format"]]
    if "properties" in schema:
        return {name: example_of(it) for name, it in schema["properties"].items()}
    if "items" in schema or "prefixItems" in schema:
        return [example_of(it) for it in schema.get("prefixItems") or [schema["items"]]]
    kinds = schema.get("type", "string")
    return EXAMPLES[kinds if isinstance(kinds, str) else kinds[0]]


def _channel(told: Told) -> dict[str, Any]:
    exchange = {"name": EVENTS.name, "type": EVENTS.type, "durable": EVENTS.durable}
    amqp = {"is": "routingKey", "exchange": exchange, "bindingVersion": BINDING}
    return {
        "address": told.address,
        "messages": {told.name: _ref("components/messages", told.address)},
        "bindings": {"amqp": amqp},
    }


def _message(event: Described, told: Told) -> dict[str, Any]:
    payload = payload_of(event, told)
    return {
        "name": told.name,
        "title": event.title,
        "summary": event.meaning,
        "contentType": CONTENT_TYPE,
        "payload": payload,
        "examples": [{"payload": example_of(payload)}],
    }


def _ref(section: str, name: str) -> dict[str, str]:
    return {"$ref": f"#/{section}/{name}"}
