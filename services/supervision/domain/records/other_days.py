"""Requests for another day as one value each; and what the file remembers of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

STATION, PHONE, MESSAGE = "station", "phone", "message"


@dataclass(frozen=True, kw_only=True)
class OtherDay:
    """The person asks for another day (改期): of what, how, for which day and why.

    Of a test it says of which notice; `wanted_on` is None where no day was named.
    """

    kind: str
    asked_on: date
    how: str
    notice_id: UUID | None = None
    wanted_on: date | None = None
    because: str = ""


@dataclass(frozen=True, kw_only=True)
class OtherDayAnswer:
    """What the person was answered; the new day if it was granted."""

    request_id: UUID
    granted: bool
    new_day: date | None
    answer: str


@dataclass(frozen=True, kw_only=True)
class OpenRequest:
    """A request on file that nobody has answered yet."""

    kind: str
    asked_on: date
    notice_id: UUID | None
    wanted_on: date | None
