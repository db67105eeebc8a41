"""A proposed correction of a case, beside what stands: what whoever decides has to see."""

from __future__ import annotations

from collections.abc import Iterable

from services.registry.domain.case import Case
from services.registry.domain.correction_events import Correction
from services.registry.domain.course_events import StoredSpan
from services.registry.web.facts_correction import Row, rows_of, told_day
from shared.web.dates import long_day
from shared.web.speech import gettext as _


def side_by_side(case: Case) -> list[Row]:
    """What is proposed to be corrected, beside what stands, and what it moves."""
    if case.proposal is None:
        return []
    if isinstance(case.proposal, Correction):
        return _of_term(case, case.proposal)
    return rows_of(case, case.proposal)


def _of_term(case: Case, proposal: Correction) -> list[Row]:
    rows = (
        (_("报到日期"), told_day(case.reported_on), told_day(proposal.reported_on)),
        (_("折抵天数"), str(case.credit_counted), str(proposal.credit_days)),
        (_("中止期间"), _spans(case.suspensions.values()), _spans(proposal.suspensions)),
        (_("期满日"), told_day(case.last_day), told_day(case.last_day_by(proposal))),
    )
    return [(label, before, after, before != after) for label, before, after in rows]


def _spans(spans: Iterable[StoredSpan]) -> str:
    return _("；").join(
        _("%(first)s起中止，%(end)s恢复", first=long_day(first), end=long_day(end))
        if end
        else _("%(first)s起中止，尚未恢复", first=long_day(first))
        for first, end in sorted(spans, key=lambda span: span[0])
    ) or _("没有")
