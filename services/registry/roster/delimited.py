"""Tables in text: comma, semicolon or tab between the cells, in whatever encoding they were saved.

Excel and WPS save CSV as GB18030 (their Chinese default), as UTF-8 with a mark, or, called
"Unicode text", as UTF-16.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator

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
    rows = list(_rows(text, delimiter, most=MOST_ROWS))
    width = max((len(row) for row in rows), default=0)
    if width > MOST_COLUMNS:
        raise too_many_columns()
    return Sheet(name="", rows=[row + [""] * (width - len(row)) for row in rows])


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
    top = list(_rows(text, delimiter, most=TALLEST, cut=True))
    width = max((len(row) for row in top), default=0)
    headings = find_headings([row + [""] * (width - len(row)) for row in top])
    return len(headings.columns) if headings else 0


def _rows(text: str, delimiter: str, *, most: int, cut: bool = False) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for number, row in enumerate(reader):
            if number >= most:
                if cut:
                    return
                raise too_many_rows()
            yield row
    except csv.Error:
        raise Refusal(
            "这个文本文件不是整齐的表格。请用 Excel 或 WPS 打开，另存为 xlsx 再导入。",
            field="file",
        ) from None
