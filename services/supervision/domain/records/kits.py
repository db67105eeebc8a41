"""What comes into the stock of test kits, and what is put aside, as one value each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class KitDelivery:
    """Kits of one batch that came to a station: the first and last number as printed."""

    batch: str
    expires_on: date
    received_on: date
    station: str
    first_serial: str
    last_serial: str
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class KitWithdrawal:
    """Kits that are put aside unused: which, when, and why."""

    batch_id: UUID
    withdrawn_on: date
    first_serial: str
    last_serial: str
    because: str
    note: str = ""
