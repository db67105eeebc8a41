"""What the pages show of the time before the take-over, as paper has it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.supervision.domain.supervision import Supervision
from services.supervision.rules.takeover import SUSPENSION
from services.supervision.schemas.words import SPANS_BEFORE, TESTS_BEFORE
from services.supervision.web.reading import named
from services.supervision.web.telling import why_not_counted
from shared.eventstore.entries import Entry
from shared.web.dates import short_day
from shared.web.speech import gettext as _
from shared.web.wording import listed


@dataclass(frozen=True, kw_only=True)
class StatementLine:
    """What was read from which page, by whom checked, shown by which scan."""

    on: date
    label: str
    told: Sequence[str]
    page: str | None
    checker: str | None
    scan: str | None
    flaws: Sequence[str]


def spans_before(entries: Sequence[Entry], file: Supervision) -> list[StatementLine]:
    """Leaves, absences and detentions, the latest statement first."""
    untold = {_span(*it) for it in file.suspensions_untold}
    return [
        _line(
            e,
            label=_(SPANS_BEFORE[e.facts["kind"]]),
            told=[
                _("%(span)s（登记的期限没有扣除，请在登记案卷里更正中止期间）", span=span)
                if e.facts["kind"] == SUSPENSION and span in untold
                else span
                for span in map(_span, e.facts["begins"], e.facts["ends"])
            ]
            or [_("没有")],
        )
        for e in named(entries, "supervision.opening_spans_recorded")
    ]


def tests_before(entries: Sequence[Entry]) -> list[StatementLine]:
    """How tests ended, the latest statement first."""
    return [
        _line(
            e,
            label=_(TESTS_BEFORE[e.facts["result"]]),
            told=[_("第%(numbers)s次", numbers=listed([str(it) for it in e.facts["windows"]]))],
        )
        for e in named(entries, "supervision.opening_tests_recorded")
    ]


def unknown_before(file: Supervision) -> str:
    """What nobody has said of the time before (domain.md 0.2); nothing, once all is known."""
    if file.tracked_from is None:
        return ""
    kinds = [_(SPANS_BEFORE[it]) for it in file.unknown_spans]
    what = [*kinds, *([_("检测情况")] if file.has_unknown_tests else [])]
    if not what:
        return ""
    day = short_day(file.tracked_from)
    return _("%(day)s以前不详的：%(what)s", day=day, what=listed(what))


def _line(e: Entry, *, label: str, told: Sequence[str]) -> StatementLine:
    return StatementLine(
        on=e.facts["recorded_on"],
        label=label,
        told=told,
        page=e.personal["page"],
        checker=e.personal["checker"],
        scan=e.facts["scan"],
        flaws=why_not_counted(e.facts["defects"]),
    )


def _span(first: date, end: date) -> str:
    return f"{short_day(first)} – {short_day(end)}"
