"""Notices, tests, refusals and misses as one value each; and what the file remembers of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

NEGATIVE = "negative"
POSITIVE = "positive"
INVALID = "invalid"


@dataclass(frozen=True, kw_only=True)
class Asking:
    """A notice to come for a test; `proofs` say how it can be shown that it was served.

    `window` is the number of the test: of the plan, or with `extra` of those of that kind beside
    it ("surprise" or "hair").
    """

    window: int
    extra: str | None = None
    served_at: datetime
    appear_at: datetime
    how: str
    place: str
    proofs: tuple[str, ...] = ()


PROOF_OF = {
    "in_person": "receipt",
    "phone": "call_record",
    "message": "screenshot",
    "post": "post_receipt",
}
"""What shows that something was served in each of these ways."""


@dataclass(frozen=True, kw_only=True)
class ProofFiling:
    """A picture that shows that a notice was served: which notice, what it is, since when filed."""

    notice_id: UUID
    proof: str
    filed_on: date


@dataclass(frozen=True, kw_only=True)
class Sampling:
    """One test as its record has it; what the record lacks is empty, never made up.

    `result` is "negative", "positive" (of a strip: a screening, no finding) or "invalid"; of the
    `items` that the strip has, those that showed are `positive_items`. `sample_a` and `sample_b`
    are the numbers on the seals. What was taken `elsewhere`, as on a leave, comes as a copy of the
    other place's report.
    """

    sample: str
    collected_at: datetime
    result: str
    place: str = ""
    tester_1: str = ""
    tester_2: str = ""
    officer: str = ""
    collector_sex: str = ""
    kit_batch: str = ""
    kit_serial: str = ""
    kit_expires_on: date | None = None
    subject_signed: bool = False
    signing_note: str = ""
    report_no: str = ""
    items: tuple[str, ...] = ()
    positive_items: tuple[str, ...] = ()
    sample_a: str = ""
    sample_b: str = ""
    elsewhere: bool = False

    @property
    def collected_on(self) -> date:
        """The day on which it was taken."""
        return self.collected_at.date()

    @property
    def kit(self) -> str:
        """Which kit it was; empty if the record does not say."""
        return f"{self.kit_batch}/{self.kit_serial}" if self.kit_serial else ""


@dataclass(frozen=True, kw_only=True)
class Refusing:
    """A refusal of one notice: what was said or done, and who can say so."""

    notice_id: UUID
    refused_on: date
    how: str
    witnesses: tuple[str, ...] = ()
    officer_note: str = ""


@dataclass(frozen=True)
class Notice:
    """A notice on file."""

    window: int
    served_on: date
    served: bool
    extra: str | None = None


@dataclass(frozen=True)
class Tested:
    """A test on file."""

    on: date
    counted: bool


@dataclass(frozen=True)
class Refused:
    """A refusal on file."""

    on: date
    window: int
    notice_id: UUID
    counted: bool
    extra: str | None = None


@dataclass(frozen=True, kw_only=True)
class Missing:
    """A test for which the person did not come: why, as far as is known, and who can say so.

    A reason that excuses needs whoever approved it: on a paper of a day, else by another account.
    """

    notice_id: UUID
    missed_on: date
    justified: bool
    because: str = ""
    approver: str = ""
    approved_on: date | None = None
    witnesses: tuple[str, ...] = ()
    officer_note: str = ""


@dataclass(frozen=True)
class Missed:
    """A miss on file; one that is justified waives its window."""

    on: date
    window: int
    notice_id: UUID
    justified: bool
    counted: bool
    extra: str | None = None
