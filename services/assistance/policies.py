"""What the social affairs centre hears of a case: that it is there, and how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shared.partner.news import News


@dataclass(frozen=True, kw_only=True)
class ReportedIn(News):
    """A person reported in: whenever this is heard, the family is to be assessed."""

    kind: str
    station: str | None
    reported_on: date


@dataclass(frozen=True, kw_only=True)
class AgreementSigned(News):
    """The agreement was signed: whenever this is heard, the header says so."""

    signed_on: date


@dataclass(frozen=True, kw_only=True)
class CaseReplaced(News):
    """Another case took the place of this one: whenever this is heard, nothing more is due."""

    replaced_on: date
