"""`create_app`: a department's pages and API, with all that departments have in common."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask, Response, g, request
from jinja2 import StrictUndefined

from shared.web import assets, dates, masks
from shared.web.acts import new_command_id, open_acts
from shared.web.answers import answer_faults
from shared.web.api import serve_api
from shared.web.compiled import COMPILED
from shared.web.defences import defend, nonce
from shared.web.face import Face, face
from shared.web.guards import guard, guard_files, may
from shared.web.languages import speak
from shared.web.parked import parked_api, parked_pages
from shared.web.sessions import at_shared_machine, current_actor, known_actor
from shared.web.standing import standing_pages
from shared.web.wording import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    import flask_smorest
    from flask import Blueprint

    from shared.access.actor import Actor
    from shared.web.settings import WebSettings
    from shared.web.town import Desk


def create_app(
    mine: Face,
    *,
    pages: Sequence[Blueprint],
    api: Sequence[flask_smorest.Blueprint] = (),
    translations: Sequence[Path] = (),
    parks: bool = False,
) -> Flask:
    """Make the Flask application of the department with this face.

    A desk that `parks` shows and replays what it put aside. A view that does not say who may enter
    it stops the start: `Unguarded`, `UnknownPermission`.
    """
    app = Flask("shared.web", static_folder=None)
    mine.install(app)
    desk = mine.desk
    _prepare(app, mine.settings, translations)
    own = [parked_pages(desk.id)] if parks else []
    _mount(app, (standing_pages(desk.id), *own, *pages))
    serve_api(app, desk, [*([parked_api(desk.id)] if parks else []), *api])
    guard(app)
    open_acts(app)
    guard_files(app)
    return app


def _mount(app: Flask, blueprints: Sequence[Blueprint]) -> None:
    for blueprint in blueprints:
        app.register_blueprint(blueprint)


def _prepare(app: Flask, settings: WebSettings, translations: Sequence[Path]) -> None:
    """What runs before a view, in this order: language, body size, forged requests."""
    app.config.update(MAX_CONTENT_LENGTH=settings.body_limit, MAX_FORM_MEMORY_SIZE=2**20)
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # the default provider has it
    _count(app)
    speak(app, translations)
    answer_faults(app)
    defend(app, secret=settings.secret, https=settings.https, proxies=settings.proxies)
    _furnish(app)


def _count(app: Flask) -> None:
    """First in, last out: every answer is counted, and how long it took."""

    @app.before_request
    def begin() -> None:
        g.began = time.perf_counter()

    @app.after_request
    def end(response: Response) -> Response:
        if (figures := face().figures) is not None:
            figures.page(
                face().desk.id,
                method=request.method,
                status=response.status_code,
                seconds=time.perf_counter() - g.get("began", time.perf_counter()),
            )
        return response


def _furnish(app: Flask) -> None:
    """Give templates what they may use; a misspelt name is an error, not an empty space."""
    app.jinja_env.bytecode_cache = COMPILED
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    dates.install(app)
    app.jinja_env.filters.update(
        listed=listed,
        mask_name=masks.mask_name,
        mask_id=masks.mask_id,
        mask_phone=masks.mask_phone,
    )
    app.jinja_env.globals.update(
        actor=_actor_of_page,
        asset=assets.asset,
        at_shared_machine=at_shared_machine,
        desks_for=_desks_for,
        face=face,
        may=may,
        new_command_id=new_command_id,
        nonce=nonce,
        vendored=assets.vendored,
    )


def _desks_for(actor: Actor) -> list[Desk]:
    """The departments that hold anything for this reader."""
    return [desk for desk in face().town.desks if desk.opens_to(actor, face().rights)]


def _actor_of_page() -> Actor | None:
    """Who reads the page; after a failure nobody is asked, since asking may be what failed."""
    return known_actor() if g.get("failing") else current_actor()
