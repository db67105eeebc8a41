"""Runs departments in this process until it is told to stop."""

from __future__ import annotations

import gc
import logging
import signal
import time
from typing import TYPE_CHECKING, Any

import eventlet
from eventlet.event import Event
from nameko.containers import ServiceContainer

from deploy.notify import READY, STOPPING, keep_beating, notify
from shared.eventstore.catalogue import UnknownEvent
from shared.hub import time_limit
from shared.web.server import close_doors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from deploy.assembly import Office

EVERY_SECONDS, AFTER_ERROR_SECONDS = 0.25, 2.0
DRAIN_SECONDS, STOP_SECONDS = 10.0, 20.0
SIGNALS = (signal.SIGTERM, signal.SIGINT)

_log = logging.getLogger(__name__)


class Running:
    """The nameko containers of some departments: each one on AMQP and one on HTTP."""

    def __init__(self, offices: Iterable[Office]) -> None:
        self.offices = tuple(offices)
        self.services = [
            ServiceContainer(it.parts.service, it.configuration()) for it in self.offices
        ]
        self.pages = [ServiceContainer(it.parts.web, it.configuration()) for it in self.offices]
        self._following: list[Any] = []
        self._stop = Event()

    def start(self) -> None:
        """Start all; the pages last, so that who gets in finds everything there."""
        self._following = [eventlet.spawn(_keep_level, it, self._stop) for it in self.offices]
        for container in (*self.services, *self.pages):
            container.start()

    def run(self, ready: Callable[[], None]) -> None:
        """Start, say so, and wait for SIGTERM or Ctrl-C; then finish what is in hand and end."""
        for number in SIGNALS:
            signal.signal(number, self._told_to_stop)
        self.start()
        settle()
        ready()
        notify(READY)
        eventlet.spawn_n(keep_beating, self._stop)
        self._stop.wait()
        self.stop()

    def stop(self) -> None:
        """No new request; those running end, then the wire and the relay between two messages.

        What has not ended within its seconds is cut off: it has happened whole or not at all.
        """
        notify(STOPPING)
        began = time.monotonic()
        if not self._stop.ready():
            self._stop.send(None)
        try:
            with time_limit(STOP_SECONDS):
                close_doors(DRAIN_SECONDS)
                for container in (*self.pages, *self.services):
                    container.stop()
                for thread in self._following:
                    thread.wait()
        except TimeoutError:
            _log.error("stopped in the middle of something")
            for container in (*self.pages, *self.services):
                container.kill()
        _log.info("stopped", extra={"seconds": round(time.monotonic() - began, 2)})

    def _told_to_stop(self, *_: Any) -> None:
        if not self._stop.ready():
            eventlet.spawn_after(0, self._stop.send, None)


def settle() -> None:
    """Have the search for garbage pass over what is loaded by now: it stays until the process ends.

    Otherwise every search looks through all modules again (docs/performance.md).
    """
    gc.collect()
    gc.freeze()


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
