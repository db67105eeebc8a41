"""Who the persons on a page are, asked of the registry once a page.

Names live in the registry alone, which notes that it was asked. With it away, or for a reader who
may not have names, pages show case references and go on.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from shared.access.context import Unproven
from shared.messaging.asking import PeerRefused
from shared.messaging.ports import NotNow
from shared.web.face import peers
from shared.web.sessions import current_actor

PATIENCE = 1.0  # seconds; a page does not wait longer for names

_log = logging.getLogger(__name__)


def names_of(person_ids: Iterable[UUID], *, purpose: str) -> dict[UUID, str]:
    """The names that this reader may see of these persons; those that are not known are left out.

    `purpose` is written to the registry's read log.
    """
    asked = sorted({str(person_id) for person_id in person_ids})
    if not asked:
        return {}
    try:
        known: dict[str, dict[str, Any]] = peers().call(
            "registry",
            "identify",
            actor=current_actor(),
            timeout=PATIENCE,
            person_ids=asked,
            purpose=purpose,
        )
    except (NotNow, PeerRefused, Unproven) as error:
        _log.info("no names", extra={"error": type(error).__name__})
        return {}
    return {UUID(key): told["name"] for key, told in known.items() if told.get("name")}
