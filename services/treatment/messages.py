"""What the health institution tells, and how it reads what it hears.

It tells that a person was informed and how a need ended: never of what, nor with which treatment.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shared.messaging.language import Publish
from shared.partner.news import CASE_NEWS, Reading, reads_need

PUBLISHED = (
    Publish("treatment_info_given", to=("reporting",), fields=("given_on",)),
    Publish("need_accepted", to=("supervision", "reporting"), fields=("need_id",)),
    Publish("need_closed", to=("supervision", "reporting"), fields=("need_id", "result")),
)

HEARD: Mapping[str, Reading[Any]] = {
    **CASE_NEWS,
    "supervision.treatment_need_raised": reads_need(),
}
