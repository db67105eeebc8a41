"""A tap on the bus: a copy of every message that any department is told, whoever it is for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

from tests.support.rabbit import connection

EXCHANGES = ("guihang.events", "guihang.rpc")


class Tap:
    """What went over the bus while it was open."""

    def __init__(self) -> None:
        self.events: list[bytes] = []
        self.questions: list[bytes] = []

    @contextmanager
    def on(self, uri: str) -> Iterator[None]:
        """Copy all that an administrator of the broker can see."""
        with connection(uri) as opened:
            channel = opened.channel()
            for exchange in EXCHANGES:
                queue = f"tap.{exchange}"
                channel.queue_declare(queue, exclusive=True, auto_delete=False)
                channel.queue_bind(queue, exchange, "#")
            yield
            self.events = list(_all_in(channel, f"tap.{EXCHANGES[0]}"))
            self.questions = list(_all_in(channel, f"tap.{EXCHANGES[1]}"))


def _all_in(channel: object, queue: str) -> Iterator[bytes]:
    while (message := channel.basic_get(queue, no_ack=True)) is not None:  # type: ignore[attr-defined]  # amqp publishes no types
        body = message.body if isinstance(message.body, bytes) else message.body.encode()
        about = {**message.headers, **message.delivery_info}
        yield json.dumps(about, ensure_ascii=False, default=str).encode() + b"\n" + body
