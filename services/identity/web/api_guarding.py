"""The JSON API: sessions, second factors, shared machines, and how accounts are guarded."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.identity.domain.policy import Policy
from services.identity.projections.machines import MachineRow, all_machines
from services.identity.projections.sessions import LiveSession
from services.identity.schemas.administration import PolicyForm
from services.identity.schemas.answers import DoneOut, MachineOut, PolicyOut, SessionOut
from services.identity.web.accounts import live_sessions, office
from shared.web.api import api_blueprint, done_out
from shared.web.guards import allow, needs

api = api_blueprint("identity", "guarding")


@api.get("/me/sessions")
@needs("identity.use_own_account")
@api.response(200, SessionOut(many=True))
def own_sessions() -> list[LiveSession]:
    """List where the own account is signed in."""
    return live_sessions(allow("identity.use_own_account").account)


@api.delete("/me/sessions/<uuid:session_id>")
@needs("identity.use_own_account")
@api.response(200, DoneOut)
def end_own_session(session_id: UUID) -> dict[str, Any]:
    """Sign out somewhere."""
    code = allow("identity.use_own_account").account
    return done_out(office().end_sessions(account=code, session_ids=[session_id]))


@api.get("/accounts/<code>/sessions")
@needs("identity.end_sessions")
@api.response(200, SessionOut(many=True))
def list_sessions(code: str) -> list[LiveSession]:
    """List where an account is signed in."""
    return live_sessions(office().account(code).account)


@api.delete("/accounts/<code>/sessions")
@needs("identity.end_sessions")
@api.response(200, DoneOut)
def end_sessions(code: str) -> dict[str, Any]:
    """Sign an account out everywhere."""
    open_ones = [it.id for it in live_sessions(code)]
    return done_out(office().end_sessions(account=code, session_ids=open_ones))


@api.delete("/accounts/<code>/second-factor")
@needs("identity.remove_second_factor")
@api.response(200, DoneOut)
def remove_second_factor(code: str) -> dict[str, Any]:
    """Take off the second factor of somebody whose device is gone."""
    return done_out(office().remove_second_factor(account=code))


@api.get("/machines")
@needs("identity.bind_machine")
@api.response(200, MachineOut(many=True))
def list_machines() -> list[MachineRow]:
    """List shared machines. One is bound in its own browser, on the page."""
    with office().db.reading() as conn:
        return list(all_machines(conn))


@api.delete("/machines/<uuid:machine_id>")
@needs("identity.bind_machine")
@api.response(200, DoneOut)
def release_machine(machine_id: UUID) -> dict[str, Any]:
    """Take the binding of a shared machine back."""
    return done_out(office().release_machine(machine_id=machine_id))


@api.get("/policy")
@needs("identity.see_audit")
@api.response(200, PolicyOut)
def read_policy() -> Policy:
    """Read how strictly accounts are guarded."""
    return office().policy()


@api.put("/policy")
@needs("identity.set_policy")
@api.arguments(PolicyForm)
@api.response(200, DoneOut)
def set_policy(form: dict[str, Any]) -> dict[str, Any]:
    """Say how strictly accounts are guarded from now on."""
    return done_out(office().set_policy(**form))
