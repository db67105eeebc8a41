"""Rows as PostgreSQL writes them in text: an array of a composite type as one parameter.

One literal costs far less than an array for each column, which psycopg2 writes as an expression
(docs/performance.md). The form is that of PostgreSQL's manual, sections 8.15.6 and 8.16.6: a value
is quoted in its row, and the row in the array. Both are done in one pass here.
"""

from __future__ import annotations

from collections.abc import Iterable

_QUOTE = r"\""  # in the array; opens and closes a value of the row
_QUOTE_INSIDE = r"\\\""
_BACKSLASH_INSIDE = r"\\\\"
_BYTES = _QUOTE + _BACKSLASH_INSIDE + "x"


def array_of_rows(rows: Iterable[Iterable[object]]) -> str:
    r"""`{"(1,\"a\")"}`: values as PostgreSQL reads their types, None as NULL."""
    return "{" + ",".join(f'"({",".join(map(_field, row))})"' for row in rows) + "}"


def _field(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bytes):
        return f"{_BYTES}{value.hex()}{_QUOTE}"
    if isinstance(value, str):
        inside = value.replace("\\", _BACKSLASH_INSIDE).replace('"', _QUOTE_INSIDE)
        return f"{_QUOTE}{inside}{_QUOTE}"
    return str(value)
