"""Who tests at this shared machine: chosen from those who signed in there, proved by their PINs.

PINs are identity's to check. They go there in a letter that nothing in between can read, and are
kept nowhere.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import request

from services.supervision.domain.records import Coded
from services.supervision.domain.supervision import Supervision
from services.supervision.web.office import RECORD_TEST
from shared import clock
from shared.access.actor import Actor
from shared.access.context import Unproven
from shared.access.secrets import digest_of
from shared.law import Refusal
from shared.messaging.asking import PeerRefused
from shared.messaging.ports import NotNow
from shared.web.face import face, peers
from shared.web.sessions import machine_cookie

KEEPER = "identity"
PATIENCE = 3.0  # seconds: two PINs take a fifth of one each
WAITS, RIGHT, UNBOUND = "waits", "right", "unbound"
NO_CODE = {
    "unbound": "这里核对不了检测人员的 PIN：设备没有绑定为公用电脑，或者账号服务暂时联系不上",
    "wrong": "PIN 不对",
    "worn_out": "PIN 输错次数太多：请先在这台公用电脑上用密码登录一次",
    "not_here": "今天还没有在这台公用电脑上用密码登录，或者没有设置 PIN",
}

_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class SharedMachine:
    """The shared machine at which this browser is, and who may give a code there."""

    machine_id: UUID
    title: str
    unit: str
    digest: str
    names: dict[str, str]
    actors: Sequence[Actor]

    def testers_of(self, file: Supervision) -> dict[str, str]:
        """Those who may test in this case, with their names, by work code."""
        able = {it.account for it in self.actors if _may_test(it, file)}
        return {account: name for account, name in self.names.items() if account in able}


def machine_here() -> SharedMachine | None:
    """The shared machine at which this browser is; None at any other, or with identity away."""
    token = request.cookies.get(machine_cookie())
    told = _asked("shared_machine", digest=digest_of(token)) if token else None
    if token is None or told is None:
        return None
    return SharedMachine(
        machine_id=UUID(told["machine_id"]),
        title=told["title"],
        unit=told["unit"],
        digest=digest_of(token),
        names={it["account"]: it["name"] for it in told["regulars"]},
        actors=[
            Actor(account=it["account"], **grant | {"villages": tuple(grant["villages"])})
            for it in told["regulars"]
            for grant in it["grants"]
        ],
    )


def coded_by(
    codes: Sequence[tuple[str, str]], *, machine: SharedMachine | None, file: Supervision
) -> Coded:
    """Whose codes these are; a refusal that names the field if one is not right."""
    if machine is None:
        raise Refusal(NO_CODE[UNBOUND])
    testers = machine.testers_of(file)
    for turn, (account, _code) in enumerate(codes, start=1):
        if account not in testers:
            raise Refusal(
                "{account} 不能在这里确认本案的检测", field=f"account_{turn}", account=account
            )
    letter = peers().letter(json.dumps(codes), KEEPER)
    proofs = _asked("prove_codes", digest=machine.digest, letter=letter)
    if not proofs:
        raise Refusal("账号服务暂时联系不上，PIN 没有核对，检测还没有登记，请稍后再试")
    for turn, proof in enumerate(proofs, start=1):
        _must_be_right(proof, field=f"pin_{turn}")
    names = {account: testers[account] for account, _code in codes}
    return Coded(machine_id=machine.machine_id, names=names)


def _must_be_right(proof: dict[str, Any], *, field: str) -> None:
    if proof["said"] == WAITS:
        raise Refusal("输错次数太多，请 {seconds} 秒后再试", field=field, seconds=proof["seconds"])
    if proof["said"] != RIGHT:
        raise Refusal(NO_CODE[proof["said"]], field=field)


def _may_test(actor: Actor, file: Supervision) -> bool:
    state = file.state_on(clock.today())
    return face().rights.may(
        actor, RECORD_TEST, village=file.village, unit=file.station, state=state
    )


def _asked(question: str, **asked: Any) -> Any:
    """What identity answers; None while it cannot be asked."""
    try:
        return peers().call(KEEPER, question, timeout=PATIENCE, **asked)
    except (NotNow, PeerRefused, Unproven) as error:
        _log.info("no codes", extra={"error": type(error).__name__})
        return None
