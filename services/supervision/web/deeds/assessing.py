"""Assessments of half-years and years."""

from __future__ import annotations

from services.supervision.domain.supervision import Supervision
from services.supervision.schemas.asked.assessing import AssessmentForm
from services.supervision.web.assessments import period_named
from services.supervision.web.deeds.deed import Deed
from services.supervision.web.office import RECORD_ASSESSMENT
from shared import clock
from shared.web.fields import Option
from shared.web.speech import lazy_gettext as _l


def _begun(file: Supervision) -> list[Option]:
    """Those that have begun: not assessed yet before others, the earliest of them first."""
    begun = [it for it in file.half_years if it.first <= clock.today()]
    ordered = sorted(begun, key=lambda it: (it.number in file.assessed, it.number))
    return [(str(it.number), period_named(file, it)) for it in ordered]


ASSESSING = (
    Deed(
        name="record_assessment",
        path="assessments",
        right=RECORD_ASSESSMENT,
        form=AssessmentForm,
        record="assessing",
        title=_l("登记半年、年度评估"),
        said=_l("评估已登记。"),
        says="Record the assessment of a half-year, or of the year that ends with it.",
        part="talks",
        initial=lambda _: {"held_on": clock.today()},
        options=lambda file: {"period": _begun(file)},
        offered=lambda file: bool(_begun(file)),
    ),
)
