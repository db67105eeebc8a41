"""Rows as PostgreSQL writes them in text: an array of a composite type as one parameter.

One literal costs far less than an array for each column, which psycopg2 writes as an expression
(docs/performance.md). The form is that of PostgreSQL's manual, sections 8.15.6 and 8.16.6.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_SPECIAL = re.compile(r'(["\\])')


def array_of_rows(rows: Iterable[Iterable[object]]) -> str:
    r"""`{"(1,\"a\")"}`: values as PostgreSQL reads their types, None as NULL."""
    return "{" + ",".join(f'"{_quoted(_row(row))}"' for row in rows) + "}"


def _row(values: Iterable[object]) -> str:
    return "(" + ",".join(map(_field, values)) + ")"


def _field(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bytes):
        return f'"\\\\x{value.hex()}"'
    if isinstance(value, str):
        return f'"{_quoted(value)}"'
    return str(value)


def _quoted(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
