"""Names of persons for one page: asked for once, with a purpose, of the office that keeps them.

The one exception to "pages never ask other departments" (design.md, 7). With that office away, or
for a reader who may not know names, pages go by the case reference and work as before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from shared.access.actor import Forbidden
from shared.messaging.asking import PeerRefused
from shared.messaging.ports import NotNow
from shared.web.face import face, peers
from shared.web.masks import mask_name
from shared.web.sessions import current_actor

KEEPER, IDENTIFY = "registry", "identify"
PATIENCE = 1.0  # seconds: a page without names is better than no page


@dataclass(frozen=True)
class Names:
    """As many names as could be had; `away` if nobody answered."""

    known: Mapping[UUID, str] = field(default_factory=dict, repr=False)
    away: bool = False

    def full(self, person_id: UUID) -> str:
        """The name; empty if it could not be had."""
        return self.known.get(person_id, "")

    def masked(self, person_id: UUID) -> str:
        """The name as lists show it; empty if it could not be had."""
        name = self.full(person_id)
        return mask_name(name) if name else ""


def names_of(person_ids: Iterable[UUID], *, purpose: str) -> Names:
    """Ask for the names of these persons, all at once, in the reader's name."""
    wanted = sorted({str(person_id) for person_id in person_ids})
    reader = current_actor()
    if reader is None or not wanted or not face().rights.opens(reader, f"{KEEPER}.{IDENTIFY}"):
        return Names()
    try:
        told = peers().call(
            KEEPER, IDENTIFY, actor=reader, timeout=PATIENCE, person_ids=wanted, purpose=purpose
        )
    except (PeerRefused, Forbidden):
        return Names()
    except NotNow:
        return Names(away=True)
    return Names({UUID(key): said["name"] for key, said in told.items() if said.get("name")})
