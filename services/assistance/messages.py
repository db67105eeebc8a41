"""What the social affairs centre tells, and how it reads what it hears.

It tells that a family was assessed and how a need ended. What was found, and which help a family
is eligible for, it tells nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shared.messaging.language import Publish
from shared.partner.news import CASE_NEWS, Reading, reads_need

PUBLISHED = (
    Publish("family_assessed", to=("registry", "reporting"), fields=("assessed_on",)),
    Publish("need_accepted", to=("supervision", "reporting"), fields=("need_id",)),
    Publish("need_closed", to=("registry",)),
    Publish("need_closed", to=("supervision", "reporting"), fields=("need_id", "result")),
)

HEARD: Mapping[str, Reading[Any]] = {
    **CASE_NEWS,
    "supervision.assistance_need_raised": reads_need(),
}
