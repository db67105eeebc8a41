"""The door as a page: in with work code and password, out with one button."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from services.identity.application import IdentityApplication
from services.identity.schemas.own import SignInForm
from services.identity.web import halfway
from services.identity.web.demonstration import for_visitors
from services.identity.web.door import Admitted, Wait, attempt_of, door
from services.identity.web.knocking import begin_form_session, end_present_session, let_in
from shared.web.face import application
from shared.web.forms import submit
from shared.web.guards import local_path, public
from shared.web.sessions import end_session
from shared.web.speech import gettext as _
from shared.web.speech import later

pages = Blueprint("identity_door", __name__, template_folder="../templates")


class Knock:
    """One request at the door, and what came of it."""

    def __init__(self) -> None:
        self.admitted: Admitted | None = None
        self.wait = 0

    def enter(self, form: dict[str, Any]) -> None:
        """Try the form's password."""
        account = form["account"].strip().lower()
        try:
            found, refused_before = door().prove(
                account=account, password=form["password"], attempt=attempt_of(account)
            )
        except Wait as wait:
            self.wait = wait.seconds
            raise
        begin_form_session(account)
        self.admitted = halfway.enter(found, refused_before)
        if refused_before:
            flash(_warning(refused_before), "due")

    def leads_to(self) -> str:
        """Where one wanted to go, or the next step."""
        if self.admitted is None:
            return halfway.address()
        return local_path(request.args.get("next")) or "/"

    def said(self) -> str:
        """What is told there."""
        return str(_("已登录。") if self.admitted is not None else _("密码正确。"))


@pages.route("/identity/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    """Sign in, and go on to where one wanted to go."""
    knock = Knock()
    answer = submit(
        SignInForm(),
        knock.enter,
        "identity/sign_in.html",
        then=lambda _done: knock.leads_to(),
        said=later(knock.said),
        initial={"account": request.args.get("account", "")},
        visitors=for_visitors(application(IdentityApplication)),
    )
    if knock.admitted is not None:
        return let_in(answer, knock.admitted)
    if knock.wait and isinstance(answer, tuple):
        return answer[0], 429, {"Retry-After": str(knock.wait)}
    return answer


@pages.post("/identity/sign-out")
@public
def sign_out() -> ResponseReturnValue:
    """Sign out; whoever is out already is simply shown the door."""
    end_present_session()
    return end_session(_to(url_for("identity_door.sign_in")))


def _warning(refused: int) -> str:
    said: str = _(
        "上次登录以来，有%(num)d次密码输错。如果不是您本人，请修改密码并告诉系统管理员。",
        num=refused,
    )
    return said


def _to(address: str) -> Any:
    return redirect(address, 303)
