"""Clerks at work: each writes through the JSON API, and sends an act again until it is answered.

An act keeps its `Idempotency-Key` over all tries, as a program should; what is answered is recorded
on disk at once. Nothing here knows the store.
"""

from __future__ import annotations

import http.client
import json
import random
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlsplit

from tests.faults.record import Record

PATIENCE = 15.0  # seconds for one try
PERSISTENCE = 120.0  # seconds after which a client gives an act up
PAUSE = 0.05
THOUGHT = 0.05  # seconds between two acts of a client: without, three take all of two cores


class GivenUp(Exception):
    """An act was not answered in all that time."""


@dataclass(frozen=True)
class Try:
    """One request and what came of it; status 0 when nothing did."""

    command_id: str
    at: float
    seconds: float
    status: int

    @property
    def failed(self) -> bool:
        """It was not carried out, or nobody said so."""
        return not 200 <= self.status < 300


class Client:
    """Sends acts to the town until they are answered."""

    def __init__(self, url: str, token: str, record: Record, tries: list[Try]) -> None:
        self._at = urlsplit(url)
        self._token = token
        self._record = record
        self._tries = tries

    def act(
        self, name: str, path: str, body: dict[str, Any], *, command_id: str | None = None
    ) -> dict[str, Any]:
        """Have an act carried out; its answer. Raises `GivenUp` or, for a refusal, `Refused`."""
        command_id = command_id or str(uuid.uuid4())
        self._record.ask(command_id, name)
        give_up = time.monotonic() + PERSISTENCE
        while time.monotonic() < give_up:
            status, answer = self.send(path, body, command_id)
            if 200 <= status < 300:
                self._record.acknowledge(command_id, name, answer)
                time.sleep(THOUGHT)
                return answer
            if status not in {0, http.HTTPStatus.CONFLICT} and status < 500:
                raise Refused(f"{name}: {status} {answer}")
            time.sleep(PAUSE * random.uniform(1, 4))
        tried = [it.status for it in self._tries if it.command_id == command_id]
        raise GivenUp(f"{name}: {tried}")

    def send(self, path: str, body: dict[str, Any], command_id: str) -> tuple[int, dict[str, Any]]:
        """Try once: status and answer; status 0 where the connection broke."""
        at = time.monotonic()
        status, answer = 0, b"null"
        connection = http.client.HTTPConnection(
            self._at.hostname or "", self._at.port, timeout=PATIENCE
        )
        try:
            connection.request("POST", path, json.dumps(body).encode(), self._headers(command_id))
            response = connection.getresponse()
            answer = response.read()
            status = response.status
        except (OSError, http.client.HTTPException):
            status = 0
        finally:
            connection.close()
        self._tries.append(Try(command_id, at, time.monotonic() - at, status))
        return status, _parsed(answer)

    def _headers(self, command_id: str) -> dict[str, str]:
        return {
            "Authorization": f"Bearer {self._token}",
            "Idempotency-Key": command_id,
            "Content-Type": "application/json",
            "Connection": "close",
        }


class Refused(Exception):
    """The town said no, which nothing that these clients ask for deserves."""


class Load:
    """Several clients at once, each one act after the other, for as long as the block lasts."""

    def __init__(self, work: Callable[[], object], *, clients: int = 3) -> None:
        self._work = work
        self._stopping = threading.Event()
        self._threads = [threading.Thread(target=self._run, daemon=True) for _ in range(clients)]
        self._troubles: list[BaseException] = []

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        for thread in self._threads:
            thread.join()
        if self._troubles:
            raise self._troubles[0]

    def _run(self) -> None:
        try:
            while not self._stopping.is_set():
                self._work()
        except (GivenUp, Refused, LookupError) as trouble:
            self._troubles.append(trouble)


def _parsed(answer: bytes) -> dict[str, Any]:
    try:
        found = json.loads(answer)
    except ValueError:
        found = None
    return found if isinstance(found, dict) else {"answer": found}
