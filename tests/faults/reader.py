"""Somebody who reads the town's pages and asks its API, and keeps all that was seen on the way."""

from __future__ import annotations

import http.client
import json
import re
import uuid
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit

PATIENCE = 30.0
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
PREFERENCES = {"lang", "text", "live"}
LEFT_OUT = re.compile(r"/static/|/sign-out|/api/openapi\.json|\.(csv|xlsx|svg|png)$")
ADDRESSES = {"href", "src", "action", "formaction", "hx-get", "hx-post", "data-href", "data-url"}


@dataclass(frozen=True)
class Seen:
    """One request and its answer; `typed` is what the reader put into it."""

    method: str
    url: str
    typed: str
    status: int
    location: str
    media: str
    body: str

    @property
    def is_error(self) -> bool:
        """The reader is told that something is wrong."""
        return self.status >= http.HTTPStatus.BAD_REQUEST

    @property
    def is_page(self) -> bool:
        """A person sees it, not a program."""
        return self.media.startswith("text/html")


class Reader:
    """Works under one account; without a token nobody knows who it is."""

    def __init__(self, url: str, *, token: str = "", seen: list[Seen] | None = None) -> None:
        self._at = urlsplit(url)
        self._token = token
        self.seen: list[Seen] = [] if seen is None else seen

    def get(self, path: str, **query: str) -> Seen:
        """Read something."""
        return self.ask("GET", quote(path) + (f"?{urlencode(query)}" if query else ""))

    def send(self, path: str, body: Any, *, method: str = "POST", because: str = "") -> Seen:
        """Have the API do something; bytes go as they are; `because` says why it is late."""
        sent = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
        return self.ask(method, path, sent, "application/json", because=because)

    def fill_in(self, path: str, **fields: str) -> Seen:
        """Send a page's form."""
        return self.ask(
            "POST", path, urlencode(fields).encode(), "application/x-www-form-urlencoded"
        )

    def upload(self, path: str, filename: str, content: bytes) -> Seen:
        """Send a file as a form does."""
        edge = uuid.uuid4().hex
        head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{filename}"'
        body = f"{head}\r\n\r\n".encode() + content + f"\r\n--{edge}--\r\n".encode()
        return self.ask("POST", path, body, f"multipart/form-data; boundary={edge}")

    def ask(
        self, method: str, target: str, body: bytes = b"", media: str = "", *, because: str = ""
    ) -> Seen:
        """Ask for anything, once; a redirect is seen, not followed."""
        connection = http.client.HTTPConnection(
            self._at.hostname or "", self._at.port, timeout=PATIENCE
        )
        try:
            connection.request(method, target, body or None, self._headers(media, because))
            answer = connection.getresponse()
            self.seen.append(
                Seen(
                    method=method,
                    url=target,
                    typed=body.decode(errors="replace") + target,
                    status=answer.status,
                    location=answer.headers.get("Location", ""),
                    media=answer.headers.get("Content-Type", ""),
                    body=answer.read().decode(errors="replace"),
                )
            )
        finally:
            connection.close()
        return self.seen[-1]

    def walk(self, *starts: str, most: int = 80) -> None:
        """Follow links from here, one page of each kind."""
        ahead, known = list(starts), set[str]()
        while ahead and len(known) < most:
            target = ahead.pop(0)
            if _kind(target) in known or LEFT_OUT.search(target):
                continue
            known.add(_kind(target))
            seen = self.ask("GET", target)
            ahead += [seen.location] if seen.location else links_on(seen)

    def _headers(self, media: str, because: str) -> dict[str, str]:
        headers = {
            "Idempotency-Key": str(uuid.uuid4()),
            "Content-Type": media,
            "Guihang-Reason": quote(because),
        }
        headers |= {"Authorization": f"Bearer {self._token}"} if self._token else {}
        return {name: value for name, value in headers.items() if value}


def links_on(seen: Seen) -> list[str]:
    """The pages of the town that a page leads to."""
    page = _Page()
    page.feed(seen.body if seen.is_page else "")
    found = [urljoin(seen.url, link).partition("#")[0] for link in page.links]
    return [link for link in found if link.startswith("/")]


def addresses_on(seen: Seen) -> list[str]:
    """Every address that stands on a page, forms and pictures included."""
    page = _Page()
    page.feed(seen.body if seen.is_page else "")
    return page.addresses


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self.addresses += [value for name, value in told.items() if name in ADDRESSES]
        if tag == "a" and "href" in told:
            self.links.append(told["href"])


def _kind(target: str) -> str:
    """What pages that differ in ids and values only have in common."""
    at = urlsplit(target)
    names = sorted(name for name, _ in parse_qsl(at.query) if name not in PREFERENCES)
    return f"{UUID.sub('~', at.path)}?{','.join(names)}"
