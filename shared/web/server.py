"""One listening socket per address for all containers of a process, and what it does not bear.

nameko opens one socket per container, on all interfaces, without any time limit, and takes bodies
of any size (ecosystem.md, result 3; reliability.md, T22). Here every department of a process is
mounted under its own path on one socket; an idle, dribbling or oversized request is hung up on.
"""

from __future__ import annotations

import logging
import socket
from typing import TYPE_CHECKING, Any

import eventlet
from eventlet import wsgi
from nameko.web.server import HttpOnlyProtocol, parse_address
from nameko.web.server import WebServer as NamekoWebServer
from werkzeug.wrappers import Request, Response

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    WsgiCallable = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

LOG = logging.getLogger(__name__)
WSGI_LOG = logging.getLogger("eventlet.wsgi")  # what it says may hold values, and is not told

ADDRESS = "WEB_SERVER_ADDRESS"  # nameko's name for it
DEFAULT_ADDRESS = "127.0.0.1:8000"
BODY_LIMIT = "GUIHANG_BODY_LIMIT"
DEFAULT_BODY_LIMIT = 27 * 1024 * 1024
HEADER_SECONDS = 10
IDLE_SECONDS = 30
SOCKET_SECONDS = 20
LINGER_SECONDS = 3
CONNECTIONS = 512
BACKLOG = 128


class Protocol(HttpOnlyProtocol):  # type: ignore[misc]  # eventlet publishes no types
    """HTTP/1.1 with deadlines: for the request line, for all headers together, for hanging up."""

    body_limit = DEFAULT_BODY_LIMIT
    header_seconds: float = HEADER_SECONDS
    idle_seconds: float = IDLE_SECONDS
    lingers = False
    close_connection: bool

    def _read_request_line(self) -> bytes:
        """Wait for the next request of a kept connection; however slowly it comes, not for ever."""
        lines: list[bytes] = []
        with eventlet.Timeout(self.idle_seconds, exception=False):
            lines.append(super()._read_request_line())
        return lines[0] if lines else b""

    def parse_request(self) -> bool:
        """Read the headers, all of them within their time."""
        parsed = False
        with eventlet.Timeout(self.header_seconds, exception=False):
            parsed = bool(super().parse_request())
        self.close_connection = self.close_connection or not parsed
        return parsed

    def handle_one_response(self) -> None:
        """Answer; after an oversized or chunked body hang up instead of reading it all."""
        length = int(self.headers.get("content-length") or 0)
        if length > self.body_limit or self.headers.get("transfer-encoding"):
            self.close_connection = True
            self.lingers = True
        super().handle_one_response()

    def finish(self) -> None:
        """Let a client that still sends read our answer before the connection is reset."""
        if self.lingers:
            self.wfile.flush()
            _linger(self.connection)
        super().finish()


class Listener:
    """A socket and the departments behind it; it lives as long as any of them is mounted."""

    def __init__(
        self,
        address: str,
        *,
        body_limit: int = DEFAULT_BODY_LIMIT,
        header_seconds: float = HEADER_SECONDS,
        idle_seconds: float = IDLE_SECONDS,
    ) -> None:
        self.address = address
        self.mounted: dict[str, WsgiCallable] = {}
        self.connections: dict[Any, list[Any]] = {}  # by the greenlet that serves it
        self.pool = eventlet.GreenPool(CONNECTIONS)
        self.socket = eventlet.listen(tuple(parse_address(address)), backlog=BACKLOG)
        self.socket.settimeout(None)  # kombu sets a default timeout for all sockets (kombu 838)
        limits = {
            "body_limit": body_limit,
            "header_seconds": header_seconds,
            "idle_seconds": idle_seconds,
        }
        self.server = wsgi.Server(
            self.socket,
            self.socket.getsockname(),
            self.dispatch,
            protocol=type("Limited", (Protocol,), limits),
            socket_timeout=SOCKET_SECONDS,
            keepalive=IDLE_SECONDS,
            log=WSGI_LOG,
            log_output=False,  # addresses may hold what somebody searched for
            debug=False,
        )
        self.acceptor = eventlet.spawn(self.accept)

    def dispatch(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        """Give the request to the department of its path, all else to the first one mounted."""
        prefix = environ["PATH_INFO"].split("/", 2)[1:2]
        app = self.mounted.get(prefix[0]) if prefix else None
        found = app or next(iter(self.mounted.values()), _closing)
        return found(environ, start_response)

    def accept(self) -> None:
        """Take connections; when the process is short of something, go on a little later."""
        while True:
            try:
                connection, peer = self.socket.accept()
            except OSError as error:
                if self.socket.fileno() < 0:
                    return
                LOG.warning("cannot accept connections", extra={"error": type(error).__name__})
                eventlet.sleep(0.1)
                continue
            connection.settimeout(SOCKET_SECONDS)
            self.pool.spawn_n(self.serve, connection, peer)

    def serve(self, connection: Any, peer: Any) -> None:
        """Serve one connection until either side ends it."""
        state = [peer, connection, wsgi.STATE_IDLE]
        me = eventlet.getcurrent()
        self.connections[me] = state
        try:
            self.server.process_request(state)
        except (OSError, eventlet.Timeout):
            connection.close()  # the client went away, or stopped in the middle
        finally:
            del self.connections[me]

    def close(self, seconds: float = 5.0) -> None:
        """Stop: idle connections at once, answers on their way within a few seconds."""
        self.socket.close()
        self.acceptor.kill()
        for state in list(self.connections.values()):
            if state[2] == wsgi.STATE_IDLE:
                _shut(state[1])
            state[2] = wsgi.STATE_CLOSE
        with eventlet.Timeout(seconds, exception=False):
            self.pool.waitall()
        for greenlet in list(self.connections):
            eventlet.kill(greenlet)


_listeners: dict[str, Listener] = {}


def close_doors(seconds: float) -> None:
    """Let nobody in any more, and those who are in finish, within so many seconds."""
    for listener in list(_listeners.values()):
        listener.close(seconds)


class WebServer(NamekoWebServer):  # type: ignore[misc]  # nameko publishes no types
    """A container's place behind the shared socket of its address."""

    listener: Listener | None = None

    def start(self) -> None:
        """Mount the container's department; the first one opens the socket."""
        if self.listener is not None:
            return
        config = self.container.config
        address = config.get(ADDRESS, DEFAULT_ADDRESS)
        if address not in _listeners:
            limit = int(config.get(BODY_LIMIT, DEFAULT_BODY_LIMIT))
            _listeners[address] = Listener(address, body_limit=limit)
        self.listener = _listeners[address]
        self.listener.mounted[self.prefix] = self.get_wsgi_app()

    def stop(self) -> None:
        """Unmount; the last one closes the socket."""
        listener, self.listener = self.listener, None
        if listener is None:
            return
        listener.mounted.pop(self.prefix, None)
        if not listener.mounted:
            _listeners.pop(listener.address, None)
            listener.close()

    def kill(self) -> None:
        """Unmount at once."""
        self.stop()

    @property
    def prefix(self) -> str:
        """The first part of the paths that the container serves."""
        prefix: str = self.container.service_cls.department
        return prefix

    def get_wsgi_app(self) -> WsgiCallable:
        """Answer every path and method by the container's one gateway."""
        (gateway,) = self._providers
        return _only(gateway)


def _only(gateway: Any) -> WsgiCallable:
    def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        environ["wsgi.input_terminated"] = True  # eventlet ends it, also when it came in chunks
        request = Request(environ, shallow=True)  # the worker reads the body, not we
        request.path_values = {}  # type: ignore[attr-defined]  # nameko looks for it
        answer: Response = gateway.handle_request(request)
        return answer(environ, start_response)

    return app


def _closing(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    return Response("closing\n", 503)(environ, start_response)


def _linger(connection: Any) -> None:
    """Read on for a moment: a reset would take our answer away (RFC 9112, 9.6)."""
    try:
        connection.shutdown(socket.SHUT_WR)
        with eventlet.Timeout(LINGER_SECONDS, exception=False):
            while connection.recv(65536):
                pass
    except OSError:
        return


def _shut(connection: Any) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return
