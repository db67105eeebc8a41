"""How a department's pages are mounted in its nameko container.

    class RegistryWeb(DepartmentWeb):
        name = "registry_web"
        department = "registry"
        flask = mounted(pages=[pages], api=[api], translations=[HERE / "translations"])

The assembly puts one `WebWiring` a department into the container's configuration.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shared.messaging.peers import Peers
from shared.messaging.ports import NotNow
from shared.web.face import Face
from shared.web.factory import create_app
from shared.web.gateway import Gateway, Mounted

if TYPE_CHECKING:
    from uuid import UUID

    import flask_smorest
    from flask import Blueprint, Flask

    from shared.access.rights import Rights
    from shared.projecting import Projector
    from shared.web.health import Checks
    from shared.web.metrics import Figures
    from shared.web.sessions import SessionSource
    from shared.web.settings import WebSettings
    from shared.web.town import Desk, Town

WEB = "guihang.web"


@dataclass(frozen=True, kw_only=True)
class WebWiring:
    """One department's pages, put together: everything but the pages themselves."""

    desk: Desk
    town: Town
    application: object
    projector: Projector
    rights: Rights
    sessions: SessionSource
    settings: WebSettings
    checks: Checks = field(default_factory=dict)
    process: Callable[[], Mapping[str, Checks]] = dict
    figures: Figures | None = None
    away: tuple[type[Exception], ...] = (NotNow,)
    watched: Callable[[Flask], object] = bool
    """Looks on at the answers of the finished application."""

    def face(self, files: Mapping[str, Callable[[UUID, str], object]] | None = None) -> Face:
        """What its views reach; `files` say whether a change may be made to one."""
        return Face(
            desk=self.desk,
            town=self.town,
            application=self.application,
            rights=self.rights,
            sessions=self.sessions,
            settings=self.settings,
            wait=lambda position, seconds: self.projector.wait(position, timeout=seconds),
            peers_of=lambda worker: worker.peers,
            checks=self.checks,
            process=self.process,
            figures=self.figures,
            away=self.away,
            files=files or {},
        )


class DepartmentWeb(Gateway):
    """Base of the departments' classes on HTTP: its pages ask others through its peers."""

    peers: Any = Peers()


def mounted(
    *,
    pages: Sequence[Blueprint],
    api: Sequence[flask_smorest.Blueprint] = (),
    translations: Sequence[Path] = (),
    files: Mapping[str, Callable[[UUID, str], object]] | None = None,
) -> Any:
    """The Flask application of a department, made with the wiring of its container.

    `files` are asked, by a part of the address, whether a change may be made to that file.
    """

    def make(container: Any) -> Flask:
        wiring = container.config[WEB]
        return app_from(wiring, pages=pages, api=api, translations=translations, files=files)

    return Mounted(make)


def app_from(
    wiring: WebWiring,
    *,
    pages: Sequence[Blueprint],
    api: Sequence[flask_smorest.Blueprint] = (),
    translations: Sequence[Path] = (),
    files: Mapping[str, Callable[[UUID, str], object]] | None = None,
) -> Flask:
    """The Flask application for a wiring."""
    mine = wiring.face(files)
    app = create_app(mine, pages=pages, api=api, translations=translations, parks=True)
    wiring.watched(app)
    return app
