"""Answering other departments: `@answer` on a method of a nameko service.

The method gets the proved caller first, then what was asked, as JSON has it (dates as ISO strings);
it returns JSON. A question whose deadline has passed is dropped; a context that proves nothing is
refused; an error tells the asker a sentence or an incident number, never what was in it. Answers
are read only: no question changes another department's state.
"""

# mypy: disable-error-code="no-untyped-call"
# kombu is typed in parts only.

from __future__ import annotations

import inspect
import logging
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

import eventlet
from eventlet.event import Event
from kombu.messaging import Consumer
from nameko.exceptions import IncorrectSignature
from nameko.extensions import ENTRYPOINT_EXTENSIONS_ATTR, Entrypoint, SharedExtension

from shared.access.actor import Actor, Forbidden
from shared.law import Refusal
from shared.messaging.asking import (
    DEADLINE,
    BadQuestion,
    is_over,
    read_question,
    reply_about,
    reply_with,
)
from shared.messaging.credentials import CONTEXT
from shared.messaging.discretion import keep_content_out_of_logs
from shared.messaging.link import Link, acknowledge
from shared.messaging.ports import NotNow
from shared.messaging.sender import Parcel, Sender
from shared.messaging.topology import REPLIES, questions
from shared.messaging.wiring import wiring_of

GRACE = 2.0  # seconds that answers in hand may take when the service stops

Method = TypeVar("Method", bound=Callable[..., Any])

_log = logging.getLogger(__name__)


class Answers(SharedExtension):  # type: ignore[misc]  # nameko is untyped
    """Takes the questions to one service and sends the answers."""

    def __init__(self) -> None:
        self._methods: dict[str, Answer] = {}
        self._in_hand = 0
        self._stopping = False

    def setup(self) -> None:
        """Get what is needed; nothing is connected yet."""
        keep_content_out_of_logs()
        wiring = wiring_of(self.container)
        self._credentials = wiring.credentials
        self._sender = Sender(wiring.uri, exchanges=(REPLIES,))
        self._link = Link(
            wiring.uri,
            self._listen,
            name=f"{self._service} answers",
            heartbeat=wiring.heartbeat,
        )

    def add(self, method: Answer) -> None:
        """A method that answers."""
        self._methods[method.method_name] = method

    def start(self) -> None:
        """Begin, whether or not there is a broker."""
        self._link.start(self.container.spawn_managed_thread)

    def finish(self) -> None:
        """Take no more questions; what is in hand is answered first, within two seconds."""
        self._stopping = True
        with eventlet.Timeout(GRACE, False):
            while self._in_hand:
                eventlet.sleep(0.01)
        self._link.stop()

    def stop(self) -> None:
        """End."""
        self._link.stop()
        self._sender.close()

    kill = stop

    @property
    def _service(self) -> str:
        service: str = self.container.service_name
        return service

    def _listen(self, channel: Any) -> list[Consumer]:
        return [
            Consumer(
                channel,
                queues=[questions(self._service)],
                on_message=self._on_question,
                prefetch_count=self.container.max_workers,
            )
        ]

    def _on_question(self, message: Any) -> None:
        if not self._stopping:  # else it goes back to the queue when the connection closes
            self.container.spawn_managed_thread(partial(self._handle, message))

    def _handle(self, message: Any) -> None:
        self._in_hand += 1
        try:
            if not is_over(message.headers.get(DEADLINE)):
                self._send(message, self._reply(message))
        except NotNow as away:
            told = {"department": self._service, "error": str(away)}
            _log.warning("an answer was lost", extra=told)
        finally:
            acknowledge(message)
            self._in_hand -= 1

    def _reply(self, message: Any) -> bytes:
        method = "a question"
        try:
            caller = self._credentials.actor(message.headers.get(CONTEXT))
            method, asked = read_question(message.body)
            return reply_with(self._method(method).ask(caller, asked))
        except Exception as error:  # noqa: BLE001 - whatever it is, the asker is told that much
            return reply_about(error, asked_for=f"{self._service}: {method}")

    def _method(self, name: str) -> Answer:
        try:
            return self._methods[name]
        except KeyError:
            raise BadQuestion("no such method") from None

    def _send(self, message: Any, reply: bytes) -> None:
        properties = {"correlation_id": message.properties.get("correlation_id")}
        to = message.properties.get("reply_to")
        if to is not None:
            parcel = Parcel(exchange=REPLIES, routing_key=to, body=reply, properties=properties)
            self._sender.send([parcel])


class Answer(Entrypoint):  # type: ignore[misc]  # nameko is untyped
    """A method that answers other departments."""

    answers = Answers()

    def __init__(self) -> None:
        super().__init__(expected_exceptions=(Refusal, Forbidden))

    def setup(self) -> None:
        """Make it known."""
        self.answers.add(self)

    def stop(self) -> None:
        """Answer what is in hand and no more."""
        self.answers.finish()

    def ask(self, caller: Actor, asked: dict[str, Any]) -> Any:
        """Run the method in a worker and wait for its result."""
        try:
            self.check_signature((caller,), asked)
        except IncorrectSignature:
            raise BadQuestion("other arguments") from None
        return run_in_worker(self, (caller,), asked)


def answer(method: Method) -> Method:
    """Let a method answer other departments."""
    answering: Method = Answer.decorator(method)
    return answering


def answers_of(service: type) -> set[str]:
    """The methods of a service class that answer."""
    return {
        name
        for name, method in inspect.getmembers(service, inspect.isfunction)
        if any(isinstance(e, Answer) for e in getattr(method, ENTRYPOINT_EXTENSIONS_ATTR, ()))
    }


def run_in_worker(entrypoint: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Run an entrypoint's method in a nameko worker; its result, or its exception, is ours."""
    done = Event()

    def hand_over(_worker: Any, result: Any, exc_info: Any) -> tuple[Any, Any]:
        done.send((result, None if exc_info is None else exc_info[1]))
        return result, exc_info

    entrypoint.container.spawn_worker(entrypoint, args, kwargs, handle_result=hand_over)
    result, error = done.wait()
    if error is not None:
        raise error
    return result
