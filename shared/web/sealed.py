"""The way into a sealed file: a page asks why, a program is told that it must say so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import urlencode

from flask import abort, redirect, request
from marshmallow import RAISE, Schema, fields, validate

from shared.web.face import is_api
from shared.web.forms import submit
from shared.web.guards import READS, local_path
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l
from shared.web.wording import why

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from flask.typing import ResponseReturnValue

    from shared.eventstore.entries import Entry
    from shared.law import Rule
    from shared.resting import ReasonNeeded
    from shared.web.forms import Outcome

LONGEST_REASON = 200


class SealedForm(Schema):
    """Asked of whoever opens a sealed file; without a reason the rule answers, with its article."""

    class Meta:
        """An unknown field is a mistake of the sender, who should hear of it."""

        unknown = RAISE

    why = fields.String(
        load_default="",
        validate=validate.Length(max=LONGEST_REASON),
        metadata={
            "label": "查阅理由",
            "hint": "写入查阅记录，例如：法院来函调查，附函号",
            "widget": "textarea",
            "personal": True,
        },
    )


class OpeningOut(Schema):
    """One opening of a sealed file."""

    account = fields.String()
    opened_at = fields.AwareDateTime()
    why = fields.String(allow_none=True)


def ask_why(needed: ReasonNeeded, *, at: str) -> NoReturn:
    """Lead whoever opens a page to where the reason is asked; refuse everything else."""
    if is_api() or request.method not in READS:
        raise needed
    here = request.full_path if request.query_string else request.path
    abort(redirect(f"{at}?{urlencode({'next': here})}", 303))


def opening_page(
    act: Callable[[str], Outcome],
    *,
    about: str,
    openings: list[dict[str, Any]],
    sealed: Rule,
    minutes: Rule,
    home: str,
    back: tuple[str, str],
    instead: Sequence[tuple[str, str]] = (),
) -> ResponseReturnValue:
    """Ask why a sealed file is opened, then go where the reader was going; below, who opened it.

    `instead` are acts that need no file to be opened, each with its address.
    """
    return submit(
        SealedForm(),
        lambda asked: act(asked["why"]),
        "sealed.html",
        then=local_path(request.args.get("next")) or home,
        said=_l("理由已写入查阅记录，档案已打开。"),
        title=_("查阅封存档案"),
        about=about,
        openings=openings,
        minutes=minutes.number,
        because=why(sealed),
        back=back,
        instead=instead,
    )


def told(openings: list[Entry]) -> list[dict[str, Any]]:
    """Openings as page and API say them, the newest first."""
    return [
        {
            "account": it.account,
            "opened_at": it.facts["opened_at"],
            "why": it.personal.get("why"),
        }
        for it in reversed(openings)
    ]
