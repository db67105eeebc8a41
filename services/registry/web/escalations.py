"""What the stations did not do in time, as whoever in the office may see it."""

from __future__ import annotations

from collections.abc import Sequence

from services.registry.projections import escalations
from services.registry.projections.escalations import EscalationRow
from services.registry.web.office import SEE_ESCALATIONS, office, opens, within


def told_further_up() -> Sequence[EscalationRow]:
    """What the stations did not do in time and the office was told of; nothing for all others."""
    if not opens(SEE_ESCALATIONS):
        return ()
    with office().db.reading() as conn:
        return escalations.escalated(conn, within=within(SEE_ESCALATIONS))
