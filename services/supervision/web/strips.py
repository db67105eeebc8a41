"""What follows each positive strip, as the page and the API list it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.supervision.domain.supervision import Supervision
from services.supervision.web.reading import named
from services.supervision.web.telling import why_not_counted
from shared.eventstore.entries import Entry

ASKED = "supervision.lab_requested", "supervision.retest_requested"
FOUND = "supervision.lab_recorded", "supervision.retest_recorded"


@dataclass(frozen=True, kw_only=True)
class SampleLine:
    """What a laboratory was asked about a sample, and what it found.

    What is not in time stands all the same; a retest that stands for nothing is still awaited.
    """

    asked_on: date | None
    result: str | None
    received_on: date | None
    institution: str | None
    report_no: str | None
    stands: bool
    defects: Sequence[str]
    flaws: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class StripLine:
    """A positive strip: the laboratory, the retest, and how it ended."""

    test_id: UUID
    on: date
    laboratory: SampleLine
    retest: SampleLine
    ended: str | None


def strips_in(entries: Sequence[Entry], file: Supervision) -> list[StripLine]:
    """The positive strips of a file, the latest first."""
    found = [
        StripLine(
            test_id=test_id,
            on=strip.on,
            laboratory=_sample(entries, test_id, 0, strip.lab_asked_on, strip.lab_result),
            retest=_sample(entries, test_id, 1, strip.retest_asked_on, strip.retest_result),
            ended=strip.ended,
        )
        for test_id, strip in file.positives.items()
    ]
    return sorted(found, key=lambda it: it.on, reverse=True)


def _sample(
    entries: Sequence[Entry], test_id: UUID, which: int, asked_on: date | None, stands: str | None
) -> SampleLine:
    """The A sample or the B sample, each by the latest that is written of it."""
    of_it = [e for e in entries if e.facts.get("test_id") == test_id]
    asked, found = (next(iter(named(of_it, name[which])), None) for name in (ASKED, FOUND))
    codes = [code for e in (asked, found) if e is not None for code in e.facts["defects"]]
    return SampleLine(
        asked_on=asked_on,
        result=found.facts["result"] if found else None,
        received_on=found.facts["received_on"] if found else None,
        institution=found.personal["institution"] if found else None,
        report_no=found.personal["report_no"] if found else None,
        stands=stands is not None,
        defects=codes,
        flaws=why_not_counted(codes),
    )
