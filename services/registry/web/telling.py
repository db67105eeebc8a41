"""A case in words: how far it is, why something is due, what it falls short of, its timeline."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from uuid import UUID

from services.registry.domain.case import Case
from services.registry.domain.leave import Leave
from services.registry.domain.standing import RUNNING, state_of
from services.registry.projections.cases import DutyRow
from services.registry.projections.inbox import (
    BREACH_WITHDRAWN,
    DECIDED,
    REFUSED_TEST,
    REPORTED,
    SERIOUS_BREACH,
    USE_CONFIRMED,
    USE_OVERTURNED,
    Notice,
    Pending,
)
from services.registry.projections.owed import late_near_the_end
from services.registry.projections.within import Within
from services.registry.rules.book import BOOK
from services.registry.timeline import SENTENCES, WORDS
from services.registry.web.office import office, word
from shared import clock
from shared.calendar import day_note, years_after
from shared.eventstore.entries import Entry
from shared.eventstore.history import summary
from shared.law import Citation
from shared.web.dates import long_day, short_day
from shared.web.lists import TimelineItem, Tone
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l
from shared.web.wording import cited

HANDED_OVER = "registry.station_assigned"
FOLLOWS = frozenset({"registry.care_begun", "registry.duty_met", "registry.case_released"})
SORTS: dict[str, tuple[object, Tone]] = {
    REFUSED_TEST: (_l("拒检"), "due"),
    SERIOUS_BREACH: (_l("严重违反"), "late"),
    BREACH_WITHDRAWN: (_l("严重违反撤回"), "info"),
    USE_CONFIRMED: (_l("认定吸毒"), "late"),
    USE_OVERTURNED: (_l("认定撤销"), "info"),
    REPORTED: (_l("已报告公安"), "info"),
    DECIDED: (_l("公安决定"), "due"),
}
PENDING = {
    SERIOUS_BREACH: _l("%(day)s发现严重违反协议，期满前后请具名人员处理；期限照常届满。"),
    USE_CONFIRMED: _l("%(day)s公安机关认定吸毒，期满前后请具名人员处理；期限照常届满。"),
}
TONES: dict[str, Tone] = {
    "ordered": "due",
    "report_overdue": "late",
    "reported": "due",
    "active": "done",
    "term_completed": "neutral",
    "replaced": "neutral",
    "suspended": "info",
    "transfer_out": "due",
    "transferred": "neutral",
    "terminated": "neutral",
    "released": "due",
    "aftercare": "done",
    "sealed": "neutral",
}


def progress_of(case: Case) -> list[str]:
    """How far the case is: 社区戒毒 · 第1年第38天 · 至2029-01-04.

    Nothing counts any more once it is gone from here.
    """
    kind, today = word(case.kind), clock.today()
    if case.reported_on is None or case.last_day is None or case.is_gone:
        return [kind]
    if today > case.last_day:
        return [kind, _("期限已于%(day)s届满", day=short_day(case.last_day))]
    start = case.reported_on
    year = next(n for n in count(1) if years_after(start, n) > today)
    days = (today - start).days + 1
    return [
        kind,
        _("第%(year)s年，第%(day)s天", year=year, day=days),
        _("至%(day)s", day=short_day(case.last_day)),
    ]


def why(duty: DutyRow) -> tuple[str, ...]:
    """Why something is due on its day: the article with its text, and how the day was counted."""
    rule = BOOK.as_of(duty.rule_table)[duty.rule]
    reasons = [
        f"{cited(Citation(duty.law, duty.article))}：{_(rule.text)}",
        _(
            "自%(opened)s起算，至%(due)s；依据%(table)s起用的规则",
            opened=long_day(duty.opened_on),
            due=long_day(duty.due_on),
            table=short_day(duty.rule_table),
        ),
    ]
    note = day_note(duty.due_on)
    return (*reasons, note) if note else tuple(reasons)


def is_contested(duty: DutyRow) -> bool:
    """Whether a duty is late by only some readings of the law, and nobody chose one (0.22)."""
    today = clock.today()
    late = duty.met_on is None and duty.counts_on is not None and duty.counts_on < today
    return late and office().case(duty.case_id).is_contested_on(today)


def contested_cases(within: Within) -> frozenset[UUID]:
    """The cases in which something is late by only some readings of the law (0.22)."""
    today = clock.today()
    with office().db.reading() as conn:
        found = late_near_the_end(conn, within=within, today=today)
    return frozenset(it for it in found if office().case(it).is_contested_on(today))


def away(leave: Leave | None, status: str) -> str:
    """Whether the person is away today, in a word; empty once the measure does not run."""
    state = leave.state_on(clock.today()) if leave and state_of(status) == RUNNING else ""
    return word(state) if state else ""


def timeline_of(entries: Iterable[Entry]) -> list[TimelineItem]:
    """Tell what stands in a file, the latest first; what follows from a deed is not told twice."""
    return [_item(entry) for entry in entries if entry.name not in FOLLOWS][::-1]


def told(notice: Notice) -> str:
    """Tell what another department let us know."""
    facts = {
        "count": notice.count,
        "window": notice.window or "",
        **{name: word(getattr(notice, name) or "") for name in ("counter", "ground", "decision")},
    }
    return _(SENTENCES[f"registry.{notice.what}"]).format_map(facts)


def sort_of(notice: Notice) -> tuple[str, Tone]:
    """Of which sort a notice is, in a word and its tone."""
    label, tone = SORTS[notice.what]
    return str(label), tone


def told_pending(pending: Pending) -> str:
    """Tell what was found and is not settled; it does not stop the clock (戒毒条例 23)."""
    return str(PENDING[pending.what]) % {"day": long_day(pending.found_on)}


def _item(entry: Entry) -> TimelineItem:
    return TimelineItem(
        sentence=summary(entry, sentences=SENTENCES, words=WORDS, translate=_, day=long_day),
        who=entry.account,
        happened_on=entry.happened_on,
        recorded_at=entry.recorded_at,
        department="registry",
        position=entry.position,
        reason=entry.reason or _written(entry),
    )


def _written(entry: Entry) -> str:
    """Why a case was handed over; gone with the person's key."""
    return (entry.personal.get("reason") or "") if entry.name == HANDED_OVER else ""
