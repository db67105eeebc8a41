"""Which village a roster, or a row of it, speaks of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

# What stands before a village in an address or a title: 安徽省六安市金寨县梅山镇
PROVINCE_TO_TOWN = re.compile(
    r"(?:[^镇乡]*?(?:省|自治区))?(?:[^镇乡]{1,10}?市)?(?:[^镇乡]*?县)?(?:[^,，、]{1,8}?(?:镇|乡|街道))?"
)
# 社区 begins many a word that names no village.
NOT_A_VILLAGE = "戒毒|康复|矫正|民警|干部|书记|工作|服务|卫生|医疗|禁毒|社工|管控"
NAMED = re.compile(rf"([\u3400-\u9fff]{{1,8}}?)(社区(?!{NOT_A_VILLAGE})|村|居委会|居民委员会)")
NOBODYS_NAME = re.compile(r".*(?:填报|上报|报送|所属|所在|各|全|本|该|某|行政|辖|每|居住|户籍)$")
KIND = re.compile(r"(?:社区居委会|社区|村民委员会|村委会|居民委员会|居委会|村)$")
DATING = re.compile(r"\d{1,4}年度?|\d{1,2}月份?|\d{1,2}日|第.季度|[上下]半年|附件\d{0,2}")
# Below this share of the addresses, a roster is taken to be of several villages.
CLEAR_MAJORITY = 0.8


def village_in(text: str) -> str | None:
    """Find the village that an address, a title or a file name speaks of."""
    rest = PROVINCE_TO_TOWN.sub("", DATING.sub("", text), count=1)
    for found in NAMED.finditer(rest):
        if not NOBODYS_NAME.fullmatch(found[1]):
            return found[0]
    return None


def village_of_roster(
    *, column: Sequence[str], preamble: Iterable[str], addresses: Iterable[str]
) -> str | None:
    """Tell the one village of a roster from its column, else its titles, else its addresses."""
    if stated := {village_in(text) or text for text in column}:
        return stated.pop() if len(stated) == 1 else None
    usual = _usual(addresses)
    titles = list(preamble)
    if usual and any(usual in title for title in titles):
        return usual
    return next((name for name in map(village_in, titles) if name), usual)


def village_among(known: Collection[str], written: str) -> str | None:
    """Which of the known villages somebody means who may write it otherwise: 石桥村委会, 石桥."""
    if written in known:
        return written
    meant = _bare(written)
    found = [village for village in known if _bare(village) == meant]
    return found[0] if len(found) == 1 else None


def _bare(village: str) -> str:
    """A village without what stands before and behind its name."""
    return KIND.sub("", PROVINCE_TO_TOWN.sub("", village.strip(), count=1))


def _usual(addresses: Iterable[str]) -> str | None:
    named = Counter(name for name in map(village_in, addresses) if name)
    for name, times in named.most_common(1):
        if times >= CLEAR_MAJORITY * named.total():
            return name
    return None
