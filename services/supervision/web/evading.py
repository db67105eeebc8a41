"""Tests that were refused or missed, as the page and the API list them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from services.supervision.domain.supervision import Supervision
from services.supervision.rules.defects import NOT_APPROVED
from services.supervision.web.reading import named
from services.supervision.web.telling import why_not_counted
from shared.eventstore.entries import Entry
from shared.web.speech import gettext as _


@dataclass(frozen=True, kw_only=True)
class EvadedLine:
    """A test that was refused or missed: who can say so, whether it counts, and why not."""

    notice_id: UUID
    on: date
    window: int
    extra: str | None
    counted: bool
    defects: Sequence[str]
    flaws: Sequence[str]
    witnesses: Sequence[str]
    officer_note: str | None


@dataclass(frozen=True, kw_only=True)
class RefusalLine(EvadedLine):
    """A test that was refused: what was said or done."""

    how: str | None


@dataclass(frozen=True, kw_only=True)
class MissLine(EvadedLine):
    """A test for which the person did not come: whether that is excused, why, and by whom."""

    justified: bool
    because: str | None
    approver: str | None


def refusals_in(entries: Sequence[Entry], file: Supervision) -> list[RefusalLine]:
    """The refusals of a file, the latest first."""
    return [
        RefusalLine(**_evaded(e, file), how=e.personal["how"])
        for e in named(entries, "supervision.drug_test_refused")
    ]


def misses_in(entries: Sequence[Entry], file: Supervision) -> list[MissLine]:
    """The misses of a file, the latest first."""
    return [
        MissLine(
            **_evaded(e, file),
            justified=e.facts["justified"],
            because=e.personal["because"],
            approver=e.personal["approver"],
        )
        for e in named(entries, "supervision.drug_test_missed")
    ]


def _evaded(e: Entry, file: Supervision) -> dict[str, Any]:
    """What was counted and then corrected counts no more."""
    corrected = e.facts["counted"] and e.facts["notice_id"] in file.overturned
    agreed = (
        {NOT_APPROVED.code} if e.facts["window"] in file.waived and not e.facts["extra"] else set()
    )
    lacking = [it for it in e.facts["defects"] if it not in agreed]
    return {
        "notice_id": e.facts["notice_id"],
        "on": e.happened_on,
        **{it: e.facts[it] for it in ("window", "extra")},
        "counted": e.facts["counted"] and not corrected,
        "defects": e.facts["defects"],
        "flaws": [_("已更正，不计入")] if corrected else why_not_counted(lacking),
        "witnesses": e.personal["witnesses"] or (),
        "officer_note": e.personal["officer_note"],
    }
