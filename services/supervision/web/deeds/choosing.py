"""What the forms of a file offer to choose from."""

from __future__ import annotations

from services.supervision.domain.supervision import Supervision
from services.supervision.rules.outcomes import AHEAD, BEFORE_TAKEOVER
from services.supervision.rules.windows import Window
from services.supervision.schemas.words import MEASURES
from shared import clock
from shared.web.dates import short_day
from shared.web.fields import Option
from shared.web.speech import gettext as _


def windows_begun(file: Supervision) -> list[Option]:
    """The windows for which a notice can be recorded: the next one, and all that have begun."""
    found = [it for it in file.outcomes(clock.today()) if it.state != BEFORE_TAKEOVER]
    begun = sum(it.state != AHEAD for it in found)
    return [(str(it.window.number), _named(it.window)) for it in found[begun::-1]]


def window_running(file: Supervision) -> list[Option]:
    """The window that runs, if one does."""
    today = clock.today()
    return [(str(it.number), _named(it)) for it in file.windows if it.first <= today <= it.last]


def window_now(file: Supervision) -> int | None:
    """The window that runs, else the next one."""
    ahead = (it.number for it in file.windows if it.last >= clock.today())
    return next(ahead, None)


def served(file: Supervision) -> list[Option]:
    """The notices that can be refused or missed, the latest first."""
    proven = [(key, notice) for key, notice in file.notices.items() if notice.served]
    return [
        (
            str(key),
            _(
                "第%(number)s次检测，%(day)s送达",
                number=notice.window,
                day=short_day(notice.served_on),
            ),
        )
        for key, notice in reversed(proven)
    ]


def awaiting(file: Supervision) -> list[Option]:
    """Proposals that are not answered yet, the latest first."""
    return [
        (str(key), _(MEASURES[it.measure]) + (f" {it.plan}" if it.plan else ""))
        for key, it in reversed(file.approvals.items())
        if it.granted is None
    ]


def _named(window: Window) -> str:
    return _(
        "第%(number)s次（%(first)s至%(last)s）",
        number=window.number,
        first=short_day(window.first),
        last=short_day(window.last),
    )
