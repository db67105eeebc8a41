"""Runs departments in this process until it is told to stop."""

from __future__ import annotations

import logging
import signal
from typing import TYPE_CHECKING, Any

import eventlet
from eventlet.event import Event
from nameko.containers import ServiceContainer

from shared.eventstore.catalogue import UnknownEvent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from deploy.assembly import Office

EVERY_SECONDS, AFTER_ERROR_SECONDS = 0.25, 2.0
SIGNALS = (signal.SIGTERM, signal.SIGINT)

_log = logging.getLogger(__name__)


class Running:
    """The nameko containers of some departments: each one on AMQP and one on HTTP."""

    def __init__(self, offices: Iterable[Office]) -> None:
        self.offices = tuple(offices)
        self.containers = [
            ServiceContainer(kind, office.configuration())
            for office in self.offices
            for kind in (office.parts.service, office.parts.web)
        ]
        self._stop = Event()

    def start(self) -> None:
        """Start all; the pages last, so that who gets in finds everything there."""
        for office in self.offices:
            eventlet.spawn_n(_keep_level, office, self._stop)
        for container in self.containers:
            container.start()

    def run(self, ready: Callable[[], None]) -> None:
        """Start, say so, and wait for SIGTERM or Ctrl-C; then finish what is in hand and end."""
        for number in SIGNALS:
            signal.signal(number, self._told_to_stop)
        self.start()
        ready()
        self._stop.wait()
        self.stop()

    def stop(self) -> None:
        """Stop all, the pages first."""
        if not self._stop.ready():
            self._stop.send(None)
        for container in reversed(self.containers):
            container.stop()

    def _told_to_stop(self, *_: Any) -> None:
        if not self._stop.ready():
            eventlet.spawn_after(0, self._stop.send, None)


def _keep_level(office: Office, stop: Event) -> None:
    """Read models follow what other processes, the broker and the command line bring."""
    while not stop.ready():
        pause = EVERY_SECONDS
        try:
            office.projector.catch_up()
        except UnknownEvent as event:
            told = {"department": office.parts.name, "error": str(event)}
            _log.error("read models stop", extra=told)
            pause = AFTER_ERROR_SECONDS
        except Exception as error:  # noqa: BLE001 - it must go on trying; the page shows the lag
            told = {"department": office.parts.name, "error": type(error).__name__}
            _log.error("read models wait", extra=told)
            pause = AFTER_ERROR_SECONDS
        eventlet.sleep(pause)
