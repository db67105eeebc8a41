"""A paper and its scan, before it is put into a file."""

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


@dataclass(frozen=True, kw_only=True)
class Scan:
    """A scan as it is kept: its SHA-256, its kind, its size in bytes, what it was called."""

    digest: str
    media_type: str
    size: int
    filename: str = ""
