"""The check-in at the station, for a tablet at the desk and a phone: who comes, one act a person.

Whoever is on duty signs in once. A person is found by the number on the notice and shown with a
masked name; what is noted goes to the server at once, or waits on the device while the link is
down (`shared/web/static/keep.js`). A reload meanwhile finds a page that the browser kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.supervision.domain.supervision import Supervision
from services.supervision.projections.comings import Someone, expected_on
from services.supervision.schemas import words
from services.supervision.schemas.asked.checking import CheckInForm, ResultForm, WhoForm
from services.supervision.web.arrivals import file_numbered, files_by_tail, masked
from services.supervision.web.deeds.testing import kits_left
from services.supervision.web.office import (
    CHECK_IN,
    RECORD_TEST,
    file_for,
    may_on,
    office,
    opens,
    within,
)
from services.supervision.web.telling import say_what_is_wrong
from services.supervision.web.testers import coded_by, machine_here
from shared import clock
from shared.eventstore.performing import Done
from shared.law import Refusal
from shared.web.acts import COMMAND_ID
from shared.web.assets import asset, vendored, version
from shared.web.fields import Option, typed
from shared.web.forms import Form, submit
from shared.web.guards import needs
from shared.web.sessions import current_actor
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l
from shared.web.wording import refused

pages = Blueprint(
    "supervision_check_in",
    __name__,
    url_prefix="/supervision/check-in",
    template_folder="../templates",
)

BOTH = ["GET", "POST"]
KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
USUAL = {"sample": "urine"}
TESTERS = ("account_1", "account_2")


@pages.route("", methods=BOTH)
@needs(CHECK_IN)
def who() -> ResponseReturnValue:
    """The first screen: the number on the notice, or one of those who are expected today."""
    form = Form(schema=WhoForm())
    if request.method == "POST":
        form.values = typed(form.schema)
        try:
            meant, known = _meant(form.values)
        except Refusal as refusal:
            form.blame(refusal.field or "case_ref", refused(refusal))
        else:
            if kept := a_key(request.form.get("kept")):
                return redirect(url_for(".result", file_id=meant[0], kept=kept), 303)
            if len(meant) == 1:
                return redirect(url_for(".arrival", file_id=meant[0]), 303)
            return _choose(known)
    today = clock.today()
    with office().db.reading() as conn:
        expected = expected_on(conn, today, within=within(CHECK_IN))
    page = render_template(
        "supervision/check_in.html",
        form=form,
        expected=expected,
        names=masked(row.person_id for row in expected),
        testable=[row.file_id for row in expected] if opens(RECORD_TEST) else [],
        words=words,
        **_kiosk(),
    )
    return page, 422 if form.problems else 200


def _meant(typed: Mapping[str, Any]) -> tuple[list[UUID], list[tuple[Someone, str]]]:
    """Whose files are meant by what was typed: one, or those among whom to choose."""
    if case_ref := typed.get("case_ref"):
        return [file_numbered(case_ref).id], []
    if not typed.get("last_four"):
        raise Refusal("请填写案件编号，或者身份证号末四位", field="case_ref")
    found, names = files_by_tail(typed["last_four"])
    return [it.file_id for it in found], [(it, names[it.person_id]) for it in found]


def _choose(known: Sequence[tuple[Someone, str]]) -> str:
    """Several whose numbers end alike: the one who stands here is chosen by name."""
    return render_template("supervision/alike.html", known=known, **_kiosk())


@pages.route("/<uuid:file_id>", methods=BOTH)
@needs(CHECK_IN)
def arrival(file_id: UUID) -> ResponseReturnValue:
    """The second screen: who it is, what they were asked to come for, and three buttons."""
    file = file_for(file_id, CHECK_IN)
    names = masked([file.person_id] if file.person_id else [])
    return submit(
        CheckInForm(),
        _noting(file),
        "supervision/arrival.html",
        then=url_for(".who"),
        said=_l("签到已登记。"),
        file=file,
        name=names.get(file.person_id) if file.person_id else None,
        today_is=_asked_for(file),
        may_test=may_on(file, RECORD_TEST),
        **_kiosk(),
    )


@pages.route("/<uuid:file_id>/result", methods=BOTH)
@needs(RECORD_TEST)
def result(file_id: UUID) -> ResponseReturnValue:
    """The third screen: what the test showed, by two who test, each with a code of their own."""
    file, machine = file_for(file_id, RECORD_TEST), machine_here()

    def record(loaded: dict[str, Any]) -> Done[dict[str, Any]]:
        coded = coded_by(loaded["codes"], machine=machine, file=file)
        return office().record_result(file_id=file.id, taken=loaded["taken"], coded=coded)

    names = masked([file.person_id] if file.person_id else [])
    testers = machine.testers_of(file) if machine else {}
    return submit(
        ResultForm(),
        record,
        "supervision/result.html",
        then=_said_and_back,
        said=_l("检测已登记。"),
        initial={"collected_at": clock.now(), **USUAL},
        options=_to_choose(testers),
        file=file,
        name=names.get(file.person_id) if file.person_id else None,
        machine=machine,
        testers=testers,
        warning=kits_left(file),
        **_kiosk() | {"outcome": None},
    )


def _to_choose(testers: dict[str, str]) -> dict[str, list[Option]]:
    """Those who may give a code; who was chosen stays chosen while identity is away."""
    chosen = {it: request.form.get(it, "") for it in TESTERS}
    shown = {code: "" for code in chosen.values() if code} | testers
    words = [(code, f"{name} {code}".strip()) for code, name in shown.items()]
    return dict.fromkeys(TESTERS, words)


def _said_and_back(answer: dict[str, Any]) -> str:
    say_what_is_wrong(answer)
    return url_for(".who", done=a_key(request.form.get(COMMAND_ID)))


def a_key(said: str | None) -> str | None:
    """The key of an entry that a device keeps, by which it is found again there; else None."""
    return said if said and KEY.fullmatch(said) else None


@pages.get("/offline")
@needs(CHECK_IN)
def shell() -> str:
    """The page that a browser keeps for a reload without a link; it holds nothing of anybody."""
    return render_template(
        "supervision/check_in_shell.html",
        files={"styles": _styles(), "script": asset("keep.js")},
        **_kiosk(),
    )


@pages.get("/worker.js")
@needs(CHECK_IN)
def worker() -> Response:
    """The script that keeps that page; it has no say outside the check-in."""
    files = [*_styles(), asset("keep.js"), asset("icons.svg")]
    script = render_template(
        "supervision/check_in_worker.js",
        cache=f"guihang.check-in.{version()}",
        shell=url_for(".shell"),
        files=files,
    )
    answer = Response(script, mimetype="text/javascript")
    answer.headers["Service-Worker-Allowed"] = url_for(".who")
    return answer


def _styles() -> list[str]:
    return [vendored("bootstrap", "bootstrap.min.css"), asset("app.css")]


def _noting(file: Supervision) -> Callable[[Any], Done[str]]:
    return lambda entry: office().check_in(file_id=file.id, entry=entry)


def _kiosk() -> dict[str, Any]:
    """What both screens need to keep entries while the link is down."""
    me = current_actor()
    return {
        "home": url_for(".who"),
        "account": me.account if me else "",
        "entry": Form(schema=CheckInForm()),
        "outcome": Form(schema=ResultForm(), values=USUAL) if opens(RECORD_TEST) else None,
        "now": clock.now,
    }


def _asked_for(file: Supervision) -> str:
    """今天：检测（第4次，共22次）."""
    number = file.expected_for(clock.today())
    if number is None:
        return _("今天没有通知到场")
    total = len(file.windows)
    return _("今天：检测（第%(number)s次，共%(total)s次）", number=number, total=total)
