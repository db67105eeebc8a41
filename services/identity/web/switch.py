"""Changing places at a shared machine: a name and a PIN, so that nobody works under another's."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from services.identity.schemas.own import SwitchForm
from services.identity.web.door import Admitted, door
from services.identity.web.knocking import answered, begin_form_session
from services.identity.web.machines import present_machine
from shared.web.forms import submit
from shared.web.guards import public
from shared.web.speech import lazy_gettext as _l

pages = Blueprint("identity_switch", __name__, template_folder="../templates")


@pages.route("/identity/switch", methods=["GET", "POST"])
@public
def switch() -> ResponseReturnValue:
    """Let the next one work here; whoever worked here before is signed out."""
    machine = present_machine()
    if machine is None:
        return redirect(url_for("identity_door.sign_in"), 303)
    regulars, admitted = door().regulars(machine), list[Admitted]()
    if not regulars:
        return render_template("identity/switch.html", machine=machine, form=None)

    def enter(form: dict[str, Any]) -> None:
        admitted.append(door().switch(machine, account=form["account"], pin=form["pin"]))
        begin_form_session(form["account"])

    answer = submit(
        SwitchForm(),
        enter,
        "identity/switch.html",
        then="/",
        said=_l("已换人。"),
        options={"account": [(code, f"{name} {code}") for code, name in regulars.items()]},
        machine=machine,
    )
    return answered(answer, admitted)
