"""Logs on standard error: one JSON line each, of allow-listed fields and nothing else.

A line says a constant sentence of the code, and facts beside it by name (`extra={"link": …}`).
What is not on the list below is dropped. Values are never written into sentences: whatever a
library puts into its own (nameko, kombu and eventlet put in bodies, addresses and the text of
exceptions) stays out, and of an exception only its class and its places are told.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from types import ModuleType, TracebackType
from typing import TYPE_CHECKING, Any

import eventlet.greenpool
import eventlet.hubs.hub
import structlog

from shared.messaging.discretion import PLACES, places_of

if TYPE_CHECKING:
    from collections.abc import MutableMapping

ALLOWED = (
    "department",  # whose line it is
    "desk",
    "link",  # which connection to the broker
    "upstream",
    "event_name",
    "version",
    "position",
    "asked",  # which question, or which verb
    "incident",  # the number that a reader was shown
    "method",
    "rule",  # the pattern of an address, never the address
    "status",
    "error",  # an error's class; of a refusal its sentence, not filled in
    "why",
    "frames",
    "digest",
    "bytes",
    "count",
    "seconds",
)
OURS = frozenset({"shared", "services", "deploy"})
QUIET = ("nameko", "kombu", "amqp", "eventlet", "werkzeug")
LONGEST = 400
UNSAID = "a library's sentence that may hold values"

_log = logging.getLogger(__name__)


def log_to_stderr(level: int = logging.INFO) -> None:
    """Send our logs, warnings of libraries, and what nobody caught, to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(capture=True)
    sys.excepthook = _uncaught
    for module in (eventlet.hubs.hub, eventlet.greenpool):
        module.traceback = _Discreet("traceback")


def formatter() -> logging.Formatter:
    """What makes a line of a record."""
    return structlog.stdlib.ProcessorFormatter(
        use_get_message=False,
        pass_foreign_args=True,
        foreign_pre_chain=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
        ],
        processors=[
            _only_what_is_allowed,
            structlog.processors.JSONRenderer(ensure_ascii=False, sort_keys=True),
        ],
    )


def _only_what_is_allowed(
    _logger: Any, _method: str, told: MutableMapping[str, Any]
) -> dict[str, Any]:
    record: logging.LogRecord = told["_record"]
    ours = record.name.partition(".")[0] in OURS
    said = told["event"] if ours or told["positional_args"] else UNSAID
    line = {name: told[name] for name in ("timestamp", "level", "logger")} | {"event": said}
    if not ours:
        line["place"] = f"{Path(record.pathname).name}:{record.lineno}"
    line |= _error(told.get("exc_info"), getattr(record, PLACES, None))
    given = {name: getattr(record, name) for name in ALLOWED if hasattr(record, name)}
    return line | {name: _plain(value) for name, value in given.items()}


def _error(exc_info: Any, places: str | None) -> dict[str, Any]:
    if isinstance(exc_info, tuple) and exc_info[0] is not None:
        return {"error": exc_info[0].__name__, "frames": places_of(exc_info[2])}
    return {"frames": places} if places else {}


def _plain(value: object) -> object:
    if value is None or isinstance(value, bool | int | float):
        return value
    return str(value)[:LONGEST]


def _uncaught(
    kind: type[BaseException] | None, _error: BaseException | None, where: TracebackType | None
) -> None:
    """What ends the process, or would end a greenlet."""
    if kind is None or issubclass(kind, KeyboardInterrupt | SystemExit):
        return
    told = {"error": kind.__name__, "frames": places_of(where)}
    _log.critical("nobody caught an error", extra=told)


class _Discreet(ModuleType):
    """Takes `traceback`'s place where eventlet prints errors: class and places, no text."""

    def print_exception(self, *exc_info: Any) -> None:
        _uncaught(*exc_info)

    def print_exc(self) -> None:
        _uncaught(*sys.exc_info())
