"""Whose standing changed: each process hears of it, and drops what it remembers of that account.

What a desk remembers of a session is its process's own, so every process listens for itself, on a
queue that is gone with its connection. Nothing is tracked and nothing pulled: a word that is missed
costs no more than what is remembered is old, and that is half a minute, or a whole one while nobody
can be asked.
"""

# mypy: disable-error-code="no-untyped-call"
# kombu is typed in parts only.

from __future__ import annotations

import logging
from contextlib import suppress
from typing import Any

from kombu.messaging import Consumer
from nameko.extensions import DependencyProvider

from shared.access.context import SPEAKS_FOR_PEOPLE
from shared.messaging.credentials import CONTEXT
from shared.messaging.envelope import NotAMessage
from shared.messaging.language import Message
from shared.messaging.link import Link
from shared.messaging.topology import standing
from shared.messaging.wiring import wiring_of

ACCOUNT = "account"
"""The one field that is read: whatever identity says of an account, what is remembered is old."""

_log = logging.getLogger(__name__)


class Standing(DependencyProvider):  # type: ignore[misc]  # nameko is untyped
    """Listens for as long as the service runs, if its wiring says what to `forget`."""

    _link: Link | None = None

    def setup(self) -> None:
        """Make the connection; a service that remembers nobody needs none."""
        self._wiring = wiring_of(self.container)
        if self._wiring.forget is not None:
            self._link = Link(
                self._wiring.uri,
                self._listen,
                name=f"{self._wiring.app.name} hears whose standing changed",
                heartbeat=self._wiring.heartbeat,
            )

    def start(self) -> None:
        """Begin, whether or not there is a broker."""
        if self._link is not None:
            self._link.start(self.container.spawn_managed_thread)

    def stop(self) -> None:
        """End."""
        if self._link is not None:
            self._link.stop()

    kill = stop

    @property
    def connected(self) -> bool:
        """Whether the broker answers."""
        return self._link is not None and self._link.up

    def _listen(self, channel: Any) -> list[Consumer]:
        queue = standing(self._wiring.app.name)
        return [
            Consumer(
                channel,
                queues=[queue],
                on_message=self._on_delivery,
                on_decode_error=lambda *_: None,
                no_ack=True,
            )
        ]

    def _on_delivery(self, delivery: Any) -> None:
        if not self._wiring.credentials.proves(delivery.headers.get(CONTEXT), SPEAKS_FOR_PEOPLE):
            return
        with suppress(NotAMessage):
            account = Message.load(delivery.body).data.get(ACCOUNT)
            if isinstance(account, str) and self._wiring.forget is not None:
                self._wiring.forget(account)
                told = {"department": self._wiring.app.name}
                _log.info("what was known of an account is forgotten", extra=told)
