"""What stands in one cell, spelled in one way: widths, spaces, invisible characters, numerals."""

from __future__ import annotations

import re
from datetime import date

Cell = str | int | float | bool | date

# Full-width digits and letters become ordinary ones; punctuation in addresses stays as written.
NARROW = {
    wide: wide - 0xFEE0
    for first, last in (("０", "９"), ("Ａ", "Ｚ"), ("ａ", "ｚ"))
    for wide in range(ord(first), ord(last) + 1)
}
# Signs without width or meaning; those that part words (tabs, line ends) count as spaces instead.
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
# Most cells are tidy already, and a roster has hundreds of thousands.
UNTIDY = re.compile(rf"[\s０-９Ａ-Ｚａ-ｚ]|{INVISIBLE.pattern}")
# A space means something between two Latin words only; elsewhere it pads a name to three signs.
PADDING = re.compile(r"(?<![A-Za-z0-9]) | (?![A-Za-z0-9])")
# What clerks write for "nothing to say here".
NOTHING = frozenset(
    ["", "无", "暂无", "没有", "空", "未填", "n/a", "na", "nil", "null", "none", "#n/a"]
)
STROKES = re.compile(r"[/／\\\-－—–_―─.。·、*＊×]+")

DIGITS = {
    sign: value
    for value, signs in enumerate(
        (
            "〇零○◯ＯOo",
            "一壹",
            "二贰貳两",
            "三叁參",
            "四肆",
            "五伍",
            "六陆陸",
            "七柒",
            "八捌",
            "九玖",
        )
    )
    for sign in signs
}
TENS = {"十": 1, "拾": 1, "廿": 2, "卅": 3}
NUMERAL = re.compile(
    rf"[〇零]?(?:([{''.join(DIGITS)}])?([{''.join(TENS)}]))?([{''.join(DIGITS)}])?"
)


def tidy(cell: Cell) -> str:
    """Read a cell as text: narrow digits and letters, nothing invisible, no padding."""
    if isinstance(cell, str):
        return _tidy(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def stated(cell: Cell) -> str:
    """Read a cell as text, where 无, / and their like state nothing."""
    text = tidy(cell)
    return "" if states_nothing(text) else text


def states_nothing(text: str) -> bool:
    """Whether a tidy text only says that there is nothing to say."""
    return bool(STROKES.fullmatch(text)) or text.lower() in NOTHING


def number_in_words(text: str) -> int | None:
    """Read a whole number below a hundred, in digits or in Chinese: 36, 三十六, 卅六, 叁拾陆."""
    if text.isascii() and text.isdigit():
        return int(text)
    found = NUMERAL.fullmatch(text)
    if not text or not found:
        return None
    count, ten, unit = found.groups()
    tens = TENS[ten] * (DIGITS[count] if count else 1) if ten else 0
    return tens * 10 + (DIGITS[unit] if unit else 0)


def _tidy(text: str) -> str:
    if not UNTIDY.search(text):
        return text
    seen = INVISIBLE.sub("", text).translate(NARROW)
    return PADDING.sub("", re.sub(r"\s+", " ", seen)).strip()
