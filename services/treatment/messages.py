"""What the health institution tells, and how it reads what it hears.

It tells that a person was informed and how a need ended: never of what, nor with which treatment.
Of treatment itself supervision learns whether the person is in maintenance treatment, yes or no,
and the police that drugs were used during treatment, as the law has it (禁毒法 37(2)).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shared.messaging.language import Publish
from shared.partner.news import CASE_NEWS, Reading, reads_need

PUBLISHED = (
    Publish("treatment_info_given", to=("registry", "reporting"), fields=("given_on",)),
    Publish("maintenance_treatment_begun", to=("supervision",), fields=("begun_on",)),
    Publish("maintenance_treatment_ended", to=("supervision",), fields=("ended_on",)),
    Publish("use_in_treatment_reported", to=("supervision",), fields=("report_id", "found_on")),
    Publish("need_accepted", to=("supervision", "reporting"), fields=("need_id",)),
    Publish("need_closed", to=("supervision", "reporting"), fields=("need_id", "result")),
)

HEARD: Mapping[str, Reading[Any]] = {
    **CASE_NEWS,
    "supervision.treatment_need_raised": reads_need(),
}
