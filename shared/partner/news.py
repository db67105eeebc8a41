"""What other offices tell, read tolerantly: what is declared, and nothing else of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from uuid import UUID

from marshmallow import EXCLUDE, Schema, ValidationError, fields

from shared.clock import SHANGHAI

if TYPE_CHECKING:
    from shared.messaging.language import Message


@dataclass(frozen=True, kw_only=True)
class News:
    """A fact about a case as another office told it, on the day when it was recorded there."""

    case_ref: str
    person_id: UUID
    told_on: date


@dataclass(frozen=True, kw_only=True)
class ReportedIn(News):
    """A person reported in; there may be no station yet."""

    kind: str
    station: str | None
    reported_on: date


@dataclass(frozen=True, kw_only=True)
class AgreementSigned(News):
    """The agreement was signed. `tracked_from` is the day on which a running case was taken over.

    Who is not told that day hears of none.
    """

    signed_on: date
    tracked_from: date | None


@dataclass(frozen=True, kw_only=True)
class DaysCorrected(News):
    """Days of the case were on file wrongly; this is when the agreement was signed, if it was."""

    signed_on: date | None


@dataclass(frozen=True, kw_only=True)
class CarePlanSet(News):
    """The measures for the person were laid down, or laid down anew; not what they are."""

    set_on: date


@dataclass(frozen=True, kw_only=True)
class NeedRaised(News):
    """Another office found that the person needs something which this office can give."""

    need_id: UUID
    kind: str
    raised_on: date


@dataclass(frozen=True, kw_only=True)
class StationAssigned(News):
    """Another station keeps the case from now on."""

    station: str


@dataclass(frozen=True, kw_only=True)
class CaseReplaced(News):
    """Another case took the place of this one: nothing more is due in it."""

    replaced_on: date


@dataclass(frozen=True, kw_only=True)
class CaseEnded(News):
    """The case is over here, for whatever reason: nothing more is due."""

    ended_on: date


@dataclass(frozen=True, kw_only=True)
class CaseReopened(News):
    """What had ended the case was revoked: it goes on."""

    reopened_on: date


N = TypeVar("N", bound=News)


class Reading(Generic[N]):
    """Reads one kind of message into one kind of news; what is not declared is not looked at."""

    def __init__(self, news: type[N], **declared: fields.Field[Any]) -> None:
        self.news = news
        self.schema = Schema.from_dict(dict(declared))(unknown=EXCLUDE)

    def __call__(self, message: Message) -> N:
        """The news; `ValueError` if it names no person or case, or lacks what is declared."""
        if message.case_ref is None or message.person_id is None:
            raise ValueError("the message names no person or no case")
        try:
            said = self.schema.load(message.data)
        except ValidationError as error:
            raise ValueError(f"cannot read {sorted(error.messages_dict)}") from None
        return self.news(
            case_ref=message.case_ref,
            person_id=UUID(message.person_id),
            told_on=message.recorded_at.astimezone(SHANGHAI).date(),
            **said,
        )


_END = Reading(CaseEnded, ended_on=fields.Date(required=True))

CASE_NEWS: Mapping[str, Reading[Any]] = {
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
    "registry.taken_over_days_corrected": Reading(
        DaysCorrected, signed_on=fields.Date(required=True, allow_none=True)
    ),
    "registry.care_plan_set": Reading(CarePlanSet, set_on=fields.Date(required=True)),
    "registry.station_assigned": Reading(StationAssigned, station=fields.String(required=True)),
    "registry.case_replaced": Reading(CaseReplaced, replaced_on=fields.Date(required=True)),
    "registry.case_terminated": _END,
    "registry.transfer_receipt_confirmed": _END,
    "registry.case_released": _END,
    "registry.case_reopened": Reading(CaseReopened, reopened_on=fields.Date(required=True)),
}
"""What every partner hears of a case: that it is there, how far it is, and that it is over."""


def reads_need() -> Reading[NeedRaised]:
    """How an office reads that a need was raised."""
    return Reading(
        NeedRaised,
        need_id=fields.UUID(required=True),
        kind=fields.String(required=True),
        raised_on=fields.Date(required=True),
    )
