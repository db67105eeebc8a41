"""Who works at a station, by account: chosen from those who hold such a role, never made up.

Accounts and their roles are identity's. Whoever may record a visit of a case does its daily work,
so the table of rights says who can be given forms or duties; identity says who that is today.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

from services.supervision.rules.resting import RUNNING
from services.supervision.web.office import RECORD_VISIT
from shared.access.actor import Actor
from shared.access.context import Unproven
from shared.law import Refusal
from shared.messaging.asking import PeerRefused
from shared.messaging.ports import NotNow
from shared.partner.words import STATIONS
from shared.web.face import face, peers
from shared.web.fields import Option
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l

POLICE, ANY_STATION = _l("派出所"), _l("本镇工作站")
PATIENCE = 1.0  # seconds; a form does not wait longer for its choices

_log = logging.getLogger(__name__)


def workers_to_choose(stations: Iterable[str | None]) -> list[Option]:
    """Those who work at one of these stations, with where they do; none while identity is away."""
    wanted = list(stations)
    found = {it.account: it.unit for it in _holders() or () if _works_at(it, wanted)}
    return [
        (account, f"{account} · {_(STATIONS[unit]) if unit in STATIONS else POLICE}")
        for account, unit in sorted(found.items())
    ]


def who_left(accounts: Iterable[str]) -> set[str]:
    """Those of them who do the daily work of no station today; nobody while identity is away."""
    held = _holders()
    if held is None:
        return set()
    at_work = {it.account for it in held if _works_at(it, [None])}
    return set(accounts) - at_work


def a_worker_of_the_station(account: str, *, station: str | None, field: str) -> None:
    """Refuse an account that holds no role with which one works at this station today."""
    held = _holders()
    if held is None:
        raise Refusal("现在查不到谁在工作站任职，请稍后再试", field=field)
    if not any(it.account == account and _works_at(it, [station]) for it in held):
        raise Refusal(
            "{account} 现在不是{station}的社工或者民警，请从列表中选择",
            field=field,
            account=account,
            station=_(STATIONS[station]) if station in STATIONS else ANY_STATION,
        )


def _works_at(actor: Actor, stations: Iterable[str | None]) -> bool:
    """Whether the daily work of one of these stations is theirs; of no station, that of any."""
    rights = face().rights
    return any(
        rights.may(actor, RECORD_VISIT, unit=unit, state=RUNNING)
        for station in stations
        for unit in ([station] if station else STATIONS)
    )


def _holders() -> list[Actor] | None:
    """Everybody who holds a role today; None while identity cannot be asked."""
    try:
        told: list[dict[str, Any]] = peers().call("identity", "holders_today", timeout=PATIENCE)
    except (NotNow, PeerRefused, Unproven) as error:
        _log.info("no holders", extra={"error": type(error).__name__})
        return None
    return [Actor(**{**it, "villages": tuple(it["villages"])}) for it in told]
