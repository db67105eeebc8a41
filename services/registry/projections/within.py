"""How much of the register a reader may be shown: what every list is filtered by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import sqlalchemy as sa

from services.registry.domain.standing import BEFORE, STATES

COURSE = (
    *("case_suspended", "case_resumed", "term_corrected"),
    *("transfer_ordered", "transfer_receipt_confirmed", "transfer_cancelled", "transferred_in"),
    *("case_terminated", "case_reopened", "case_released", "release_notice_recorded"),
    *("case_sealed", "case_unsealed", "reading_chosen", "term_dates_settled"),
)
"""Events that interrupt, move, correct or end a case: each carries the status that follows.

A reading that was chosen before that moved the end carries none, and changes nothing.
"""


class Reaching(Protocol):
    """How far a reader's right goes (`shared.access.rights.Reach`)."""

    @property
    def scope(self) -> str:
        """The town, a unit's files, or some villages."""

    @property
    def unit(self) -> str:
        """The reader's unit."""

    @property
    def villages(self) -> tuple[str, ...]:
        """The reader's villages."""

    @property
    def states(self) -> frozenset[str] | None:
        """In which states of a case."""


@dataclass(frozen=True, kw_only=True)
class Within:
    """The whole town, or some villages and perhaps one station's cases; in some states of them."""

    whole_town: bool = False
    villages: tuple[str, ...] = ()
    station: str | None = None
    states: frozenset[str] | None = None

    @classmethod
    def reached_by(cls, reach: Reaching) -> Within:
        """What a right covers."""
        return cls(
            whole_town=reach.scope == "town",
            villages=reach.villages,
            station=reach.unit if reach.scope == "unit" else None,
            states=reach.states,
        )

    def of(
        self,
        village: sa.ColumnElement[str],
        station: sa.ColumnElement[str],
        recorded: sa.ColumnElement[str] | None = None,
    ) -> sa.ColumnElement[bool]:
        """The condition on a row's village and station, and on the recorded status of a case."""
        here = self._here(village, station)
        if self.states is None or recorded is None:
            return here
        statuses = [it for state in sorted(self.states) for it in sorted(STATES[state])]
        far_enough = recorded.in_(statuses)
        return sa.and_(
            here, sa.or_(far_enough, recorded.is_(None)) if BEFORE in self.states else far_enough
        )

    def _here(
        self, village: sa.ColumnElement[str], station: sa.ColumnElement[str]
    ) -> sa.ColumnElement[bool]:
        if self.whole_town:
            return sa.true()
        nearby = village.in_(self.villages)
        return nearby if self.station is None else sa.or_(nearby, station == self.station)


WHOLE_TOWN = Within(whole_town=True)
