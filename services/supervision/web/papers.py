"""The numbered forms that a file cites, as its pages list them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from services.supervision.domain.records.forms import (
    LEAVE,
    MISS,
    NOTICE,
    REFUSAL,
    REPORT,
    TALK,
    TEST,
    VISIT,
)
from services.supervision.web.reading import named
from shared.eventstore.entries import Entry

OF_CONTACTS = (TALK, VISIT, REPORT)
OF_TESTS = (NOTICE, TEST, REFUSAL, MISS)
OF_LEAVES = (LEAVE,)


@dataclass(frozen=True, kw_only=True)
class PaperLine:
    """One form: what stood on it, from which day it counts, when it was typed, its scan."""

    written_on: date
    recorded_at: datetime
    record: str
    serial: str
    scan: str
    kept: int


def papers_in(entries: Iterable[Entry], records: Sequence[str]) -> list[PaperLine]:
    """The forms of these kinds of record, the latest first."""
    return [
        PaperLine(
            recorded_at=e.recorded_at,
            kept=len(e.facts["kept"]),
            **{name: e.facts[name] for name in ("written_on", "record", "serial", "scan")},
        )
        for e in named(entries, "supervision.paper_form_cited")
        if e.facts["record"] in records
    ]
