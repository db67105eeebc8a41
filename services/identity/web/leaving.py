"""Who leaves writes the own hand-over sheet, filled in with what waits in each department.

Each department is asked in the leaving person's name and answers under their rights, by case number
and day; the administrator, who sees no case, sees of it what the finished sheet says.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from services.identity.domain.hand_overs import HandOver
from services.identity.schemas.administration import OwnHandOverForm
from services.identity.schemas.answers import DrawnUpOut
from services.identity.web.accounts import office
from shared import clock
from shared.access.actor import Actor
from shared.messaging.asking import PeerAway, PeerRefused
from shared.messaging.ports import NotNow
from shared.web.api import api_blueprint, done_out
from shared.web.face import peers
from shared.web.forms import submit
from shared.web.guards import allow, needs
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l

OWN = "identity.use_own_account"
PATIENCE = 2.0  # seconds for each department
DEPARTMENTS = {
    "registry": _l("镇办登记"),
    "supervision": _l("日常监督"),
    "assistance": _l("社会救助"),
    "treatment": _l("戒毒治疗"),
    "legal_aid": _l("法律援助"),
}

pages = Blueprint(
    "identity_leaving",
    __name__,
    url_prefix="/identity/hand-overs",
    template_folder="../templates",
)
api = api_blueprint("identity", "leaving")


@dataclass
class OpenWork:
    """What waits for somebody, a line each, and which departments did not say."""

    lines: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)


def open_work(actor: Actor) -> OpenWork:
    """Ask every department what waits for this person's desk."""
    found = OpenWork()
    for department, title in DEPARTMENTS.items():
        try:
            waiting = peers().call(department, "open_work", actor=actor, timeout=PATIENCE)
        except PeerRefused:
            continue
        except (PeerAway, NotNow):
            found.silent.append(str(title))
            continue
        found.lines += [_line(str(title), it) for it in waiting]
    return found


def still_borne(actor: Actor, sheet: HandOver) -> dict[str, Any] | None:
    """How many cases the giver still bears, and where to move them; None if nobody may say."""
    try:
        told: dict[str, Any] = peers().call(
            "supervision", "borne_by", actor=actor, timeout=PATIENCE, account=sheet.giver
        )
    except (PeerRefused, PeerAway, NotNow):
        return None
    way = urlencode({"from": sheet.giver, "to": sheet.taker})
    return {**told, "href": f"{told['href']}?{way}" if told["href"] else ""}


@pages.route("/own", methods=["GET", "POST"])
@needs(OWN)
def own() -> ResponseReturnValue:
    """Write the own sheet."""
    me = allow(OWN)
    work = open_work(me)
    return submit(
        OwnHandOverForm(),
        lambda form: office().draw_up_hand_over(
            giver=me.account, role=me.role, unit=me.unit, **form
        ),
        "identity/leaving.html",
        then=lambda made: url_for("identity_hand_overs.sheet", hand_over_id=made),
        said=_l("交接单已拟定，请双方签字。"),
        initial={"hands_over_on": clock.today(), "items": "\n".join(work.lines)},
        silent=work.silent,
        counted=len(work.lines),
    )


@api.post("/me/hand-overs")
@needs(OWN)
@api.arguments(OwnHandOverForm)
@api.response(201, DrawnUpOut)
def own_by_program(form: dict[str, Any]) -> dict[str, Any]:
    """Write the own sheet; what waits is in the departments' lists."""
    me = allow(OWN)
    done = office().draw_up_hand_over(giver=me.account, role=me.role, unit=me.unit, **form)
    return done_out(done) | {"id": done.answer}


def _line(title: str, waiting: dict[str, Any]) -> str:
    day = _("，期限 %(day)s", day=waiting["due_on"]) if waiting["due_on"] else ""
    return f"{title}：{waiting['case_ref']} {_(waiting['what'])}{day}"
