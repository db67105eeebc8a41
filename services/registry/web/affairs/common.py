"""What the registers of the town's own affairs have in common: a form each, and back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask import flash, url_for
from flask.typing import ResponseReturnValue
from marshmallow import Schema

from services.registry.domain.affairs.records import WHOLE, Record
from services.registry.web.affairs.words import reason
from services.registry.web.office import opens
from shared.eventstore.performing import Done
from shared.web.forms import submit
from shared.web.speech import gettext as _
from shared.web.wording import listed

BOTH = ["GET", "POST"]
TEMPLATES = "../../templates"
SEE_PLAN, ADOPT_PLAN = "registry.see_plan", "registry.adopt_plan"
SEE_ACTIVITIES, HOLD_ACTIVITY = "registry.see_activities", "registry.hold_activity"

STRIKE_OUT, APPROVE_STRIKING = "registry.strike_out", "registry.approve_striking_out"
SEE_STRUCK_OUT = "registry.see_struck_out"


def record(
    form: Schema,
    act: Callable[[Any], Done[Any]],
    *,
    back: tuple[str, str],
    tell: Callable[[Any], None] | None = None,
    to: Callable[[Any], str] | None = None,
    template: str = "registry/affairs/form.html",
    **more: Any,
) -> ResponseReturnValue:
    """A form of a register, one command, and back to the register: its name and address.

    `to` leads elsewhere once it is done.
    """
    _label, address = back

    def then(answer: Any) -> str:
        if tell is not None:
            tell(answer)
        return to(answer) if to else address

    return submit(form, act, template, then=then, back=back, **more)


def striking(found: Record, entry: int = WHOLE) -> tuple[str, str] | None:
    """What the reader may do about an entry that is wrong: the words and the address of it."""
    waits = entry in found.proposals
    if not opens(APPROVE_STRIKING if waits else STRIKE_OUT):
        return None
    label = _("审批作废") if waits else _("作废")
    address = url_for(
        f"registry_striking.{'decide' if waits else 'propose'}",
        register=found.register_name,
        record_id=found.id,
        entry=entry,
    )
    return label, address


def tell_defects(answer: Any) -> None:
    """Who has just recorded what breaks a rule is told so, and why."""
    found: Sequence[str] = answer["defects"]
    if found:
        reasons = listed(map(reason, found))
        flash(_("已照实保存，但不合规定，不计入：%(reasons)s", reasons=reasons), "due")
