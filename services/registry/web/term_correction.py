"""A proposed correction of a term, beside what stands: what whoever decides has to see."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from services.registry.domain.case import Case
from services.registry.domain.course_events import StoredSpan
from shared.web.dates import long_day
from shared.web.speech import gettext as _


def side_by_side(case: Case) -> list[tuple[str, str, str, bool]]:
    """Each day of the term with what is on file, what is proposed, and whether they differ."""
    proposal = case.proposal
    if proposal is None:
        return []
    rows = (
        (_("报到日期"), _told(case.reported_on), _told(proposal.reported_on)),
        (_("折抵天数"), str(case.credit_counted), str(proposal.credit_days)),
        (_("中止期间"), _spans(case.suspensions.values()), _spans(proposal.suspensions)),
        (_("期满日"), _told(case.last_day), _told(case.last_day_proposed)),
    )
    return [(label, before, after, before != after) for label, before, after in rows]


def _told(day: date | None) -> str:
    return long_day(day) if day else _("未定")


def _spans(spans: Iterable[StoredSpan]) -> str:
    return _("；").join(
        _("%(first)s起中止，%(end)s恢复", first=long_day(first), end=long_day(end))
        if end
        else _("%(first)s起中止，尚未恢复", first=long_day(first))
        for first, end in sorted(spans, key=lambda span: span[0])
    ) or _("没有")
