"""Shared machines: bound by an administrator who stands in front, released from anywhere."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from services.identity.application import IdentityApplication
from services.identity.projections.machines import MachineRow, all_machines, machine_with
from services.identity.projections.units import all_units
from services.identity.schemas.administration import MachineForm
from shared.access.secrets import digest_of, new_token
from shared.web.face import application, face
from shared.web.forms import submit, tell
from shared.web.guards import needs
from shared.web.sessions import machine_cookie
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l

YEARS = 3 * 366 * 24 * 3600  # the binding's own end decides, not the cookie's

pages = Blueprint(
    "identity_machines", __name__, url_prefix="/identity/machines", template_folder="../templates"
)


@pages.get("")
@needs("identity.bind_machine")
def machines() -> str:
    """Which machines are shared."""
    with _office().db.reading() as conn:
        rows = all_machines(conn)
        titles = {unit.unit: unit.title for unit in all_units(conn)}
    return render_template(
        "identity/machines.html", rows=rows, titles=titles, here=present_machine()
    )


@pages.route("/bind", methods=["GET", "POST"])
@needs("identity.bind_machine")
def bind_machine() -> ResponseReturnValue:
    """Bind the browser in which this is done."""
    token = new_token()
    with _office().db.reading() as conn:
        units = [(unit.unit, unit.title) for unit in all_units(conn)]
    answer = submit(
        MachineForm(),
        lambda form: _office().bind_machine(**form, digest=digest_of(token)),
        "identity/form.html",
        then=url_for(".machines"),
        said=_l("这台电脑已经绑定。各人用密码登录一次后，当班内可用 PIN 换人。"),
        options={"unit": units},
        title=_("绑定这台公用电脑"),
        back=url_for(".machines"),
    )
    return _keep(answer, token) if isinstance(answer, Response) else answer


@pages.post("/<uuid:machine_id>/release")
@needs("identity.bind_machine")
def release_machine(machine_id: UUID) -> ResponseReturnValue:
    """Take the binding back."""
    tell(_office().release_machine(machine_id=machine_id), _("已解除绑定。"))
    return redirect(url_for(".machines"), 303)


def present_machine() -> MachineRow | None:
    """The shared machine at which this browser is; None at any other."""
    token = request.cookies.get(machine_cookie())
    if not token:
        return None
    with _office().db.reading() as conn:
        return machine_with(conn, digest_of(token))


def _keep(answer: Response, token: str) -> Any:
    answer.set_cookie(
        machine_cookie(),
        token,
        max_age=YEARS,
        path="/",
        httponly=True,
        secure=face().settings.https,
        samesite="Strict",
    )
    return answer


def _office() -> IdentityApplication:
    return application(IdentityApplication)
