"""The citizen identity number (GB 11643) as rosters carry it, and what has become of it on the way.

Check digit and birth date must hold, or the row cannot be taken over. The area code is only
looked at: cards are kept for life, while counties are renumbered (341524 began in 1999, and people
born long before hold it), so an unknown code is a warning.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from stdnum import numdb
from stdnum.cn import ric
from stdnum.exceptions import InvalidComponent

from services.registry.roster.cells import Cell, stated, tidy
from services.registry.roster.rows import Finding, Reason
from services.registry.roster.unfit import Unfit

FULL_LENGTH = 18
OLD_LENGTH = 15  # issued until 1999: two-digit year, no check digit
EXACT_DIGITS = 15  # a spreadsheet's number holds so many; what lies beyond becomes noughts
EARLIEST_YEAR = 1900
SEX_DIGIT = 16
# Signs that stand around or inside a number without being part of it: ="3415…", '3415…, 3415-24…
AROUND = re.compile(r"[\s=\"'`´‘’“”＇＂,，.。:：\-－—–·*＊#]")
# What people type for the check sign X.
CROSSES = str.maketrans(dict.fromkeys("×✕✖╳хХ", "X"))
SHAPE = re.compile(r"[0-9]{17}[0-9X]")
# A number that went through a spreadsheet's number cell: 3.41524E+17, 341524200205289000.00
ROUNDED = re.compile(r"[0-9](\.[0-9]+)?E\+?[0-9]+|[0-9]{16,}\.0*")
NOUGHTS = "0" * (FULL_LENGTH - EXACT_DIGITS)


@dataclass(frozen=True, kw_only=True)
class Identity:
    """A person's number in its 18-sign form, and what it says."""

    number: str
    born: date
    sex: str
    warnings: tuple[Finding, ...] = ()


def read_identity(cell: Cell) -> Identity:
    """Read the number, or say why it cannot be taken (`Unfit`); no sentence ever shows it."""
    _refuse_a_rounded(cell)
    written = AROUND.sub("", unicodedata.normalize("NFKC", stated(cell)).upper()).translate(CROSSES)
    number = upgraded(written) if _is_old(written) else written
    _refuse_misshapen(number)
    if number[-1] != ric.calc_check_digit(number):
        _refuse_miswritten(number)
    return Identity(
        number=number,
        born=_birth_date(number),
        sex="男" if int(number[SEX_DIGIT]) % 2 else "女",
        warnings=tuple(_oddities(number, was_old=_is_old(written))),
    )


def upgraded(old: str) -> str:
    """Write a 15-digit number in the form of 18: the century and the check sign are added."""
    longer = f"{old[:6]}19{old[6:]}"
    return longer + ric.calc_check_digit(f"{longer}0")


def _is_old(written: str) -> bool:
    return len(written) == OLD_LENGTH and written.isascii() and written.isdigit()


def _refuse_a_rounded(cell: Cell) -> None:
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        rounded = ROUNDED.fullmatch(tidy(cell).upper().strip("'\"= "))
    else:
        rounded = abs(cell) >= 10**EXACT_DIGITS
    if rounded:
        raise _precision_lost()


def _refuse_misshapen(number: str) -> None:
    if not number:
        raise _wrong("没有填身份证号。请补上后重新导入。")
    if len(number) != FULL_LENGTH:
        raise _wrong("身份证号应为18位，这里是{length}位。请对照证件核对。", length=len(number))
    if not SHAPE.fullmatch(number):
        raise _wrong("身份证号里有数字和末位X以外的字符。请对照证件核对。")


def _refuse_miswritten(number: str) -> None:
    """Text that ends in noughts and fails its check was rounded before it became text."""
    if number.endswith(NOUGHTS):
        raise _precision_lost()
    raise _wrong("身份证号的校验位对不上，至少有一位写错了。请对照证件核对。")


def _birth_date(number: str) -> date:
    try:
        born: date = ric.get_birth_date(number)
    except (InvalidComponent, ValueError):
        raise _wrong("身份证号里的出生日期不存在。请对照证件核对。") from None
    if born.year < EARLIEST_YEAR:
        raise _wrong("身份证号里的出生日期不存在。请对照证件核对。")
    return born


def _oddities(number: str, *, was_old: bool) -> list[Finding]:
    found = []
    if was_old:
        found.append(_odd("id_upgraded", "身份证号是15位旧号，已换算成18位。请核对新证件。"))
    if number.endswith(NOUGHTS):
        found.append(_odd("id_ends_in_noughts", "身份证号末三位都是0，可能曾被存成数字。请核对。"))
    if not _is_known_area(number[:6]):
        found.append(_odd("id_area_unknown", "身份证号的地区代码查不到。请核对。"))
    return found


@lru_cache(maxsize=4096)
def _is_known_area(code: str) -> bool:
    parts = numdb.get("cn/loc").info(code)
    return any("county" in properties for _, properties in parts)


def _precision_lost() -> Unfit:
    return Unfit(
        Reason.ID_PRECISION_LOST,
        "id_no",
        "身份证号被表格存成了数字，后几位已丢失。请把这一列设为“文本”格式，照证件重新填写。",
    )


def _wrong(sentence: str, **values: object) -> Unfit:
    return Unfit(Reason.ID_CHECKSUM, "id_no", sentence, **values)


def _odd(code: str, sentence: str) -> Finding:
    return Finding(code=code, field="id_no", sentence=sentence)
