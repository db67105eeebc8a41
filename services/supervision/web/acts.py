"""What is recorded at this desk: one form each, one screen each, one act each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, url_for
from flask.typing import ResponseReturnValue
from marshmallow import Schema

from services.supervision.domain.supervision import Supervision
from services.supervision.rules.outcomes import AHEAD, BEFORE_TAKEOVER
from services.supervision.rules.windows import Window
from services.supervision.schemas.asked import (
    AdmonitionForm,
    NeedForm,
    NoticeForm,
    RefusalForm,
    SamplingForm,
    TalkForm,
)
from services.supervision.web.names import names_of
from services.supervision.web.office import (
    ADMONISH,
    NOTIFY_TEST,
    RAISE_NEED,
    RECORD_REFUSAL,
    RECORD_TALK,
    RECORD_TEST,
    file_for,
    office,
)
from services.supervision.web.telling import threshold_of, why_not_counted
from shared import clock
from shared.eventstore.performing import Done
from shared.web.dates import short_day
from shared.web.forms import submit
from shared.web.guards import needs
from shared.web.sessions import current_actor
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l
from shared.web.wording import listed

pages = Blueprint(
    "supervision_acts", __name__, url_prefix="/supervision/cases", template_folder="../templates"
)

BOTH = ["GET", "POST"]


@pages.route("/<uuid:file_id>/notices/new", methods=BOTH)
@needs(NOTIFY_TEST)
def notify_test(file_id: UUID) -> ResponseReturnValue:
    """Record that the person was told to come for a test."""
    file = file_for(file_id, NOTIFY_TEST)
    return _act(
        file,
        NoticeForm(),
        lambda asking: office().notify_test(file_id=file_id, asking=asking),
        title=_("通知检测"),
        said=_l("通知已登记。"),
        initial={"window": _window_now(file), "served_at": clock.now()},
        options={"window": _windows(file)},
    )


@pages.route("/<uuid:file_id>/tests/new", methods=BOTH)
@needs(RECORD_TEST)
def record_test(file_id: UUID) -> ResponseReturnValue:
    """Record a test as it was taken."""
    return _act(
        file_for(file_id, RECORD_TEST),
        SamplingForm(),
        lambda taken: office().record_test(file_id=file_id, taken=taken),
        title=_("登记检测"),
        said=_l("检测已登记。"),
        initial={"collected_at": clock.now(), "sample": "urine"},
        template="supervision/test.html",
        part="tests",
    )


@pages.route("/<uuid:file_id>/refusals/new", methods=BOTH)
@needs(RECORD_REFUSAL)
def record_refusal(file_id: UUID) -> ResponseReturnValue:
    """Record that a test was refused."""
    file = file_for(file_id, RECORD_REFUSAL)
    return _act(
        file,
        RefusalForm(),
        lambda refusing: office().record_refusal(file_id=file_id, refusing=refusing),
        title=_("登记拒检"),
        said=_l("拒检已登记。"),
        initial={"refused_on": clock.today()},
        options={"notice_id": _served(file)},
        warning=threshold_of(file),
        part="tests",
    )


@pages.route("/<uuid:file_id>/admonitions/new", methods=BOTH)
@needs(ADMONISH)
def admonish(file_id: UUID) -> ResponseReturnValue:
    """Record a written admonition."""
    return _act(
        file_for(file_id, ADMONISH),
        AdmonitionForm(),
        lambda admonition: office().admonish(file_id=file_id, admonition=admonition),
        title=_("书面告诫"),
        said=_l("告诫已登记。"),
        initial={"served_on": clock.today()},
        part="timeline",
    )


@pages.route("/<uuid:file_id>/talks/new", methods=BOTH)
@needs(RECORD_TALK)
def record_talk(file_id: UUID) -> ResponseReturnValue:
    """Record a talk, with the needs that came up in it."""
    now, me = clock.now(), current_actor()
    return _act(
        file_for(file_id, RECORD_TALK),
        TalkForm(),
        lambda held: office().record_talk(file_id=file_id, **held),
        title=_("登记谈话"),
        said=_l("谈话已登记。"),
        initial={
            "started_at": now - timedelta(minutes=30),
            "ended_at": now,
            "how": "face",
            "talkers": [me.name] if me and me.name else [],
        },
        part="talks",
    )


@pages.route("/<uuid:file_id>/needs/new", methods=BOTH)
@needs(RAISE_NEED)
def raise_need(file_id: UUID) -> ResponseReturnValue:
    """Pass a need on."""
    return _act(
        file_for(file_id, RAISE_NEED),
        NeedForm(),
        lambda need: office().raise_need(file_id=file_id, need=need),
        title=_("转介需求"),
        said=_l("需求已转出。"),
        initial={"raised_on": clock.today()},
        part="talks",
    )


def _act(
    file: Supervision,
    form: Schema,
    act: Callable[[Any], Done[Any]],
    *,
    part: str = "tests",
    template: str = "supervision/form.html",
    **more: Any,
) -> ResponseReturnValue:
    """A form about one file, which is named on the page, and back to the part where it shows."""
    back = url_for("supervision_case.case", file_id=file.id, part=part)
    names = names_of([file.person_id] if file.person_id else [], purpose="监督登记")
    about = " ".join([file.case_ref or "", *names.values()])

    def then(answer: Any) -> str:
        _say_what_is_wrong(answer)
        return back

    return submit(form, act, template, then=then, about=about, back=back, **more)


def _say_what_is_wrong(answer: Any) -> None:
    """Who has just recorded something that does not count is told so, and why."""
    found = why_not_counted(answer["defects"]) if isinstance(answer, dict) else []
    if found:
        flash(_("已照实保存，但不计入：%(reasons)s", reasons=listed(found)), "due")


def _windows(file: Supervision) -> list[tuple[str, str]]:
    """The windows for which a notice can be recorded: the next one, and all that have begun."""
    found = [it for it in file.outcomes(clock.today()) if it.state != BEFORE_TAKEOVER]
    begun = sum(it.state != AHEAD for it in found)
    return [(str(it.window.number), _named(it.window)) for it in found[begun::-1]]


def _window_now(file: Supervision) -> int | None:
    """The window that runs, else the next one."""
    ahead = (it.number for it in file.windows if it.last >= clock.today())
    return next(ahead, None)


def _named(window: Window) -> str:
    return _(
        "第%(number)s次（%(first)s至%(last)s）",
        number=window.number,
        first=short_day(window.first),
        last=short_day(window.last),
    )


def _served(file: Supervision) -> list[tuple[str, str]]:
    """The notices that can be refused, the latest first."""
    served = [(key, notice) for key, notice in file.notices.items() if notice.served]
    return [
        (
            str(key),
            _(
                "第%(number)s次检测，%(day)s送达",
                number=notice.window,
                day=short_day(notice.served_on),
            ),
        )
        for key, notice in reversed(served)
    ]
