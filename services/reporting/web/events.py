"""The directory of events: what each department writes down, who is told what of it, and how.

For whoever connects another system, and for auditors who ask what there can be in a log. It says
what events look like; no event that happened is in it.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from flask import Blueprint, Response, jsonify, render_template, request
from werkzeug.exceptions import NotFound

from services.reporting.web import words
from shared.messaging.asyncapi import asyncapi_of, example_of, payload_of
from shared.messaging.directory import Described, JsonSchema
from shared.web.face import face
from shared.web.guards import needs
from shared.web.speech import gettext, speaks_english

SEE = "reporting.see_events"
DOWNLOAD = "asyncapi.json"

pages = Blueprint(
    "reporting_events", __name__, url_prefix="/reporting/events", template_folder="../templates"
)


@pages.get("/")
@needs(SEE)
def events() -> str:
    """All events, of one department if one was chosen."""
    chosen = request.args.get("department")
    found = face().town.events()
    return render_template(
        "reporting/events.html",
        events=[event for event in found if chosen in {None, event.department}],
        chosen=chosen,
        departments=list(dict.fromkeys(event.department for event in found)),
        saying=saying,
    )


@pages.get("/<name>")
@needs(SEE)
def event(name: str) -> str:
    """One event: its fields, and the message that each audience gets."""
    found = next((it for it in face().town.events() if it.name == name), None)
    if found is None:
        raise NotFound
    return render_template(
        "reporting/event.html",
        event=found,
        saying=saying,
        kind_of=kind_of,
        examples={told.address: example_of(payload_of(found, told)) for told in found.told},
    )


@pages.get(f"/{DOWNLOAD}")
@needs(SEE)
def asyncapi() -> Response:
    """The same for programs, as AsyncAPI 3.0 has it."""
    title = f"Guihang, {face().town.name.en}"
    return jsonify(asyncapi_of(face().town.events(), title=title, version=version("guihang")))


def saying(described: Described) -> str:
    """What an event is called, in the reader's language."""
    return described.meaning if speaks_english() else described.title


def kind_of(schema: JsonSchema) -> str:
    """What a field holds, in plain words."""
    kinds: Any = schema.get("type", "string")
    kind = kinds if isinstance(kinds, str) else kinds[0]
    word = words.word(words.FIELD_KINDS, schema.get("format", kind))
    return word if isinstance(kinds, str) else gettext("%(kind)s，可以为空", kind=word)
