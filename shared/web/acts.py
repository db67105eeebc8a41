"""One request, one act: who does it, under which command, and why late.

The command id comes with the form that was rendered (so sending it twice is one act) or in the
header `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header); the store looks it up before
it answers (design.md, 4).
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING
from urllib.parse import unquote
from uuid import UUID, uuid4, uuid5

from flask import g, request
from werkzeug.exceptions import BadRequest

from shared.eventstore.act import Act, acting
from shared.web.face import is_api
from shared.web.sessions import current_actor, known_actor

if TYPE_CHECKING:
    from flask import Flask

    from shared.access.actor import Actor

COMMAND_ID = "command_id"
REASON = "reason"
HEADER = "Idempotency-Key"
REASON_HEADER = "Guihang-Reason"
KEYS_THAT_ARE_NO_UUID = UUID("6ba6b4b5-7d7e-4c3c-9c0e-3d6a3bb7a8f1")
CHANGES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
LONGEST_KEY = 200
LONGEST_REASON = 500


def new_command_id() -> str:
    """Make the id of a command that nobody has sent yet."""
    return str(uuid4())


def open_acts(app: Flask) -> None:
    """Run every request of somebody signed in inside an act of theirs."""
    app.before_request(_begin)
    app.teardown_request(_end)


def _begin() -> None:
    actor = known_actor() or (current_actor() if request.method in CHANGES else None)
    if actor is None:
        return
    g.acts = ExitStack()
    g.acts.enter_context(acting(_act_of(actor)))


def _end(_: BaseException | None = None) -> None:
    if acts := g.pop("acts", None):
        acts.close()


def _act_of(actor: Actor) -> Act:
    command_id = _command_id()
    return Act(
        account=actor.account,
        role=actor.role,
        unit=actor.unit,
        command_id=command_id,
        correlation=command_id,
        reason=_reason(),
        name=actor.name,
    )


def _command_id() -> str:
    sent = request.headers.get(HEADER) or (not is_api() and request.form.get(COMMAND_ID)) or ""
    key = sent.strip().strip('"')  # the header is a quoted string (RFC 8941)
    if not key:
        return new_command_id()
    if len(key) > LONGEST_KEY or not (key.isascii() and key.isprintable()):
        raise BadRequest
    return _as_uuid(key)


def _as_uuid(key: str) -> str:
    try:
        return str(UUID(key))
    except ValueError:
        return str(uuid5(KEYS_THAT_ARE_NO_UUID, key))


def _reason() -> str | None:
    """Why this is late or corrects something; a header is ASCII, so there it is percent-encoded."""
    sent = unquote(request.headers.get(REASON_HEADER, "")) if is_api() else request.form.get(REASON)
    return (sent or "").strip()[:LONGEST_REASON] or None
