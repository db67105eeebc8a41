"""Names, numbers, phones and addresses of the rosters, and whether they are anywhere in some bytes.

A canary is found as it is, percent-encoded, as JSON or HTML writes it, in hexadecimal (as
PostgreSQL prints bytes) and in base64.
"""

from __future__ import annotations

import base64
import csv
import html
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import openpyxl

ROSTERS = Path(__file__).parents[1] / "data" / "rosters"
PERSONAL = ("name", "id_no", "phone", "domicile", "residence")
HEADINGS = ("姓名", "公民身份号码", "联系电话", "户籍地址", "现居住地址")
SHORTEST = 2
HEXADECIMAL = re.compile(r"[0-9a-fA-F]{12,}")
BASE64 = re.compile(r"[A-Za-z0-9+/_-]{16,}")
ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")


class Canaries:
    """What must be nowhere."""

    def __init__(self, values: Iterable[str]) -> None:
        self.values = frozenset(value for value in values if len(value) >= SHORTEST)
        self._by_start: dict[str, list[str]] = {}
        for value in self.values:
            self._by_start.setdefault(value[:SHORTEST], []).append(value)
        firsts = "".join(sorted({value[0] for value in self.values}))
        self._firsts = re.compile(f"[{re.escape(firsts)}]")

    def within(self, content: bytes | str) -> set[str]:
        """Those that stand in it, in any of the ways in which a text can be written."""
        text = content if isinstance(content, str) else content.decode(errors="replace")
        return {found for reading in readings(text) for found in self._as_they_are(reading)}

    def _as_they_are(self, text: str) -> Iterator[str]:
        for first in self._firsts.finditer(text):
            at = first.start()
            for value in self._by_start.get(text[at : at + SHORTEST], ()):
                if text.startswith(value, at):
                    yield value


def readings(text: str) -> Iterator[str]:
    """A text, and what it says once each kind of writing is undone."""
    yield text
    plain = ESCAPED.sub(lambda it: chr(int(it[1], 16)), html.unescape(unquote(text)))
    if plain != text:
        yield plain
    for digits in HEXADECIMAL.findall(text):
        yield bytes.fromhex(digits[: len(digits) // 2 * 2]).decode(errors="replace")
    for coded in BASE64.findall(text):
        for skipped in range(4):  # where the code begins is not known
            yield _from_base64(coded[skipped:])


def of_the_rosters() -> Canaries:
    """All that the three rosters say of who somebody is, rejected rows included."""
    return Canaries({*_accepted(), *_cells()})


def rosters() -> list[Path]:
    """The files that a village sends."""
    return sorted(path for path in ROSTERS.iterdir() if path.suffix in {".xlsx", ".csv"})


def _accepted() -> Iterator[str]:
    for path in ROSTERS.glob("*.expected.json"):
        for row in json.loads(path.read_text("utf-8"))["accepted"]:
            yield from (row[name] for name in PERSONAL if row[name])


def _cells() -> Iterator[str]:
    for path in rosters():
        rows = _rows(path)
        columns: list[int] = []
        for row in rows:
            if not columns:
                columns = [row.index(name) for name in HEADINGS if name in row]
            else:
                yield from (str(row[at]).strip() for at in columns if row[at])


def _rows(path: Path) -> Iterator[list[Any]]:
    if path.suffix == ".csv":
        yield from csv.reader(path.read_bytes().decode("gb18030").splitlines())
        return
    with closing(openpyxl.load_workbook(path)) as workbook:
        yield from (list(row) for row in workbook.worksheets[0].iter_rows(values_only=True))


def _from_base64(coded: str) -> str:
    whole = coded[: len(coded) // 4 * 4].translate(str.maketrans("-_", "+/"))
    with suppress(ValueError):
        return base64.b64decode(whole).decode(errors="replace")
    return ""
