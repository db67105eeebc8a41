"""A browser without JavaScript: keeps cookies, sends the forms that it was shown."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.test import TestResponse

from shared.messaging.peers import LocalPeers
from shared.web.face import WORKER

HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


class Alone:
    """What nameko injects into a request: who can be asked."""

    def __init__(self, *services: Any) -> None:
        self.peers = LocalPeers({it.name: it for it in services}, service="identity")


class Browser:
    """One reader at one machine."""

    def __init__(self, app: Flask, *, address: str = "192.0.2.1") -> None:
        self.client = app.test_client()
        self.ask_of()
        self.address = {"REMOTE_ADDR": address}

    def ask_of(self, *services: Any) -> None:
        """Have these departments be there to be asked, and no other; at first none is."""
        self.client.environ_base[WORKER] = Alone(*services)  # type: ignore[assignment]  # nameko's

    def get(self, path: str, *, follow: bool = True) -> TestResponse:
        """Open a page, going where it leads."""
        answer = self.client.get(path, environ_overrides=self.address)
        while follow and answer.status_code == 303:
            path = answer.headers["Location"]
            answer = self.client.get(path, environ_overrides=self.address)
        return answer

    def send(self, path: str, *, follow: bool = True, **typed: Any) -> TestResponse:
        """Open the form of a page, fill it in and send it."""
        shown = dict(HIDDEN.findall(self.get(path).get_data(as_text=True)))
        return self.post(path, shown | typed, follow=follow)

    def press(self, page: str, path: str) -> TestResponse:
        """Press a button of a page that sends something to another address."""
        shown = dict(HIDDEN.findall(self.get(page).get_data(as_text=True)))
        return self.post(path, shown)

    def post(self, path: str, fields: dict[str, Any], *, follow: bool = True) -> TestResponse:
        """Send fields as they are."""
        answer = self.client.post(path, data=fields, environ_overrides=self.address)
        if follow and answer.status_code == 303:
            return self.get(answer.headers["Location"])
        return answer

    def sign_in(self, account: str, password: str) -> TestResponse:
        """Go through the door."""
        return self.send("/identity/sign-in", account=account, password=password)

    def cookie(self, name: str = "guihang_session") -> str | None:
        """What the browser keeps under a name."""
        kept = self.client.get_cookie(name)
        return kept.value if kept is not None else None


def path_of(answer: TestResponse) -> str:
    """Where one has arrived."""
    return urlsplit(answer.request.url).path
