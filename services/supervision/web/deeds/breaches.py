"""Breaches of the agreement, what answers them, and corrections."""

from __future__ import annotations

from services.supervision.domain.supervision import Supervision
from services.supervision.schemas import told
from services.supervision.schemas.asked import breaches as asked
from services.supervision.web.deeds import choosing
from services.supervision.web.deeds.deed import Deed
from services.supervision.web.office import (
    ADMONISH,
    JUDGE_DAYS,
    OVERTURN,
    RECORD_BALANCE,
    RECORD_VIOLATION,
)
from shared import clock
from shared.web.speech import lazy_gettext as _l


def _has_breached(file: Supervision) -> bool:
    return bool(file.countable) or bool(sum(file.balances.values()))


BREACHES = (
    Deed(
        name="record_violation",
        path="violations",
        right=RECORD_VIOLATION,
        form=asked.ViolationForm,
        record="violating",
        title=_l("登记违反协议"),
        said=_l("违反协议已登记。"),
        says="Record a breach of a clause.",
        part="breaches",
        formal=True,
        initial=lambda _: {"violated_on": clock.today()},
        answers=told.ViolatedOut,
    ),
    Deed(
        name="criticise",
        path="criticisms",
        right=ADMONISH,
        form=asked.CorrectingForm,
        record="correcting",
        title=_l("登记批评"),
        said=_l("批评已登记。"),
        says="Record that the person was criticised for a breach.",
        part="breaches",
        formal=True,
        initial=lambda _: {"held_on": clock.today()},
        options=lambda file: {"matter_id": choosing.countable(file)},
        offered=lambda file: bool(file.countable),
    ),
    Deed(
        name="educate",
        path="educations",
        right=ADMONISH,
        form=asked.CorrectingForm,
        record="correcting",
        title=_l("登记教育"),
        said=_l("教育已登记。"),
        says="Record that the person was educated about a breach.",
        part="breaches",
        formal=True,
        initial=lambda _: {"held_on": clock.today()},
        options=lambda file: {"matter_id": choosing.countable(file)},
        offered=lambda file: bool(file.countable),
    ),
    Deed(
        name="admonish",
        path="admonitions",
        right=ADMONISH,
        form=asked.AdmonitionForm,
        record="admonition",
        title=_l("书面告诫"),
        said=_l("告诫已登记。"),
        says="Record a written admonition.",
        part="breaches",
        formal=True,
        initial=lambda _: {"served_on": clock.today()},
        offered=_has_breached,
    ),
    Deed(
        name="overturn",
        path="corrections",
        right=OVERTURN,
        form=asked.OverturningForm,
        record="overturning",
        title=_l("更正计次"),
        said=_l("更正已登记，这一项不再计入。"),
        says="Record that something counts no more, with the second person who approved that.",
        part="breaches",
        formal=True,
        initial=lambda _: {"overturned_on": clock.today()},
        options=lambda file: {"matter_id": choosing.countable(file)},
        offered=lambda file: bool(file.countable),
    ),
    Deed(
        name="record_balance",
        path="balances",
        right=RECORD_BALANCE,
        form=asked.BalanceForm,
        record="balance",
        title=_l("登记接管前的次数"),
        said=_l("接管前的次数已登记。"),
        says="Record what a counter had before the take-over.",
        part="breaches",
        formal=True,
        initial=lambda _: {"recorded_on": clock.today()},
        offered=lambda file: file.tracked_from is not None,
    ),
    Deed(
        name="judge_contested_days",
        path="judgements",
        right=JUDGE_DAYS,
        form=asked.JudgingForm,
        record="judging",
        title=_l("认定有争议的日子"),
        said=_l("认定已登记。"),
        says="Record a choice between two ways of counting days.",
        part="breaches",
        formal=True,
        initial=lambda _: {"judged_on": clock.today()},
        offered=lambda file: bool(file.suspensions or file.absences),
    ),
)
