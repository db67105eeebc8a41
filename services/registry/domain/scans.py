"""A paper, before it is put into a file with its scan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Filing:
    """What is said of a paper when it is filed; its scan is kept already."""

    code: str
    doc_date: date
    pages: int
    legible: bool
    complete: bool
    signed: bool
    note: str = ""
