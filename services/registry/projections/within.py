"""How much of the register a reader may be shown: what every list is filtered by."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa


@dataclass(frozen=True, kw_only=True)
class Within:
    """The whole town, or some villages and perhaps one station's cases."""

    whole_town: bool = False
    villages: tuple[str, ...] = ()
    station: str | None = None

    def of(
        self, village: sa.ColumnElement[str], station: sa.ColumnElement[str]
    ) -> sa.ColumnElement[bool]:
        """The condition on a row's village and station."""
        if self.whole_town:
            return sa.true()
        nearby = village.in_(self.villages)
        return nearby if self.station is None else sa.or_(nearby, station == self.station)


WHOLE_TOWN = Within(whole_town=True)
