"""The plain fields of a row, each in the one spelling in which registry keeps it."""

from __future__ import annotations

import re
from collections.abc import Iterable

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberType

from services.registry.roster.cells import Cell, stated, tidy
from services.registry.roster.rows import Finding

NAME = re.compile(r"[^\W\d_]{2,}(?:[ ·.'-]+[^\W\d_]+)*")
DOTS = str.maketrans(dict.fromkeys("•・‧∙●⋅．", "·"))
SEXES = {"男": "男", "男性": "男", "女": "女", "女性": "女"}
A_PEOPLE = re.compile(r"(?!未|其|外|不)[\u4e00-\u9fff]{1,5}(?<![族人])")
SEVERAL_PHONES = re.compile(r"[/、,，;；或]+")
AROUND_A_PHONE = re.compile(r"[\s\-—–()（）]|^(?:\+|00)86")
# The library takes 179 for a carrier's prefix and finds such mobiles too short.
MOBILE = re.compile(r"1\d{10}")
NARROW_BRACKETS = str.maketrans("（）", "()")
YEAR_IN_BRACKETS = re.compile(r"[\[【(〔［{](\d{4})[\]】)〕］}]")


def name_in(cell: Cell) -> str:
    """A name without padding; the dot between the parts of a minority name is always `·`."""
    return stated(cell).translate(DOTS).strip("'\"")


def sex_in(cell: Cell) -> str:
    """男 or 女, or nothing where neither is written."""
    return SEXES.get(stated(cell), "")


def ethnicity_in(cell: Cell) -> str:
    """汉 and 汉族 are one."""
    text = stated(cell)
    return f"{text}族" if A_PEOPLE.fullmatch(text) else text


def phone_in(cell: Cell) -> str:
    """The digits alone; several numbers are parted by `、`."""
    written = SEVERAL_PHONES.split(stated(cell).strip("'\""))
    return "、".join(filter(None, (AROUND_A_PHONE.sub("", part.strip()) for part in written)))


def decision_no_in(cell: Cell) -> str:
    """An order's number, its year always in 〔〕, so that the same order is recognised."""
    text = stated(cell).replace(" ", "").translate(NARROW_BRACKETS)
    return YEAR_IN_BRACKETS.sub(r"〔\1〕", text)


def name_oddities(name: str) -> Iterable[Finding]:
    """Signs that no name has are kept, and pointed out."""
    if not NAME.fullmatch(name):
        yield _odd("name_odd", "name", "姓名的写法不常见，请核对。")


def phone_oddities(phone: str) -> Iterable[Finding]:
    """A number that cannot be dialled is kept, and pointed out."""
    if phone and not all(_can_be_dialled(each) for each in phone.split("、")):
        yield _odd("phone_odd", "phone", "联系电话的位数不对，请核对。")


def sex_oddities(cell: Cell, *, by_number: str) -> Iterable[Finding]:
    """What the village wrote stands, even against the number."""
    sex = sex_in(cell)
    if sex and sex != by_number:
        yield _odd("sex_differs", "sex", "性别与身份证号不一致，已按表中填写。请核对。")
    if not sex and tidy(cell):
        yield _odd("sex_unknown", "sex", "性别的写法认不出来，已按身份证号填写。请核对。")


def _can_be_dialled(phone: str) -> bool:
    if phone.startswith("1"):
        return bool(MOBILE.fullmatch(phone))
    try:
        number = phonenumbers.parse(phone, "CN")
    except NumberParseException:
        return False
    return phonenumbers.is_possible_number_for_type(number, PhoneNumberType.FIXED_LINE)


def _odd(code: str, field: str, sentence: str) -> Finding:
    return Finding(code=code, field=field, sentence=sentence)
