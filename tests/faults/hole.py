"""A wire between two ends of TCP that can be torn, made silent, made deaf on one side, or slowed.

What a hole swallows is held, not lost, as TCP itself would send it again: when the wire is mended
in time, both ends go on as if nothing had been; else each must have given the other up.
"""

from __future__ import annotations

import socket
import struct
import threading
import time
from contextlib import suppress
from enum import Enum

RESET_AT_CLOSE = struct.pack("ii", 1, 0)
CHUNK = 65536


class Fault(Enum):
    """What is wrong with a wire."""

    RESET = "reset"  # every connection is torn, and so is every new one
    HOLE = "blackhole"  # nothing arrives at either end, and nobody is told
    TO_SERVER = "one-way hole to the server"
    TO_CLIENT = "one-way hole to the client"
    SLOW = "300 ms delay"


STOPPED = {
    "to server": {Fault.HOLE, Fault.TO_SERVER},
    "to client": {Fault.HOLE, Fault.TO_CLIENT},
}
DELAY = 0.3  # seconds, each way


class HoledWire:
    """Listens on a port of its own and passes bytes on, as well as its fault lets it."""

    def __init__(self, host: str, port: int) -> None:
        self._server = (host, port)
        self._listener = socket.create_server((host, 0), backlog=256)
        self.port: int = self._listener.getsockname()[1]
        self._mended = threading.Condition()
        self._fault: Fault | None = None
        self._closed = False
        self._ends: set[socket.socket] = set()
        self._acceptor = threading.Thread(target=self._accept, daemon=True)
        self._acceptor.start()

    def breaks(self, fault: Fault) -> None:
        """From now on the wire has this fault."""
        with self._mended:
            self._fault = fault
            torn = list(self._ends) if fault is Fault.RESET else []
        for end in torn:
            _tear(end)

    def mend(self) -> None:
        """The wire is whole; what it held arrives."""
        with self._mended:
            self._fault = None
            self._mended.notify_all()

    def close(self) -> None:
        """Tear every connection and take no more."""
        with self._mended:
            self._closed = True
            self._mended.notify_all()
            ends = list(self._ends)
        for end in (self._listener, *ends):
            _tear(end)
        self._acceptor.join()
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with client:
            if self._fault is Fault.RESET:
                _reset(client)
                return
            with suppress(OSError), socket.create_connection(self._server, timeout=5) as server:
                server.settimeout(None)
                self._join(client, server)

    def _join(self, client: socket.socket, server: socket.socket) -> None:
        ends = {client, server}
        with self._mended:
            self._ends |= ends
        pumps = [
            threading.Thread(target=self._pump, args=(client, server, "to server"), daemon=True),
            threading.Thread(target=self._pump, args=(server, client, "to client"), daemon=True),
        ]
        for pump in pumps:
            pump.start()
        for pump in pumps:
            pump.join()
        with self._mended:
            self._ends -= ends
        if self._fault is Fault.RESET:
            for end in ends:
                _reset(end)

    def _pump(self, here: socket.socket, there: socket.socket, way: str) -> None:
        with suppress(OSError):
            while said := here.recv(CHUNK):
                self._hold(way)
                there.sendall(said)
        self._hold(way)  # not even the news that one end is gone passes a hole
        _tear(here, there)

    def _hold(self, way: str) -> None:
        with self._mended:
            self._mended.wait_for(lambda: self._closed or self._fault not in STOPPED[way])
            slow = self._fault is Fault.SLOW
        if slow:
            time.sleep(DELAY)


def _reset(end: socket.socket) -> None:
    """The other side learns it at once, as from a firewall that was restarted."""
    with suppress(OSError):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_AT_CLOSE)


def _tear(*ends: socket.socket) -> None:
    for end in ends:
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
