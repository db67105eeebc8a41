"""Rosters made for one test each: people who do not exist, in the file the test asks for.

Their numbers use the sequences 996 to 999, which are kept for centenarians, with birth years after
1961: nobody has such a number.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import openpyxl
import xlwt
from stdnum.cn import ric

from services.registry.roster.reading import read_roster
from services.registry.roster.rows import RejectedRow, Roster, RosterRow

HEADINGS = (
    *("序号", "姓名", "性别", "民族", "公民身份号码", "户籍地址", "现居住地址", "联系电话"),
    *("滥用毒品种类", "现状", "决定书文号", "决定日期", "送达日期", "期限(月)", "报到日期"),
    *("协议签订日期", "备注"),
)
Cells = Sequence[object]


def number(*, born: str = "19850712", sequence: str = "997", area: str = "341524") -> str:
    """Make a number whose check digit holds."""
    begun = f"{area}{born}{sequence}"
    return begun + ric.calc_check_digit(f"{begun}0")


def person(**said: object) -> dict[str, object]:
    """Make a person by heading; what is not said is as it should be."""
    return {
        "序号": 1,
        "姓名": "史兴",
        "性别": "男",
        "民族": "汉族",
        "公民身份号码": number(),
        "户籍地址": "安徽省六安市金寨县梅山镇青石社区12组",
        "现居住地址": "青石社区27组11号",
        "联系电话": "15600004707",
        "滥用毒品种类": "海洛因",
        "现状": "社区戒毒",
        "决定书文号": "金公(禁)社戒决字〔2025〕300号",
        "决定日期": "2025-06-30",
        "送达日期": "2025-07-01",
        "期限(月)": 36,
        "报到日期": "2025-07-06",
        "协议签订日期": "2025-07-07",
        "备注": "",
    } | said


def table(*people: Mapping[str, object], headings: Sequence[str] = HEADINGS) -> list[Cells]:
    """Put people below the headings."""
    return [headings, *([each.get(heading, "") for heading in headings] for each in people)]


def xlsx(rows: Iterable[Cells], *, merged: Sequence[str] = (), sheet: str = "名册") -> bytes:
    """Save rows as Excel does now."""
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = sheet
    for row in rows:
        page.append([None if cell == "" else cell for cell in row])
    for area in merged:
        page.merge_cells(area)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """The bytes of a workbook."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def xls(rows: Iterable[Cells], *, merged: Sequence[tuple[int, int, int, int]] = ()) -> bytes:
    """Save rows as Excel did until 2003; merged areas as (top, bottom, left, right) from nought."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("名册")
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    covered = {(top, left): (bottom, right) for top, bottom, left, right in merged}
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            style = (day,) if isinstance(cell, date) else ()
            if (r, c) in covered:
                bottom, right = covered[r, c]
                sheet.write_merge(r, bottom, c, right, cell, *style)
            elif cell != "":
                sheet.write(r, c, cell, *style)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def csv_text(rows: Iterable[Cells], *, delimiter: str = ",") -> str:
    """Write rows as a table in text."""
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter).writerows(rows)
    return file.getvalue()


def altered(content: bytes, **parts: bytes) -> bytes:
    """Exchange parts of an xlsx: `sheet1=b"…"` puts other bytes in the place of sheet1.xml."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            stem = part.rpartition("/")[2].removesuffix(".xml")
            new.writestr(part, parts.get(stem, old.read(part)))
    return file.getvalue()


def read(*people: Mapping[str, object], headings: Sequence[str] = HEADINGS) -> Roster:
    """Read a roster of these people, row 2 first."""
    content = csv_text(table(*people, headings=headings)).encode()
    return read_roster(content, filename="名册.csv")


def taken(**said: object) -> RosterRow:
    """Read a roster of one person, who is taken over."""
    (row,) = read(person(**said)).rows
    return row


def rejected(**said: object) -> RejectedRow:
    """Read a roster of one person, who is not."""
    (row,) = read(person(**said)).rejected
    return row


def codes(row: RosterRow) -> list[str]:
    """The codes of a row's warnings."""
    return [warning.code for warning in row.warnings]
