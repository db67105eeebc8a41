"""What the health institution tells, and how it reads what it hears.

It tells that a person was informed and how a need ended: never of what, nor with which treatment.
"""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from services.treatment.policies import AgreementSigned, CaseReplaced, ReportedIn
from shared.messaging.language import Publish
from shared.partner.news import Reading, reads_end, reads_need, reads_reopening, reads_station

PUBLISHED = (
    Publish("treatment_info_given", to=("reporting",), fields=("given_on",)),
    Publish("need_accepted", to=("supervision", "reporting"), fields=("need_id",)),
    Publish("need_closed", to=("supervision", "reporting"), fields=("need_id", "result")),
)

HEARD: dict[str, Reading[Any]] = {
    "registry.reported_in": Reading(
        ReportedIn,
        kind=fields.String(required=True),
        station=fields.String(required=True, allow_none=True),
        reported_on=fields.Date(required=True),
    ),
    "registry.agreement_signed": Reading(
        AgreementSigned,
        signed_on=fields.Date(required=True),
        tracked_from=fields.Date(load_default=None, allow_none=True),
    ),
    "registry.station_assigned": reads_station(),
    "registry.case_replaced": Reading(CaseReplaced, replaced_on=fields.Date(required=True)),
    "registry.case_terminated": reads_end(),
    "registry.transfer_receipt_confirmed": reads_end(),
    "registry.case_released": reads_end(),
    "registry.case_reopened": reads_reopening(),
    "supervision.treatment_need_raised": reads_need(),
}
