"""Sessions: the commands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from services.identity.application.files import Files
from services.identity.domain.sessions import Session
from services.identity.rules import book, granting, proving
from shared import clock
from shared.eventstore.performing import command


class Sessions(Files):
    """Who is signed in."""

    @command
    def sign_in(
        self,
        *,
        account: str,
        digest: str,
        begins_at: datetime,
        refused_before: int,
        grant_id: UUID | None = None,
        machine_id: UUID | None = None,
        proof: str = "password",
    ) -> str:
        """Open a session for an account that was proved; answers the session's id.

        `begins_at` is the real time, whatever day a drill has moved the business to.
        """
        hours = book.BOOK.as_of(clock.today())["session_hours"].number
        session = Session(
            account=account,
            grant_id=grant_id,
            machine_id=machine_id,
            proof=proof,
            digest=digest,
            signed_in_at=clock.now(),
            expires_at=begins_at + timedelta(hours=hours),
            lasts_minutes=hours * 60,
            refused_before=refused_before,
        )
        self.save(session)
        return str(session.id)

    @command
    def end_session(self, *, session_id: UUID) -> None:
        """Sign out, here or elsewhere."""
        session = self.load(Session, session_id)
        session.end(ended_at=clock.now())
        self.save(session)

    @command
    def end_sessions(self, *, account: str, session_ids: Iterable[UUID]) -> None:
        """Sign an account out everywhere: each of these sessions that is still open."""
        for session_id in session_ids:
            session = self.load(Session, session_id)
            proving.a_session_is_ones_own(own=session.account == account)
            if session.ended_at is None:
                session.end(ended_at=clock.now())
                self.save(session)

    @command
    def switch_role(self, *, session_id: UUID, grant_id: UUID) -> None:
        """Go on in another of the roles that the account holds today."""
        session = self.load(Session, session_id)
        held = self.account(session.account).grants_on(clock.today())
        granting.a_role_to_work_in_is_held(held=grant_id in held)
        session.switch_role(grant_id=grant_id, switched_at=clock.now())
        self.save(session)
