"""What identity's API answers."""

from __future__ import annotations

from marshmallow import Schema, fields


class GrantOut(Schema):
    """A role asked for or held."""

    id = fields.UUID()
    role = fields.String()
    unit = fields.String()
    villages = fields.List(fields.String())
    starts_on = fields.Date()
    ends_on = fields.Date(allow_none=True)


class TokenOut(Schema):
    """A bearer token, without its secret."""

    id = fields.UUID()
    label = fields.String(allow_none=True)
    issued_on = fields.Date()
    expires_on = fields.Date()


class TokenRequestOut(Schema):
    """A bearer token that was asked for."""

    id = fields.UUID()
    label = fields.String(allow_none=True)
    expires_on = fields.Date()
    approved = fields.Boolean()


class AccountOut(Schema):
    """An account, as programs read it."""

    account = fields.String()
    name = fields.String(allow_none=True)
    opened_on = fields.Date()
    closed_on = fields.Date(allow_none=True)
    password_set_on = fields.Date(allow_none=True)
    second_factor_set_on = fields.Date(allow_none=True)
    pin_set_on = fields.Date(allow_none=True)
    grants = fields.List(fields.Nested(GrantOut))
    requests = fields.List(fields.Nested(GrantOut))
    tokens = fields.List(fields.Nested(TokenOut))
    token_requests = fields.List(fields.Nested(TokenRequestOut))
    password_reset = fields.String(
        allow_none=True, metadata={"description": "waiting, approved or none"}
    )


class AccountLineOut(Schema):
    """An account in the list."""

    account = fields.String()
    roles = fields.List(fields.String())
    waits = fields.Boolean(metadata={"description": "a role waits for approval"})
    opened_on = fields.Date()
    closed_on = fields.Date(allow_none=True)


class SessionOut(Schema):
    """A sign-in that is not over."""

    id = fields.UUID()
    signed_in_at = fields.DateTime()
    proof = fields.String(metadata={"description": "password, code or pin"})
    machine_id = fields.UUID(allow_none=True)


class MachineOut(Schema):
    """A shared machine."""

    machine_id = fields.UUID()
    title = fields.String()
    unit = fields.String()
    bound_on = fields.Date()


class UnitOut(Schema):
    """A unit."""

    unit = fields.String()
    title = fields.String()
    villages = fields.List(fields.String())


class MeOut(Schema):
    """Who asks."""

    account = fields.String()
    role = fields.String()
    unit = fields.String()
    villages = fields.List(fields.String())
    name = fields.String()


class DoneOut(Schema):
    """What a command answers: up to where the log goes, and whether it had been done before."""

    position = fields.Integer()
    repeated = fields.Boolean()


class RequestedOut(DoneOut):
    """A role was asked for: by this id it is approved, declined or ended."""

    id = fields.UUID()


class PolicyOut(Schema):
    """How strictly accounts are guarded."""

    combined_administrators = fields.Boolean()
    password_length = fields.Integer()
    password_classes = fields.Integer()
    password_days = fields.Integer()
    second_factor_roles = fields.List(fields.String())


class IssuedOut(DoneOut):
    """A new bearer token. The secret is shown this once and kept nowhere."""

    id = fields.UUID()
    token = fields.String()


class HalfOut(DoneOut):
    """One half of the code by which a holder sets a new password; shown this once."""

    half = fields.String()


class StandingOut(Schema):
    """A role that an account held on the day."""

    account = fields.String()
    role = fields.String()
    unit = fields.String()
    villages = fields.List(fields.String())
    starts_on = fields.Date()
    ends_on = fields.Date(allow_none=True)


class HandOverOut(Schema):
    """A hand-over sheet in the list."""

    hand_over_id = fields.UUID()
    giver = fields.String()
    taker = fields.String()
    role = fields.String()
    unit = fields.String()
    hands_over_on = fields.Date()
    giver_signed_on = fields.Date(allow_none=True)
    taker_signed_on = fields.Date(allow_none=True)


class DrawnUpOut(DoneOut):
    """A sheet was written: by this id it is signed."""

    id = fields.UUID()
