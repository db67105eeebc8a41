"""Tables in text: comma, semicolon or tab between the cells, in whatever encoding they were saved.

Excel and WPS save CSV as GB18030 (their Chinese default), as UTF-8 with a mark, or, called
"Unicode text", as UTF-16.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from itertools import islice

from services.registry.roster.headings import TALLEST, find_headings
from services.registry.roster.table import (
    MOST_COLUMNS,
    MOST_ROWS,
    Sheet,
    too_many_columns,
    too_many_rows,
)
from shared.law import Refusal

DELIMITERS = ",\t;"
BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_delimited(content: bytes) -> Sheet:
    """Read the table, cut at the delimiter that makes the most sense of its headings."""
    text = _text(content)
    delimiter = max(DELIMITERS, key=lambda each: _sense(text, each))
    try:
        rows = _rows(text, delimiter, most=MOST_ROWS + 1)
    except csv.Error:
        raise Refusal(
            "这个文本文件不是整齐的表格。请用 Excel 或 WPS 打开，另存为 xlsx 再导入。",
            field="file",
        ) from None
    if len(rows) > MOST_ROWS:
        raise too_many_rows()
    if rows and len(rows[0]) > MOST_COLUMNS:
        raise too_many_columns()
    return Sheet(name="", rows=rows)


def _text(content: bytes) -> str:
    encodings = ("utf-16",) if content.startswith(UTF_16_MARKS) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not BINARY.search(text):
            return text
    raise Refusal(
        "这不是名册文件。请导入 xlsx、xls 或 csv 格式的名册。",
        field="file",
    )


def _sense(text: str, delimiter: str) -> int:
    """Count the columns that headings name when the text is cut at this delimiter."""
    try:
        headings = find_headings(_rows(text, delimiter, most=TALLEST))
    except csv.Error:
        return 0
    return len(headings.columns) if headings else 0


def _rows(text: str, delimiter: str, *, most: int) -> list[list[str]]:
    """Cut the text into at most so many rows, all as long as the longest, within reason."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows = list(islice(reader, most))
    width = min(max(map(len, rows), default=0), MOST_COLUMNS + 1)
    return [row[:width] + [""] * (width - len(row)) for row in rows]
