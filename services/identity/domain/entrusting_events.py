"""How a password or a token comes to its holder past the administrators.

One administrator asks, another approves, the holder takes. Of a password each administrator hands
over one half of a code and knows the other half not; of a token neither sees anything.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from shared.eventstore.aggregate import Aggregate, Sealed


@dataclass(frozen=True, kw_only=True)
class Reset:
    """A password that is to be set: the digests of both halves, the second once approved."""

    first: str
    second: str | None
    holds_until: date

    def waits_on(self, day: date) -> bool:
        """Whether somebody is to approve it."""
        return self.second is None and day <= self.holds_until


@dataclass(frozen=True, kw_only=True)
class TokenRequest:
    """A bearer token that was asked for."""

    label: str | None
    expires_on: date
    approved: bool


class PasswordResetRequested(Aggregate.Event):
    """An administrator asked that the holder may set a new password; the present one holds on."""

    account: str
    requested_on: date
    holds_until: date
    first: str  # digest of 80 random bits: it opens nothing

    def apply(self, aggregate: Any) -> None:
        """It takes the place of any request before."""
        aggregate.reset = Reset(first=self.first, second=None, holds_until=self.holds_until)


class PasswordResetApproved(Aggregate.Event):
    """Another administrator agreed, and hands over the second half."""

    account: str
    approved_on: date
    second: str  # the same

    def apply(self, aggregate: Any) -> None:
        """Who has both halves may set the password."""
        aggregate.reset = replace(aggregate.reset, second=self.second)


class PasswordResetDeclined(Aggregate.Event):
    """It was not approved, or was taken back."""

    account: str
    declined_on: date

    def apply(self, aggregate: Any) -> None:
        """Neither half opens anything."""
        aggregate.reset = None


class TokenRequested(Aggregate.Event):
    """An administrator asked that another system may act as this account."""

    account: str
    requested_on: date
    token_id: UUID
    expires_on: date
    label: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """There is no token yet."""
        aggregate.token_requests[self.token_id] = TokenRequest(
            label=self.label, expires_on=self.expires_on, approved=False
        )


class TokenApproved(Aggregate.Event):
    """Another administrator agreed."""

    account: str
    approved_on: date
    token_id: UUID

    def apply(self, aggregate: Any) -> None:
        """The holder may take it."""
        asked = aggregate.token_requests[self.token_id]
        aggregate.token_requests[self.token_id] = replace(asked, approved=True)


class TokenRequestDeclined(Aggregate.Event):
    """It was not approved, or was taken back."""

    account: str
    declined_on: date
    token_id: UUID

    def apply(self, aggregate: Any) -> None:
        """Nothing is asked for any more."""
        aggregate.token_requests.pop(self.token_id, None)
