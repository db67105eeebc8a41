"""The relay rings: it tells each audience of every new event, as soon as it is committed.

It tails its own log, off the request path; a command never waits for it. It promises speed, not
delivery: what the broker does not take, followers read from the feed. So it begins at the head of
the log, and after a long silence of the broker it begins there again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import eventlet
from eventlet.event import Event

from shared.eventstore.catalogue import UnknownEvent
from shared.messaging import link
from shared.messaging.credentials import CONTEXT, Credentials
from shared.messaging.language import CONTENT_TYPE, LogEntry, Message, Published
from shared.messaging.ports import Log, NotNow
from shared.messaging.sender import Parcel, Sender
from shared.messaging.topology import EVENTS

POLL = 0.5  # seconds; what other processes wrote to the same log
BATCH = 100
GRACE = 2.0  # seconds for the batch in hand when the service stops

_log = logging.getLogger(__name__)


class LogBroken(Exception):
    """The log has a gap: a position is missing. The relay stands; nothing is guessed."""


@dataclass(frozen=True, kw_only=True)
class RelayState:
    """How far the relay is, for pages and `guihang lag`."""

    position: int
    error: str | None
    stopped: bool


class Relay:
    """Publishes one department's log to everybody who may hear of it."""

    def __init__(
        self,
        app: Log,
        published: Published,
        uri: str,
        *,
        credentials: Credentials,
        poll: float = POLL,
        sender: Sender | None = None,
        told: Callable[[Sequence[Message]], object] = len,
    ) -> None:
        """`told` looks on at what was published; it must neither raise nor wait."""
        self._app = app
        self._published = published
        self._credentials = credentials
        self._poll = poll
        self._told = told
        self._sender = sender or Sender(uri, exchanges=(EVENTS,))
        self._position: int | None = None
        self._previous: dict[str, int] = {}
        self._woken = Event()
        self._thread: Any = None
        self._stopping = self._stopped = False
        self._error: str | None = None
        app.on_commit(self.wake)

    def start(self, spawn: Callable[..., Any] = eventlet.spawn) -> None:
        """Begin; returns at once."""
        self._stopping = False
        self._thread = spawn(self.run)

    def stop(self, *, grace: float = GRACE) -> None:
        """End between two batches; what takes longer than the grace is told to nobody."""
        self._stopping = True
        self.wake(0)
        if self._thread is not None:
            with suppress(eventlet.greenlet.GreenletExit), eventlet.Timeout(grace, False):
                self._thread.wait()
            self._thread.kill()
        self._sender.close()

    def wake(self, _position: int) -> None:
        """There is something new. Called by whoever committed it, so it only sets a flag."""
        if not self._woken.ready():
            self._woken.send()

    def state(self) -> RelayState:
        """How far it is."""
        return RelayState(position=self._position or 0, error=self._error, stopped=self._stopped)

    def run(self) -> None:
        """Relay until `stop`, or until the log turns out to be broken."""
        waits = link.rests()
        while not self._stopping:
            try:
                if not self._relay_a_batch():
                    self._wait()
                self._error, waits = None, link.rests()
            except (LogBroken, UnknownEvent) as broken:
                self._stopped, self._error = True, str(broken)
                told = {"department": self._app.name, "error": str(broken)}
                _log.critical("the relay stops", extra=told)
                return
            except link.TROUBLE as trouble:  # the store or the broker: neither may end us
                self._report(trouble)
                eventlet.sleep(next(waits))

    def _relay_a_batch(self) -> bool:
        """Publish what is new; true if there may be more."""
        if self._error is not None:
            self._recover()
        position = self._begin() if self._position is None else self._position
        entries = self._app.entries(after=position, limit=BATCH)
        _require_contiguous(entries, position)
        messages, previous = self._messages(entries)
        if messages:
            self._sender.send([self._parcel(message) for message in messages])
            self._told(messages)
        if entries:
            self._position = entries[-1].position
            self._previous = previous
        return len(entries) == BATCH

    def _recover(self) -> None:
        """The broker must answer first; what is more than a batch is pulled faster than said."""
        self._sender.send(())
        if self._position is not None and self._app.head() - self._position > BATCH:
            self._position = None

    def _begin(self) -> int:
        self._position = self._app.head()
        self._previous = {
            audience: self._app.store.last_named(
                self._published.names(audience), upto=self._position
            )
            for audience in self._published.audiences
        }
        return self._position

    def _messages(self, entries: Sequence[LogEntry]) -> tuple[list[Message], dict[str, int]]:
        messages: list[Message] = []
        previous = dict(self._previous)
        for audience, at in previous.items():
            told = self._published.messages_for(audience, entries, previous=at)
            messages += told
            previous[audience] = told[-1].position if told else at
        return sorted(messages, key=lambda message: message.position), previous

    def _parcel(self, message: Message) -> Parcel:
        token = self._credentials.token(None, message.audience)
        return Parcel(
            exchange=EVENTS,
            routing_key=f"{message.audience}.{message.name}",
            body=message.dump(),
            content_type=CONTENT_TYPE,
            persistent=True,
            properties={"headers": {CONTEXT: token}},
        )

    def _wait(self) -> None:
        self._woken.wait(timeout=self._poll)
        if self._woken.ready():
            self._woken = Event()

    def _report(self, trouble: BaseException) -> None:
        error = str(trouble) if isinstance(trouble, NotNow) else type(trouble).__name__
        if self._error is None:
            told = {"department": self._app.name, "error": error}
            _log.warning("the relay waits", extra=told)
        self._error = error


def _require_contiguous(entries: Sequence[LogEntry], position: int) -> None:
    for entry in entries:
        if entry.position != position + 1:
            raise LogBroken(f"position {position + 1} is missing before {entry.position}")
        position = entry.position
