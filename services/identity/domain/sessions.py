"""Sessions: each sign-in, from the password to the end."""

from __future__ import annotations

from datetime import datetime

from eventsourcing.domain import event

from services.identity import rules
from shared.eventstore.aggregate import Aggregate


class Session(Aggregate):
    """One sign-in, kept apart from the account so that the account's file stays short.

    A session also ends without a word: idle, past its last hour, or with the account's password,
    role or closing. Those need no event of their own, since the log already says why.
    """

    class SignedIn(Aggregate.Created):
        """The holder of the account gave the right password."""

        account: str
        digest: str
        signed_in_at: datetime  # by the business clock, as every act
        expires_at: datetime  # by the real clock: a drill must not lengthen a session
        lasts_minutes: int
        refused_before: int  # wrong passwords since the last time, to be shown to the holder

    class SessionEnded(Aggregate.Event):
        """The holder signed out, or signed in again in the same browser."""

        account: str
        ended_at: datetime

    @event(SignedIn)
    def __init__(
        self,
        *,
        account: str,
        digest: str,
        signed_in_at: datetime,
        expires_at: datetime,
        lasts_minutes: int,
        refused_before: int,
    ) -> None:
        self.account = account
        self.digest = digest
        self.signed_in_at = signed_in_at
        self.expires_at = expires_at
        self.lasts_minutes = lasts_minutes
        self.refused_before = refused_before
        self.ended_at: datetime | None = None

    def end(self, *, ended_at: datetime) -> None:
        """End it; the token that opened it opens nothing any more."""
        rules.a_session_ends_once(ended=self.ended_at is not None)
        self._end(account=self.account, ended_at=ended_at)

    @event(SessionEnded)
    def _end(self, *, account: str, ended_at: datetime) -> None:
        self.account = account
        self.ended_at = ended_at
