"""What the health institution hears of a case: that it is there, and that the agreement stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shared.partner.news import News


@dataclass(frozen=True, kw_only=True)
class ReportedIn(News):
    """A person reported in: whenever this is heard, the header says so."""

    kind: str
    station: str | None
    reported_on: date


@dataclass(frozen=True, kw_only=True)
class AgreementSigned(News):
    """The agreement was signed: whenever this is heard, the person is to be told of treatment.

    `tracked_from` is the day on which a running case was taken over.
    """

    signed_on: date
    tracked_from: date | None


@dataclass(frozen=True, kw_only=True)
class CaseReplaced(News):
    """Another case took the place of this one: whenever this is heard, nothing more is due."""

    replaced_on: date
