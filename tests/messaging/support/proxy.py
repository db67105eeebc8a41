"""A wire to the broker that the test can cut, or turn into a black hole that answers nothing."""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

import eventlet
from eventlet.green import socket


class Wire:
    """Listens on a port of its own and passes bytes on to the broker.

    `cut` refuses and ends connections; `swallow` keeps them open and lets nothing through.
    """

    def __init__(self, uri: str, *, cut: bool = False) -> None:
        self._broker = urlsplit(uri)
        self._server: Any = None
        self._open: list[Any] = []
        self._swallowing = False
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        if not cut:
            self.mend()

    @property
    def uri(self) -> str:
        """The broker's address by way of this wire."""
        user = f"{self._broker.username}:{self._broker.password}"
        return self._broker._replace(netloc=f"{user}@127.0.0.1:{self.port}").geturl()

    def mend(self) -> None:
        """Let everything through."""
        self._swallowing = False
        if self._server is None:
            self._server = eventlet.listen(("127.0.0.1", self.port), reuse_port=False)
            eventlet.spawn(self._accept, self._server)

    def swallow(self) -> None:
        """Be a black hole: connections stay open, nothing passes."""
        self._swallowing = True

    def cut(self) -> None:
        """End all connections and refuse new ones."""
        server, self._server = self._server, None
        if server is not None:
            with suppress(OSError):
                server.shutdown(socket.SHUT_RDWR)
            server.close()
        while self._open:
            with suppress(OSError):
                self._open.pop().shutdown(socket.SHUT_RDWR)

    def _accept(self, server: Any) -> None:
        with suppress(OSError):
            while True:
                caller, _ = server.accept()
                broker = eventlet.connect((self._broker.hostname, self._broker.port or 5672))
                self._open += [caller, broker]
                eventlet.spawn(self._pass_on, caller, broker)
                eventlet.spawn(self._pass_on, broker, caller)

    def _pass_on(self, source: Any, target: Any) -> None:
        with suppress(OSError):
            while said := source.recv(65536):
                while self._swallowing:
                    eventlet.sleep(0.05)
                target.sendall(said)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
