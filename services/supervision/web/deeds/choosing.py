"""What the forms of a file offer to choose from."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from services.supervision.domain.supervision import Supervision
from services.supervision.rules.counters import LEAVE_DAYS
from services.supervision.rules.extras import Extra
from services.supervision.rules.outcomes import AHEAD, BEFORE_TAKEOVER
from services.supervision.rules.police import DRUG_USE, Matter
from services.supervision.rules.windows import Window
from services.supervision.schemas.words import (
    ABSENCES,
    CONTESTED_RESULTS,
    COUNTED,
    COUNTERS,
    EXTRAS,
    GROUNDS,
    MEASURES,
    MOVABLE,
    WAIVED_FOR,
)
from shared import clock
from shared.web.dates import short_day
from shared.web.fields import Option
from shared.web.speech import gettext as _

UNASKED = (AHEAD, BEFORE_TAKEOVER)
"""Tests of which no notice can be recorded."""
KNOWN_AHEAD = 4
"""For how many windows somebody may know ahead that no test can be taken."""


def windows_begun(file: Supervision) -> list[Option]:
    """The windows for which a notice can be recorded: the next one, and all that have begun."""
    found = [it for it in file.outcomes(clock.today()) if it.state != BEFORE_TAKEOVER]
    begun = sum(it.state != AHEAD for it in found)
    return [(str(it.window.number), _named(it.window)) for it in found[begun::-1]]


def extras_begun(file: Supervision) -> list[Option]:
    """The surprise and hair tests whose span has begun, the latest first."""
    found = [it.extra for it in file.extra_outcomes(clock.today()) if it.state not in UNASKED]
    return [(f"{it.kind} {it.span.number}", _extra_named(it)) for it in found[::-1]]


def windows_ahead(file: Supervision) -> list[Option]:
    """The window that runs and those that follow soon."""
    ahead = [it for it in file.windows if it.last >= clock.today()]
    return [(str(it.number), _named(it)) for it in ahead[:KNOWN_AHEAD]]


def windows_before(file: Supervision) -> list[Option]:
    """The windows that were over by the take-over."""
    over = set(file.windows_before)
    return [(str(it.number), _named(it)) for it in file.windows if it.number in over]


def window_now(file: Supervision) -> int | None:
    """The window that runs, else the next one."""
    ahead = (it.number for it in file.windows if it.last >= clock.today())
    return next(ahead, None)


def answered(file: Supervision) -> list[Option]:
    """The notices that may have been refused or missed; those without proof are said to be."""
    unproven = {str(key) for key, it in file.notices.items() if not it.served}
    return [
        (key, _("%(notice)s（没有送达凭证，不计次）", notice=label) if key in unproven else label)
        for key, label in notices(file)
    ]


def notices(file: Supervision) -> list[Option]:
    """The notices on file, the latest first."""
    return [
        (
            str(key),
            _(
                "%(kind)s第%(number)s次检测，%(day)s送达",
                kind=_(EXTRAS[notice.extra]) if notice.extra else "",
                number=notice.window,
                day=short_day(notice.served_on),
            ),
        )
        for key, notice in reversed(file.notices.items())
    ]


def awaiting(file: Supervision) -> list[Option]:
    """Proposals that are not answered yet, the latest first."""
    return [
        (str(key), _(MEASURES[it.measure]) + (f" {it.plan}" if it.plan else ""))
        for key, it in reversed(file.approvals.items())
        if it.granted is None
    ]


def countable(file: Supervision) -> list[Option]:
    """What is counted now, the latest first."""
    found = {
        it.matter: it
        for counter in file.counters(clock.today()).values()
        if counter.name != LEAVE_DAYS
        for it in counter.basis
    }
    latest = sorted(found.values(), key=lambda it: it.on, reverse=True)
    return [(it.matter, f"{_(COUNTED[it.what])} {short_day(it.on)}") for it in latest]


def correctable(file: Supervision) -> list[Option]:
    """What two can take off: what is counted now, and uses outside the term."""
    outside = [
        (str(key), _("期限以外的吸毒认定 %(day)s", day=short_day(file.uses_outside[key])))
        for key in file.correctable
        if key in file.uses_outside
    ]
    return [*countable(file), *outside]


def unproposed(file: Supervision) -> list[Option]:
    """What is counted now, and nobody has proposed to take off."""
    waiting = {str(it) for it in file.proposed}
    return [it for it in correctable(file) if str(it[0]) not in waiting]


def proposed(file: Supervision) -> list[Option]:
    """What somebody has proposed to take off, with the reason."""
    names = {str(key): name for key, name in correctable(file)}
    return [
        (str(key), f"{names.get(str(key), '')} {it.because}") for key, it in file.proposed.items()
    ]


def waivers_proposed(file: Supervision) -> list[Option]:
    """Windows that somebody has proposed to waive, with the reason."""
    named = {it.number: _named(it) for it in file.windows}
    return [
        (str(number), " ".join((named[number], _(WAIVED_FOR[it.because]), it.note)).strip())
        for number, it in file.waivers.items()
    ]


def other_days(file: Supervision) -> list[Option]:
    """Requests for another day that wait for an answer, the earliest asked first."""
    return [
        (str(key), other_day_named(it.kind, asked_on=it.asked_on, wanted_on=it.wanted_on))
        for key, it in file.other_days.items()
    ]


def other_day_named(kind: str, *, asked_on: date, wanted_on: date | None) -> str:
    """A request as people speak of it: 检测：2026-01-13申请，想改到2026-01-22."""
    if wanted_on is None:
        return _("%(what)s：%(day)s申请改期", what=_(MOVABLE[kind]), day=short_day(asked_on))
    return _(
        "%(what)s：%(day)s申请，想改到%(wanted)s",
        what=_(MOVABLE[kind]),
        day=short_day(asked_on),
        wanted=short_day(wanted_on),
    )


def notice_of(*, window: int | None, day: date | None) -> dict[str, str]:
    """What a notice of a day that was granted says."""
    filled = {} if day is None else {"appear_at": f"{day.isoformat()}T09:00"}
    return filled if window is None else filled | {"window": str(window)}


def leaves(file: Supervision) -> list[Option]:
    """Leaves from which nobody has returned yet, the latest first."""
    return [
        (str(key), f"{short_day(it.depart_on)} – {short_day(it.return_on)}")
        for key, it in reversed(file.leaves.items())
        if it.returned_on is None
    ]


def absences(file: Supervision) -> list[Option]:
    """Unauthorised absences that are open."""
    return [
        (str(key), f"{_(ABSENCES[it.kind])} {short_day(it.from_on)}")
        for key, it in file.absences.items()
        if it.returned_on is None
    ]


def positives(file: Supervision) -> list[Option]:
    """Positive strips that are neither confirmed nor cleared."""
    return [(str(key), short_day(it.on)) for key, it in file.positives.items() if it.ended is None]


def objections(file: Supervision) -> list[Option]:
    """Positive strips to which the person objects, without an answer."""
    return [
        (
            str(key),
            _(
                "%(day)s采样，%(on)s对%(what)s结果提出异议",
                day=short_day(it.on),
                on=short_day(it.objected_on),
                what=_(CONTESTED_RESULTS[it.contests or ""]),
            ),
        )
        for key, it in file.positives.items()
        if it.ended is None and it.objected_on is not None and it.awaits_answer
    ]


def suspicions(file: Supervision) -> list[Option]:
    """Signs of use on file."""
    return [
        (key, matter_named(key, it))
        for key, it in file.matters.items()
        if it.ground == DRUG_USE and UUID(key) not in file.uses
    ]


def matters(file: Supervision) -> list[Option]:
    """What is to be reported to the police."""
    return [(key, matter_named(key, it)) for key, it in file.matters.items() if it.owed]


def reports(file: Supervision) -> list[Option]:
    """Reports on file, the latest first."""
    return [
        (str(key), matter_named(it.matter, file.matters[it.matter]))
        for key, it in reversed(file.reports.items())
    ]


def treatment_reports(file: Supervision) -> list[Option]:
    """What health institutions reported and the police did not answer yet."""
    return [
        (str(key), _("%(day)s发现", day=short_day(found_on)))
        for key, found_on in file.uses_in_treatment.items()
    ]


def matter_named(key: str, matter: Matter) -> str:
    """A matter as people speak of it: 严重违反协议 · 逃避或者拒绝检测 · 2026-03-10."""
    counter = [_(COUNTERS[key])] if key in COUNTERS else []
    return " · ".join([_(GROUNDS[matter.ground]), *counter, short_day(matter.detected_at.date())])


def _extra_named(extra: Extra) -> str:
    return _(EXTRAS[extra.kind]) + _named(extra.span)


def _named(window: Window) -> str:
    return _(
        "第%(number)s次（%(first)s至%(last)s）",
        number=window.number,
        first=short_day(window.first),
        last=short_day(window.last),
    )
