"""Who stands at the station's desk: found by the number of the case, or by four digits.

The digits of an identity number are the registry's: it is asked, says whom it may tell of by masked
name and notes that it did; nothing of the number is kept here.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from services.supervision.domain.supervision import Supervision
from services.supervision.projections.comings import Someone, files_of, numbered
from services.supervision.projections.lists import Within
from services.supervision.web.names import names_of
from services.supervision.web.office import CHECK_IN, file_for, office, within
from services.supervision.web.testers import machine_here
from shared.access.context import Unproven
from shared.law import Refusal, Unknown
from shared.messaging.asking import PeerRefused
from shared.messaging.ports import NotNow
from shared.partner.words import STATIONS
from shared.web.face import peers
from shared.web.masks import mask_name
from shared.web.sessions import current_actor

PATIENCE = 2.0  # seconds; the case number finds them without the registry
IN_A_CODE = re.compile(r"/supervision/check-in/([0-9a-f-]{36})\b")
FOUR = re.compile(r"[0-9]{3}[0-9Xx]")
NO_SEARCH = {
    "Refusal": "按末四位查找得太频繁，请过几分钟再试，或者按案件编号查找",
    "Forbidden": "您的岗位不能按末四位查找，请按案件编号查找",
}

_log = logging.getLogger(__name__)


def file_numbered(typed: str) -> Supervision:
    """The file whose number was typed, in full or by its digits, among those of the reader.

    A scanner that types gives the address in a notice's code instead. `Unknown` if there is none,
    and a refusal if the digits fit several.
    """
    if scanned := IN_A_CODE.search(typed):
        return file_for(UUID(scanned[1]), CHECK_IN)
    with office().db.reading() as conn:
        found = numbered(conn, typed.strip(), within=within(CHECK_IN))
    if len(found) > 1:
        raise Refusal("有几个案件是这个号码，请写全编号", field="case_ref")
    if not found:
        raise Unknown(
            "没有这个案件的档案，或者不归本站：{case_ref}", field="case_ref", case_ref=typed
        )
    return file_for(found[0], CHECK_IN)


def files_by_tail(typed: str) -> tuple[Sequence[Someone], dict[UUID, str]]:
    """The files of those whose identity number ends so, and their masked names.

    At a bound machine of a station only those of that station; `Unknown` if there is nobody.
    """
    station = _station()
    told = _told(typed, station=station)
    here = within(CHECK_IN)
    if station is not None and here.town:
        here = Within(station=station, open_on=here.open_on)
    with office().db.reading() as conn:
        found = files_of(conn, told, within=here)
    if not found:
        raise Unknown("本站没有身份证号末四位是这样的人", field="last_four")
    return found, told


def told_by_tail(typed: str) -> dict[UUID, str]:
    """Whom of the town the registry tells of, with their masked names; they need no file."""
    return _told(typed, station=None)


def masked(person_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Names as a screen may show them at which strangers stand, whoever works at it."""
    known = names_of(person_ids, purpose="现场签到")
    return {person_id: mask_name(name) for person_id, name in known.items()}


def _station() -> str | None:
    """The station to which the device is bound."""
    machine = machine_here()
    return machine.unit if machine is not None and machine.unit in STATIONS else None


def _told(typed: str, *, station: str | None) -> dict[UUID, str]:
    """Whom the registry tells of."""
    if not FOUR.fullmatch(typed.strip()):
        raise Refusal("请填写身份证号的末四位，例如 0017、123X", field="last_four")
    try:
        told: list[dict[str, Any]] = peers().call(
            "registry",
            "find_by_tail",
            actor=current_actor(),
            timeout=PATIENCE,
            tail=typed.strip(),
            station=station,
        )
    except PeerRefused as refused:
        raise Refusal(NO_SEARCH[refused.kind], field="last_four") from None
    except (NotNow, Unproven) as error:
        _log.info("nobody is found by digits", extra={"error": type(error).__name__})
        raise Refusal("现在不能按末四位查找，请按案件编号查找", field="last_four") from None
    return {UUID(it["person_id"]): it["name"] for it in told}
