"""Invented people, with sequence numbers (996 to 999) that nobody of their age has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

AREA = "341524"
SEQUENCES = ("996", "997", "998", "999")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643-1999
CHECK_DIGITS = "10X98765432"
# 单, 曾, 仇, 解 are read otherwise as surnames; 𠮷 lies outside the basic plane.
SURNAMES = tuple(
    "王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶杜单仇解"
)
GIVEN = tuple("伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华飞玉兰红梅春生海燕国庆建文志𠮷")
DRUGS = ("甲基苯丙胺", "海洛因", "氯胺酮", "依托咪酯", "合成大麻素", "冰毒、麻古")


@dataclass(frozen=True)
class Invented:
    """Somebody who does not exist."""

    name: str
    id_no: str
    village: str
    drug: str
    house: str


def invent(dice: Random, *, village: str, taken: set[str]) -> Invented:
    """One person of a village, whose number nobody else has."""
    while (id_no := _number(dice)) in taken:
        pass
    taken.add(id_no)
    name = dice.choice(SURNAMES) + "".join(dice.sample(GIVEN, k=dice.choice((1, 2, 2))))
    house = f"{dice.randint(1, 28)}组{dice.randint(1, 90)}号"
    return Invented(name, id_no, village, dice.choice(DRUGS), house)


def number_of(born: date, *, sequence: str = "999") -> str:
    """An identity number of somebody born that day, with its check digit."""
    body = f"{AREA}{born:%Y%m%d}{sequence}"
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, body, strict=True))
    return body + CHECK_DIGITS[total % 11]


def _number(dice: Random) -> str:
    born = date(1962, 1, 1) + timedelta(days=dice.randrange(365 * 42))
    return number_of(born, sequence=dice.choice(SEQUENCES))
