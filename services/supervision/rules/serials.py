"""Numbers printed on what comes in rows: test kits, numbered blank forms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from shared.law import Refusal

PRINTED = re.compile(r"(?P<prefix>.*?)(?P<number>[0-9]{1,15})")


@dataclass(frozen=True)
class Serial:
    """One printed number: what stands before its last digits, and those digits as a number."""

    prefix: str
    number: int


@dataclass(frozen=True, kw_only=True)
class Serials:
    """A row of printed numbers, both ends included; `width` is how many digits are printed."""

    prefix: str
    first: int
    last: int
    width: int

    def __len__(self) -> int:
        return self.last - self.first + 1

    def __iter__(self) -> Iterator[int]:
        return iter(range(self.first, self.last + 1))

    def find(self, printed: str) -> int | None:
        """Which of the row it is, however it was typed (case, width, leading zeros); or None."""
        serial = serial_of(printed)
        if serial is None or serial.prefix != self.prefix:
            return None
        return serial.number if self.first <= serial.number <= self.last else None

    def printed(self, number: int) -> str:
        """A number of the row as it is printed."""
        return f"{self.prefix}{number:0{self.width}}"


def serial_of(printed: str) -> Serial | None:
    """Read a printed number; None for one that does not end in digits."""
    plain = "".join(unicodedata.normalize("NFKC", printed).split()).upper()
    found = PRINTED.fullmatch(plain)
    return Serial(found["prefix"], int(found["number"])) if found else None


def serials_of(first: str, last: str, *, most: int) -> Serials:
    """Read a row from its two ends; `Refusal` for what is no row, or more than `most` long."""
    begins, ends = serial_of(first), serial_of(last)
    if begins is None:
        raise Refusal("编号须以数字结尾，如 MS0001", field="first_serial")
    if ends is None:
        raise Refusal("编号须以数字结尾，如 MS0050", field="last_serial")
    if begins.prefix != ends.prefix:
        raise Refusal("首尾编号数字以前的部分不同，不是一段连续的编号", field="last_serial")
    if ends.number < begins.number:
        raise Refusal("末号小于首号", field="last_serial")
    if ends.number - begins.number >= most:
        raise Refusal("一次最多登记 {most} 个编号，请分段登记", field="last_serial", most=most)
    digits = [len(_digits(it)) for it in (first, last)]
    width = digits[0] if digits[0] == digits[1] else 0
    return Serials(prefix=begins.prefix, first=begins.number, last=ends.number, width=width)


def _digits(printed: str) -> str:
    plain = "".join(unicodedata.normalize("NFKC", printed).split())
    found = PRINTED.fullmatch(plain)
    return found["number"] if found else ""
