"""A table as read from a file: cells in rows, row 1 first, before anything is known about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from services.registry.roster.cells import Cell
from shared.law import Refusal

MOST_PEOPLE = 20_000
# The people, and room for titles, headings, blank lines and signatures around them.
MOST_ROWS = MOST_PEOPLE + 1_000
MOST_COLUMNS = 200


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One table of a file; every row is as long as the others."""

    name: str
    rows: Sequence[Sequence[Cell]]


def too_many_rows() -> Refusal:
    """Say that a table is longer than any town's roster."""
    return Refusal(
        "表格超过 {limit} 行。请删去名册以外的内容，或按村分成几个文件再导入。",
        field="file",
        limit=MOST_PEOPLE,
    )


def too_many_columns() -> Refusal:
    """Say that a table is wider than any roster."""
    return Refusal(
        "表格超过 {limit} 列，不像一份名册。请删去名册右边多余的内容再导入。",
        field="file",
        limit=MOST_COLUMNS,
    )
