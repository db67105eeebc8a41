"""What reading a roster gives: the rows that can be taken over, and those that cannot, with why.

Sentences are message ids (Chinese, `{placeholders}` filled from `values`). They speak of columns,
rows and dates, never of a person: no name, identity number, phone or address is ever among the
values, and the rows do not show theirs when they are printed.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from enum import StrEnum


class Reason(StrEnum):
    """Why a row cannot be taken over; where several apply, the first in this order is given."""

    NAME_MISSING = "name_missing"
    ID_PRECISION_LOST = "id_precision_lost"
    ID_CHECKSUM = "id_checksum"
    DATE_INVALID = "date_invalid"
    REPORTED_BEFORE_SERVED = "reported_before_served"
    DUPLICATE_IN_FILE = "duplicate_in_file"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Finding:
    """Something odd about a row that is nevertheless taken as it stands."""

    code: str
    field: str
    sentence: str
    values: Mapping[str, object] = dataclasses.field(default_factory=dict)

    @property
    def message(self) -> str:
        """The Chinese sentence, filled in."""
        return self.sentence.format(**self.values)


@dataclasses.dataclass(frozen=True, kw_only=True, repr=False)
class RejectedRow:
    """A row that cannot be taken over: why, in which field, and what to do about it.

    `id_no` is the person's number where it could be read whole, so that a later file can be
    matched; it is never part of the sentence.
    """

    row: int
    reason: Reason
    field: str
    sentence: str
    values: Mapping[str, object] = dataclasses.field(default_factory=dict)
    id_no: str | None = None

    @property
    def message(self) -> str:
        """The Chinese sentence, filled in."""
        return self.sentence.format(**self.values)

    def __repr__(self) -> str:
        return f"RejectedRow(row={self.row}, reason={self.reason.value!r})"


@dataclasses.dataclass(frozen=True, kw_only=True, repr=False)
class RosterRow:
    """One person as the village wrote them down, spelled in one way.

    `row` is the number that the spreadsheet shows. Absent text is "", an absent date or term is
    None. `sex` falls back to what the identity number says; `born` always comes from it.
    `status` is the village's own word; `case_kind` (of a running case, if one is stated) and
    `flag` (the person's place in the register) are what it means.
    """

    row: int
    name: str
    sex: str
    ethnicity: str
    id_no: str
    born: date
    village: str | None
    domicile: str
    residence: str
    phone: str
    drug: str
    status: str
    case_kind: str | None
    flag: str
    decision_no: str
    decided_on: date | None
    served_on: date | None
    reported_on: date | None
    signed_on: date | None
    term_months: int | None
    remark: str
    warnings: tuple[Finding, ...] = ()

    @property
    def has_order(self) -> bool:
        """Whether the row states an order at all."""
        return bool(self.decision_no or self.decided_on or self.served_on)

    def __repr__(self) -> str:
        return f"RosterRow(row={self.row})"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Roster:
    """A village's roster as read: every line of it that speaks of a person has its outcome.

    `village` is None where the file does not say or speaks of several; each row has its own.
    `digest` is the SHA-256 of the file, `unread` the headings of columns that were not used.
    """

    village: str | None
    rows: tuple[RosterRow, ...]
    rejected: tuple[RejectedRow, ...]
    digest: str
    unread: tuple[str, ...] = ()
