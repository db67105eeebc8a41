"""What is written down about the family member of the group."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Consent:
    """The person's consent, as signed that day."""

    consented_on: date


@dataclass(frozen=True, kw_only=True)
class ConsentWithdrawal:
    """The person's word that the consent holds no more."""

    withdrawn_on: date
