"""The units and villages that the notice is addressed to."""

from __future__ import annotations

from services.registry.projections.people import villages
from services.registry.projections.within import WHOLE_TOWN
from services.registry.rules.affairs.book import rule
from services.registry.web.affairs.words import word, words
from services.registry.web.office import office, within
from shared import clock


def addressed() -> list[str]:
    """Every unit that the notice names, and every village with somebody on the register (S2)."""
    with office().db.reading() as conn:
        found = villages(conn, within=WHOLE_TOWN)
    return [*rule("notice_units", on=clock.today()).value, *found]


def choices(permission: str) -> list[tuple[str, str]]:
    """Of these, the ones for which the reader may do this."""
    reader = within(permission)
    if reader.whole_town:
        return words(addressed())
    return [(it, word(it)) for it in (*reader.villages, reader.station) if it]
