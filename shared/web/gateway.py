"""A department's Flask application inside its nameko workers.

    class RegistryWeb(Gateway):
        name = "registry_web"
        department = "registry"
        flask = Mounted(make_app)      # make_app(container) -> Flask

Every request runs in a worker, so views reach what nameko injects: `environ["nameko.worker"]` is
the service instance. Never `stream_with_context` in a view: the response is sent by another
greenlet than the one that rendered it (ecosystem.md, result 4).
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, ClassVar

from nameko.extensions import DependencyProvider
from nameko.web.handlers import HttpRequestHandler
from werkzeug.wrappers import Request, Response

from shared.web.answers import new_incident
from shared.web.face import WORKER
from shared.web.server import WebServer

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

LOG = logging.getLogger(__name__)
EVERY_METHOD, EVERY_PATH = "*", "/<path:rest>"  # the listener dispatches, Flask answers 404, 405


class DepartmentRequests(HttpRequestHandler):  # type: ignore[misc]  # nameko publishes no types
    """All requests below `/<department>`, and what nobody else serves, as one entrypoint."""

    server = WebServer()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(EVERY_METHOD, EVERY_PATH, **kwargs)

    def stop(self) -> None:
        """Take no more requests while workers still have what they need to finish theirs."""
        super().stop()
        self.server.stop()

    def response_from_exception(self, exc: Exception) -> Response:
        """Answer what went wrong outside Flask; nameko would send the exception's text."""
        incident = new_incident()
        told = {"incident": incident, "error": type(exc).__name__}
        LOG.error("a request failed outside Flask", extra=told)
        return Response(f"系统出错 / Something went wrong. {incident}\n", 500)


class Mounted(DependencyProvider):  # type: ignore[misc]  # nameko publishes no types
    """Makes the Flask application once per container and lends it to every worker."""

    def __init__(self, make_app: Callable[[Any], Flask]) -> None:
        self.make_app = make_app
        self.app: Flask | None = None

    def setup(self) -> None:
        """Make it before the container takes requests; an unguarded view stops the start here."""
        self.app = self.make_app(self.container)

    def get_dependency(self, worker_ctx: Any) -> Flask | None:
        """Lend the application."""
        return self.app


class Gateway:
    """Mixed into a department's nameko class: serves its pages and its API."""

    department: ClassVar[str]
    flask: Flask

    @DepartmentRequests.decorator  # type: ignore[untyped-decorator]  # nameko is untyped
    def answer(self, request: Request) -> Response:
        """Let Flask answer, here in the worker."""
        request.environ[WORKER] = self
        return Response.from_app(self.flask, request.environ)
