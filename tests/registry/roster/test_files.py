"""Rosters in all the formats they come in."""

from __future__ import annotations

import hashlib
import io
import time
import zipfile
from collections.abc import Callable
from datetime import date

import openpyxl
import pytest

from services.registry.roster.reading import read_roster
from services.registry.roster.rows import Reason, Roster
from services.registry.roster.table import MOST_PEOPLE
from tests.registry.roster.making import (
    HEADINGS,
    altered,
    csv_text,
    number,
    person,
    saved,
    table,
    xls,
    xlsx,
)

PEOPLE = [
    person(姓名="史兴", 公民身份号码=number(sequence="997")),
    person(姓名="𠮷兴", 公民身份号码=number(sequence="999"), 备注="一,二;三\t“四”\n五"),
]
ROWS = table(*PEOPLE)
DAYS = dict(
    zip(
        ("决定日期", "送达日期", "报到日期", "协议签订日期"),
        (date(2025, 6, 30), date(2025, 7, 1), date(2025, 7, 6), date(2025, 7, 7)),
        strict=True,
    )
)

FORMATS: dict[str, bytes] = {
    "xlsx": xlsx(ROWS),
    "xls": xls(ROWS),
    "utf-8": csv_text(ROWS).encode(),
    "utf-8 with a mark": csv_text(ROWS).encode("utf-8-sig"),
    "gb18030": csv_text(ROWS).encode("gb18030"),
    "utf-16, as Excel's Unicode text": csv_text(ROWS, delimiter="\t").encode("utf-16"),
    "semicolons": csv_text(ROWS, delimiter=";").encode(),
    "tabs": csv_text(ROWS, delimiter="\t").encode("gb18030"),
    "unix lines": csv_text(ROWS).replace("\r\n", "\n").encode(),
    "numbers behind tabs": csv_text(
        table(*(each | {"公民身份号码": f"\t{each['公民身份号码']}"} for each in PEOPLE))
    ).encode(),
}


@pytest.mark.parametrize("content", FORMATS.values(), ids=FORMATS)
def test_every_format_gives_the_same_people(content: bytes) -> None:
    assert read(content).rows == read(FORMATS["xlsx"]).rows
    assert [row.name for row in read(content).rows] == ["史兴", "𠮷兴"]


def test_blank_lines_count_as_the_spreadsheet_counts_them() -> None:
    headings, one, two = ROWS

    roster = read(csv_text([[], headings, [], one, [], [], two]).encode())

    assert [row.row for row in roster.rows] == [4, 7]


@pytest.mark.parametrize("filename", ["a.csv", "a.xlsx", "a", "../../a.xls", ""])
def test_a_file_is_what_it_holds_not_what_it_is_called(filename: str) -> None:
    assert len(read_roster(FORMATS["xls"], filename=filename).rows) == 2
    assert len(read_roster(FORMATS["gb18030"], filename=filename).rows) == 2


@pytest.mark.parametrize("save", [xlsx, xls])
def test_days_and_numbers_in_cells_of_their_own_kind_are_read(save: Callable[..., bytes]) -> None:
    (row,) = read(save(table(person(**DAYS, 联系电话=15600004707)))).rows

    assert (row.decided_on, row.signed_on) == (date(2025, 6, 30), date(2025, 7, 7))
    assert (row.phone, row.term_months) == ("15600004707", 36)


@pytest.mark.parametrize("save", [xlsx, xls])
def test_an_identity_number_in_a_number_cell_has_lost_its_end(save: Callable[..., bytes]) -> None:
    (row,) = read(save(table(person(公民身份号码=float(number()[:17] + "0"))))).rejected

    assert row.reason == Reason.ID_PRECISION_LOST


def test_a_formula_brings_the_value_it_was_saved_with() -> None:
    book = openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"]))
    book.worksheets[0]["B2"] = '="史"&"星"'
    cached = b'<f>"\xe5\x8f\xb2"&amp;"\xe6\x98\x9f"</f><v>\xe5\x8f\xb2\xe6\x98\x9f</v></c>'
    with zipfile.ZipFile(io.BytesIO(saved(book))) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    begin = sheet.index(b'<c r="B2"')
    end = sheet.index(b"</c>", begin) + 4
    sheet = sheet[:begin] + b'<c r="B2" t="str">' + cached + sheet[end:]

    roster = read(altered(saved(book), sheet1=sheet))

    assert roster.rows[0].name == "史星"


def test_the_roster_may_stand_on_any_sheet() -> None:
    book = openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"]))
    book.create_sheet("填表说明", 0).append(["姓名请与身份证一致"])
    book.create_sheet("空表").append(list(HEADINGS))

    assert [row.row for row in read(saved(book)).rows] == [2, 3]


def test_a_hidden_sheet_is_not_read() -> None:
    book = openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"]))
    hidden = book.copy_worksheet(book.worksheets[0])
    hidden.sheet_state = "hidden"

    assert len(read(saved(book)).rows) == 2


def test_a_roster_knows_the_digest_of_its_file() -> None:
    assert read(FORMATS["xlsx"]).digest == hashlib.sha256(FORMATS["xlsx"]).hexdigest()


def test_a_full_roster_is_read_in_a_few_seconds() -> None:
    people = [person(序号=n, 公民身份号码=number(born=born(n))) for n in range(4_000)] * 5
    content = csv_text(table(*people)).encode()

    began = time.monotonic()
    roster = read(content)

    assert len(roster.rows) + len(roster.rejected) == MOST_PEOPLE
    assert time.monotonic() - began < 15  # about 3 on a quiet machine


def read(content: bytes) -> Roster:
    return read_roster(content, filename="名册")


def born(n: int) -> str:
    """Another birthday for each number below 4,000."""
    return f"{1962 + n // 300}{n % 300 // 25 + 1:02}{n % 25 + 1:02}"
