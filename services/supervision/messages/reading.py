"""How supervision reads what others publish: what it needs, and nothing else of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from marshmallow import EXCLUDE, Schema, ValidationError, fields

from services.supervision.policies.heard import (
    AgreementRefused,
    AgreementSigned,
    CarePlanSet,
    CaseEnded,
    CaseReopened,
    CaseReplaced,
    CaseRests,
    CaseResumed,
    CaseSuspended,
    DaysCorrected,
    FamilyMemberTold,
    GroupFormed,
    MaintenanceTold,
    NeedAccepted,
    NeedClosed,
    ReadingChosen,
    ReportedIn,
    StationAssigned,
    TermCorrected,
    UseInTreatmentTold,
)
from shared.messaging.language import Message

Stood = tuple[date, date | None]

HELD = "suspended"
SEXES = {"男": "male", "女": "female"}


class Span(fields.Field[Stood]):
    """Suspended days as `[first, first that counts again]`; null while nobody knows the end."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Stood:
        try:
            first, end = value
            return date.fromisoformat(first), None if end is None else date.fromisoformat(end)
        except (TypeError, ValueError):
            raise ValidationError("no span") from None


class ReportIn(Schema):
    """What we read of a report-in."""

    kind = fields.String(required=True)
    reported_on = fields.Date(required=True)
    term_months = fields.Integer(required=True, strict=True)
    credit_days = fields.Integer(required=True, strict=True)
    village = fields.String(required=True, allow_none=True)
    station = fields.String(required=True, allow_none=True)
    sex = fields.String(load_default=None, allow_none=True)
    tracked_from = fields.Date(load_default=None, allow_none=True)
    suspensions = fields.List(Span(), load_default=())
    counters = fields.Dict(fields.String(), fields.Integer(strict=True), load_default=dict)


class Days(Schema):
    """What we read of corrected days."""

    reported_on = fields.Date(required=True, allow_none=True)
    signed_on = fields.Date(load_default=None, allow_none=True)


class Replaced(Schema):
    """What we read of a case that was replaced."""

    replaced_on = fields.Date(required=True)


class Suspended(Schema):
    """What we read of a suspension; one that names no day began when it happened."""

    suspended_on = fields.Date(load_default=None, allow_none=True)
    defects = fields.List(fields.String(), load_default=())


class Resumed(Schema):
    """What we read of a resumption."""

    resumed_on = fields.Date(load_default=None, allow_none=True)
    status = fields.String(load_default="")


class Ended(Schema):
    """What we read of a case that ended before its term."""

    ended_on = fields.Date(load_default=None, allow_none=True)
    cause = fields.String(load_default="", allow_none=True)


class Reopened(Schema):
    """What we read of a case that goes on after all."""

    reopened_on = fields.Date(required=True)


class Sealed(Schema):
    """What we read of a file that rests."""

    sealed_on = fields.Date(required=True)


class Term(Schema):
    """What we read of a term that is stated anew; what is missing is as it was."""

    reported_on = fields.Date(load_default=None, allow_none=True)
    term_months = fields.Integer(load_default=None, allow_none=True, strict=True)
    credit_days = fields.Integer(load_default=None, allow_none=True, strict=True)
    suspensions = fields.List(Span(), load_default=None, allow_none=True)


class Choice(Schema):
    """What we read of a reading that somebody chose; a choice that moved nothing names no day."""

    counted_from = fields.Date(load_default=None, allow_none=True)
    left_out = fields.List(Span(), load_default=())


class Station(Schema):
    """What we read of a case that moved to a station."""

    station = fields.String(required=True)


class Group(Schema):
    """What we read of a group."""

    kinds = fields.List(fields.String(), required=True)


class Relative(Schema):
    """What we read of the account of a family member."""

    account = fields.String(required=True)


class Agreement(Schema):
    """What we read of an agreement."""

    signed_on = fields.Date(required=True)


class Refused(Schema):
    """What we read of an agreement that the person would not sign."""

    refused_on = fields.Date(required=True)
    defects = fields.List(fields.String(), required=True)


class Plan(Schema):
    """What we read of the measures."""

    set_on = fields.Date(required=True)


class UseFound(Schema):
    """What we read of a report to the police."""

    report_id = fields.UUID(required=True)
    found_on = fields.Date(required=True)


class Accepted(Schema):
    """What we read of a need that was taken up."""

    need_id = fields.UUID(required=True)


class Closed(Accepted):
    """What we read of a need that was dealt with."""

    result = fields.String(required=True)


def reported_in(message: Message) -> ReportedIn:
    """Read a report-in."""
    read = _read(ReportIn, message)
    sex, spans, counters = (read.pop(it) for it in ("sex", "suspensions", "counters"))
    return ReportedIn(
        **read,
        **_case(message),
        person_id=UUID(message.person_id or ""),
        sex=SEXES.get(sex, sex),
        suspensions=tuple(spans),
        counters=tuple(counters.items()),
    )


def transferred_in(message: Message) -> ReportedIn:
    """Read a case that another town began: its plan goes on, and is ours from that day."""
    fact = reported_in(message)
    return replace(fact, tracked_from=fact.tracked_from or message.happened_on)


def station_assigned(message: Message) -> StationAssigned:
    """Read that a case moved to a station."""
    read = _read(Station, message)
    return StationAssigned(assigned_on=message.happened_on, **read, **_case(message))


def case_suspended(message: Message) -> CaseSuspended:
    """Read a suspension."""
    read = _read(Suspended, message)
    on = read["suspended_on"] or message.happened_on
    return CaseSuspended(suspended_on=on, counts=not read["defects"], **_case(message))


def case_resumed(message: Message) -> CaseResumed:
    """Read a resumption."""
    read = _read(Resumed, message)
    on = read["resumed_on"] or message.happened_on
    return CaseResumed(resumed_on=on, still_held=read["status"] == HELD, **_case(message))


def case_ended(message: Message) -> CaseEnded:
    """Read the end of a case; the event's own name says why, where nothing else does."""
    read = _read(Ended, message)
    return CaseEnded(
        ended_on=read["ended_on"] or message.happened_on,
        cause=read["cause"] or message.name.rpartition(".")[2],
        **_case(message),
    )


def case_reopened(message: Message) -> CaseReopened:
    """Read that a case goes on after all."""
    return CaseReopened(**_read(Reopened, message), **_case(message))


def case_sealed(message: Message) -> CaseRests:
    """Read that a file rests."""
    sealed_on = _read(Sealed, message)["sealed_on"]
    return CaseRests(noted_on=sealed_on, sealed_on=sealed_on, **_case(message))


def case_unsealed(message: Message) -> CaseRests:
    """Read that a file rests no more."""
    return CaseRests(noted_on=message.happened_on, sealed_on=None, **_case(message))


def term_corrected(message: Message) -> TermCorrected:
    """Read a term that is stated anew."""
    read = _read(Term, message)
    spans = read.pop("suspensions")
    return TermCorrected(
        corrected_on=message.happened_on,
        suspensions=None if spans is None else tuple(spans),
        **read,
        **_case(message),
    )


def reading_chosen(message: Message) -> ReadingChosen:
    """Read by which reading of the law the term is counted."""
    read = _read(Choice, message)
    return ReadingChosen(
        chosen_on=message.happened_on,
        counted_from=read["counted_from"],
        left_out=tuple(read["left_out"]),
        **_case(message),
    )


def days_corrected(message: Message) -> DaysCorrected:
    """Read corrected days."""
    return DaysCorrected(corrected_on=message.happened_on, **_read(Days, message), **_case(message))


def case_replaced(message: Message) -> CaseReplaced:
    """Read that a case was replaced."""
    return CaseReplaced(**_read(Replaced, message), **_case(message))


def agreement_signed(message: Message) -> AgreementSigned:
    """Read an agreement."""
    return AgreementSigned(**_read(Agreement, message), **_case(message))


def agreement_refused(message: Message) -> AgreementRefused:
    """Read that the person would not sign."""
    read = _read(Refused, message)
    found = tuple(read.pop("defects"))
    return AgreementRefused(defects=found, **read, **_case(message))


def care_plan_set(message: Message) -> CarePlanSet:
    """Read that the measures were laid down."""
    return CarePlanSet(**_read(Plan, message), **_case(message))


def group_formed(message: Message) -> GroupFormed:
    """Read a group."""
    kinds = tuple(_read(Group, message)["kinds"])
    return GroupFormed(kinds=kinds, formed_on=message.happened_on, **_case(message))


def family_member_named(message: Message) -> FamilyMemberTold:
    """Read whose account it is."""
    account = _read(Relative, message)["account"]
    return FamilyMemberTold(told_on=message.happened_on, account=account, **_case(message))


def family_access_ended(message: Message) -> FamilyMemberTold:
    """Read that it may look no more."""
    return FamilyMemberTold(told_on=message.happened_on, account=None, **_case(message))


def need_accepted(message: Message) -> NeedAccepted:
    """Read that a need was taken up."""
    read = _read(Accepted, message)
    return NeedAccepted(accepted_on=message.happened_on, **read, **_case(message))


def need_closed(message: Message) -> NeedClosed:
    """Read that a need was dealt with."""
    read = _read(Closed, message)
    return NeedClosed(closed_on=message.happened_on, **read, **_case(message))


def maintenance_begun(message: Message) -> MaintenanceTold:
    """Read that the person is in maintenance treatment."""
    return MaintenanceTold(in_maintenance=True, told_on=message.happened_on, **_case(message))


def maintenance_ended(message: Message) -> MaintenanceTold:
    """Read that the person is not."""
    return MaintenanceTold(in_maintenance=False, told_on=message.happened_on, **_case(message))


def use_in_treatment_reported(message: Message) -> UseInTreatmentTold:
    """Read what a health institution reports to the police."""
    read = _read(UseFound, message)
    return UseInTreatmentTold(reported_on=message.happened_on, **read, **_case(message))


HEARD: Mapping[str, Callable[[Message], Any]] = {
    "registry.reported_in": reported_in,
    "registry.taken_over_days_corrected": days_corrected,
    "registry.case_replaced": case_replaced,
    "registry.transferred_in": transferred_in,
    "registry.case_suspended": case_suspended,
    "registry.case_resumed": case_resumed,
    "registry.term_corrected": term_corrected,
    "registry.reading_chosen": reading_chosen,
    "registry.case_terminated": case_ended,
    "registry.transfer_receipt_confirmed": case_ended,
    "registry.case_reopened": case_reopened,
    "registry.case_sealed": case_sealed,
    "registry.case_unsealed": case_unsealed,
    "registry.station_assigned": station_assigned,
    "registry.agreement_signed": agreement_signed,
    "registry.agreement_refused": agreement_refused,
    "registry.care_plan_set": care_plan_set,
    "registry.group_formed": group_formed,
    "registry.family_member_named": family_member_named,
    "registry.family_access_ended": family_access_ended,
    "treatment.maintenance_treatment_begun": maintenance_begun,
    "treatment.maintenance_treatment_ended": maintenance_ended,
    "treatment.use_in_treatment_reported": use_in_treatment_reported,
    **{
        f"{department}.{name}": reader
        for department in ("assistance", "treatment", "legal_aid")
        for name, reader in (("need_accepted", need_accepted), ("need_closed", need_closed))
    },
}


def _read(schema: type[Schema], message: Message) -> dict[str, Any]:
    """The fields that we know; others are left alone. `ValueError` names what cannot be read."""
    try:
        read: dict[str, Any] = schema(unknown=EXCLUDE).load(message.data)
    except ValidationError as error:
        raise ValueError(f"cannot read {sorted(error.messages_dict)}") from None
    return read


def _case(message: Message) -> dict[str, Any]:
    if message.case_ref is None:
        raise ValueError("of no case")
    return {"case_ref": message.case_ref}
