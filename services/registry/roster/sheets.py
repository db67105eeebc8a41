"""From the bytes of a file to tables of cells, whatever the file calls itself.

What a file is, its first bytes say; clerks rename freely. Anything that is not a workbook or a
table in text is refused, with what to do about it.
"""

from __future__ import annotations

from services.registry.roster.delimited import read_delimited
from services.registry.roster.table import Sheet
from services.registry.roster.workbooks import is_workbook, read_workbook
from shared.law import Refusal

MOST_BYTES = 10 * 1024 * 1024
MEGABYTE = 1024 * 1024
MARKUP = (b"<!doctype", b"<html", b"<table", b"<?xml", b"<head", b"<meta", b"mime-version")
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def read_sheets(content: bytes) -> tuple[Sheet, ...]:
    """Read every visible table of a file, or refuse the file."""
    if len(content) > MOST_BYTES:
        raise Refusal(
            "文件超过 {limit} MB，不像一份名册。请去掉图片等内容，或分成几个文件再导入。",
            field="file",
            limit=MOST_BYTES // MEGABYTE,
        )
    beginning = content[:1024].removeprefix(BYTE_ORDER_MARK).lstrip().lower()
    if not beginning:
        raise Refusal("文件是空的。请选择填好的名册。", field="file")
    if is_workbook(content):
        return read_workbook(content)
    if beginning.startswith(MARKUP):
        raise Refusal(
            "这个文件其实是网页，只是名字像表格。请用 Excel 或 WPS 打开，另存为 xlsx 再导入。",
            field="file",
        )
    return (read_delimited(content),)
