"""The JSON side of a desk: flask-smorest blueprints, their OpenAPI document, a page to try it.

Errors are problems (RFC 9457), made in `answers` like the pages' errors. A program names its
command in `Idempotency-Key`, and says why it is late in `Guihang-Reason` (percent-encoded UTF-8).
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, ClassVar

import flask_smorest
from flask import Blueprint, jsonify, render_template
from marshmallow import Schema, fields
from webargs.flaskparser import FlaskParser
from werkzeug.datastructures import CombinedMultiDict, MultiDict

from shared.web.acts import HEADER, REASON_HEADER
from shared.web.answers import PROBLEM
from shared.web.forms import shows
from shared.web.guards import public
from shared.web.sessions import cookie_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Flask, Request, Response

    from shared.eventstore.performing import Done
    from shared.web.town import Desk

OPENAPI = "3.0.3"
VERSION = "v1"
PARTS = "parts"  # the location of a form with files
JSON_OR_PARTS = "json_or_parts"  # the same of what comes as JSON where there is no file
JSON, MULTIPART = "application/json", "multipart/form-data"
BODYLESS = frozenset({HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED})
FIRST_ERROR = 400
DESCRIPTION = (
    f"Every change is one command: send `{HEADER}` (a UUID), and a repeat gets the first answer. "
    f"`{REASON_HEADER}` (percent-encoded UTF-8) says why something is recorded late. "
    "Errors are RFC 9457 problems; `field` and `article` say what a rule refuses and which rule."
)


class FieldProblem(Schema):
    """What is wrong with one field."""

    field = fields.String()
    detail = fields.String()


class Problem(Schema):
    """An error, as RFC 9457 has it."""

    type = fields.String(metadata={"format": "uri"})
    title = fields.String()
    status = fields.Integer()
    detail = fields.String()
    instance = fields.String(metadata={"description": "urn:guihang:incident:<number>"})
    field = fields.String()
    article = fields.String(metadata={"description": "the rule that refuses"})
    errors = fields.List(fields.Nested(FieldProblem))


class DeskApi(flask_smorest.Api):  # type: ignore[misc]  # flask-smorest publishes no types
    """flask-smorest's document of a desk; its error answers are ours."""

    ERROR_SCHEMA = Problem

    def _register_error_handlers(self) -> None:
        """Leave the handlers alone: `answers` has put its own in place."""

    def _register_responses(self) -> None:
        """Describe errors as problems, and everything else as JSON."""
        problem = {"description": "a problem", "content": {PROBLEM: {"schema": Problem}}}
        for status in HTTPStatus:
            described: dict[str, Any] = {"description": status.phrase}
            if status >= FIRST_ERROR:
                described = {**problem, "description": status.phrase}
            self.spec.components.response(status.name, described, lazy=True)
        self.spec.components.response("DEFAULT_ERROR", problem, lazy=True)


class WithFiles(FlaskParser):
    """webargs' parser, which reads a form and the files beside it as one body too."""

    __location_map__ = FlaskParser.__location_map__ | {
        PARTS: "load_parts",
        JSON_OR_PARTS: "load_json_or_parts",
    }

    def load_parts(self, asked: Request, schema: Schema) -> Any:
        """Give what was typed and the files, as one form."""
        parts: list[MultiDict[str, Any]] = [asked.form, asked.files]
        return self._makeproxy(CombinedMultiDict(parts), schema)

    def load_json_or_parts(self, asked: Request, schema: Schema) -> Any:
        """Give either, as the sender says which it is."""
        in_parts = asked.mimetype == MULTIPART
        return self.load_parts(asked, schema) if in_parts else self.load_json(asked, schema)


class DeskBlueprint(flask_smorest.Blueprint):  # type: ignore[misc]  # as DeskApi
    """flask-smorest's blueprint, whose document shows such a body whole."""

    ARGUMENTS_PARSER = WithFiles()
    DEFAULT_LOCATION_CONTENT_TYPE_MAPPING: ClassVar[dict[str, str]] = {
        **flask_smorest.Blueprint.DEFAULT_LOCATION_CONTENT_TYPE_MAPPING,
        PARTS: MULTIPART,
        JSON_OR_PARTS: MULTIPART,
    }

    def _prepare_arguments_doc(
        self, doc: dict[str, Any], doc_info: dict[str, Any], **more: Any
    ) -> dict[str, Any]:
        """Describe what may come as JSON too as both."""
        asked = doc_info.get("arguments", {}).get("parameters", [])
        either = any(it["in"] == JSON_OR_PARTS for it in asked)
        doc = super()._prepare_arguments_doc(doc, doc_info, **more)
        if either:
            content = doc["requestBody"]["content"]
            content[JSON] = dict(content[MULTIPART])
        return doc


def api_blueprint(desk_id: str, part: str = "") -> flask_smorest.Blueprint:
    """Make the blueprint for a department's JSON routes under `/<desk>/api/`, or a part of them."""
    name = "_".join(filter(None, (desk_id, part, "api")))
    return DeskBlueprint(name, desk_id, url_prefix=f"/{desk_id}/api")


def done_out(done: Done[Any], **more: object) -> dict[str, Any]:
    """Answer a program once the lists show what was done, or after the wait that pages allow."""
    shows(done)
    return {"position": done.position, "repeated": done.repeated, **more}


def serve_api(app: Flask, desk: Desk, blueprints: Sequence[flask_smorest.Blueprint]) -> None:
    """Mount the JSON routes, `openapi.json` for anybody, and the page that shows it."""
    app.config.update(
        API_TITLE=f"{desk.title.zh} {desk.title.en}",
        API_VERSION=VERSION,
        OPENAPI_VERSION=OPENAPI,
        API_SPEC_OPTIONS=_options(app),
    )
    api = DeskApi(app)
    for blueprint in blueprints:
        api.register_blueprint(blueprint)
    documents = Blueprint("api_documents", __name__, url_prefix=f"/{desk.id}/api")

    @documents.get("/openapi.json")
    @public
    def openapi() -> Response:
        return jsonify(api.spec.to_dict())

    @documents.get("/docs")
    @public
    def docs() -> str:
        return render_template("api_docs.html")

    app.register_blueprint(documents)


def _options(app: Flask) -> dict[str, Any]:
    with app.app_context():
        cookie = cookie_name()
    return {
        "info": {"description": DESCRIPTION},
        "security": [{"token": []}, {"session": []}],
        "components": {
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer"},
                "session": {"type": "apiKey", "in": "cookie", "name": cookie},
            }
        },
    }
