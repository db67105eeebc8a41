"""Sessions: each sign-in, from the password to the end."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from eventsourcing.domain import event

from services.identity.rules import proving
from shared.eventstore.aggregate import Aggregate


class Session(Aggregate):
    """One sign-in, kept apart from the account so that the account's file stays short.

    A session also ends without a word: idle, past its last hour, or with the account's password,
    role or closing. Those need no event of their own, since the log already says why.
    """

    class SignedIn(Aggregate.Created):
        """The holder of the account proved who they are.

        Version 2: it says in which of the roles they begin to work. Version 3: by what they proved
        it ("password", "code": password and second factor, "pin"), and at which shared machine.
        """

        class_version = 3

        account: str
        grant_id: UUID | None
        machine_id: UUID | None
        proof: str
        digest: str
        signed_in_at: datetime  # by the business clock, as every act
        expires_at: datetime  # by the real clock: a drill must not lengthen a session
        lasts_minutes: int
        refused_before: int  # wrong passwords since the last time, to be shown to the holder

        @staticmethod
        def upcast_v1_v2(state: dict[str, Any]) -> None:
            """There was one role at most."""
            state["grant_id"] = None

        @staticmethod
        def upcast_v2_v3(state: dict[str, Any]) -> None:
            """There was the password only."""
            state["proof"], state["machine_id"] = "password", None

    class RoleSwitched(Aggregate.Event):
        """The holder went on in another of their roles."""

        account: str
        grant_id: UUID
        switched_at: datetime

        def apply(self, aggregate: Any) -> None:
            """What follows is done in that role."""
            aggregate.grant_id = self.grant_id

    class SessionEnded(Aggregate.Event):
        """The holder signed out, or signed in again in the same browser."""

        account: str
        ended_at: datetime

        def apply(self, aggregate: Any) -> None:
            """The token that opened it opens nothing any more."""
            aggregate.ended_at = self.ended_at

    @event(SignedIn)
    def __init__(
        self,
        *,
        account: str,
        grant_id: UUID | None,
        machine_id: UUID | None,
        proof: str,
        digest: str,
        signed_in_at: datetime,
        expires_at: datetime,
        lasts_minutes: int,
        refused_before: int,
    ) -> None:
        self.account = account
        self.grant_id = grant_id
        self.machine_id = machine_id
        self.proof = proof
        self.digest = digest
        self.signed_in_at = signed_in_at
        self.expires_at = expires_at
        self.lasts_minutes = lasts_minutes
        self.refused_before = refused_before
        self.ended_at: datetime | None = None

    def end(self, *, ended_at: datetime) -> None:
        """End it; the token that opened it opens nothing any more."""
        proving.a_session_ends_once(ended=self.ended_at is not None)
        self.trigger_event(self.SessionEnded, account=self.account, ended_at=ended_at)

    def switch_role(self, *, grant_id: UUID, switched_at: datetime) -> None:
        """Go on in another of the roles that the account holds."""
        proving.a_session_ends_once(ended=self.ended_at is not None)
        self.trigger_event(
            self.RoleSwitched, account=self.account, grant_id=grant_id, switched_at=switched_at
        )
