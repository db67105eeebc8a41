"""What paper says of the time before the take-over."""

from __future__ import annotations

from services.supervision.domain.supervision import Supervision
from services.supervision.schemas.asked import takeover as asked
from services.supervision.web.deeds import choosing
from services.supervision.web.deeds.deed import Deed
from services.supervision.web.office import RECORD_BALANCE
from shared import clock
from shared.web.speech import lazy_gettext as _l


def _is_taken_over(file: Supervision) -> bool:
    return file.tracked_from is not None


TAKEOVER = (
    Deed(
        name="record_spans_before",
        path="balances/spans",
        right=RECORD_BALANCE,
        form=asked.SpansBeforeForm,
        record="",
        title=_l("登记接管前的外出、擅自离开、中止"),
        said=_l("接管前的情况已登记。"),
        says="Record all leaves, absences or detentions before the take-over, as paper has them.",
        part="breaches",
        formal=True,
        initial=lambda _: {"recorded_on": clock.today()},
        offered=_is_taken_over,
    ),
    Deed(
        name="record_tests_before",
        path="balances/tests",
        right=RECORD_BALANCE,
        form=asked.TestsBeforeForm,
        record="",
        title=_l("登记接管前的检测"),
        said=_l("接管前的检测已登记。"),
        says="Record how tests ended that were over by the take-over, as paper has them.",
        part="tests",
        formal=True,
        initial=lambda _: {"recorded_on": clock.today()},
        options=lambda file: {"windows": choosing.windows_before(file)},
        offered=lambda file: bool(file.windows_before),
    ),
)
