"""A front door for services that run apart: `/registry/…` goes to registry's port, and so on.

    python -m tests.support.front 8000 registry=8001 supervision=8002

What a town puts nginx there for (deploy/proxy); here it only has to pass bytes on.
"""

from __future__ import annotations

import warnings

warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")

import eventlet  # noqa: E402 - the warning is silenced first

eventlet.monkey_patch()

import http.client  # noqa: E402 - patched first
import sys  # noqa: E402 - patched first
from collections.abc import Callable, Iterable, Mapping  # noqa: E402 - patched first
from typing import Any  # noqa: E402 - patched first

from eventlet import wsgi  # noqa: E402 - patched first

HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "upgrade", "te", "trailer"}
PATIENCE = 30.0


def main(port: str, *routes: str) -> None:
    """Serve until killed."""
    ports = {name: int(number) for name, number in (route.split("=") for route in routes)}
    wsgi.server(eventlet.listen(("127.0.0.1", int(port))), Front(ports), log_output=False)


class Front:
    """Passes a request on by the first part of its path."""

    def __init__(self, ports: Mapping[str, int]) -> None:
        self.ports = ports

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        name = environ["PATH_INFO"].split("/", 2)[1]
        port = self.ports.get(name, next(iter(self.ports.values())))
        try:
            return self._passed_on(port, environ, start_response)
        except OSError:
            start_response("502 Bad Gateway", [("Content-Length", "0")])
            return []

    def _passed_on(
        self, port: int, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        connection.request(
            environ["REQUEST_METHOD"], _target(environ), body=body, headers=_headers(environ)
        )
        answer = connection.getresponse()
        content = answer.read()
        headers = [(k, v) for k, v in answer.getheaders() if k.lower() not in HOP_BY_HOP]
        start_response(f"{answer.status} {answer.reason}", headers)
        connection.close()
        return [content]


def _target(environ: Mapping[str, Any]) -> str:
    query = environ.get("QUERY_STRING")
    path: str = environ.get("RAW_PATH_INFO") or environ["PATH_INFO"]
    return f"{path}?{query}" if query else path


def _headers(environ: Mapping[str, Any]) -> dict[str, str]:
    headers = {
        name.removeprefix("HTTP_").replace("_", "-"): value
        for name, value in environ.items()
        if name.startswith("HTTP_")
    }
    if environ.get("CONTENT_TYPE"):
        headers["Content-Type"] = environ["CONTENT_TYPE"]
    return {k: v for k, v in headers.items() if k.lower() not in HOP_BY_HOP}


if __name__ == "__main__":
    main(*sys.argv[1:])
