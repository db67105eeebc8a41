"""A program that works in the town: JSON over HTTP with a bearer token, as another system would."""

from __future__ import annotations

import http.client
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

PATIENCE = 30.0
PAGE = "text/html"


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def body(self) -> Any:
        """The answer as JSON; a test that asks for it expects JSON."""
        return json.loads(self.text)

    @property
    def said(self) -> str:
        """All that a problem says: its sentence, and what is wrong with each field."""
        errors = [it["detail"] for it in self.body.get("errors", ())]
        return " ".join([self.body["detail"], *errors])

    @property
    def blamed(self) -> set[str]:
        """The fields that a problem names."""
        told = self.body
        named = {told["field"]} if "field" in told else set()
        return named | {it["field"] for it in told.get("errors", ())}


class Refused(Exception):
    """The town answered no where the story has it answer yes."""


class Program:
    """Works under one account."""

    def __init__(self, url: str, token: str, *, language: str = "zh") -> None:
        self._at = urlsplit(url)
        self._token = token
        self._language = language

    def get(self, path: str, **query: Any) -> Any:
        """Read something that this account may read."""
        return self._expect(self.ask("GET", path, query=query)).body

    def post(self, path: str, body: Any = None, *, because: str = "") -> Any:
        """Have an act done; `because` says why it is recorded late."""
        return self._expect(self.ask("POST", path, body, because=because)).body

    def put(self, path: str, body: Any) -> Any:
        """Set something."""
        return self._expect(self.ask("PUT", path, body)).body

    def page(self, path: str) -> str:
        """Open a page as a browser would show it."""
        return self._expect(self.ask("GET", path, accept=PAGE)).text

    def send(self, path: str, typed: Mapping[str, str]) -> Answer:
        """Send a page's form as a browser does."""
        return self.ask("POST", path, urlencode(typed).encode(), accept=PAGE)

    def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        query: Mapping[str, Any] | None = None,
        because: str = "",
        key: str | None = None,
        accept: str = "application/json",
    ) -> Answer:
        """Send anything, well or badly made; the answer, whatever it is. Bytes go as they are."""
        sent = body if isinstance(body, bytes) else json.dumps(body).encode()
        kind = "application/json" if accept != PAGE else "application/x-www-form-urlencoded"
        headers = {
            "Authorization": f"Bearer {self._token}" if self._token else "",
            "Accept": accept,
            "Accept-Language": self._language,
            "Content-Type": kind,
            "Idempotency-Key": "" if accept == PAGE else key or str(uuid.uuid4()),
            "Guihang-Reason": quote(because),
        }
        target = quote(path) + (f"?{urlencode(query)}" if query else "")
        return self._sent(method, target, None if method == "GET" else sent, headers)

    def _sent(
        self, method: str, target: str, body: bytes | None, headers: dict[str, str]
    ) -> Answer:
        connection = http.client.HTTPConnection(
            self._at.hostname or "", self._at.port, timeout=PATIENCE
        )
        try:
            connection.request(method, target, body, {k: v for k, v in headers.items() if v})
            response = connection.getresponse()
            text = response.read().decode()
            return Answer(response.status, dict(response.getheaders()), text)
        finally:
            connection.close()

    @staticmethod
    def _expect(answer: Answer) -> Answer:
        if not http.HTTPStatus.OK <= answer.status < http.HTTPStatus.MULTIPLE_CHOICES:
            raise Refused(f"{answer.status}: {answer.text}")
        return answer


def nobody(url: str) -> Program:
    """A program without any account."""
    return Program(url, "")
