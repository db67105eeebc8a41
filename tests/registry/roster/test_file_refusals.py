"""Files that are refused, and that opening them does no harm."""

from __future__ import annotations

import contextlib
import io
import random
import time
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
import xlwt
from hypothesis import given
from hypothesis import strategies as st

from services.registry.roster.reading import read_roster
from services.registry.roster.rows import Roster
from services.registry.roster.table import MOST_COLUMNS, MOST_PEOPLE
from shared.law import Refusal
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

ROWS = table(person(), person(公民身份号码=number(sequence="999")))
XLSX, XLS = xlsx(ROWS), xls(ROWS)


def html() -> bytes:
    cells = "".join(f"<td>{heading}</td>" for heading in HEADINGS)
    return f"\n<html><body><table><tr>{cells}</tr></table></body></html>".encode("gb18030")


def other_zip() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return file.getvalue()


REFUSED: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "空的"),
    "only a mark": (b"\xef\xbb\xbf", "空的"),
    "only blanks": (b" \r\n \r\n", "空的"),
    "eleven megabytes": (b"\x00" * 11 * 1024 * 1024, "10 MB"),
    "a page saved as xls": (html(), "网页"),
    "a spreadsheet in XML": (b"\xef\xbb\xbf<?xml version='1.0'?><Workbook/>", "网页"),
    "a document": (other_zip(), "不是能读取的表格"),
    "half a workbook": (XLSX[:3000], "不是能读取的表格"),
    "a mere signature": (b"PK\x03\x04", "不是能读取的表格"),
    "an old workbook, broken": (XLS[:1000], "不是能读取的表格"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "不是名册文件"),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\x00", "不是名册文件"),
    "headings alone": (csv_text([HEADINGS]).encode(), "没有人员"),
    "headings and totals": (csv_text([HEADINGS, ["合计", "0人"]]).encode(), "没有人员"),
    "prose": ("各村、社区：\n请于本月底前报送名册。".encode(), "表头"),
    "no names": (csv_text(table(person(), headings=HEADINGS[2:])).encode(), "“姓名”"),
    "no numbers": (
        csv_text(table(person(), headings=[*HEADINGS[:4], *HEADINGS[5:]])).encode(),
        "“身份证号”",
    ),
    "a pay list": (
        csv_text([["姓名", "身份证号", "电话", "工资"], ["史兴", number(), "", 100]]).encode(),
        "看不出是吸毒人员名册",
    ),
    "a broken text table": (csv_text([HEADINGS, ['"' + "x" * 200_000]]).encode(), "不是整齐的表格"),
}


@pytest.mark.parametrize(("content", "part"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_roster_is_refused_with_what_to_do(content: bytes, part: str) -> None:
    assert part in refusal(content)


def test_a_pay_list_is_a_roster_if_its_title_says_so() -> None:
    rows = [["戒毒人员名单"], ["姓名", "身份证号", "电话"], ["史兴", number(), ""]]

    assert len(read(csv_text(rows).encode()).rows) == 1


def test_two_rosters_in_one_file_are_not_guessed_between() -> None:
    book = openpyxl.load_workbook(io.BytesIO(XLSX))
    book.copy_worksheet(book.worksheets[0])

    assert "2 张工作表" in refusal(saved(book))


def test_one_person_more_than_a_roster_holds_is_refused() -> None:
    content = csv_text([HEADINGS, *[ROWS[1]] * (MOST_PEOPLE + 1)]).encode()

    assert "20000 行" in refusal(content)


@pytest.mark.parametrize("save", [xlsx, xls, lambda rows: csv_text(rows).encode()])
def test_too_many_columns_are_refused(save: Callable[..., bytes]) -> None:
    wide = [[*HEADINGS, *[""] * MOST_COLUMNS, "x"]]

    assert "200 列" in refusal(save(wide))


def test_a_vast_row_among_many_is_refused() -> None:
    content = b"," * 5_000_000 + b"\n" + b"x\n" * 20_000

    assert "200 列" in refusal(content)


def test_a_cell_at_the_far_end_of_the_sheet_is_refused() -> None:
    """Filled in, such a sheet would take a terabyte."""
    book = openpyxl.load_workbook(io.BytesIO(XLSX))
    book.worksheets[0]["XFD1048576"] = "x"

    refusal(saved(book))


def test_a_cell_at_the_foot_of_the_sheet_is_refused() -> None:
    book = openpyxl.load_workbook(io.BytesIO(XLSX))
    book.worksheets[0]["A1048576"] = "x"

    assert "20000 行" in refusal(saved(book))


def test_an_old_workbook_of_many_vast_sheets_is_refused() -> None:
    book = xlwt.Workbook()
    for name in range(8):
        sheet = book.add_sheet(str(name))
        sheet.write(0, 0, "x")
        sheet.write(65535, 255, "x")
    file = io.BytesIO()
    book.save(file)

    refusal(file.getvalue())


@pytest.mark.parametrize("size", [20, 300])
def test_a_zip_bomb_is_refused_before_it_is_opened(size: int) -> None:
    bomb = altered(XLSX, sheet1=b" " * size * 1024 * 1024)
    began = time.monotonic()

    assert "大得反常" in refusal(bomb)
    assert time.monotonic() - began < 1


def test_a_zip_bomb_that_lies_about_its_size_is_refused() -> None:
    bomb = altered(XLSX, sheet1=b" " * 300 * 1024 * 1024)
    honest = (300 * 1024 * 1024).to_bytes(4, "little")

    refusal(bomb.replace(honest, (1000).to_bytes(4, "little")))


def test_a_long_text_in_every_cell_is_refused() -> None:
    """A few kilobytes that would be read as forty million signs."""
    long = "x" * 20_000

    assert "大得反常" in refusal(xls([[long] * 100] * 20))


def test_a_crowd_of_parts_is_refused() -> None:
    file = io.BytesIO(XLSX)
    with zipfile.ZipFile(file, "a") as archive:
        for name in range(2_001):
            archive.writestr(f"xl/media/{name}", b"")

    assert "大得反常" in refusal(file.getvalue())


@pytest.mark.parametrize(
    "entities",
    [
        '<!ENTITY a "史兴史兴"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY name "&b;&b;&b;">',
        '<!ENTITY name SYSTEM "file:///etc/hostname">',
    ],
    ids=["a billion laughs", "a file from outside"],
)
def test_entities_are_never_resolved(entities: str) -> None:
    with zipfile.ZipFile(io.BytesIO(XLSX)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert ">史兴<" in sheet
    declared = f'<?xml version="1.0"?><!DOCTYPE x [{entities}]>'
    hostile = declared + sheet.replace(">史兴<", ">&name;<")

    assert "不是能读取的表格" in refusal(altered(XLSX, sheet1=hostile.encode()))


def test_a_locked_workbook_is_named_as_such() -> None:
    locked = (
        bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le")
    )

    assert "密码" in refusal(locked)


def test_damaged_workbooks_never_end_this_process() -> None:
    """The library that opens them panics, or asks for terabytes; we give an answer."""
    chance = random.Random(20251118)
    for content in (XLS, XLSX):
        for _ in range(12):
            read_or_refuse(damaged(content, chance))


HOSTILE = ["(" * 120_000, " \u200b" * 60_000, "戒断" * 60_000, "1" * 120_000, "一月" * 60_000]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:4]))
def test_no_text_takes_long_to_read(text: str) -> None:
    """Patterns that go back over a long text take hours."""
    rows = [[text], *table(dict.fromkeys(HEADINGS, text), person()), [text, text]]
    began = time.monotonic()

    assert len(read(csv_text(rows).encode()).rows) == 1
    assert time.monotonic() - began < 30  # about 1 on a quiet machine


@given(rows=st.lists(st.lists(st.text(max_size=8), max_size=20), max_size=6))
def test_whatever_stands_below_the_headings_is_read(rows: list[list[str]]) -> None:
    """The person at the end is found, whatever comes before."""
    begun = csv_text([HEADINGS, *rows, *table(person())[1:]])

    with contextlib.suppress(Refusal):
        assert read(begun.encode(errors="replace")).rows[-1].row == len(rows) + 2


@given(content=st.binary(max_size=200))
def test_any_bytes_get_an_answer(content: bytes) -> None:
    read_or_refuse(content)


def damaged(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice([1, 8, 40])):
        changed[chance.randrange(len(changed))] = chance.choice([0, 255, chance.randrange(256)])
    return bytes(changed)


def read(content: bytes) -> Roster:
    return read_roster(content, filename="名册")


def read_or_refuse(content: bytes) -> None:
    with contextlib.suppress(Refusal):
        read(content)


def refusal(content: bytes) -> str:
    with pytest.raises(Refusal) as refused:
        read(content)
    assert refused.value.field == "file"
    return str(refused.value)
