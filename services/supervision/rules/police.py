"""What is reported to the police, on which ground, until when (禁毒法 35(2), 戒毒条例 21)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from services.supervision.rules.book import rule
from shared.law import Citation, Refusal

SERIOUS_BREACH, DRUG_USE, REFUSAL = "serious_breach", "drug_use", "refusal"
PROMPTLY = Citation("戒毒条例", "21")
DECISIONS = ("isolation", "community", "public_order_penalty", "new_order", "none")


@dataclass(frozen=True, kw_only=True)
class Matter:
    """Something that is to be reported once; `withdrawn` when its ground fell away."""

    ground: str
    detected_at: datetime
    report_by: datetime
    report_id: UUID | None = None
    withdrawn: bool = False

    @property
    def owed(self) -> bool:
        """Whether the report is still to be made."""
        return self.report_id is None and not self.withdrawn

    def reported(self, report_id: UUID) -> Matter:
        """The same, once it is reported."""
        return replace(self, report_id=report_id)

    def dropped(self) -> Matter:
        """The same, once its ground fell away."""
        return replace(self, withdrawn=True)


def report_by(*, detected_at: datetime) -> datetime:
    """The worker reports promptly (戒毒条例 21): within the town's hours."""
    hours = rule("police_report_hours", on=detected_at.date()).number
    return detected_at + timedelta(hours=hours)


def a_report_has_its_matter(matter: Matter | None) -> Matter:
    """A serious breach is reported once it was found, use once somebody saw it (domain.md 0.3)."""
    if matter is None or matter.withdrawn:
        raise Refusal("档案里没有须向公安机关报告的这件事", PROMPTLY, field="matter")
    return matter


def a_matter_is_reported_once(matter: Matter) -> None:
    """One duty, one report (domain.md 0.3)."""
    if matter.report_id is not None:
        raise Refusal("这件事已经向公安机关报告", PROMPTLY, field="matter")
