"""A wire to PostgreSQL that swallows the reply to an append, after the server has committed it.

Kills at random never hit that instant; here it is forced. The client sees its connection end and
cannot know whether the act was written.
"""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from urllib.parse import urlsplit

APPEND = b"log.append"


class CuttingWire:
    """Listens on a port of its own and passes bytes on, but for the replies that it is to cut."""

    def __init__(self, server: str) -> None:
        at = urlsplit(server)
        self._server = (at.hostname or "127.0.0.1", at.port or 5432)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._lock = threading.Lock()
        self._cuts = 0
        self._marks: tuple[bytes, ...] = ()
        self.cut = 0
        self._acceptor = threading.Thread(target=self._accept, daemon=True)
        self._acceptor.start()

    @property
    def address(self) -> str:
        """Host and port by way of this wire."""
        return f"127.0.0.1:{self._listener.getsockname()[1]}"

    def url_of(self, url: str) -> str:
        """The address of a database by way of this wire."""
        parts = urlsplit(url)
        user = f"{parts.username}@" if parts.username else ""
        return f"{parts.scheme}://{user}{self.address}{parts.path}"

    def cut_next(self, times: int = 1, *, marked: str | None = None) -> None:
        """Cut so many replies to appends from now on; only to those that hold this text."""
        with self._lock:
            self._cuts = times
            self._marks = (APPEND, marked.encode()) if marked else (APPEND,)

    def close(self) -> None:
        """Take no more connections; those that are open end with either side."""
        _hang_up(self._listener)
        self._acceptor.join()  # as with the others: nobody may still listen to a number in use
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with client, suppress(OSError), socket.create_connection(self._server, timeout=5) as server:
            server.settimeout(None)
            asked = bytearray()
            forth = threading.Thread(target=_ask, args=(client, server, asked), daemon=True)
            forth.start()
            with suppress(OSError):
                self._answer(server, client, asked)
            _hang_up(client, server)
            forth.join()  # nobody may still read where something else is opened next

    def _answer(self, server: socket.socket, client: socket.socket, asked: bytearray) -> None:
        """Pass answers on, but for one to be cut: it came, so the server has committed."""
        while said := server.recv(65536):
            if self._is_to_cut(bytes(asked)):
                return
            asked.clear()
            client.sendall(said)

    def _is_to_cut(self, asked: bytes) -> bool:
        with self._lock:
            if not self._cuts or not all(mark in asked for mark in self._marks):
                return False
            self._cuts -= 1
            self.cut += 1
            return True


def _ask(client: socket.socket, server: socket.socket, asked: bytearray) -> None:
    """Pass questions on; what was asked since the last answer is kept beside."""
    with suppress(OSError):
        while said := client.recv(65536):
            asked += said
            server.sendall(said)
    _hang_up(client, server)


def _hang_up(*ends: socket.socket) -> None:
    for end in ends:
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
