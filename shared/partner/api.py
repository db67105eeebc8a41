"""The JSON that every partner has: files, needs, and the answers to needs."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import flask_smorest

from shared.partner.desk import PartnerDesk
from shared.partner.lists import FileRow, NeedRow
from shared.partner.schemas import CloseNeedForm, DoneOut, FileOut, NeedOut
from shared.web.api import api_blueprint, done_out
from shared.web.face import application
from shared.web.guards import needs


def partner_api(partner: PartnerDesk) -> flask_smorest.Blueprint:
    """Make the blueprint; the department adds its own act to it."""
    api = api_blueprint(partner.id)
    _add_reading(api, partner)
    _add_answering(api, partner)
    return api


def _add_reading(api: flask_smorest.Blueprint, partner: PartnerDesk) -> None:
    @api.get("/cases")
    @needs(partner.may("see_cases"))
    @api.response(200, FileOut(many=True))
    def list_cases() -> list[FileRow]:
        """List the files of open cases, the most urgent first."""
        return partner.files()

    @api.get("/cases/<uuid:file_id>")
    @needs(partner.may("see_cases"))
    @api.response(200, FileOut)
    def read_case(file_id: UUID) -> FileRow:
        """Read one file."""
        return partner.file_row(file_id)

    @api.get("/needs")
    @needs(partner.may("see_inbox"))
    @api.response(200, NeedOut(many=True))
    def list_needs() -> list[NeedRow]:
        """List the needs without an answer, those that nobody took up first."""
        return [need for need, _file in partner.inbox()]

    @api.get("/needs/<uuid:need_id>")
    @needs(partner.may("see_inbox"))
    @api.response(200, NeedOut)
    def read_need(need_id: UUID) -> NeedRow:
        """Read one need."""
        return partner.need(need_id)[0]


def _add_answering(api: flask_smorest.Blueprint, partner: PartnerDesk) -> None:
    @api.post("/needs/<uuid:need_id>/accept")
    @needs(partner.may("accept_need"))
    @api.response(200, DoneOut)
    def accept_need(need_id: UUID) -> dict[str, object]:
        """Take a need up."""
        return done_out(application(partner.office).accept_need(need_id=need_id))

    @api.post("/needs/<uuid:need_id>/close")
    @needs(partner.may("close_need"))
    @api.arguments(CloseNeedForm)
    @api.response(200, DoneOut)
    def close_need(form: dict[str, Any], need_id: UUID) -> dict[str, object]:
        """Answer a need: the result goes back to who raised it, the note stays here."""
        return done_out(application(partner.office).close_need(need_id=need_id, **form))
