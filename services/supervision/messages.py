"""The published language of supervision, and how it reads what others publish.

A positive screening is told to nobody, and a test's result goes to reporting alone; a need reaches
the one department that can help, which learns of nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from marshmallow import EXCLUDE, Schema, ValidationError, fields

from services.supervision.policies import (
    AgreementSigned,
    CaseReplaced,
    DaysCorrected,
    GroupFormed,
    NeedAccepted,
    NeedClosed,
    ReportedIn,
)
from shared.messaging.language import Message, Publish

TEST = {
    "window": "window",
    "collected_on": "collected_on",
    "defective": lambda f: bool(f["defects"]),
}
NEED = ("need_id", "kind", "raised_on")
REPORTING = ("reporting",)

PUBLISHED = (
    Publish("drug_test_scheduled", to=REPORTING, fields=("plan", "windows_total")),
    Publish("drug_test_negative", to=REPORTING, fields=TEST),
    Publish("drug_test_invalid", to=REPORTING, fields=TEST),
    Publish(
        "drug_test_refused",
        to=("registry", *REPORTING),
        fields=("window", "refused_on", "count", "counted"),
    ),
    Publish("serious_breach_detected", to=("registry", *REPORTING), fields=("counter", "count")),
    Publish("talk_held", to=REPORTING, fields=("held_on",)),
    Publish("assistance_need_raised", to=("assistance",), fields=NEED),
    Publish("assistance_need_raised", to=REPORTING, fields=("need_id", "kind")),
    Publish("treatment_need_raised", to=("treatment",), fields=NEED),
    Publish("treatment_need_raised", to=REPORTING, fields=("need_id", "kind")),
    Publish("legal_need_raised", to=("legal_aid",), fields=NEED),
    Publish("legal_need_raised", to=REPORTING, fields=("need_id", "kind")),
)

SEXES = {"男": "male", "女": "female"}


class ReportIn(Schema):
    """What we read of a report-in."""

    kind = fields.String(required=True)
    reported_on = fields.Date(required=True)
    term_months = fields.Integer(required=True, strict=True)
    credit_days = fields.Integer(required=True, strict=True)
    village = fields.String(required=True, allow_none=True)
    station = fields.String(required=True)
    sex = fields.String(load_default=None, allow_none=True)
    tracked_from = fields.Date(load_default=None, allow_none=True)


class Days(Schema):
    """What we read of corrected days."""

    reported_on = fields.Date(required=True, allow_none=True)


class Replaced(Schema):
    """What we read of a case that was replaced."""

    replaced_on = fields.Date(required=True)


class Group(Schema):
    """What we read of a group."""

    kinds = fields.List(fields.String(), required=True)


class Agreement(Schema):
    """What we read of an agreement."""

    signed_on = fields.Date(required=True)


class Accepted(Schema):
    """What we read of a need that was taken up."""

    need_id = fields.UUID(required=True)


class Closed(Accepted):
    """What we read of a need that was dealt with."""

    result = fields.String(required=True)


def reported_in(message: Message) -> ReportedIn:
    """Read a report-in."""
    read = _read(ReportIn, message)
    sex = read.pop("sex")
    person_id = UUID(message.person_id or "")
    return ReportedIn(**read, **_case(message), person_id=person_id, sex=SEXES.get(sex, sex))


def days_corrected(message: Message) -> DaysCorrected:
    """Read corrected days."""
    return DaysCorrected(corrected_on=message.happened_on, **_read(Days, message), **_case(message))


def case_replaced(message: Message) -> CaseReplaced:
    """Read that a case was replaced."""
    return CaseReplaced(**_read(Replaced, message), **_case(message))


def agreement_signed(message: Message) -> AgreementSigned:
    """Read an agreement."""
    return AgreementSigned(**_read(Agreement, message), **_case(message))


def group_formed(message: Message) -> GroupFormed:
    """Read a group."""
    kinds = tuple(_read(Group, message)["kinds"])
    return GroupFormed(kinds=kinds, formed_on=message.happened_on, **_case(message))


def need_accepted(message: Message) -> NeedAccepted:
    """Read that a need was taken up."""
    read = _read(Accepted, message)
    return NeedAccepted(accepted_on=message.happened_on, **read, **_case(message))


def need_closed(message: Message) -> NeedClosed:
    """Read that a need was dealt with."""
    read = _read(Closed, message)
    return NeedClosed(closed_on=message.happened_on, **read, **_case(message))


HEARD: Mapping[str, Callable[[Message], Any]] = {
    "registry.reported_in": reported_in,
    "registry.taken_over_days_corrected": days_corrected,
    "registry.case_replaced": case_replaced,
    "registry.agreement_signed": agreement_signed,
    "registry.group_formed": group_formed,
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
