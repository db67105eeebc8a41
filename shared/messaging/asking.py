"""Questions and answers as they travel: JSON, a deadline, errors that say nothing of content."""

from __future__ import annotations

import json
import logging
import time
import uuid
from typing import Any

from shared.access.actor import Forbidden
from shared.law import Refusal
from shared.messaging.plain import to_json
from shared.messaging.ports import NotNow

DEADLINE = "deadline"  # header: milliseconds since 1970; clocks agree within a second

_log = logging.getLogger(__name__)


class PeerAway(NotNow):
    """The other department gave no answer; the page says what is missing and goes on."""

    def __init__(self, service: str, why: str) -> None:
        super().__init__(f"{service} is away: {why}")
        self.service = service
        self.why = why


class PeerFailed(PeerAway):
    """The other department could not answer; what went wrong is in its own log."""


class PeerRefused(Exception):
    """The other department refuses. `sentence` is a message id, not filled in: values stay."""

    def __init__(self, service: str, *, kind: str, sentence: str) -> None:
        super().__init__(f"{service} refused: {kind}")
        self.service = service
        self.kind = kind
        self.sentence = sentence


class BadQuestion(Exception):
    """The question names no method of ours, or not its arguments."""


def question(method: str, asked: dict[str, Any]) -> bytes:
    """A question as it travels; `TypeError` for an argument that has no place in JSON."""
    return to_json({"method": method, "asked": asked})


def read_question(body: bytes | str) -> tuple[str, dict[str, Any]]:
    """The method and its arguments; `BadQuestion` if the body is no question."""
    try:
        read = json.loads(body)
        method, asked = read["method"], read["asked"]
    except (ValueError, RecursionError, LookupError, TypeError):
        raise BadQuestion("not a question") from None
    if not isinstance(method, str) or not isinstance(asked, dict):
        raise BadQuestion("not a question")
    return method, asked


def reply_with(answer: Any) -> bytes:
    """An answer as it travels."""
    return to_json({"answer": answer})


def reply_about(error: BaseException, *, asked_for: str) -> bytes:
    """What the asker is told of an error: a refusal's bare sentence, or an incident number."""
    if isinstance(error, Refusal | Forbidden):
        refused = {"kind": type(error).__name__, "sentence": error.sentence}
        return to_json({"refused": refused})
    incident = uuid.uuid4().hex[:12]
    told = {"asked": asked_for, "error": type(error).__name__, "incident": incident}
    _log.error("no answer to a question", extra=told)
    return to_json({"failed": incident})


def answer_in(service: str, reply: bytes | str | None) -> Any:
    """The answer in a reply; raises what the reply says instead. None: no reply came."""
    if reply is None:
        raise PeerAway(service, "no answer in time")
    read = json.loads(reply)
    if refused := read.get("refused"):
        raise PeerRefused(service, kind=refused["kind"], sentence=refused["sentence"])
    if "answer" not in read:
        raise PeerFailed(service, f"it failed, incident {read.get('failed')}")
    return read["answer"]


def deadline_in(seconds: float) -> int:
    """The deadline of a question asked now."""
    return int((time.time() + seconds) * 1000)


def is_over(deadline: object) -> bool:
    """Whether nobody waits for the answer any more; a question without a deadline has none."""
    return not isinstance(deadline, int) or time.time() * 1000 >= deadline
