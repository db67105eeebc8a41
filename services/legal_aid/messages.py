"""What the justice office tells, and how it reads what it hears.

It tells who was educated in the law and how a need ended; never what a matter was about.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shared.messaging.language import Publish
from shared.partner.news import CASE_NEWS, Reading, reads_need

PUBLISHED = (
    Publish("law_education_attended", to=("registry", "reporting"), fields=("held_on",)),
    Publish("need_accepted", to=("supervision", "reporting"), fields=("need_id",)),
    Publish("need_closed", to=("supervision", "reporting"), fields=("need_id", "result")),
)

HEARD: Mapping[str, Reading[Any]] = {
    **CASE_NEWS,
    "supervision.legal_need_raised": reads_need(),
}
