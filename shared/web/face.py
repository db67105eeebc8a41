"""What one department's Flask application holds, and how its views reach it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from flask import current_app, request

if TYPE_CHECKING:
    from uuid import UUID

    from flask import Flask

    from shared.access.rights import Rights
    from shared.web.health import Checks
    from shared.web.metrics import Figures
    from shared.web.sessions import SessionSource
    from shared.web.settings import WebSettings
    from shared.web.town import Desk, Town

T = TypeVar("T")

KEY = "guihang"
WORKER = "nameko.worker"
API_PAGE = "api_documents.docs"


@dataclass(frozen=True, kw_only=True)
class Face:
    """Everything that a request needs besides itself.

    `wait` is the projector's, `checks` are what the desk's `readyz` asks and `process` those of all
    desks here, `figures` count what is answered, `away` means 503; `files` are asked, by a part of
    the address, before a change to a file is read: they raise `Forbidden` if that file is not open
    to a permission.
    """

    desk: Desk
    town: Town
    application: object
    rights: Rights
    sessions: SessionSource
    settings: WebSettings
    wait: Callable[[int, float], bool] | None = None
    peers_of: Callable[[Any], Any] | None = None
    checks: Checks = field(default_factory=dict)
    process: Callable[[], Mapping[str, Checks]] = dict
    figures: Figures | None = None
    away: tuple[type[Exception], ...] = ()
    files: Mapping[str, Callable[[UUID, str], object]] = field(default_factory=dict)

    def install(self, app: Flask) -> None:
        """Make this the face of a Flask application."""
        app.extensions[KEY] = self


def face() -> Face:
    """Give the face of the application that answers now."""
    found: Face = current_app.extensions[KEY]
    return found


def is_api() -> bool:
    """Whether a program asks: all under `/<desk>/api/` but the page that shows the API."""
    return request.path.startswith(f"/{face().desk.id}/api/") and request.endpoint != API_PAGE


def application(kind: type[T]) -> T:
    """Give the department's application, as the kind its views expect."""
    found = face().application
    if not isinstance(found, kind):
        msg = f"this desk serves {type(found).__name__}, not {kind.__name__}"
        raise TypeError(msg)
    return found


def peers() -> Any:
    """Give the calls to other departments that belong to the nameko worker of this request."""
    find = face().peers_of
    if find is None:
        msg = "this desk was put together without peers"
        raise LookupError(msg)
    return find(request.environ.get(WORKER))
