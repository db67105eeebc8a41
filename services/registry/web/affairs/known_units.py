"""The units and villages that the notice is addressed to."""

from __future__ import annotations

from services.registry.projections.people import villages
from services.registry.projections.stations import all_stations
from services.registry.projections.within import WHOLE_TOWN
from services.registry.rules.affairs.book import rule
from services.registry.web.affairs.words import word, words
from services.registry.web.office import office, villages_to_choose, within
from shared import clock


def addressed() -> list[str]:
    """Every unit that the notice names, every village that a station looks after (S2).

    A village that no station has is there too, if somebody of it is on the register.
    """
    today = clock.today()
    with office().db.reading() as conn:
        stations = all_stations(conn, today=today)
        found = villages(conn, within=WHOLE_TOWN)
    looked_after = (village for station in stations for village in station.villages)
    return [*rule("notice_units", on=today).value, *dict.fromkeys([*looked_after, *found])]


def villages_of_mine(permission: str) -> list[tuple[str, str]]:
    """The villages for which the reader may do this; none where every one may be written."""
    reader = within(permission)
    return villages_to_choose() if reader.whole_town else [(it, it) for it in reader.villages]


def choices(permission: str) -> list[tuple[str, str]]:
    """Of these, the ones for which the reader may do this."""
    reader = within(permission)
    if reader.whole_town:
        return words(addressed())
    return [(it, word(it)) for it in (*reader.villages, reader.station) if it]
