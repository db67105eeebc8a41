"""What follows each positive strip, as the page and the API list it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from services.supervision.domain.supervision import Supervision
from services.supervision.web.reading import named
from services.supervision.web.telling import why_not_counted
from shared.eventstore.entries import Entry

ASKED = "supervision.lab_requested", "supervision.retest_requested"
LODGED, ANSWERED = "supervision.objection_lodged", "supervision.objection_answered"
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
class ObjectionLine:
    """An objection to a result, and what the police answered to it."""

    contests: str
    lodged_on: date
    grounds: str | None
    answered_on: date | None = None
    accepted: bool | None = None
    document_no: str | None = None
    reason: str | None = None
    defects: Sequence[str] = ()
    flaws: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class StripLine:
    """A positive strip: the laboratory, the retest, and how it ended."""

    test_id: UUID
    on: date
    laboratory: SampleLine
    retest: SampleLine
    objections: Sequence[ObjectionLine]
    ended: str | None


def strips_in(entries: Sequence[Entry], file: Supervision) -> list[StripLine]:
    """The positive strips of a file, the latest first."""
    found = [
        StripLine(
            test_id=test_id,
            on=strip.on,
            laboratory=_sample(entries, test_id, 0, strip.lab_asked_on, strip.lab_result),
            retest=_sample(entries, test_id, 1, strip.retest_asked_on, strip.retest_result),
            objections=_objections(entries, test_id),
            ended=strip.ended,
        )
        for test_id, strip in file.positives.items()
    ]
    return sorted(found, key=lambda it: it.on, reverse=True)


def _objections(entries: Sequence[Entry], test_id: UUID) -> list[ObjectionLine]:
    """Each with its answer, the latest first: one is answered before the next is lodged."""
    found: list[ObjectionLine] = []
    for e in reversed(named(entries, LODGED, ANSWERED)):
        if e.facts["test_id"] != test_id:
            continue
        codes = e.facts["defects"]
        if e.name == LODGED:
            line = ObjectionLine(
                contests=e.facts["contests"],
                lodged_on=e.facts["lodged_on"],
                grounds=e.personal["grounds"],
                defects=codes,
                flaws=why_not_counted(codes),
            )
            found.append(line)
        else:
            found[-1] = replace(
                found[-1],
                answered_on=e.facts["answered_on"],
                accepted=e.facts["accepted"],
                document_no=e.personal["document_no"],
                reason=e.personal["reason"],
                defects=[*found[-1].defects, *codes],
                flaws=[*found[-1].flaws, *why_not_counted(codes)],
            )
    return found[::-1]


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
