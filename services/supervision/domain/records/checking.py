"""What is noted at the station's desk when somebody was expected there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

CAME, NOT_CAME, OTHER_DAY = "came", "not_came", "other_day"


@dataclass(frozen=True, kw_only=True)
class CheckIn:
    """One entry: the person came, did not come, or asked for another day (perhaps `asked_on`).

    Without `at` it is of the moment in which it is recorded.
    """

    arrival: str
    at: datetime | None = None
    asked_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Coded:
    """Who gave a code of their own at a shared machine: their names, by work code."""

    machine_id: UUID
    names: dict[str, str]

    @property
    def signatures(self) -> tuple[str, ...]:
        """The names as a record has them; two colleagues of one name stay two."""
        return tuple(" ".join(filter(None, (name, code))) for code, name in self.names.items())
