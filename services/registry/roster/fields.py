"""The plain fields of a row, each in the one spelling in which registry keeps it."""

from __future__ import annotations

import re

from services.registry.roster.cells import Cell, stated

DOTS = str.maketrans(dict.fromkeys("•・‧∙●⋅．", "·"))
SEXES = {"男": "男", "男性": "男", "女": "女", "女性": "女"}
A_PEOPLE = re.compile(r"(?!未|其|外|不)[\u4e00-\u9fff]{1,5}(?<![族人])")
SEVERAL_PHONES = re.compile(r"[/、,，;；或]+")
AROUND_A_PHONE = re.compile(r"[\s\-—–()（）]|^(?:\+|00)86")
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
